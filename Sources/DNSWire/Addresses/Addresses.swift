/// An IPv4 address, its first octet the most significant.
package struct IPv4Address: RawRepresentable, Hashable, Sendable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }

  package init(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) {
    rawValue = UInt32(a) << 24 | UInt32(b) << 16 | UInt32(c) << 8 | UInt32(d)
  }

  /// The address as RDATA.
  package var octets: [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: rawValue >> (24 - 8 * UInt32($0))) }
  }
}

extension IPv4Address: CustomStringConvertible {
  package var description: String { octets.map(String.init).joined(separator: ".") }
}

/// An IPv6 address, as its upper and lower 64 bits.
package struct IPv6Address: Hashable, Sendable {
  package let high: UInt64
  package let low: UInt64

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The address as RDATA.
  package var octets: [UInt8] {
    [high, low].flatMap { half in (0..<8).map { UInt8(truncatingIfNeeded: half >> (56 - 8 * UInt64($0))) } }
  }
}

/// An address of either family.
package enum IPAddress: Hashable, Sendable {
  case ipv4(IPv4Address)
  case ipv6(IPv6Address)
}
