/// A place in a TOML document. Line ends are LF alone; no octet of a character outside ASCII is one of ASCII's.
struct TOMLCursor {
  private let octets: [UInt8]
  private var offset = 0
  /// From 1.
  private(set) var line = 1

  /// - Throws: If the octets are not UTF-8.
  init(_ octets: [UInt8]) throws(TOMLError) {
    var octets = octets
    // A byte order mark, which some editors write.
    if octets.starts(with: [0xEF, 0xBB, 0xBF]) { octets.removeFirst(3) }
    self.octets = octets
    guard String(validating: octets, as: UTF8.self) != nil else {
      let line = octets.split(separator: .lineFeed, omittingEmptySubsequences: false).firstIndex {
        String(validating: $0, as: UTF8.self) == nil
      }
      throw TOMLError(line: (line ?? 0) + 1, text: "these octets are not UTF-8")
    }
  }

  func failure(_ text: String) -> TOMLError { TOMLError(line: line, text: text) }

  /// The next octet; nil at the end.
  var next: UInt8? { octet(after: 0) }

  /// The octet `distance` behind the next one; nil behind the end.
  func octet(after distance: Int) -> UInt8? {
    offset + distance < octets.count ? octets[offset + distance] : nil
  }

  /// Whether a line ends here, by LF, CR and LF, or the end of the document.
  var isAtLineEnd: Bool {
    next == nil || next == .lineFeed || next == .carriageReturn && octet(after: 1) == .lineFeed
  }

  /// How many octets of `ascii` come next.
  func count(of ascii: Unicode.Scalar) -> Int {
    octets[offset...].prefix { $0 == UInt8(ascii: ascii) }.count
  }

  mutating func skip(_ count: Int = 1) {
    for _ in 0..<count {
      if next == .lineFeed { line += 1 }
      offset += 1
    }
  }

  /// Moves behind `ascii` if it comes next.
  mutating func skip(_ ascii: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: ascii) else { return false }
    skip()
    return true
  }

  /// Moves behind the end of a line, if it is one.
  mutating func skipLineEnd() -> Bool {
    guard isAtLineEnd, next != nil else { return false }
    skip(next == .carriageReturn ? 2 : 1)
    return true
  }

  mutating func skipBlanks() {
    while next == .space || next == .tab { skip() }
  }

  /// The text of the octets that come next and for which `isIncluded` holds.
  mutating func text(while isIncluded: (UInt8) -> Bool) -> String {
    let text = octets[offset...].prefix(while: isIncluded)
    skip(text.count)
    return String(decoding: text, as: UTF8.self)
  }

  /// A comment, if there is one, up to the end of its line.
  mutating func skipComment() throws(TOMLError) {
    guard next == UInt8(ascii: "#") else { return }
    while !isAtLineEnd, let octet = next {
      guard !octet.isControl else { throw failure("\(octet.name) in a comment") }
      skip()
    }
  }

  /// What may stand between the values of an array.
  mutating func skipBlanksAndLines() throws(TOMLError) {
    repeat {
      skipBlanks()
      try skipComment()
    } while skipLineEnd()
  }

  /// What comes next, for an error.
  var nextName: String {
    if isAtLineEnd { return next == nil ? "the end of the file" : "the end of the line" }
    let rest = String(decoding: octets[offset...].prefix(4), as: UTF8.self)
    return rest.unicodeScalars.first.map(\.name) ?? "the end of the file"
  }
}

extension UInt8 {
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")
  static let tab = UInt8(ascii: "\t")

  /// A control character that may stand nowhere; line ends have been told apart before.
  var isControl: Bool { (self < 0x20 || self == 0x7F) && self != .tab }

  var isDigit: Bool { isDigit(radix: 10) }

  func isDigit(radix: Int) -> Bool {
    Character(Unicode.Scalar(self)).hexDigitValue.map { $0 < radix } ?? false
  }

  var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }

  var name: String { Unicode.Scalar(self).name }
}

extension Unicode.Scalar {
  /// The character in quotes, or its number if it does not print.
  fileprivate var name: String {
    properties.generalCategory == .control
      ? "U+" + String(repeating: "0", count: 4 - String(value, radix: 16).count)
        + String(value, radix: 16, uppercase: true)
      : "'\(self)'"
  }
}
