// Octets as text.

extension Span where Element == UInt8 {
  /// Two digits for each octet of a range, in lower case.
  package func hexadecimal(_ range: Range<Int>) -> String {
    range.map { (self[$0] < 16 ? "0" : "") + String(self[$0], radix: 16) }.joined()
  }

  /// RFC 4648 §4, in one piece.
  func base64(_ range: Range<Int>) -> String {
    let digits = digits(range, bits: 6)
    return digits.map(Self.base64Digit).joined() + String(repeating: "=", count: (4 - digits.count % 4) % 4)
  }

  /// Base32 with the extended hexadecimal alphabet, without padding (RFC 4648 §7, RFC 5155 §3.3).
  func base32(_ range: Range<Int>) -> String {
    digits(range, bits: 5).map { String($0, radix: 32, uppercase: true) }.joined()
  }

  /// The octets' bits in groups, zeros after the last.
  private func digits(_ range: Range<Int>, bits: Int) -> [UInt8] {
    var digits: [UInt8] = []
    var (word, count) = (0, 0)
    for index in range {
      word = (word << 8 | Int(self[index])) & 0xFFFF
      count += 8
      while count >= bits {
        count -= bits
        digits.append(UInt8(word >> count & ((1 << bits) - 1)))
      }
    }
    if count > 0 { digits.append(UInt8(word << (bits - count) & ((1 << bits) - 1))) }
    return digits
  }

  /// - Parameter value: 0...63.
  private static func base64Digit(_ value: UInt8) -> String {
    let ascii =
      switch value {
      case ..<26: UInt8(ascii: "A") + value
      case ..<52: UInt8(ascii: "a") + value - 26
      case ..<62: UInt8(ascii: "0") + value - 52
      case 62: UInt8(ascii: "+")
      default: UInt8(ascii: "/")
      }
    return String(Unicode.Scalar(ascii))
  }
}

extension [UInt8] {
  /// RFC 4648 §4, in one piece.
  package var base64: String { span.base64(indices) }

  /// Base32 with the extended hexadecimal alphabet in lower case, without padding (RFC 4648 §7).
  package var base32: String { span.base32(indices).lowercased() }

  /// Octets from Base64 with its padding (RFC 4648 §4); nil for what is none, or nothing.
  package init?(base64 text: String) {
    let digits = Array(text.utf8)
    self = []
    guard digits.span.append(base64: digits.indices, to: &self) else { return nil }
  }
}
