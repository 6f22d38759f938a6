/// What decides how long the stages of keys take. Times are in seconds.
package struct RolloverPolicy: Equatable, Sendable {
  /// The TTL of the zone's DNSKEY records.
  package var keyTTL: UInt64 = 3600
  /// The longest TTL of the zone.
  package var longestTTL: UInt64 = 86_400
  /// The TTL of the parent's DS records.
  package var parentTTL: UInt64 = 86_400
  /// How long it takes until all servers of the zone, or of the parent, have what one of them has.
  package var propagation: UInt64 = 3600
  /// How long a CSK or KSK is active before another takes its place; nil for until it is asked for.
  package var entryPointLifetime: UInt64?
  /// How long a ZSK is.
  package var zoneKeyLifetime: UInt64?
  /// Whether a key that could take over at once stands by, known to caches and the parent.
  package var keepsStandby = false

  package init() {}
}

/// A TTL that caches may still count with, though the zone has a shorter one now.
package struct RememberedTTL: Equatable, Sendable {
  /// In seconds.
  package private(set) var value: UInt64
  /// Until when, by the zone's clock.
  package private(set) var until: UInt64

  /// - Parameter value: In seconds.
  package init(_ value: UInt64 = 0, until: UInt64 = 0) { (self.value, self.until) = (value, until) }

  /// - Parameter ttl: What the zone has at that time.
  mutating func note(_ ttl: UInt64, at clock: UInt64, _ policy: RolloverPolicy) {
    if ttl >= value || clock >= until { (value, until) = (ttl, clock + ttl + policy.propagation) }
  }
}
