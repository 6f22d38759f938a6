/// An IPv4 address, its first octet the most significant.
package struct IPv4Address: RawRepresentable, Hashable, Sendable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The address a.b.c.d.
  package init(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) {
    rawValue = UInt32(a) << 24 | UInt32(b) << 16 | UInt32(c) << 8 | UInt32(d)
  }

  /// The address as RDATA.
  package var octets: [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: rawValue >> (24 - 8 * UInt32($0))) }
  }
}

extension IPv4Address: LosslessStringConvertible {
  /// Reads four decimal octets joined by dots, without leading zeros, which some take for octal (RFC 6943 §3.1.1).
  package init?(_ text: String) { self.init(presentation: text.utf8) }

  init?(presentation text: some Collection<UInt8>) {
    let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var address: UInt32 = 0
    for part in parts {
      guard let octet = Self.octet(part) else { return nil }
      address = address << 8 | octet
    }
    rawValue = address
  }

  private static func octet(_ digits: some Collection<UInt8>) -> UInt32? {
    guard (1...3).contains(digits.count), digits.count == 1 || digits.first != UInt8(ascii: "0") else {
      return nil
    }
    var value: UInt32 = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      value = value * 10 + UInt32(digit - UInt8(ascii: "0"))
    }
    return value <= 255 ? value : nil
  }

  package var description: String { octets.map(String.init).joined(separator: ".") }
}
