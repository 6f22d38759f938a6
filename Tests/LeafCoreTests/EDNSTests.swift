import DNSWire
import LeafCore
import TestMessages
import Testing

@Suite struct `EDNS (RFC 6891)` {
  private static let withID = Authority { $0.serverID = Array("leaf-1".utf8) }

  @Test(arguments: [
    ("1-2-3-4.dev.example.com", QTYPE.a, "NOERROR+A q1 an:A/300"),
    ("nope.dev.example.com", .a, "NXDOMAIN+A q1 ns:SOA/60"),
    ("1-2-3-4.dev.example.com", .aaaa, "NOERROR+A q1 ns:SOA/60"), ("example.org", .a, "REFUSED q1"),
    ("dev.example.com", .opt, "FORMERR q1"), ("dev.example.com", .any, "REFUSED q1"),
  ])
  func `an OPT record goes out exactly when one came in (§6.1.1, §7)`(
    qname: String, qtype: QTYPE, summary: String
  ) throws {
    #expect(try ask(.query(qname, qtype)).summary == summary)
    #expect(try ask(.query(qname, qtype, additional: [opt()])).summary.hasPrefix(summary + " OPT"))
    // What else is in the additional section, before or after, makes no difference.
    for additional in [[opt(), addressRecord()], [addressRecord(), opt()]] {
      #expect(try ask(.query(qname, qtype, additional: additional)).summary.hasPrefix(summary + " OPT"))
    }
    #expect(try ask(.query(qname, qtype, additional: [addressRecord()])).summary == summary)
  }

  @Test func `DO is copied, the other flags and the extended RCODE are ignored (§6.1.3, §6.1.4)`() throws {
    let query = { (flags: UInt16, rcode: UInt8) in
      Message.query("1-2-3-4.dev.example.com", additional: [opt(extendedRCODE: rcode, flags: flags)])
    }
    #expect(try ask(query(0x8000, 0)).summary == "NOERROR+A q1 an:A/300 OPT,do")
    #expect(try ask(query(0x7FFF, 0)).summary == "NOERROR+A q1 an:A/300 OPT")
    #expect(try ask(query(0xFFFF, 0xFF)).summary == "NOERROR+A q1 an:A/300 OPT,do")
    // The last four octets before RDLENGTH: extended RCODE, version, DO and Z.
    #expect(Array(try ask(query(0xFFFF, 0xFF)).octets.suffix(6)) == [0, 0, 0x80, 0, 0, 0])
  }

  @Test(arguments: [
    option(100), option(65_001, [UInt8](repeating: 7, count: 200)), option(15, [0, 20]),
    option(12, [0, 0, 1]),
    option(13, wire("example")), option(14, [0, 1]), option(18), option(19), option(20_292, [1, 2, 3]),
    option(9),
    // ECS, sound and broken: leaf does not know it.
    option(8, [0, 1, 0, 0]), option(8, [0, 1, 24, 0, 192, 0, 2]), option(8, [0, 9, 24, 0, 1, 2, 3]),
    option(8, [0, 1, 24, 24, 192, 0, 2]), option(8, [0, 1]), option(8, [0, 1, 8, 0, 1, 2, 3, 4, 5]),
    option(65_535), option(0),
  ])
  func `an unknown option is ignored and not echoed (§6.1.2)`(octets: [UInt8]) throws {
    for options in [octets, octets + option(3), option(3) + octets] {
      let query = Message.query("1-2-3-4.dev.example.com", additional: [opt(options)])
      let response = try ask(query, with: Self.withID)
      #expect(response.rcode == .noError)
      #expect(response.options.map(\.code) == (options == octets ? [] : [3]))
    }
  }

  @Test func `64 unknown options of 60 octets each are ignored over TCP`() throws {
    let options = (0..<64).flatMap { option(65_001 + $0, [UInt8](repeating: 0, count: 60)) }
    let query = Message.query("1-2-3-4.dev.example.com", additional: [opt(options)])
    #expect(try ask(query, over: .tcp).summary == "NOERROR+A q1 an:A/300 OPT")
  }

  @Test func `NSID when asked and configured, once (RFC 5001)`() throws {
    for options in [option(3), option(3, [1, 2, 3]), option(3) + option(3), option(3) + option(3, [9])] {
      let query = Message.query("nope.dev.example.com", additional: [opt(options)])
      #expect(try ask(query, with: Self.withID).summary == "NXDOMAIN+A q1 ns:SOA/60 OPT,3(6)")
      #expect(try ask(query, with: Self.withID).option(3) == Array("leaf-1".utf8))
      #expect(try ask(query).summary == "NXDOMAIN+A q1 ns:SOA/60 OPT")
    }
    let notAsked = Message.query("nope.dev.example.com", additional: [opt()])
    #expect(try ask(notAsked, with: Self.withID).option(3) == nil)
    let otherVersion = Message.query("nope.dev.example.com", additional: [opt(version: 1, option(3))])
    #expect(try ask(otherVersion, with: Self.withID).summary == "BADVERS q1 OPT")
  }

  @Test func `edns-tcp-keepalive when asked over TCP, in units of 100 ms (RFC 7828 §3.3)`() throws {
    for (timeout, value) in [
      (Duration.seconds(10), 100 as UInt16), (.milliseconds(99), 0), (.milliseconds(250), 2),
      (.seconds(10_000), 65_535),
    ] {
      let authority = Authority { $0.tcpIdleTimeout = timeout }
      for data in [[], [0, 50]] as [[UInt8]] {
        let query = Message.query("1-2-3-4.dev.example.com", additional: [opt(option(11, data))])
        #expect(try ask(query, with: authority, over: .tcp).option(11) == octetPair(value))
        #expect(try ask(query, with: authority).option(11) == nil)
      }
      let notAsked = Message.query("1-2-3-4.dev.example.com", additional: [opt()])
      #expect(try ask(notAsked, with: authority, over: .tcp).option(11) == nil)
    }
  }

  @Test func `an extended error goes only into an OPT record (RFC 8914 §2)`() throws {
    for (message, code) in [
      (Message.query("example.org"), 20 as UInt16), (.query("dev.example.com", .any), 18),
      (.query("dev.example.com", flags: 2 << 11), 21),
    ] {
      #expect(try ask(message).opt == nil)
      let withOPT = message.with { $0.additional = [opt(option(15, [0, 1]))] }
      #expect(try ask(withOPT).option(15) == octetPair(code))
    }
    for query in [Message.query("1-2-3-4.dev.example.com"), .query("nope.dev.example.com")] {
      #expect(try ask(query.with { $0.additional = [opt()] }).option(15) == nil)
    }
  }
}
