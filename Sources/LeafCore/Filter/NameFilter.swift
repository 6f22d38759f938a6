import DNSWire

/// What a name gets whose address is not to be given out.
package enum BlockedAnswer: Equatable, Sendable {
  /// NOERROR without data.
  case nodata
  /// NXDOMAIN.
  case nxdomain
  /// REFUSED.
  case refused
  /// Other addresses, one of either family at most, one at least; no data of the other family.
  case addresses(ipv4: IPv4Address?, ipv6: IPv6Address?)
}

/// Which addresses a zone gives out of those that its names carry.
package final class NameFilter: Sendable {
  /// nil for all.
  private let allowed: AddressSet?
  private let denied: AddressSet
  private let list: Blocklist?
  let answer: BlockedAnswer

  /// - Parameters:
  ///   - allowed: The only addresses; nil for all.
  ///   - denied: Those of them that are none.
  package init(
    allowed: AddressSet? = nil, denied: AddressSet = AddressSet(), _ list: Blocklist? = nil,
    answer: BlockedAnswer = .nodata
  ) {
    self.allowed = allowed
    self.denied = denied
    self.list = list
    self.answer = answer
  }

  private static let anybodys = AddressSet([], [.public])

  /// What keeps a name from being answered; nil if nothing does. A name is blocked with each address that it carries, and
  /// by its words if anybody may reach one of those.
  ///
  /// - Parameter labels: Where each label before the zone's name has its length octet.
  func reason(against addresses: CarriedAddresses, of labels: Span<UInt16>, in name: Span<UInt8>) -> Rule? {
    if let ipv4 = addresses.ipv4, let rule = reason(against: ipv4) { return rule }
    if let ipv6 = addresses.ipv6, let rule = reason(against: ipv6) { return rule }
    guard let list, !list.words.isEmpty, addresses.isIn(Self.anybodys), list.words.isIn(labels, in: name)
    else { return nil }
    return .blocked
  }

  private func reason(against address: IPv4Address) -> Rule? {
    if let allowed, !allowed.contains(address) { return .filtered }
    if denied.contains(address) { return .filtered }
    return list?.addresses.contains(address) == true ? .blocked : nil
  }

  /// An IPv6 address leads where the IPv4 address in it does.
  private func reason(against address: IPv6Address) -> Rule? {
    if let allowed, !allowed.contains(address) { return .filtered }
    if denied.contains(address) { return .filtered }
    if list?.addresses.contains(address) == true { return .blocked }
    guard let embedded = address.embeddedIPv4 else { return nil }
    if denied.contains(embedded) { return .filtered }
    return list?.addresses.contains(embedded) == true ? .blocked : nil
  }
}

extension NameFilter: Equatable {
  package static func == (left: NameFilter, right: NameFilter) -> Bool { left === right }
}

extension CarriedAddresses {
  /// Whether one of them is in a set, or the IPv4 address that it leads to.
  fileprivate func isIn(_ set: AddressSet) -> Bool {
    if let ipv4, set.contains(ipv4) { return true }
    guard let ipv6 else { return false }
    return set.contains(ipv6) || ipv6.embeddedIPv4.map(set.contains) ?? false
  }
}

extension IPv6Address {
  /// The IPv4 address that packets to it end up at: of an address that is mapped or compatible (RFC 4291 §2.5.5), of NAT64
  /// (RFC 6052 §2.1, RFC 8215), of SIIT (RFC 2765 §2.1), or of 6to4 (RFC 3056 §2).
  var embeddedIPv4: IPv4Address? {
    let lowest = IPv4Address(rawValue: UInt32(truncatingIfNeeded: low))
    switch (high, low >> 32) {
    case (0, 0) where low > 1, (0, 0xFFFF), (0, 0xFFFF_0000), (0x0064_FF9B_0000_0000, 0): return lowest
    case _ where high >> 16 == 0x0064_FF9B_0001: return lowest
    case _ where high >> 48 == 0x2002: return IPv4Address(rawValue: UInt32(truncatingIfNeeded: high >> 16))
    default: return nil
    }
  }
}
