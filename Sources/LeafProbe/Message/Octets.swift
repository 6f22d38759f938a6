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
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
