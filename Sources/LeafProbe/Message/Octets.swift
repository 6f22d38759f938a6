extension Array where Element == UInt8 {
  /// The 16-bit number at an offset; nil where the octets end before it does.
  func uint16(at offset: Int) -> UInt16? {
    guard offset >= 0, offset < count - 1 else { return nil }
    return UInt16(self[offset]) << 8 | UInt16(self[offset + 1])
  }

  /// The 32-bit number at an offset; nil where the octets end before it does.
  func uint32(at offset: Int) -> UInt32? {
    guard let high = uint16(at: offset), let low = uint16(at: offset + 2) else { return nil }
    return UInt32(high) << 16 | UInt32(low)
  }

  /// Replaces the 16-bit number at an offset inside the octets.
  mutating func set(_ value: UInt16, at offset: Int) {
    guard offset >= 0, offset < count - 1 else { return }
    self[offset] = UInt8(value >> 8)
    self[offset + 1] = UInt8(truncatingIfNeeded: value)
  }

  mutating func append(_ value: UInt16) {
    append(contentsOf: [UInt8(value >> 8), UInt8(truncatingIfNeeded: value)])
  }

  mutating func append(_ value: UInt32) {
    append(UInt16(value >> 16))
    append(UInt16(truncatingIfNeeded: value))
  }

  var hex: String {
    var digits: [UInt8] = []
    digits.reserveCapacity(2 * count)
    for octet in self {
      digits.append(hexDigit(octet >> 4))
      digits.append(hexDigit(octet & 15))
    }
    return String(decoding: digits, as: UTF8.self)
  }
}

/// - Parameter value: 0 to 15.
private func hexDigit(_ value: UInt8) -> UInt8 {
  value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
}
