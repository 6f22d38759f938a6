import DNSWire

extension Span where Element == UInt8 {
  /// In the dialect of nip.io the pieces before the zone count, whether dots or dashes are between them: the last one if
  /// it has eight hexadecimal digits, else the last four, which are octets without leading zeros.
  ///
  /// - Parameter labels: Where each label before the zone's name has its length octet; at least one.
  func nipName(_ labels: Span<UInt16>, hasIPv6: Bool) -> Synthesis {
    let nearest = text(ofLabelAt: labels[labels.count - 1])
    let ipv6 = hasIPv6 ? ipv6AtEnd(of: nearest) : nil
    let synthesis = nipIPv4(labels, nearest)
    guard let ipv6 else { return synthesis }
    guard case .addresses(let addresses) = synthesis else { return .addresses(CarriedAddresses(ipv6: ipv6)) }
    return .addresses(CarriedAddresses(ipv4: addresses.ipv4, ipv6: ipv6))
  }

  private func nipIPv4(_ labels: Span<UInt16>, _ nearest: Range<Int>) -> Synthesis {
    if let address = AddressPiece(lastPiece(of: nearest), in: self).ipv4 { return .ipv4(address) }
    var address: UInt32 = 0
    var count: UInt32 = 0
    for index in labels.indices.reversed() {
      var rest = text(ofLabelAt: labels[index])
      var hasMore = true
      while hasMore {
        let piece = lastPiece(of: rest)
        guard let octet = AddressPiece(piece, in: self).octet else { return .absent }
        address |= octet << (8 * count)
        count += 1
        if count == 4 { return .ipv4(address) }
        hasMore = piece.lowerBound > rest.lowerBound
        if hasMore { rest = rest.lowerBound..<piece.lowerBound - 1 }
      }
    }
    // Names above have the octets that are missing.
    return .emptyNonTerminal
  }

  /// What stands behind the last dash.
  private func lastPiece(of text: Range<Int>) -> Range<Int> {
    var start = text.upperBound
    while start > text.lowerBound, self[start - 1] != UInt8(ascii: "-") { start -= 1 }
    return start..<text.upperBound
  }

  /// The longest address that ends with a label.
  private func ipv6AtEnd(of label: Range<Int>) -> IPv6Address? {
    if let address = hexadecimalIPv6(lastPiece(of: label)) { return address }
    for start in label where isPieceStart(start, in: label) {
      if let found = dashedIPv6(label, from: start), found.end == label.upperBound { return found.address }
    }
    return nil
  }
}
