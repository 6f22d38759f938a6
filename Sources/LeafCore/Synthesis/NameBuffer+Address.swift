import DNSWire

extension NameBuffer {
  /// Writes a label that carries an address, with dashes, in each dialect. No dash begins or ends it, which would be no
  /// host's name (RFC 1123 §2.1): a zero stands there.
  ///
  /// - Parameter address: Of an IPv4 address the lowest 32 bits.
  /// - Returns: Where it ends.
  mutating func writeLabel(carrying address: IPv6Address, isIPv6: Bool) -> Int {
    let dash = UInt8(ascii: "-")
    let end =
      isIPv6
      ? writeGroups(of: address, at: 1, dash, beginsAndEndsWithDigits: true)
      : writeOctets(of: IPv4Address(rawValue: UInt32(truncatingIfNeeded: address.low)), at: 1, dash)
    self[0] = UInt8(end - 1)
    return end
  }

  /// Writes an address as people do.
  ///
  /// - Returns: Where it ends.
  mutating func writeText(of address: IPAddress, at start: Int) -> Int {
    switch address {
    case .ipv4(let address): writeOctets(of: address, at: start, UInt8(ascii: "."))
    case .ipv6(let address):
      writeGroups(of: address, at: start, UInt8(ascii: ":"), beginsAndEndsWithDigits: false)
    }
  }

  private mutating func writeOctets(of address: IPv4Address, at start: Int, _ separator: UInt8) -> Int {
    var end = start
    for index in 0..<4 as Range<UInt32> {
      if index > 0 { append(separator, at: &end) }
      write(decimal: UInt8(truncatingIfNeeded: address.rawValue >> (24 - 8 * index)), at: &end)
    }
    return end
  }

  /// As in RFC 5952 §4.
  private mutating func writeGroups(
    of address: IPv6Address, at start: Int, _ separator: UInt8, beginsAndEndsWithDigits: Bool
  ) -> Int {
    let zeros = address.longestZeros
    var end = start
    for index in 0..<8 where index <= zeros.lowerBound || index >= zeros.upperBound {
      if index > 0 { append(separator, at: &end) }
      guard index == zeros.lowerBound else {
        write(hexadecimal: address.group(index), at: &end)
        continue
      }
      if index == 0 {
        if beginsAndEndsWithDigits { append(UInt8(ascii: "0"), at: &end) }
        append(separator, at: &end)
      }
      if zeros.upperBound == 8 {
        append(separator, at: &end)
        if beginsAndEndsWithDigits { append(UInt8(ascii: "0"), at: &end) }
      }
    }
    return end
  }

  private mutating func write(hexadecimal number: UInt16, at end: inout Int) {
    for index in 0..<4 as Range<UInt16> where number >> (12 - 4 * index) != 0 || index == 3 {
      let digit = UInt8(number >> (12 - 4 * index) & 0xF)
      append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10, at: &end)
    }
  }

  mutating func write(decimal number: UInt8, at end: inout Int) {
    if number > 99 { append(UInt8(ascii: "0") + number / 100, at: &end) }
    if number > 9 { append(UInt8(ascii: "0") + number / 10 % 10, at: &end) }
    append(UInt8(ascii: "0") + number % 10, at: &end)
  }

  private mutating func append(_ octet: UInt8, at end: inout Int) {
    self[end] = octet
    end += 1
  }
}
