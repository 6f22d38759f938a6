import Glibc

/// An address of a host.
struct IPAddress: Hashable, Sendable {
  /// Four of IPv4, sixteen of IPv6.
  let octets: [UInt8]

  /// The address that an A or AAAA RR holds; nil for other RRs.
  init?(_ record: Record) {
    switch (record.type, record.rdata.count) {
    case (.a, 4), (.aaaa, 16): octets = record.rdata
    default: return nil
    }
  }

  /// Reads the presentation form; nil where the text is none.
  init?(_ text: String) {
    var octets = [UInt8](repeating: 0, count: 16)
    if unsafe inet_pton(AF_INET, text, &octets) == 1 {
      self.octets = Array(octets.prefix(4))
    } else if unsafe inet_pton(AF_INET6, text, &octets) == 1 {
      self.octets = octets
    } else {
      return nil
    }
  }

  var family: AddressFamily { octets.count == 4 ? .ipv4 : .ipv6 }

  func endpoint(port: UInt16) -> Endpoint { Endpoint(address: description, port: port, family: family) }
}

extension IPAddress: CustomStringConvertible {
  var description: String {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    let family = octets.count == 4 ? AF_INET : AF_INET6
    _ = unsafe inet_ntop(family, octets, &text, socklen_t(text.count))
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}

extension IPAddress: Comparable {
  /// IPv4 first.
  static func < (a: IPAddress, b: IPAddress) -> Bool {
    a.octets.count == b.octets.count
      ? a.octets.lexicographicallyPrecedes(b.octets) : a.octets.count < b.octets.count
  }
}

extension IPAddress {
  var isLoopback: Bool { isIn("127.0.0.0", 8) || isIn("::1", 128) }

  /// Whether the whole Internet may reach it (RFC 6890 §2.2).
  var isGlobal: Bool {
    switch family {
    case .ipv4: !Self.reserved.contains { isIn($0.address, $0.length) }
    case .ipv6: isIn("2000::", 3) && !Self.reserved.contains { isIn($0.address, $0.length) }
    }
  }

  /// The network that is taken for one place: /24 of IPv4, /48 of IPv6.
  var network: [UInt8] { Array(octets.prefix(family == .ipv4 ? 3 : 6)) }

  private func isIn(_ address: String, _ length: Int) -> Bool {
    guard let other = IPAddress(address), other.octets.count == octets.count else { return false }
    return (0..<length).allSatisfy { bit($0) == other.bit($0) }
  }

  private func bit(_ number: Int) -> UInt8 { octets[number / 8] >> (7 - number % 8) & 1 }

  /// What is inside 2000::/3 or IPv4 and not reachable: IANA's special-purpose registries, and multicast.
  private static let reserved: [(address: String, length: Int)] = [
    ("0.0.0.0", 8), ("10.0.0.0", 8), ("100.64.0.0", 10), ("127.0.0.0", 8), ("169.254.0.0", 16),
    ("172.16.0.0", 12), ("192.0.0.0", 24), ("192.0.2.0", 24), ("192.168.0.0", 16), ("198.18.0.0", 15),
    ("198.51.100.0", 24), ("203.0.113.0", 24), ("224.0.0.0", 4), ("240.0.0.0", 4),
    ("2001:2::", 48), ("2001:db8::", 32), ("3fff::", 20),
  ]
}
