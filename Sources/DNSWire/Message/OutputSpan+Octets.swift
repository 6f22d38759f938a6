// Where octets are stored many at a time. One by one a positive answer takes 165 instructions more, a negative one 320,
// so this file alone of the pure modules has accesses that the compiler does not check; each is checked before.

extension OutputSpan where Element == UInt8 {
  /// Appends two octets, most significant first (RFC 1035 §2.3.2).
  package mutating func append(_ value: UInt16) { append(mostSignificantFirst: value) }

  /// Appends four octets, most significant first.
  package mutating func append(_ value: UInt32) { append(mostSignificantFirst: value) }

  /// Appends eight octets, most significant first.
  package mutating func append(_ value: UInt64) { append(mostSignificantFirst: value) }

  @inline(__always)
  private mutating func append<Value: FixedWidthInteger>(mostSignificantFirst value: Value) {
    let length = MemoryLayout<Value>.size
    precondition(length <= freeCapacity, "no room for \(length) octets")
    unsafe withUnsafeMutableBufferPointer { buffer, count in
      unsafe UnsafeMutableRawBufferPointer(buffer).storeBytes(
        of: value.bigEndian, toByteOffset: count, as: Value.self)
      count += length
    }
  }

  /// Appends the octets of `range`.
  package mutating func append(_ octets: Span<UInt8>, _ range: Range<Int>) {
    let part = octets.extracting(range)
    precondition(part.count <= freeCapacity, "no room for \(part.count) octets")
    unsafe withUnsafeMutableBufferPointer { buffer, count in
      unsafe part.withUnsafeBufferPointer { part in
        guard let target = buffer.baseAddress, let source = part.baseAddress else { return }
        unsafe (target + count).initialize(from: source, count: part.count)
      }
      count += part.count
    }
  }

  /// Overwrites two octets that have been written.
  package mutating func replace(at offset: Int, with value: UInt16) {
    replace(at: offset, withMostSignificantFirst: value)
  }

  /// Overwrites four octets.
  mutating func replace(at offset: Int, with value: UInt32) {
    replace(at: offset, withMostSignificantFirst: value)
  }

  /// Overwrites eight octets.
  mutating func replace(at offset: Int, with value: UInt64) {
    replace(at: offset, withMostSignificantFirst: value)
  }

  @inline(__always)
  private mutating func replace<Value: FixedWidthInteger>(
    at offset: Int, withMostSignificantFirst value: Value
  ) {
    precondition(
      offset >= 0 && offset <= count - MemoryLayout<Value>.size, "octets that have not been written")
    unsafe withUnsafeMutableBufferPointer { buffer, _ in
      unsafe UnsafeMutableRawBufferPointer(buffer).storeBytes(
        of: value.bigEndian, toByteOffset: offset, as: Value.self)
    }
  }
}
