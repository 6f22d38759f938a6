/// What a record without a TTL gets: `$TTL` (RFC 2308 §4), else the last one stated (RFC 1035 §5.1), else the SOA's
/// MINIMUM, as in BIND.
struct DefaultTTL {
  /// That of `$TTL`.
  var directive: UInt32?
  /// The last that a record stated.
  var lastStated: UInt32?
  /// MINIMUM of an SOA that came before any of them.
  var minimum: UInt32?

  var value: UInt32? { directive ?? lastStated ?? minimum }
}
