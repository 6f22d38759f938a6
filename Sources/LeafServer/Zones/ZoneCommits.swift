import DNSWire
import Glibc
import LeafCore
import struct NIOConcurrencyHelpers.NIOLockedValueBox

/// The one way for a zone to change. Whoever knows how a zone is to be hands that in here; it comes into force, or is
/// refused, and log and counters hear of it.
final class ZoneCommits: Sendable {
  private struct State {
    var waiting: [ZoneChange] = []
    var isCommitting = false
    var counts = Counts()
  }

  private let snapshots: SnapshotSource
  private let log: EventLog
  private let state = NIOLockedValueBox(State())

  init(_ snapshots: SnapshotSource, _ log: EventLog) {
    self.snapshots = snapshots
    self.log = log
  }

  /// How many versions of all zones have come into force, and how many have been refused.
  struct Counts: Equatable, Sendable {
    var loaded: UInt64 = 0
    var refused: UInt64 = 0
  }

  /// The version of a zone that is in force.
  func zone(of apex: DomainName) -> Zone? { snapshots.current.authority.zones.zone(of: apex) }

  var counts: Counts { state.withLockedValue(\.counts) }

  /// Commits a change; those that come meanwhile, from other threads, come into force together after it. One of a zone
  /// that the configuration does not have any more, or has otherwise, is lost.
  func commit(_ change: ZoneChange) {
    guard begin(change) else { return }
    while let changes = takeWaiting() {
      let start = readMonotonicClock()
      apply(changes)
      rest((readMonotonicClock() - start) * 8)
    }
  }

  /// Lets others hand in more: a new set of zones takes the longer the more zones there are, and with thousands that are
  /// loaded at once one for each would take as long as all else.
  private func rest(_ time: Duration) { usleep(UInt32(min(time, .milliseconds(100)) / .microseconds(1))) }

  /// - Returns: Whether it is this thread that commits.
  private func begin(_ change: ZoneChange) -> Bool {
    state.withLockedValue { state in
      state.waiting.append(change)
      defer { state.isCommitting = true }
      return !state.isCommitting
    }
  }

  private func takeWaiting() -> [ZoneChange]? {
    state.withLockedValue { state in
      defer { state.waiting = [] }
      state.isCommitting = !state.waiting.isEmpty
      return state.isCommitting ? state.waiting : nil
    }
  }

  private func apply(_ changes: [ZoneChange]) {
    let now = readClocks().unixTime
    var noted: [Noted] = []
    snapshots.change { snapshot in
      let current = changes.filter { !$0.zone.isRetired.isSet }
      noted = current.map { Noted($0, at: now) }
      for change in current { count(change.outcome) }
      let zones = current.compactMap(\.newZone)
      return zones.isEmpty ? nil : snapshot.replacing(zones)
    }
    // Whoever reads of it finds it in force.
    for noted in noted { log.log(noted.change, before: noted.before, after: noted.after) }
  }

  /// A change that the zone knows of, and how that had fared before and fares now.
  private struct Noted {
    let change: ZoneChange
    let before: KeptZone.Status
    let after: KeptZone.Status

    init(_ change: ZoneChange, at now: UInt64) {
      self.change = change
      (before, after) = change.zone.change { status in
        let before = status
        status.note(change.outcome, at: now)
        return (before, status)
      }
    }
  }
}

extension ZoneCommits {
  private func count(_ outcome: ZoneChange.Outcome) {
    state.withLockedValue { state in
      switch outcome {
      case .version: state.counts.loaded += 1
      case .refused: state.counts.refused += 1
      case .unchanged: break
      }
    }
  }
}

extension ZoneChange {
  fileprivate var newZone: Zone? {
    if case .version(let version) = outcome { version.zone } else { nil }
  }
}

extension KeptZone.Status {
  fileprivate mutating func note(_ outcome: ZoneChange.Outcome, at now: UInt64) {
    isSettled = true
    switch outcome {
    case .version(let version):
      (serial, loadedAt, failingSince) = (version.serial, now, nil)
      (security, nextSigning) = (version.security, nil)
    case .unchanged:
      failingSince = nil
    case .refused:
      failures += 1
      failingSince = failingSince ?? now
    }
  }
}
