import DNSZoneFile
import LeafConfiguration
import LeafCore
import struct NIOConcurrencyHelpers.NIOLockedValueBox

/// A zone that is as its file or the configuration says, and what is known of that.
final class ZoneSource: Sendable {
  /// Why a file is looked at.
  enum Reason: Sendable {
    /// The zone is new, or what the configuration says of it.
    case configuration
    /// Somebody has asked for it, and wants to hear.
    case request
    /// It is time to.
    case interval
    /// Its signatures are to be made anew.
    case signatures
    /// Its keys have other duties.
    case keys
  }

  private enum Turn {
    case idle
    case waiting(Reason)
    case looking
    /// It has been asked for again meanwhile.
    case lookingThenAgain(Reason)
  }

  private struct State {
    var turn = Turn.idle
    /// What was read last, good or bad.
    var seen: SeenFiles?
    /// What the version in force is from.
    var inForce: SeenFiles?
  }

  let zone: KeptZone
  let dialect: Dialect?
  let origin: ZoneOrigin
  private let keyFolder: String
  private let keyStates: KeyStates
  let online: OnlineSigning
  private let state: NIOLockedValueBox<State>

  /// - Parameters:
  ///   - dialect: Of names that carry an address, if the zone has any.
  ///   - keyFolder: The path of the folder of keys.
  ///   - previous: The same zone as the configuration had it before.
  init(
    _ zone: KeptZone, _ dialect: Dialect?, _ origin: ZoneOrigin, keyFolder: String, _ keyStates: KeyStates,
    _ online: OnlineSigning, after previous: ZoneSource?
  ) {
    self.zone = zone
    self.dialect = dialect
    self.origin = origin
    self.keyFolder = keyFolder
    self.keyStates = keyStates
    self.online = online
    state = NIOLockedValueBox(State(inForce: previous?.state.withLockedValue(\.inForce)))
  }

  /// After signing has failed, in seconds.
  private static let timeUntilRetry: UInt64 = 60

  /// Whether the zone's signatures are to be made now.
  func isDueForSigning(at time: UInt64) -> Bool {
    let status = zone.status
    return status.nextSigning != nil ? !isResting(at: time) : status.security?.isDue(at: time) ?? false
  }

  /// Whether signing has failed, and is not to be tried again yet.
  func isResting(at time: UInt64) -> Bool {
    guard let next = zone.status.nextSigning else { return false }
    // One that lies farther ahead is by a clock that has been set back.
    return time < next && next <= time + 2 * Self.timeUntilRetry
  }

  /// - Returns: Whether `look` has to be called for it.
  func request(_ reason: Reason) -> Bool {
    state.withLockedValue { state in
      switch state.turn {
      case .idle:
        state.turn = .waiting(reason)
        return true
      case .waiting: return false
      case .looking, .lookingThenAgain:
        state.turn = .lookingThenAgain(reason)
        return false
      }
    }
  }

  /// Looks at the file, and hands in what has become of the zone.
  func look(_ commits: ZoneCommits) {
    while let reason = takeTurn() {
      if !zone.isRetired.isSet, let change = look(because: reason, commits) { commits.commit(change) }
    }
  }

  /// Hands in that nobody can look at it.
  func fail(_ findings: Findings, _ commits: ZoneCommits) {
    state.withLockedValue { $0.turn = .idle }
    commits.commit(change(.refused, findings))
  }

  private func takeTurn() -> Reason? {
    state.withLockedValue { state in
      switch state.turn {
      case .waiting(let reason), .lookingThenAgain(let reason):
        state.turn = .looking
        return reason
      case .idle, .looking:
        state.turn = .idle
        return nil
      }
    }
  }

  /// nil if there is nothing to tell.
  private func look(because reason: Reason, _ commits: ZoneCommits) -> ZoneChange? {
    let (seen, inForce) = state.withLockedValue { ($0.seen, $0.inForce) }
    let isDue = isDueForSigning(at: readClocks().unixTime)
    if reason == .signatures, !isDue { return nil }
    if reason == .request || reason == .interval, !isDue, let seen {
      let isTouched = seen.areTouched
      if !isTouched, reason == .interval { return nil }
      if !isTouched, zone.status.failingSince == nil { return change(.unchanged) }
      if let same = inForce?.unchanged() {
        state.withLockedValue { ($0.seen, $0.inForce) = (same, same) }
        return change(.unchanged)
      }
    }
    return load(inForce, after: commits.zone(of: zone.apex), because: reason)
  }

  private func change(_ outcome: ZoneChange.Outcome, _ findings: Findings = .none) -> ZoneChange {
    ZoneChange(zone: zone, source: origin.text, outcome: outcome, findings: findings)
  }

  private func load(_ inForce: SeenFiles?, after earlier: Zone?, because reason: Reason) -> ZoneChange {
    var files = SeenFiles()
    if zone.settings.signingMode.map({ $0 != .presigned }) ?? false { files.note(folder: keyFolder) }
    let now = readClocks().unixTime
    let signing = LoadSigning(
      folder: keyFolder, states: keyStates, withoutKey: .isGivenOne, time: now, online: online,
      earlier: earlier)
    let load = ZoneLoad(zone.apex, zone.settings, dialect, origin, signing) {
      path throws(ZoneFileUnreadable) in
      try files.read(path)
    }
    if load.zone == nil {
      zone.change { status in
        let now = readClocks().unixTime
        let isDue = status.security?.isDue(at: now) == true || reason == .keys
        status.nextSigning = load.lacksSignatures || isDue ? now + Self.timeUntilRetry : nil
      }
    }
    let seen = files
    state.withLockedValue { state in
      state.seen = seen
      if load.zone != nil { state.inForce = seen }
    }
    guard let version = load.zone else { return change(.refused, Findings(load.problems)) }
    let isOther = inForce.map { !$0.haveContents(of: seen) } ?? false
    return change(
      .version(
        ZoneVersion(
          zone: version, serial: load.serial, recordCount: load.recordCount, isOther: isOther,
          security: load.security)),
      Findings(load.problems))
  }
}
