import DNSWire

// Addresses as text, until they have one where they are.

extension IPAddress: LosslessStringConvertible {
  package init?(_ text: String) {
    if let address = IPv4Address(text) {
      self = .ipv4(address)
    } else if let address = IPv6Address(text) {
      self = .ipv6(address)
    } else {
      return nil
    }
  }

  package var description: String {
    switch self {
    case .ipv4(let address): address.description
    case .ipv6(let address): address.description
    }
  }

  package var isIPv6: Bool {
    switch self {
    case .ipv4: false
    case .ipv6: true
    }
  }
}

extension IPv4Address {
  package init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var value: UInt32 = 0
    for part in parts {
      guard (1...3).contains(part.count), part.count == 1 || part.first != UInt8(ascii: "0"),
        part.allSatisfy({ (0x30...0x39).contains($0) }), let octet = UInt8(Substring(part))
      else { return nil }
      value = value << 8 | UInt32(octet)
    }
    self.init(rawValue: value)
  }
}

extension IPv6Address: CustomStringConvertible {
  package init?(_ text: String) {
    let halves = text.split(separator: "::", maxSplits: 2, omittingEmptySubsequences: false)
    guard (1...2).contains(halves.count), let first = Self.words(halves[0], isLast: halves.count == 1),
      let last = halves.count == 2 ? Self.words(halves[1], isLast: true) : []
    else { return nil }
    let missing = 8 - first.count - last.count
    guard halves.count == 2 ? missing >= 1 : missing == 0 else { return nil }
    let words = first + [UInt16](repeating: 0, count: missing) + last
    func half(_ words: ArraySlice<UInt16>) -> UInt64 { words.reduce(0) { $0 << 16 | UInt64($1) } }
    self.init(high: half(words[..<4]), low: half(words[4...]))
  }

  private static func words(_ text: Substring, isLast: Bool) -> [UInt16]? {
    guard !text.isEmpty else { return [] }
    var words: [UInt16] = []
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if isLast, index == parts.count - 1, let v4 = IPv4Address(String(part)) {
        words += [UInt16(v4.rawValue >> 16), UInt16(truncatingIfNeeded: v4.rawValue)]
      } else {
        guard (1...4).contains(part.count), part.allSatisfy({ $0.isASCII && $0.isHexDigit }),
          let word = UInt16(part, radix: 16)
        else { return nil }
        words.append(word)
      }
    }
    return words
  }

  package var description: String {
    let words = [high, low].flatMap { half in
      (0..<4).map { UInt16(truncatingIfNeeded: half >> (48 - 16 * UInt64($0))) }
    }
    var best = 0..<0
    var start = 0
    while start < 8 {
      let end = words[start...].firstIndex { $0 != 0 } ?? 8
      if end - start > max(best.count, 1) { best = start..<end }
      start = max(end, start + 1)
    }
    func text(_ words: ArraySlice<UInt16>) -> String {
      words.map { String($0, radix: 16) }.joined(separator: ":")
    }
    guard !best.isEmpty else { return text(words[...]) }
    return text(words[..<best.lowerBound]) + "::" + text(words[best.upperBound...])
  }
}
