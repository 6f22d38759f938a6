import DNSWire

extension Span where Element == UInt8 {
  /// Appends the wire form of a name in a file: `@` is the origin, and what has no dot at its end is below it.
  ///
  /// - Throws: Why it is no name; `octets` then has a part of it.
  func readName(
    _ word: PresentationWord, origin: DomainName, into octets: inout [UInt8]
  ) throws(NameSyntaxError) {
    let range = word.range
    guard !range.isEmpty else { throw .empty }
    if range.count == 1, !word.isQuoted, self[range.lowerBound] == UInt8(ascii: "@") {
      return octets.append(origin)
    }
    if range.count == 1, self[range.lowerBound] == .dot { return octets.append(0) }
    let start = octets.count
    var label = start
    octets.append(0)
    var offset = range.lowerBound
    while offset < range.upperBound {
      let octet = self[offset]
      if octet == .dot {
        try octets.closeLabel(&label)
        offset += 1
      } else if octet == .backslash {
        octets.append(try readEscape(at: &offset, before: range.upperBound))
      } else {
        guard octet > 0x20, octet < 0x7F else { throw .character(Unicode.Scalar(octet)) }
        octets.append(octet)
        offset += 1
      }
    }
    if label < octets.count - 1 {
      try octets.closeLabel(&label)
      octets.removeLast()
      octets.append(origin)
    }
    guard octets.count - start <= DomainName.maximumLength else { throw .nameTooLong }
  }

  /// Reads `\DDD` or `\X` and moves past it.
  private func readEscape(at offset: inout Int, before end: Int) throws(NameSyntaxError) -> UInt8 {
    guard offset + 1 < end else { throw .escape }
    guard let hundreds = self[offset + 1].digit else {
      defer { offset += 2 }
      return self[offset + 1]
    }
    guard offset + 3 < end, let tens = self[offset + 2].digit, let ones = self[offset + 3].digit else {
      throw .escape
    }
    let value = 100 * Int(hundreds) + 10 * Int(tens) + Int(ones)
    guard let octet = UInt8(exactly: value) else { throw .escape }
    offset += 4
    return octet
  }
}

extension [UInt8] {
  mutating func append(_ name: DomainName) {
    for index in 0..<name.count { append(name[index]) }
  }

  /// Gives the label that begins at `label` its length, and begins the next one, which is the root's if no other octet
  /// follows.
  fileprivate mutating func closeLabel(_ label: inout Int) throws(NameSyntaxError) {
    let length = count - label - 1
    guard length > 0 else { throw .emptyLabel }
    guard length <= DomainName.maximumLabelLength else { throw .labelTooLong(octets: length) }
    self[label] = UInt8(length)
    label = count
    append(0)
  }
}

extension NameSyntaxError {
  /// What a name may be, where this one breaks the rule.
  var allowed: String {
    switch self {
    case .empty: "a domain name"
    case .emptyLabel: "labels of at least one octet between dots"
    case .labelTooLong: "labels of at most 63 octets"
    case .nameTooLong: "a name of at most 255 octets in wire form"
    case .escape: "\\DDD of at most 255, or a backslash before another character"
    case .character: "printing ASCII characters; others as \\DDD"
    }
  }
}
