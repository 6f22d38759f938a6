import DNSWire

/// A TTL: seconds, or numbers with units (`1h30m`).
enum TTL {
  /// What it may be (RFC 2181 §8).
  static let allowed = "a TTL from 0 to 2147483647, in seconds or as 1w2d3h4m5s"
  /// RFC 2181 §8.
  static let maximum: UInt64 = 0x7FFF_FFFF

  /// Reads a TTL; nil if it is none.
  static func read(_ range: Range<Int>, in text: Span<UInt8>) -> UInt32? {
    text.seconds(range, to: maximum).map(UInt32.init)
  }
}
