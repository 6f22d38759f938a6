/// The units of a TTL, the longest first, as BIND has them.
private let units: [(letter: UInt8, seconds: UInt64)] = [
  (UInt8(ascii: "W"), 604_800), (UInt8(ascii: "D"), 86_400), (UInt8(ascii: "H"), 3600),
  (UInt8(ascii: "M"), 60), (UInt8(ascii: "S"), 1),
]

/// A TTL: seconds, or numbers with units (`1h30m`).
enum TTL {
  /// What it may be (RFC 2181 §8).
  static let allowed = "a TTL from 0 to 2147483647, in seconds or as 1w2d3h4m5s"
  /// RFC 2181 §8.
  static let maximum: UInt64 = 0x7FFF_FFFF

  /// Reads a TTL; nil if it is none.
  static func read(_ range: Range<Int>, in text: Span<UInt8>) -> UInt32? {
    var total: UInt64 = 0
    var number: UInt64?
    for index in range {
      let octet = text[index]
      if let digit = octet.digit {
        number = 10 * (number ?? 0) + UInt64(digit)
      } else {
        guard let count = number, let unit = units.first(where: { $0.letter == octet.uppercased }) else {
          return nil
        }
        total += count * unit.seconds
        number = nil
      }
      guard number ?? 0 <= maximum, total <= maximum else { return nil }
    }
    total += number ?? 0
    return !range.isEmpty && total <= maximum ? UInt32(total) : nil
  }
}
