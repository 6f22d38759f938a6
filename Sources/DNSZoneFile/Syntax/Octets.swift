import DNSWire

extension UInt8 {
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let backslash = UInt8(ascii: "\\")
  static let dot = UInt8(ascii: ".")
  static let quote = UInt8(ascii: "\"")

  var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }

  var isLineEnd: Bool { self == .lineFeed || self == .carriageReturn }

  /// An ASCII letter in upper case; every other octet as it is.
  var uppercased: UInt8 { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) ? self & 0xDF : self }
}

extension Span where Element == UInt8 {
  /// Whether a word is this text, in any letter case.
  func equals(_ range: Range<Int>, _ upperCase: StaticString) -> Bool {
    let text = upperCase.description.utf8
    return text.count == range.count && zip(range, text).allSatisfy { self[$0].uppercased == $1 }
  }

  /// The octets as an error repeats them: at most 40, in quotes, those that do not print as `\DDD`.
  func quoted(_ range: Range<Int>) -> String {
    let shown = range.prefix(40).map { index in
      let octet = self[index]
      return (0x20...0x7E).contains(octet) ? String(Unicode.Scalar(octet)) : octet.decimalEscape
    }
    return "'\(shown.joined())\(range.count > 40 ? "…" : "")'"
  }
}
