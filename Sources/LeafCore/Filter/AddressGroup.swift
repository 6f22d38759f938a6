import DNSWire

/// Addresses that have a name: what IANA's registries of special-purpose addresses have (RFC 6890), or has no place there.
package enum AddressGroup: String, Sendable, CaseIterable {
  /// Of a network of somebody's own (RFC 1918, RFC 4193).
  case `private`
  /// Of the machine itself (RFC 1122 §3.2.1.3, RFC 4291 §2.5.3).
  case loopback
  /// Of one link (RFC 3927, RFC 4291 §2.5.6).
  case linkLocal = "link-local"
  /// Of many at a time (RFC 5771, RFC 4291 §2.7).
  case multicast
  /// Of examples (RFC 5737, RFC 3849, RFC 9637).
  case documentation
  /// Between a carrier and its customers (RFC 6598).
  case shared
  /// Of no machine (RFC 1122 §3.2.1.3, RFC 4291 §2.5.2).
  case unspecified
  /// All that anybody may reach: IPv4 addresses without a special purpose, IPv6 addresses in 2000::/3 without one, and those
  /// of NAT64 and 6to4 that lead to such IPv4 addresses.
  case `public`

  /// None for those that are what others are not.
  var prefixes: [IPPrefix] {
    switch self {
    case .private: Self.prefixes("10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 fc00::/7")
    case .loopback: Self.prefixes("127.0.0.0/8 ::1/128")
    case .linkLocal: Self.prefixes("169.254.0.0/16 fe80::/10")
    case .multicast: Self.prefixes("224.0.0.0/4 ff00::/8")
    case .documentation:
      Self.prefixes("192.0.2.0/24 198.51.100.0/24 203.0.113.0/24 2001:db8::/32 3fff::/20")
    case .shared: Self.prefixes("100.64.0.0/10")
    case .unspecified: Self.prefixes("0.0.0.0/8 ::/128")
    case .public: []
    }
  }

  /// What has a special purpose, so that it is not public.
  static let special =
    allCases.flatMap(\.prefixes)
    + prefixes("192.0.0.0/24 192.88.99.0/24 198.18.0.0/15 240.0.0.0/4 2001::/23 2002::/16 2620:4f:8000::/48")
  /// What may be public.
  static let general = prefixes("0.0.0.0/0 2000::/3")

  private static func prefixes(_ text: String) -> [IPPrefix] {
    text.split(separator: " ").compactMap { word in
      let parts = word.split(separator: "/")
      guard let address = IPAddress(String(parts[0])), let length = Int(parts[1]) else { return nil }
      return IPPrefix(address, length: length)
    }
  }
}
