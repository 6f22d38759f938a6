// Every read takes the whole message and an offset in octets, so that compression pointers keep
// their meaning. An offset that came from the message itself may lie anywhere at or past 0.

extension Span where Element == UInt8 {
  /// Reads one octet and moves past it.
  package func readUInt8(at offset: inout Int) throws(WireError) -> UInt8 {
    guard offset < count else { throw .truncated(offset: offset) }
    defer { offset += 1 }
    return self[offset]
  }

  /// Reads two octets, most significant first (RFC 1035 §2.3.2), and moves past them.
  package func readUInt16(at offset: inout Int) throws(WireError) -> UInt16 {
    guard offset <= count - 2 else { throw .truncated(offset: offset) }
    defer { offset += 2 }
    return UInt16(self[offset]) << 8 | UInt16(self[offset + 1])
  }

  /// Reads four octets, most significant first, and moves past them.
  package func readUInt32(at offset: inout Int) throws(WireError) -> UInt32 {
    guard offset <= count - 4 else { throw .truncated(offset: offset) }
    let high = try readUInt16(at: &offset)
    let low = try readUInt16(at: &offset)
    return UInt32(high) << 16 | UInt32(low)
  }

  /// Eight octets that the caller knows are there, the first the most significant.
  package func word(at offset: Int) -> UInt64 {
    let octets = extracting(offset..<offset + 8)
    var word: UInt64 = 0
    for index in 0..<8 { word = word << 8 | UInt64(octets[index]) }
    return word
  }

  /// Moves past `length` octets and returns where they are.
  package func skip(_ length: Int, at offset: inout Int) throws(WireError) -> Range<Int> {
    guard length <= count - offset else { throw .truncated(offset: offset) }
    defer { offset += length }
    return offset..<offset + length
  }
}
