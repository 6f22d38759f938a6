/// What the clocks say while a message is answered.
package struct Now: Sendable {
  /// Seconds since 1970-01-01 00:00 UTC modulo 2^32, as server cookies carry them (RFC 9018 §4.3).
  package var unixTime: UInt32
  /// Milliseconds since any fixed moment before, by a clock that never runs backwards.
  package var milliseconds: UInt64

  package init(unixTime: UInt32, milliseconds: UInt64) {
    self.unixTime = unixTime
    self.milliseconds = milliseconds
  }
}
