import DNSWire
import LeafConfiguration
import LeafCore
import struct NIOConcurrencyHelpers.NIOLock
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
  private let configuration: Configuration

  /// - Parameter previous: What is in force, so that its cookies stay valid and its windows go on.
  ///   Zones with files stay as they are; new ones are not ready.
  package init(_ configuration: Configuration, after previous: Snapshot? = nil) {
    authority = configuration.authority(
      randomSecret: previous?.authority.identity.settings.cookieSecret ?? .random(),
      zone: { previous?.authority.zones.zone(of: $0) })
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
    self.configuration = configuration
  }

  /// - Parameter authority: Of the same zones.
  private init(_ other: Snapshot, _ authority: Authority) {
    self.authority = authority
    zoneSlots = other.zoneSlots
    limiter = other.limiter
    timeouts = other.timeouts
    connectionLimits = other.connectionLimits
    maximumFrameLength = other.maximumFrameLength
    maximumDatagramLength = other.maximumDatagramLength
    log = other.log
    configuration = other.configuration
  }
}

extension Snapshot {
  /// The same with other versions of some zones, or the first ones.
  ///
  /// - Parameter zones: Of apexes that it has.
  func replacing(_ zones: [Zone]) -> Snapshot {
    let set = authority.zones
    let versions = zones.compactMap { zone in
      set.index(of: zone.apex).map {
        (index: $0, zone: zone.filtered(by: configuration.filter(of: zone.apex)))
      }
    }
    return Snapshot(self, Authority(set.replacing(versions), authority.identity))
  }
}

extension ZoneSet {
  /// The zone of this name, if there is one and it is ready.
  func zone(of apex: DomainName) -> Zone? { index(of: apex).flatMap { self[$0] } }
}

/// The snapshot that is in force.
package final class SnapshotSource: Sendable {
  private let state: NIOLockedValueBox<Snapshot>
  private let writers = NIOLock()
  private let generation = Atomic<UInt64>(0)

  package init(_ snapshot: Snapshot) { state = NIOLockedValueBox(snapshot) }

  var current: Snapshot { state.withLockedValue { $0 } }

  func whileNoneChanges<Result>(_ body: () -> Result) -> Result { writers.withLock(body) }

  /// Puts another in the place of the one in force, if `make` has one. Nobody else does so meanwhile.
  func change(_ make: (Snapshot) -> Snapshot?) {
    writers.withLock {
      guard let snapshot = make(current) else { return }
      state.withLockedValue { $0 = snapshot }
      generation.wrappingAdd(1, ordering: .releasing)
    }
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
