import DNSWire

/// A name inside a zone with fixed addresses.
package struct Host: Equatable, Sendable {
  /// More would not fit a message.
  package static let maximumAddresses = 2_000

  /// Whose addresses they are.
  package var name: DomainName
  /// Its A records.
  package var ipv4: [IPv4Address]
  /// Its AAAA records.
  package var ipv6: [IPv6Address]

  package init(name: DomainName, ipv4: [IPv4Address] = [], ipv6: [IPv6Address] = []) {
    self.name = name
    self.ipv4 = ipv4
    self.ipv6 = ipv6
  }

  func records(ttl: UInt32) -> [StoredRecord] {
    ipv4.map { StoredRecord(owner: name, .a, ttl: ttl, $0.octets) }
      + ipv6.map { StoredRecord(owner: name, .aaaa, ttl: ttl, $0.octets) }
  }
}
