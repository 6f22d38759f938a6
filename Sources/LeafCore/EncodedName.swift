import DNSWire

// The two ways in which a name carries an IPv4 address. Labels are read as octets: a dot or NUL inside one
// is just another octet that is no digit.

extension Span where Element == UInt8 {
  /// The address in a label of four octets joined by `-`, such as `1-2-3-4`.
  ///
  /// - Parameter label: The offset of the label's length octet.
  func dashedAddress(at label: Int) -> IPv4Address? {
    var position = label + 1
    let end = position + Int(self[label])
    var address: UInt32 = 0
    for part in 0..<4 {
      if part > 0 {
        guard position < end, self[position] == UInt8(ascii: "-") else { return nil }
        position += 1
      }
      guard let octet = decimalOctet(at: &position, before: end) else { return nil }
      address = address << 8 | octet
    }
    return position == end ? IPv4Address(rawValue: address) : nil
  }

  /// The value of a label that is one octet, such as `4` or `007`.
  ///
  /// - Parameter label: The offset of the label's length octet.
  func octetLabel(at label: Int) -> UInt32? {
    var position = label + 1
    let end = position + Int(self[label])
    guard let octet = decimalOctet(at: &position, before: end), position == end else { return nil }
    return octet
  }

  /// Reads 1 to 3 digits of a value up to 255, and moves past them.
  private func decimalOctet(at position: inout Int, before end: Int) -> UInt32? {
    let start = position
    var value: UInt32 = 0
    while position < end, position < start + 3, let digit = digit(at: position) {
      value = value * 10 + digit
      position += 1
    }
    return position > start && value <= 255 ? value : nil
  }

  private func digit(at position: Int) -> UInt32? {
    let octet = self[position]
    return (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(octet)
      ? UInt32(octet) - UInt32(UInt8(ascii: "0")) : nil
  }
}
