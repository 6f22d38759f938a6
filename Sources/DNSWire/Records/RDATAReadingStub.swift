/// One word of a record as text (RFC 1035 §5.1): where it is in its file, without quotes, its escapes as they stand.
package struct PresentationWord: Equatable, Sendable {
  /// Its octets.
  package var range: Range<Int>
  /// Whether it stands between quotes.
  package var isQuoted: Bool

  package init(range: Range<Int>, isQuoted: Bool) {
    self.range = range
    self.isQuoted = isQuoted
  }
}

/// What is wrong with the words of a record.
package struct PresentationError: Error, Equatable, Sendable {
  /// Its place among the words; their count if one is missing.
  package var word: Int
  /// What may stand there.
  package var allowed: String

  package init(word: Int, allowed: String) {
    self.word = word
    self.allowed = allowed
  }
}

extension Span where Element == UInt8 {
  /// Appends the RDATA that words say.
  package func readRDATA(
    of type: RRType, from words: [PresentationWord], origin: DomainName?, into rdata: inout [UInt8]
  ) throws(PresentationError) {
    if let first = words.first, !first.isQuoted, text(first) == "\\#" {
      let hex = words.dropFirst(2).map { text($0) }.joined()
      guard words.count >= 2, let length = Int(text(words[1])), hex.utf8.count == 2 * length else {
        throw PresentationError(word: 1, allowed: "the length of the hexadecimal octets behind it")
      }
      let digits = Array(hex)
      for index in 0..<length {
        guard let octet = UInt8(String(digits[2 * index...2 * index + 1]), radix: 16) else {
          throw PresentationError(word: 2, allowed: "hexadecimal digits")
        }
        rdata.append(octet)
      }
      return
    }
    guard let fields = type.fields else { throw PresentationError(word: 0, allowed: "\\#") }
    var index = 0
    for field in 0..<fields.count {
      if case .characterStrings = fields[field] {
        guard index < words.count else { throw PresentationError(word: index, allowed: "a string") }
        while index < words.count {
          try string(words, index, into: &rdata)
          index += 1
        }
      } else {
        guard index < words.count else { throw PresentationError(word: index, allowed: "a field") }
        switch fields[field] {
        case .characterString: try string(words, index, into: &rdata)
        case .name, .compressibleName: try name(words, index, origin, into: &rdata)
        case .ipv4:
          guard let address = IPv4Address(text(words[index])) else {
            throw PresentationError(word: index, allowed: "an IPv4 address, such as 192.0.2.1")
          }
          rdata += address.octets
        case .ipv6:
          guard let address = IPv6Address(text(words[index])) else {
            throw PresentationError(word: index, allowed: "an IPv6 address, such as 2001:db8::1")
          }
          rdata += address.octets
        case .uint8: try number(words, index, UInt8.max, 1, into: &rdata)
        case .uint16: try number(words, index, UInt16.max, 2, into: &rdata)
        case .uint32: try number(words, index, UInt32.max, 4, into: &rdata)
        default: throw PresentationError(word: index, allowed: "\\#")
        }
        index += 1
      }
    }
    guard index == words.count else { throw PresentationError(word: index, allowed: "the end of the record") }
  }

  private func text(_ word: PresentationWord) -> String {
    String(decoding: word.range.map { self[$0] }, as: UTF8.self)
  }

  private func number(
    _ words: [PresentationWord], _ index: Int, _ maximum: some FixedWidthInteger, _ octets: UInt32,
    into rdata: inout [UInt8]
  ) throws(PresentationError) {
    guard let value = UInt32(text(words[index])), value <= UInt32(maximum) else {
      throw PresentationError(word: index, allowed: "a number of at most \(maximum)")
    }
    for place in (0..<octets).reversed() { rdata.append(UInt8(truncatingIfNeeded: value >> (8 * place))) }
  }

  private func name(
    _ words: [PresentationWord], _ index: Int, _ origin: DomainName?, into rdata: inout [UInt8]
  ) throws(PresentationError) {
    let text = text(words[index])
    if text == "@", let origin {
      rdata += origin.wireForm
      return
    }
    guard let name = try? DomainName(presentation: text) else {
      throw PresentationError(word: index, allowed: "a domain name")
    }
    if text.hasSuffix(".") {
      rdata += name.wireForm
    } else if let origin {
      rdata += name.wireForm.dropLast() + origin.wireForm
    }
  }

  private func string(
    _ words: [PresentationWord], _ index: Int, into rdata: inout [UInt8]
  ) throws(PresentationError) {
    var octets: [UInt8] = []
    var offset = words[index].range.lowerBound
    while offset < words[index].range.upperBound {
      if self[offset] == UInt8(ascii: "\\") { offset += 1 }
      octets.append(self[offset])
      offset += 1
    }
    guard octets.count <= 255 else { throw PresentationError(word: index, allowed: "at most 255 octets") }
    rdata.append(UInt8(octets.count))
    rdata += octets
  }
}
