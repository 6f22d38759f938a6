import DNSWire
import TestMessages
import Testing

@Suite struct `RFC 1035 §4.1.1 header` {
  private static let message: [UInt8] = [
    0x12, 0x34, 0x85, 0x03, 0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0xFF,
  ]

  private func readHeader(_ message: [UInt8]) throws(WireError) -> Header { try Header(of: message.span) }

  @Test func `each field is read from its place`() throws {
    let header = try readHeader(Self.message)
    #expect(header.id == 0x1234)
    #expect(header.flags.rawValue == 0x8503)
    #expect(header.questionCount == 1)
    #expect(header.answerCount == 0x0203)
    #expect(header.authorityCount == 0x0405)
    #expect(header.additionalCount == 0x0607)
  }

  @Test func `a header that is read and written stays the same`() throws {
    let header = try readHeader(Self.message)
    #expect(written { $0.append(header) } == Array(Self.message.prefix(12)))
  }

  @Test func `counts are zero unless given`() {
    let header = Header(id: 0xABCD, flags: .response)
    #expect(written { $0.append(header) } == [0xAB, 0xCD, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0])
  }

  @Test func `given counts are kept`() {
    let header = Header(
      id: 1, flags: [], questionCount: 2, answerCount: 3, authorityCount: 4, additionalCount: 5)
    #expect(written { $0.append(header) } == [0, 1, 0, 0, 0, 2, 0, 3, 0, 4, 0, 5])
  }

  @Test(arguments: 0..<12)
  func `fewer than twelve octets are truncated`(length: Int) {
    // The field that is cut short starts at an even offset.
    #expect(throws: WireError.truncated(offset: length / 2 * 2)) {
      try readHeader(Array(Self.message.prefix(length)))
    }
  }
}

@Suite struct `RFC 1035 §4.1.1 and RFC 4035 §3.1.6 flags` {
  @Test(arguments: [
    (Flags.response, 15), (.authoritative, 10), (.truncated, 9), (.recursionDesired, 8),
    (.recursionAvailable, 7), (.reserved, 6), (.authenticData, 5), (.checkingDisabled, 4),
  ])
  func `each flag is one bit`(flag: Flags, bit: Int) {
    #expect(flag.rawValue == 1 << bit)
  }

  @Test(arguments: [(Opcode.query, 0x0000), (.notify, 0x2000), (.update, 0x2800)] as [(Opcode, UInt16)])
  func `the opcode stands in bits 14 to 11`(opcode: Opcode, rawValue: UInt16) {
    #expect(Flags(opcode: opcode).rawValue == rawValue)
  }

  @Test func `every opcode and RCODE reads as it was written`() {
    for opcode in 0..<16 as Range<UInt8> {
      for rcode in 0..<16 as Range<UInt16> {
        let flags = Flags(opcode: Opcode(rawValue: opcode), rcode: RCODE(rawValue: rcode))
        #expect(flags.rawValue == UInt16(opcode) * 0x800 + rcode)
        #expect(flags.opcode.rawValue == opcode)
        #expect(flags.rcode.rawValue == rcode)
      }
    }
  }

  @Test func `opcode and RCODE do not see the flags beside them`() {
    let flags = Flags(rawValue: 0x87F0)
    #expect(flags.opcode == .query)
    #expect(flags.rcode == .noError)
  }

  @Test func `an opcode past four bits touches no flag`() {
    #expect(Flags(opcode: Opcode(rawValue: 0xF0)).rawValue == 0)
  }

  /// The upper eight bits go into the OPT record (RFC 6891 §6.1.3).
  @Test func `only the low four bits of an RCODE are in the flags`() {
    #expect(Flags(opcode: .query, rcode: .badCookie).rawValue == 7)
    #expect(Flags(opcode: .query, rcode: .badVers).rawValue == 0)
  }

  @Test func `flags combine`() {
    let flags: Flags = [.response, .authoritative, Flags(opcode: .notify, rcode: .refused)]
    #expect(flags.rawValue == 0xA405)
    #expect(flags.contains(.response))
    #expect(!flags.contains(.truncated))
  }

  @Test(
    arguments: [
      (0, "NOERROR"), (1, "FORMERR"), (3, "NXDOMAIN"), (4, "NOTIMP"), (5, "REFUSED"), (9, "NOTAUTH"),
      (16, "BADVERS"), (23, "BADCOOKIE"), (2, "SERVFAIL"), (6, "YXDOMAIN"), (11, "RCODE11"),
      (4095, "RCODE4095"),
    ] as [(UInt16, String)])
  func `an RCODE is written as its mnemonic or its number`(rcode: UInt16, text: String) {
    #expect(RCODE(rawValue: rcode).description == text)
  }
}
