import DNSWire

/// The addresses of one family that begin with the same bits: 192.0.2.0/24.
package struct IPPrefix: Hashable, Sendable {
  /// The first address; all bits behind the first `length` are 0.
  package let address: IPAddress
  /// How many bits count: up to 32 for IPv4, 128 for IPv6.
  package let length: Int

  /// nil when the family has fewer bits, or when one behind the first `length` is set.
  package init?(_ address: IPAddress, length: Int) {
    guard (0...address.bitCount).contains(length), address.network(length) == address else { return nil }
    self.address = address
    self.length = length
  }

  /// One address alone.
  package init(_ address: IPAddress) {
    self.address = address
    length = address.bitCount
  }

  /// Whether an address begins with these bits; never one of the other family.
  package func contains(_ other: IPAddress) -> Bool { other.network(length) == address }
}

extension IPAddress {
  /// How many bits an address of this family has.
  package var bitCount: Int {
    switch self {
    case .ipv4: 32
    case .ipv6: 128
    }
  }

  /// The address with all bits 0 but the first `length`.
  package func network(_ length: Int) -> IPAddress {
    switch self {
    // A shift by as many bits as there are, or more, gives 0.
    case .ipv4(let address): .ipv4(IPv4Address(rawValue: address.rawValue & ~(UInt32.max >> length)))
    case .ipv6: masked(toPrefix: length)
    }
  }
}
