// APL records (RFC 3123).

extension Span where Element == UInt8 {
  /// Whether these octets are items: a family, a prefix, a negation and length, and an address without zeros at its
  /// end (RFC 3123 §4). Families but those of IP may have any prefix.
  func areAddressRanges(_ range: Range<Int>) -> Bool {
    var offset = range.lowerBound
    while offset < range.upperBound {
      guard let end = endOfAddressRange(in: offset..<range.upperBound) else { return false }
      offset = end
    }
    return true
  }

  private func endOfAddressRange(in rest: Range<Int>) -> Int? {
    let start = rest.lowerBound
    guard rest.count >= 4 else { return nil }
    let length = Int(self[start + 3] & 0x7F)
    let end = start + 4 + length
    guard end <= rest.upperBound, length == 0 || self[end - 1] != 0 else { return nil }
    let prefix = Int(self[start + 2])
    switch (self[start], self[start + 1]) {
    case (0, 1): return prefix <= 32 && length <= 4 ? end : nil
    case (0, 2): return prefix <= 128 && length <= 16 ? end : nil
    default: return end
    }
  }

  /// The items as text.
  ///
  /// - Throws: `.rdataLength` where a family is none of IP's: its addresses have no text.
  func addressRanges(_ range: Range<Int>) throws(WireError) -> String {
    var items: [String] = []
    var offset = range.lowerBound
    while offset < range.upperBound {
      let address = offset + 4..<offset + 4 + Int(self[offset + 3] & 0x7F)
      let isNegated = self[offset + 3] & 0x80 != 0
      guard let text = addressText(family: (self[offset], self[offset + 1]), address) else {
        throw .rdataLength(offset: range.lowerBound)
      }
      items.append("\(isNegated ? "!" : "")\(self[offset + 1]):\(text)/\(self[offset + 2])")
      offset = address.upperBound
    }
    return items.joined(separator: " ")
  }

  private func addressText(family: (UInt8, UInt8), _ range: Range<Int>) -> String? {
    let octets = range.map { self[$0] } + [UInt8](repeating: 0, count: 16)
    let address = octets.span
    switch family {
    case (0, 1): return IPv4Address(rawValue: UInt32(address.word(at: 0) >> 32)).description
    case (0, 2): return IPv6Address(high: address.word(at: 0), low: address.word(at: 8)).description
    default: return nil
    }
  }
}
