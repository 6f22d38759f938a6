/// An address of either family.
package enum IPAddress: Hashable, Sendable {
  /// Four octets (RFC 791).
  case ipv4(IPv4Address)
  /// Sixteen octets (RFC 4291).
  case ipv6(IPv6Address)

  /// Whether it is an IPv6 address.
  package var isIPv6: Bool {
    switch self {
    case .ipv4: false
    case .ipv6: true
    }
  }

  /// 0.0.0.0 or ::, which stand for every address of a machine.
  package var isUnspecified: Bool {
    switch self {
    case .ipv4(let address): address.rawValue == 0
    case .ipv6(let address): address.high == 0 && address.low == 0
    }
  }
}

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
}
