import DNSWire

/// The addresses that a reverse zone has names of (RFC 1035 §3.5, RFC 3596 §2.5).
package struct AddressSpace: Equatable, Sendable {
  /// What the zone's name says of them, the rest zeros; of IPv4 addresses in the lowest bits.
  private let prefix: IPv6Address
  /// Whether their names are nibbles below `ip6.arpa`, and not octets below `in-addr.arpa`.
  package let isIPv6: Bool
  /// How many labels of a name stand before the zone's, each an octet or a nibble.
  private let labelCount: UInt8
  /// The lowest and highest last octet, where the zone has but some of 256 addresses (RFC 2317).
  private let first: UInt8
  private let last: UInt8

  /// - Parameter apex: The name of a zone. One below `in-addr.arpa` may have `FIRST-LAST` or `FIRST/LENGTH` in place of the
  ///   last octet (RFC 2317 §4), or `FIRST-LENGTH`, where that is no range of the addresses of a prefix.
  /// - Returns: nil for a zone whose names stand for no addresses.
  package init?(_ apex: DomainName) {
    let labels = apex.labelOffsets.map { start in
      (0..<Int(apex[start])).map { DomainName.lowercased(apex[start + 1 + $0]) }
    }
    let (prefix, root) = (labels.dropLast(2), labels.suffix(2).map { Array($0) })
    if root == [Array("in-addr".utf8), Array("arpa".utf8)] {
      self.init(octets: Array(prefix))
    } else if root == [Array("ip6".utf8), Array("arpa".utf8)] {
      self.init(nibbles: Array(prefix))
    } else {
      return nil
    }
  }

  private init?(octets labels: [[UInt8]]) {
    guard labels.count <= 4 else { return nil }
    let octets = labels.suffix(3).compactMap { AddressPiece($0.indices, in: $0.span).octet }
    guard octets.count == min(labels.count, 3) else { return nil }
    let address = octets.enumerated().reduce(0 as UInt32) {
      $0 | $1.element << (8 * UInt32(4 - octets.count + $1.offset))
    }
    prefix = IPv6Address(high: 0, low: UInt64(address))
    isIPv6 = false
    guard labels.count == 4 else {
      (first, last) = (0, 255)
      labelCount = UInt8(4 - labels.count)
      return
    }
    guard let range = Self.lastOctets(labels[0]) else { return nil }
    (first, last) = (range.lowerBound, range.upperBound)
    labelCount = 1
  }

  private init?(nibbles labels: [[UInt8]]) {
    guard labels.count < 32 else { return nil }
    var address: UInt128 = 0
    for label in labels {
      guard let nibble = label.span.nibble(label.indices) else { return nil }
      address = address >> 4 | UInt128(nibble) << 124
    }
    prefix = IPv6Address(address)
    isIPv6 = true
    (first, last) = (0, 255)
    labelCount = UInt8(32 - labels.count)
  }

  /// The last octets that a label of RFC 2317 stands for.
  private static func lastOctets(_ label: [UInt8]) -> ClosedRange<UInt8>? {
    guard let middle = label.firstIndex(where: { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "/") }),
      let first = AddressPiece(0..<middle, in: label.span).octet,
      let second = AddressPiece(middle + 1..<label.count, in: label.span).octet
    else { return nil }
    let size = second > first ? second - first + 1 : 0
    if label[middle] == UInt8(ascii: "-"), size.nonzeroBitCount == 1, first % size == 0, size < 256 {
      return UInt8(first)...UInt8(second)
    }
    guard (25...31).contains(second), first % (1 << (32 - second)) == 0 else { return nil }
    return UInt8(first)...UInt8(first + (1 << (32 - second)) - 1)
  }

  /// What a name stands for.
  ///
  /// - Parameter labels: Where each label before the zone's name has its length octet; at least one.
  func synthesize(_ labels: Span<UInt16>, in octets: Span<UInt8>) -> Synthesis {
    guard labels.count <= Int(labelCount) else { return .absent }
    var address = UInt128(prefix)
    for index in 0..<labels.count {
      let label = octets.text(ofLabelAt: labels[labels.count - 1 - index])
      let level = Int(labelCount) - 1 - index
      if isIPv6 {
        guard let nibble = octets.nibble(label) else { return .absent }
        address |= UInt128(nibble) << (4 * level)
      } else {
        guard let octet = AddressPiece(label, in: octets).octet, level > 0 || first...last ~= UInt8(octet)
        else {
          return .absent
        }
        address |= UInt128(octet) << (8 * level)
      }
    }
    // Names above have what is missing.
    guard labels.count == Int(labelCount) else { return .emptyNonTerminal }
    return .pointer(
      isIPv6
        ? CarriedAddresses(ipv6: IPv6Address(address))
        : CarriedAddresses(ipv4: IPv4Address(rawValue: UInt32(truncatingIfNeeded: address))))
  }
}

extension Span where Element == UInt8 {
  /// The value of a label of one hexadecimal digit.
  fileprivate func nibble(_ label: Range<Int>) -> UInt16? {
    label.count == 1 ? AddressPiece(label, in: self).group : nil
  }
}
