/// What the clocks say: read once for all that happens together.
package struct Now: Sendable {
  /// Time since any fixed moment, by a clock that never runs backwards.
  package let monotonic: Duration
  /// Whole seconds since 1970-01-01 00:00 UTC.
  package let unixTime: UInt64
  /// `monotonic` in milliseconds, as the limits' windows have it: worked out once for a batch of messages.
  let milliseconds: UInt64

  /// - Parameter monotonic: Not negative.
  package init(monotonic: Duration, unixTime: UInt64) {
    self.monotonic = monotonic
    self.unixTime = unixTime
    // Divided as whole numbers: a quotient of floating point would now and then be a millisecond short.
    let (seconds, attoseconds) = monotonic.components
    milliseconds = UInt64(clamping: seconds) * 1_000 + UInt64(clamping: attoseconds / 1_000_000_000_000_000)
  }
}
