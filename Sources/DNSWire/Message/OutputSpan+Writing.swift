// Writing appends; the caller has made sure that what it writes fits.

extension OutputSpan where Element == UInt8 {
  /// Appends two octets, most significant first (RFC 1035 §2.3.2).
  package mutating func append(_ value: UInt16) { appendBigEndian(value) }

  /// Appends four octets, most significant first.
  package mutating func append(_ value: UInt32) { appendBigEndian(value) }

  /// Appends eight octets, most significant first.
  package mutating func append(_ value: UInt64) { appendBigEndian(value) }

  @inline(__always)
  private mutating func appendBigEndian<Value: FixedWidthInteger>(_ value: Value) {
    precondition(MemoryLayout<Value>.size <= freeCapacity)
    // Octet by octet it takes five times as many instructions.
    unsafe withUnsafeMutableBufferPointer { buffer, count in
      unsafe UnsafeMutableRawBufferPointer(buffer).storeBytes(
        of: value.bigEndian, toByteOffset: count, as: Value.self)
      count += MemoryLayout<Value>.size
    }
  }

  /// Appends the octets of `range`.
  package mutating func append(_ octets: Span<UInt8>, _ range: Range<Int>) {
    precondition(range.upperBound <= octets.count && range.count <= freeCapacity)
    // One by one they take eight times as many instructions.
    unsafe withUnsafeMutableBufferPointer { buffer, count in
      unsafe octets.withUnsafeBufferPointer { octets in
        guard let target = buffer.baseAddress, let source = octets.baseAddress else { return }
        unsafe (target + count).initialize(from: source + range.lowerBound, count: range.count)
      }
      count += range.count
    }
  }

  package mutating func append(_ header: Header) {
    append(
      UInt64(header.id) << 48 | UInt64(header.flags.rawValue) << 32 | UInt64(header.questionCount) << 16
        | UInt64(header.answerCount))
    append(UInt32(header.authorityCount) << 16 | UInt32(header.additionalCount))
  }

  /// Appends a name as it is, without compression.
  package mutating func append(_ name: DomainName) {
    for index in 0..<name.count { append(name[index]) }
  }

  package mutating func append(_ name: DomainName, qtype: QTYPE, qclass: QCLASS) {
    append(name)
    append(qtype.rawValue)
    append(qclass.rawValue)
  }

  /// Appends the fields of an OPT record before its RDATA (RFC 6891 §6.1.2), version 0.
  package mutating func appendOPT(
    payloadSize: UInt16, rcode: RCODE, dnssecOK: Bool, optionsLength: Int
  ) {
    append(UInt8(0))
    append(RRType.opt.rawValue)
    append(payloadSize)
    append(UInt32(rcode.rawValue >> 4) << 24 | (dnssecOK ? 0x8000 : 0))
    append(UInt16(truncatingIfNeeded: optionsLength))
  }

  /// Appends the fields of an option before its OPTION-DATA.
  package mutating func appendOption(_ code: EDNSOptionCode, length: Int) {
    append(code.rawValue)
    append(UInt16(truncatingIfNeeded: length))
  }

  /// Overwrites the header that the message begins with.
  package mutating func replaceHeader(with header: Header) {
    var written = mutableSpan
    precondition(written.count >= Header.length)
    let first =
      UInt64(header.id) << 48 | UInt64(header.flags.rawValue) << 32 | UInt64(header.questionCount) << 16
      | UInt64(header.answerCount)
    let rest = UInt32(header.authorityCount) << 16 | UInt32(header.additionalCount)
    for octet in 0..<8 { written[octet] = UInt8(truncatingIfNeeded: first &>> UInt64(56 - 8 * octet)) }
    for octet in 0..<4 { written[8 + octet] = UInt8(truncatingIfNeeded: rest &>> UInt32(24 - 8 * octet)) }
  }

  /// Overwrites two octets that have been written.
  package mutating func replace(at offset: Int, with value: UInt16) {
    var written = mutableSpan
    written[offset] = UInt8(truncatingIfNeeded: value >> 8)
    written[offset + 1] = UInt8(truncatingIfNeeded: value)
  }
}
