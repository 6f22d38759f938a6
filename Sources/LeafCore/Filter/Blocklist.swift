import DNSWire

/// Names and addresses that nobody is to be sent to, as a file has them.
package final class Blocklist: Sendable {
  /// A line that cannot be used.
  package struct Problem: Equatable, Sendable {
    /// From 1 on.
    package let line: Int
    /// What stands there.
    package let found: String
    /// What may stand there.
    package let allowed: String
  }

  let addresses: AddressSet
  let words: WordTable
  /// How many lines say something.
  package let entryCount: Int

  /// Reads a list: on each line an address or prefix, or a name, which is blocked wherever its words follow each other in
  /// a name, with dots or dashes between them. Behind `#` or `;` stands a remark.
  ///
  /// - Parameter problems: Gets what is wrong, up to a bound.
  package init(_ text: [UInt8], problems: inout [Problem]) {
    var reader = BlocklistReader()
    reader.read(text)
    problems += reader.problems
    entryCount = reader.entryCount
    addresses = AddressSet(reader.prefixes)
    words = reader.words
  }
}

/// Goes through the lines of a block list.
private struct BlocklistReader {
  private static let maximumProblems = 100

  private(set) var prefixes: [IPPrefix] = []
  private(set) var words = WordTable()
  private(set) var entryCount = 0
  private(set) var problems: [Blocklist.Problem] = []

  mutating func read(_ text: [UInt8]) {
    // Editors put a mark before a text.
    var start = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var line = 0
    while start < text.count {
      var end = start
      while end < text.count, text[end] != UInt8(ascii: "\n") { end += 1 }
      line += 1
      if text.span.isPlainName(start..<end) {
        entryCount += 1
        words.add(text.span, start..<end)
      } else {
        read(text[start..<end], line)
      }
      start = end + 1
    }
  }

  private mutating func read(_ content: ArraySlice<UInt8>, _ line: Int) {
    let entry = content.prefix { $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: ";") }.trimmed
    guard !entry.isEmpty else { return }
    entryCount += 1
    if let prefix = IPPrefix(entry) {
      prefixes.append(prefix)
    } else if let reason = entry.reasonAgainstName {
      guard problems.count < Self.maximumProblems else { return }
      problems.append(
        Blocklist.Problem(
          line: line, found: String(decoding: entry.prefix(80), as: UTF8.self), allowed: reason))
    } else {
      words.add(entry.span, 0..<entry.count)
    }
  }
}

extension Span where Element == UInt8 {
  /// Whether a line has nothing but a name, as most lines do, with a letter in it.
  fileprivate func isPlainName(_ line: Range<Int>) -> Bool {
    guard line.count <= 253 else { return false }
    var hasLetter = false
    for index in line {
      let octet = self[index]
      if (DomainName.lowercased(octet) &- UInt8(ascii: "a")) < 26 {
        hasLetter = true
      } else if !octet.isOfHostName {
        return false
      }
    }
    return hasLetter
  }
}

extension IPPrefix {
  fileprivate init?(_ text: ArraySlice<UInt8>) {
    // Most lines are names.
    guard text.contains(where: { $0 == UInt8(ascii: ":") }) || text.isOfNumbers else { return nil }
    let parts = text.split(separator: UInt8(ascii: "/"), maxSplits: 1, omittingEmptySubsequences: false)
    guard let address = IPAddress(String(decoding: parts[0], as: UTF8.self)) else { return nil }
    guard parts.count == 2 else {
      self.init(address)
      return
    }
    guard let length = Int(String(decoding: parts[1], as: UTF8.self)) else { return nil }
    self.init(address, length: length)
  }
}

extension ArraySlice<UInt8> {
  fileprivate var trimmed: ArraySlice<UInt8> {
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
    let end = lastIndex { !isBlank($0) }.map { $0 + 1 } ?? startIndex
    return self[..<end].drop(while: isBlank)
  }

  /// Whether it has nothing but what an IPv4 prefix has.
  fileprivate var isOfNumbers: Bool {
    allSatisfy { (0x2E...0x39).contains($0) }
  }

  /// What a line has to have in place of one that is no name; nil if it is one.
  fileprivate var reasonAgainstName: String? {
    if isOfNumbers || contains(UInt8(ascii: ":")) || contains(UInt8(ascii: "/")) {
      return "an address or prefix, such as 192.0.2.0/24 or 2001:db8::/32, with no bit set behind its length"
    }
    if contains(0x20) || contains(0x09) { return "one name, address or prefix a line" }
    if contains(UInt8(ascii: "*")) { return "a name without *: it is blocked wherever it stands in a name" }
    guard allSatisfy({ $0.isOfHostName }) else {
      return "a name of letters, digits, dots, dashes and underscores, others in xn-- form"
    }
    guard contains(where: { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "-") }), count <= 253 else {
      return "a name of 1 to 253 characters"
    }
    return nil
  }
}

extension UInt8 {
  fileprivate var isOfHostName: Bool {
    let folded = DomainName.lowercased(self)
    return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(folded)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) || self == UInt8(ascii: ".")
      || self == UInt8(ascii: "-") || self == UInt8(ascii: "_")
  }
}
