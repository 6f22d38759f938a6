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
  package init?(_ text: String) {
    let octets = Array(text.utf8)
    guard let address = octets.span.ipv4Address(octets.indices) else { return nil }
    self = address
  }

  package var description: String {
    var text: [UInt8] = []
    text.append(self)
    return String(decoding: text, as: UTF8.self)
  }
}

extension [UInt8] {
  /// Appends the presentation form of an address.
  mutating func append(_ address: IPv4Address) {
    for shift in stride(from: UInt32(24), to: 0, by: -8) {
      append(decimal: UInt64(address.rawValue >> shift & 0xFF))
      append(UInt8(ascii: "."))
    }
    append(decimal: UInt64(address.rawValue & 0xFF))
  }
}

extension Span where Element == UInt8 {
  /// The address that a text is: four decimal octets with dots between them, without leading zeros (RFC 6943 §3.1.1).
  func ipv4Address(_ text: Range<Int>) -> IPv4Address? {
    var (address, octet, digitCount, dotCount) = (UInt32(0), UInt32(0), 0, 0)
    for index in text {
      if let digit = self[index].decimalDigit {
        guard digitCount == 0 || octet > 0 else { return nil }
        octet = 10 * octet + UInt32(digit)
        digitCount += 1
        guard octet <= 255 else { return nil }
      } else {
        guard self[index] == UInt8(ascii: "."), digitCount > 0 else { return nil }
        address = address << 8 | octet
        dotCount += 1
        (octet, digitCount) = (0, 0)
      }
    }
    return dotCount == 3 && digitCount > 0 ? IPv4Address(rawValue: address << 8 | octet) : nil
  }
}
