import DNSWire
import LeafCore
import TestMessages
import Testing

/// Responses compared octet by octet.
@Suite struct `Responses as octets` {
  @Test func `a positive answer: question as asked, owner a pointer to it`() throws {
    let octets = try ask(.query("aPi.1-2-3-4.Dev.eXample.com", flags: 0x0100)).octets
    #expect(
      octets == hex("1234 8500 0001 0001 0000 0000") + question("aPi.1-2-3-4.Dev.eXample.com")
        + hex("c00c 0001 0001 0000012c 0004 01020304"))
  }

  @Test func `a negative answer: the SOA's owner and names point into the question`() throws {
    let octets = try ask(.query("nope.DEV.example.com")).octets
    #expect(
      octets == hex("1234 8403 0001 0000 0001 0000") + question("nope.DEV.example.com")
        // The zone begins five octets into the name: offset 17.
        + hex("c011 0006 0001 0000003c 0027")
        + [3] + "ns1".utf8 + hex("c011") + [10] + "hostmaster".utf8 + hex("c011")
        + hex("00000001 0000012c 0000003c 00015180 0000003c"))
  }

  @Test func `the SOA record`() throws {
    let octets = try ask(.query("dev.example.com", .soa)).octets
    #expect(
      octets == hex("1234 8400 0001 0001 0000 0000") + question("dev.example.com", .soa)
        + hex("c00c 0006 0001 0000012c 0027")
        + [3] + "ns1".utf8 + hex("c00c") + [10] + "hostmaster".utf8 + hex("c00c")
        + hex("00000001 0000012c 0000003c 00015180 0000003c"))
  }

  @Test func `NS with addresses: their owners point to the name servers' names`() throws {
    let octets = try ask(.query("dev.example.com", .ns)).octets
    #expect(
      octets == hex("1234 8400 0001 0001 0000 0002") + question("dev.example.com", .ns)
        + hex("c00c 0002 0001 0000012c 0006") + [3] + "ns1".utf8 + hex("c00c")
        // Twelve octets of header, 21 of question, twelve before the RDATA: offset 45.
        + hex("c02d 0001 0001 0000012c 0004 c0000235")
        + hex("c02d 001c 0001 0000012c 0010 20010db8000000000000000000000053"))
  }

  @Test func `names of a SOA record outside the zone share what they can`() throws {
    let authority = Authority(nameServers: ["ns.example.net"])
    let octets = try ask(.query("dev.example.com", .soa), with: authority).octets
    let rdata =
      wire("ns.example.net") + [10] + "hostmaster".utf8 + hex("c00c")
      + hex("00000001 0000012c 0000003c 00015180 0000003c")
    #expect(Array(octets.suffix(rdata.count)) == rdata)
  }

  @Test func `NXDOMAIN with everything that EDNS can ask for`() throws {
    let authority = Authority { $0.serverID = Array("leaf-1".utf8) }
    let query = Message.query(
      "nope.dev.example.com", flags: 0x0100,
      additional: [
        opt(
          flags: 0xFFFF, option(3), option(10, hex("2464c4abcf10c957")), option(11), option(65_001, [1, 2]))
      ])
    let octets = try ask(query, with: authority, over: .tcp).octets
    #expect(Array(octets.prefix(12)) == hex("1234 8503 0001 0000 0001 0001"))
    let options =
      option(3, Array("leaf-1".utf8))
      + option(10, hex("2464c4abcf10c957010000005cf79f111f8130c3eee29480")) + option(11, [0, 100])
    let record = hex("00 0029 04d0 00008000") + octetPair(UInt16(options.count)) + options
    #expect(Array(octets.suffix(record.count)) == record)
  }

  @Test func `BADVERS: the lower four bits of the RCODE in the header, the upper eight in OPT`() throws {
    let octets = try ask(.query("dev.example.com", .soa, additional: [opt(version: 1)])).octets
    #expect(
      octets == hex("1234 8000 0001 0000 0000 0001") + question("dev.example.com", .soa)
        + hex("00 0029 04d0 01000000 0000"))
  }

  @Test func `a name of 255 octets is answered, its case kept`() throws {
    let label = String(repeating: "aB", count: 31) + "c"
    let long = "\(label).\(label).\(label).\(String(repeating: "Xy", count: 22))1.DEV.example.com"
    #expect(name(long).count == 255)
    let response = try ask(.query(long))
    #expect(response.summary == "NXDOMAIN+A q1 ns:SOA/60")
    #expect(response.question == question(long))
    #expect(response.records.map(\.owner) == ["DEV.example.com."])
  }

  @Test func `119 labels of one octet before the zone are answered`() throws {
    let long = String(repeating: "a.", count: 119) + "dev.example.com"
    #expect(name(long).count == 255)
    #expect(try ask(.query(long)).summary == "NXDOMAIN+A q1 ns:SOA/60")
    let encoded = String(repeating: "a.", count: 115) + "1.2.3.4.dev.example.com"
    #expect(try ask(.query(encoded)).summary == "NOERROR+A q1 an:A/300")
  }

  @Test func `the TTL of a negative answer is the lesser of the SOA's own and its minimum (RFC 2308 §3)`()
    throws
  {
    let short = Authority { $0.ttl = 30 }
    #expect(try ask(.query("nope.dev.example.com"), with: short).summary == "NXDOMAIN+A q1 ns:SOA/30")
    #expect(try ask(.query("dev.example.com", .soa), with: short).summary == "NOERROR+A q1 an:SOA/30")
  }
}

@Suite struct `The owner of an answer` {
  private static let authority = Authority([".", "dev.example.com"], nameServers: ["ns1.dev.example.com"])

  /// Where a name stands in the question whole, a pointer takes two octets; the root takes one.
  @Test(
    arguments: [
      (".", QTYPE.soa, [0]), (".", .ns, [0]), ("dev.example.com", .soa, [0xC0, 12]),
      ("Dev.example.com", .ns, [0xC0, 12]),
      ("ns1.dev.example.com", .a, [0xC0, 12]), ("NS1.dev.example.com", .aaaa, [0xC0, 12]),
      ("1-2-3-4.dev.example.com", .a, [0xC0, 12]),
    ] as [(String, QTYPE, [UInt8])])
  func `is written as short as can be`(qname: String, qtype: QTYPE, owner: [UInt8]) throws {
    let response = try ask(.query(qname, qtype), with: Self.authority)
    let records = response.octets.dropFirst(12 + question(qname).count)
    #expect(response.header.answerCount > 0)
    #expect(Array(records.prefix(owner.count + 2)) == owner + octetPair(qtype.rawValue))
  }
}
