import CSockets
import DNSSecurity
import DNSWire
import LeafConfiguration
import LeafCore
import struct NIOConcurrencyHelpers.NIOLockedValueBox
import ProgramSupport

/// Keeps the zones that have files as these are, and those that leaf signs signed: loads them in the background, and looks at them
/// again when it is asked to.
final class ZoneKeeper: Sendable {
  /// The keys that zones are signed with.
  struct Keys: Sendable {
    /// The path of their folder.
    let folder: String
    let upkeep: KeyUpkeep
  }

  private let snapshots: SnapshotSource
  private let commits: ZoneCommits
  private let log: EventLog
  private let pool: WorkPool
  private let signatures = NIOLockedValueBox<SignatureTable?>(nil)
  private let sources = NIOLockedValueBox<[DomainName: ZoneSource]>([:])
  /// Of the first configuration: only a start changes them.
  private let keys = NIOLockedValueBox<Keys?>(nil)

  init(_ snapshots: SnapshotSource, _ log: EventLog, threads: Int) {
    self.snapshots = snapshots
    self.log = log
    let commits = ZoneCommits(snapshots, log)
    self.commits = commits
    let told = NIOLockedValueBox(ZoneCommits.Counts())
    // One more, as one may rest.
    pool = WorkPool(named: "leaf-zones", threads: threads == 0 ? 0 : threads + 1) {
      // What reading has left behind would stay with the process.
      csockets_malloc_trim(0)
      let counts = commits.counts
      let before = told.withLockedValue { told in
        defer { told = counts }
        return told
      }
      guard counts != before else { return }
      log.log(.info, .zones(snapshots.current.authority.zones, counts, since: before))
    }
  }

  /// How many versions have come into force or been refused.
  var counts: ZoneCommits.Counts { commits.counts }

  /// Puts a configuration in force. Zones that it has as before stay as they are; what is new of it is loaded.
  func apply(_ configuration: Configuration) {
    var new: [ZoneSource] = []
    let before = sources.withLockedValue { $0 }
    let (online, keys) = (onlineSigning(configuration), keys(configuration))
    snapshots.change { snapshot in
      new = sources.withLockedValue { $0.update(to: configuration, keys, online) }
      return Snapshot(configuration, after: snapshot)
    }
    for apex in configuration.zones where configuration.origin(of: apex) == nil {
      if before[apex]?.zone.status.security != nil { log.log(.warning, .unsigned(apex)) }
    }
    look(at: new, because: .configuration)
  }

  /// Of what is signed when it is asked for; nil while nothing is.
  var signatureTable: SignatureTable? { signatures.withLockedValue { $0 } }

  /// The one table is made for the first zone that needs it.
  private func onlineSigning(_ configuration: Configuration) -> OnlineSigning {
    let isNeeded = configuration.zones.contains { configuration.settings(of: $0).signingMode == .online }
    let table = signatures.withLockedValue { table in
      if table == nil, isNeeded { table = .random(signatures: configuration.onlineSigning.signaturesKept) }
      return table ?? .random(signatures: 0)
    }
    return OnlineSigning(table, limit: configuration.onlineSigning.signaturesPerSecond)
  }

  private func keys(_ configuration: Configuration) -> Keys {
    keys.withLockedValue { keys in
      let folder = configuration.keyFolder
      let first =
        keys
        ?? Keys(folder: folder, upkeep: KeyUpkeep(KeyStates(KeyStates.path(besideFolder: folder)), log))
      keys = first
      return first
    }
  }

  /// Lets keys go on with their lives, and has zones signed anew whose keys have other duties.
  func lookAfterKeys() {
    guard let keys = keys.withLockedValue({ $0 }) else { return }
    let now = readClocks()
    // Where it cannot be read each zone that needs it says so.
    try? keys.upkeep.states.refresh()
    let sources = sources.withLockedValue { $0 }.values.filter {
      keys.upkeep.look(at: $0.zone, keyFolder: keys.folder, now) && !$0.isResting(at: now.unixTime)
    }
    look(at: sources, because: .keys)
  }

  /// Where the keys of a zone are in their lives; none where nobody knows.
  func keyStates(of apex: DomainName) -> [KeyState] {
    let states = keys.withLockedValue { $0 }?.upkeep.states
    return (try? states?.entry(of: apex))?.rollover.keys ?? []
  }

  /// Looks which DS records the parents have of zones whose keys wait for that.
  func lookAtParents() {
    guard let keys = keys.withLockedValue({ $0 }) else { return }
    let watch = ParentWatch(states: keys.upkeep.states)
    for source in sources.withLockedValue({ $0 }).values where source.zone.status.security?.duties != nil {
      watch.look(at: source.zone, keyFolder: keys.folder, at: readClocks().unixTime)
    }
  }

  /// Looks whether files have changed.
  func look(because reason: ZoneSource.Reason) {
    look(at: Array(sources.withLockedValue { $0 }.values), because: reason)
  }

  /// Has signatures made anew where it is time to.
  ///
  /// - Parameter time: Now, in seconds of Unix time.
  func renewSignatures(at time: UInt64) {
    look(
      at: sources.withLockedValue { $0 }.values.filter { $0.isDueForSigning(at: time) }, because: .signatures)
  }

  /// Says which zones have signatures that end, once a day each.
  ///
  /// - Parameter time: Now, in seconds of Unix time.
  func tellOfEndingSignatures(at time: UInt64) {
    for source in sources.withLockedValue({ $0 }).values {
      let status = source.zone.status
      guard let security = status.security, security.isEnding(at: time),
        status.toldOfEnd.map({ time >= $0 + 86_400 || time < $0 }) ?? true,
        log.admits(.zoneProblem, at: readClocks())
      else { continue }
      source.zone.change { $0.toldOfEnd = time }
      log.log(.warning, .expiring(source.zone.apex, security, at: time))
    }
  }

  private func look(at sources: [ZoneSource], because reason: ZoneSource.Reason) {
    let sources = sources.filter { $0.request(reason) }
    do throws(ThreadError) {
      try pool.add(sources.map { source in { [commits] in source.look(commits) } })
    } catch {
      for source in sources { source.fail(Findings(error: "\(error)"), commits) }
    }
  }

  /// How each zone with a file has fared, by its name.
  var statuses: [DomainName: KeptZone.Status] {
    sources.withLockedValue { $0 }.mapValues(\.zone.status)
  }

  /// Whether a zone is still to be loaded or refused for the first time.
  var isLoading: Bool {
    // What has settled is in force.
    snapshots.whileNoneChanges {
      sources.withLockedValue { $0 }.values.contains { !$0.zone.status.isSettled }
    }
  }

  /// Returns when none is any more.
  func settle() async {
    while isLoading { try? await Task.sleep(for: .milliseconds(10)) }
  }
}

extension [DomainName: ZoneSource] {
  /// Takes what a configuration says in place of what one before has said.
  ///
  /// - Returns: What has to be loaded.
  fileprivate mutating func update(
    to configuration: Configuration, _ keys: ZoneKeeper.Keys, _ online: OnlineSigning
  ) -> [ZoneSource] {
    let before = self
    var new: [ZoneSource] = []
    self = [:]
    for apex in configuration.zones {
      let settings = configuration.settings(of: apex)
      guard let origin = configuration.origin(of: apex) else { continue }
      let (previous, dialect) = (before[apex], configuration.dialect(of: apex))
      if let previous, previous.origin.isSame(as: origin), previous.zone.settings.isSame(as: settings),
        previous.zone.settings.policy(of: apex, previous.dialect) == settings.policy(of: apex, dialect),
        settings.signingMode != .online || previous.online.limit == online.limit
      {
        self[apex] = previous
      } else {
        let zone = KeptZone(apex, settings, after: previous?.zone)
        let source = ZoneSource(
          zone, dialect, origin, keyFolder: keys.folder, keys.upkeep.states, online, after: previous)
        self[apex] = source
        new.append(source)
      }
    }
    for (apex, source) in before where self[apex] !== source { source.zone.isRetired.set() }
    return new
  }
}

extension ZoneSettings {
  /// Whether a version of a zone is checked and signed the same way with others: what it gives out is another matter.
  fileprivate func isSame(as other: ZoneSettings) -> Bool {
    check == other.check && security == other.security
  }
}
