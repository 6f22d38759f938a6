import LeafConfiguration
import LeafCore
import struct NIOConcurrencyHelpers.NIOLockedValueBox
import Synchronization

/// All that a reload replaces, and that does not change while it is in force.
package final class Snapshot: Sendable {
  package let authority: Authority
  package let zoneSlots: ZoneSlots
  package let limiter: Limiter
  package let timeouts: StreamTimeouts
  let connectionLimits: ConnectionLimits
  package let maximumFrameLength: Int
  let maximumDatagramLength: Int
  package let log: LogSettings

  /// - Parameter previous: What is in force, so that its cookies stay valid and its windows go on.
  package init(_ configuration: Configuration, after previous: Snapshot? = nil) {
    authority = configuration.authority(
      randomSecret: previous?.authority.identity.settings.cookieSecret ?? .random(),
      zone: { apex, settings in settings.file.flatMap { ZoneFileLoad(apex, settings, file: $0).zone } })
    zoneSlots = ZoneSlots(authority.zones, after: previous?.zoneSlots)
    limiter =
      if let previous {
        Limiter(configuration.limits.queries, after: previous.limiter)
      } else {
        Limiter(
          configuration.limits.queries, hashKey: (.random(in: .min ... .max), .random(in: .min ... .max)))
      }
    timeouts = configuration.limits.timeouts
    connectionLimits = configuration.limits.connections
    maximumFrameLength = configuration.limits.maximumFrameLength
    maximumDatagramLength = configuration.limits.maximumDatagramLength
    log = configuration.log
  }
}

/// The snapshot that is in force.
package final class SnapshotSource: Sendable {
  private let state: NIOLockedValueBox<Snapshot>
  private let generation = Atomic<UInt64>(0)

  package init(_ snapshot: Snapshot) { state = NIOLockedValueBox(snapshot) }

  var current: Snapshot { state.withLockedValue { $0 } }

  func replace(with snapshot: Snapshot) {
    state.withLockedValue { $0 = snapshot }
    generation.wrappingAdd(1, ordering: .releasing)
  }

  /// What one thread holds of it: one look at an atomic tells whether there is a newer one.
  struct Reader {
    private let source: SnapshotSource
    private var generation: UInt64
    private(set) var snapshot: Snapshot

    init(_ source: SnapshotSource) {
      self.source = source
      generation = source.generation.load(ordering: .acquiring)
      snapshot = source.current
    }

    /// Takes the newest.
    mutating func refresh() {
      let newest = source.generation.load(ordering: .acquiring)
      guard newest != generation else { return }
      generation = newest
      snapshot = source.current
    }
  }
}
