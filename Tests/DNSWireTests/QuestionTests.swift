import DNSWire
import TestMessages
import TestOctets
import Testing

@Suite struct `RFC 1035 §4.1.2 question` {
  private static let entry = wire("www", "example") + [0x01, 0x02, 0x03, 0x04]

  @Test func `a question is read and passed`() throws {
    let (question, end) = try readQuestion(header + Self.entry + [0xFF])
    #expect(question.octets == 12..<29)
    #expect(question.qname == 12..<25)
    #expect(question.qtype.rawValue == 0x0102)
    #expect(question.qclass.rawValue == 0x0304)
    #expect(end == 29)
  }

  @Test func `a question for the root is read`() throws {
    let (question, end) = try readQuestion(header + [0, 0, 2, 0, 1])
    #expect(question == Question(octets: 12..<17, qtype: QTYPE(.ns), qclass: .in))
    #expect(question.qname == 12..<13)
    #expect(end == 17)
  }

  @Test(arguments: 0..<17)
  func `a question that the message cuts short is truncated`(length: Int) {
    let error = #expect(throws: WireError.self) { try readQuestion(header + Self.entry.prefix(length)) }
    #expect(error?.isTruncated == true)
  }

  @Test func `a question with a bad name is rejected`() {
    #expect(throws: WireError.pointerIntoHeader(offset: 12)) {
      try readQuestion(header + pointer(to: 0) + [0, 1, 0, 1])
    }
  }

  @Test func `a question that is written reads back`() throws {
    let name = DomainName(labels: ["wWw", "example"])
    let entry = written { $0.append(name, qtype: QTYPE(.txt), qclass: .ch) }
    #expect(entry == wire("wWw", "example") + [0, 16, 0, 3])
    let (question, _) = try readQuestion(header + entry)
    #expect(question.qtype == RRType.txt)
    #expect(question.qclass == .ch)
  }
}

@Suite struct `RFC 3597 §5 types and classes as text` {
  @Test(
    arguments: [
      (RRType.a, 1, "A"), (.ns, 2, "NS"), (.md, 3, "MD"), (.mf, 4, "MF"), (.cname, 5, "CNAME"),
      (.soa, 6, "SOA"),
      (.mb, 7, "MB"), (.mg, 8, "MG"), (.mr, 9, "MR"), (.ptr, 12, "PTR"), (.hinfo, 13, "HINFO"),
      (.minfo, 14, "MINFO"), (.mx, 15, "MX"), (.txt, 16, "TXT"), (.rp, 17, "RP"), (.afsdb, 18, "AFSDB"),
      (.rt, 21, "RT"), (.aaaa, 28, "AAAA"), (.srv, 33, "SRV"), (.naptr, 35, "NAPTR"), (.kx, 36, "KX"),
      (.dname, 39, "DNAME"), (.opt, 41, "OPT"), (.ds, 43, "DS"), (.rrsig, 46, "RRSIG"), (.tkey, 249, "TKEY"),
      (.tsig, 250, "TSIG"),
    ] as [(RRType, UInt16, String)])
  func `each named type has its number and its mnemonic`(type: RRType, number: UInt16, mnemonic: String) {
    #expect(type.rawValue == number)
    #expect(type.description == mnemonic)
    #expect(RRType(presentation: mnemonic) == type)
    #expect(QTYPE(type) == type as RRType)
    #expect(QTYPE(type).description == mnemonic)
    #expect(QTYPE(presentation: mnemonic) == QTYPE(type))
  }

  @Test(
    arguments: [
      (.ixfr, 251, "IXFR"), (.axfr, 252, "AXFR"), (.mailb, 253, "MAILB"), (.maila, 254, "MAILA"),
      (.any, 255, "ANY"),
    ] as [(QTYPE, UInt16, String)])
  func `each QTYPE that no record has is one for questions alone`(
    qtype: QTYPE, number: UInt16, mnemonic: String
  ) {
    #expect(qtype.rawValue == number)
    #expect(qtype.description == mnemonic)
    #expect(QTYPE(presentation: mnemonic.lowercased()) == qtype)
    #expect(RRType(presentation: mnemonic) == nil)
  }

  @Test(
    arguments: [
      (10, "NULL"), (11, "WKS"), (24, "SIG"), (25, "KEY"), (26, "PX"), (29, "LOC"), (37, "CERT"), (42, "APL"),
      (44, "SSHFP"), (45, "IPSECKEY"), (47, "NSEC"), (48, "DNSKEY"), (49, "DHCID"), (50, "NSEC3"),
      (51, "NSEC3PARAM"), (52, "TLSA"), (53, "SMIMEA"), (55, "HIP"), (59, "CDS"), (60, "CDNSKEY"),
      (61, "OPENPGPKEY"), (62, "CSYNC"), (63, "ZONEMD"), (64, "SVCB"), (65, "HTTPS"), (99, "SPF"),
      (108, "EUI48"), (109, "EUI64"), (128, "NXNAME"), (256, "URI"), (257, "CAA"),
    ] as [(UInt16, String)])
  func `other types that people ask for have mnemonics`(number: UInt16, mnemonic: String) {
    #expect(QTYPE(rawValue: number).description == mnemonic)
    #expect(QTYPE(presentation: mnemonic)?.rawValue == number)
  }

  @Test(
    arguments: [(0, "TYPE0"), (54, "TYPE54"), (265, "TYPE265"), (65_535, "TYPE65535")] as [(UInt16, String)])
  func `every other type is its number`(number: UInt16, text: String) {
    #expect(QTYPE(rawValue: number).description == text)
    #expect(QTYPE(presentation: text)?.rawValue == number)
  }

  @Test func `every type survives text`() {
    let lost = (UInt16.min...UInt16.max).map { QTYPE(rawValue: $0) }
      .filter { QTYPE(presentation: $0.description) != $0 }
    #expect(lost == [])
  }

  @Test(arguments: [("aaaa", 28), ("Aaaa", 28), ("type1", 1), ("tYpE65535", 65_535)] as [(String, UInt16)])
  func `letter case does not count`(text: String, number: UInt16) {
    #expect(QTYPE(presentation: text)?.rawValue == number)
  }

  @Test func `a type with a mnemonic may be given as its number`() {
    #expect(RRType(presentation: "TYPE28") == .aaaa)
  }

  @Test(arguments: [
    "", "TYPE", "TYPE65536", "TYPE-1", "TYPE 1", "TYPEA", "TYPE1A", "1", "AA", "A ", " A", "*", "CLASS1",
  ])
  func `what is neither a mnemonic nor a number is no type`(text: String) {
    #expect(QTYPE(presentation: text) == nil)
  }

  @Test(
    arguments: [
      (QCLASS.in, 1, "IN"), (.ch, 3, "CH"), (.none, 254, "NONE"), (.any, 255, "ANY"), (.zero, 0, "CLASS0"),
      (QCLASS(rawValue: 4), 4, "CLASS4"), (QCLASS(rawValue: 65_535), 65_535, "CLASS65535"),
    ] as [(QCLASS, UInt16, String)])
  func `a class is its mnemonic or its number`(rrclass: QCLASS, number: UInt16, text: String) {
    #expect(rrclass.rawValue == number)
    #expect(rrclass.description == text)
  }
}
