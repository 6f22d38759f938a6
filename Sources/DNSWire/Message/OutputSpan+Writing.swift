// Writing appends; the caller has made sure that what it writes fits.

extension OutputSpan where Element == UInt8 {
  /// Appends the twelve octets of a header.
  package mutating func append(_ header: Header) {
    append(header.idToAnswerCount)
    append(header.authorityToAdditionalCount)
  }

  /// Appends a name as it is, without compression.
  package mutating func append(_ name: DomainName) {
    for index in 0..<name.count { append(name[index]) }
  }

  /// Appends one entry of the question section (RFC 1035 §4.1.2), its name uncompressed.
  package mutating func append(_ name: DomainName, qtype: QTYPE, qclass: QCLASS) {
    append(name)
    append(qtype.rawValue)
    append(qclass.rawValue)
  }

  /// Appends the fields of an OPT record before its RDATA (RFC 6891 §6.1.2), version 0.
  package mutating func appendOPT(
    payloadSize: UInt16, rcode: RCODE, dnssecOK: Bool, compactOK: Bool = false, optionsLength: Int
  ) {
    append(UInt8(0))
    append(RRType.opt.rawValue)
    append(payloadSize)
    append(UInt32(rcode.rawValue >> 4) << 24 | (dnssecOK ? 0x8000 : 0) | (compactOK ? 0x4000 : 0))
    append(UInt16(truncatingIfNeeded: optionsLength))
  }

  /// Appends the fields of an option before its OPTION-DATA.
  package mutating func appendOption(_ code: EDNSOptionCode, length: Int) {
    append(code.rawValue)
    append(UInt16(truncatingIfNeeded: length))
  }

  /// Overwrites the header that the message begins with.
  package mutating func replaceHeader(with header: Header) {
    replace(at: 0, with: header.idToAnswerCount)
    replace(at: 8, with: header.authorityToAdditionalCount)
  }
}

extension Header {
  /// The first eight octets.
  fileprivate var idToAnswerCount: UInt64 {
    UInt64(id) << 48 | UInt64(flags.rawValue) << 32 | UInt64(questionCount) << 16 | UInt64(answerCount)
  }

  /// The last four.
  fileprivate var authorityToAdditionalCount: UInt32 {
    UInt32(authorityCount) << 16 | UInt32(additionalCount)
  }
}
