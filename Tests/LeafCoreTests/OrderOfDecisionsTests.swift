import DNSWire
import LeafCore
import TestMessages
import Testing

private let status: UInt16 = 2 << 11
private let everyFlag: UInt16 = 0x07F0

/// The steps, each with a message that meets it, and with messages that meet a later one as well.
@Suite struct `Order of decisions` {
  @Test func `0: under twelve octets nothing is answered, and a TCP connection ends`() throws {
    for length in 0..<12 {
      let octets = Array(Message.query("1-2-3-4.dev.example.com").octets.prefix(length))
      #expect(try exchange(octets).outcome == .none(.truncatedHeader))
      #expect(try exchange(octets, over: .tcp).outcome == .none(.truncatedHeader))
    }
  }

  @Test(arguments: [
    Message.query("1-2-3-4.dev.example.com", flags: 0x8000),
    Message(flags: 0x8000 | status),
    Message(flags: 0x8000 | 15 << 11),
    Message(flags: 0x8000, questions: [[0xC0, 0x0C, 0, 1, 0, 1]]),
    Message.query("dev.example.com", flags: 0x8000, additional: [opt(version: 1)]),
    Message.query("dev.example.com", .any, .ch, flags: 0xFFFF, additional: [opt(), opt(), tsig()]),
  ])
  func `0: a response is never answered, whatever else is wrong with it`(message: Message) throws {
    #expect(try exchange(message.octets).outcome == .none(.response))
    #expect(try exchange(message.octets, over: .tcp).outcome == .none(.response))
  }

  @Test func `0: leaf's own responses get no answer`() throws {
    for message in [
      Message.query("nope.dev.example.com"), .query("example.org"), .query("dev.example.com", flags: status),
      .query("dev.example.com", .opt), .query("dev.example.com", additional: [opt(version: 1)]),
    ] {
      let octets = try ask(message).octets
      #expect(try exchange(octets).outcome == .none(.response))
    }
  }

  @Test(arguments: 1...15)
  func `1: an OPCODE other than QUERY is NOTIMP, with nothing but ID, OPCODE and QR`(opcode: UInt16) throws {
    let header = Message(id: 0xBEEF, flags: opcode << 11 | everyFlag | 5)
    let expected = [0xBE, 0xEF, 0x80 | UInt8(opcode) << 3, 4, 0, 0, 0, 0, 0, 0, 0, 0]
    #expect(try ask(header).octets == expected)
    #expect(try ask(header, over: .tcp).octets == expected)
    var query = Message.query("1-2-3-4.dev.example.com", flags: opcode << 11 | everyFlag)
    query.id = 0xBEEF
    #expect(try ask(query).octets == expected)
  }

  @Test(arguments: [
    // Each meets a later step too.
    (Message(flags: status, counts: [0: 1]), "NOTIMP q0"),
    (Message.query("dev.example.com", flags: status, additional: [opt()]), "NOTIMP q0 OPT,15(2)"),
    (
      Message.query("dev.example.com", flags: status, additional: [opt(flags: 0x8000)]),
      "NOTIMP q0 OPT,do,15(2)"
    ),
    (Message.query("dev.example.com", flags: status, additional: [opt(), opt()]), "NOTIMP q0"),
    (Message.query("dev.example.com", flags: status, additional: [opt(owner: wire("a"))]), "NOTIMP q0"),
    (Message.query("dev.example.com", flags: status, additional: [opt(version: 1)]), "NOTIMP q0 OPT,15(2)"),
    (Message.query("dev.example.com", flags: status, additional: [tsig(), tsig()]), "NOTIMP q0"),
    (
      Message.query("dev.example.com", flags: status, additional: [opt(cookie(8))]),
      "NOTIMP q0 OPT,15(2),10(24)"
    ),
    (Message(flags: status, trailing: [1]), "NOTIMP q0"),
    (Message.query("version.bind", .txt, .ch, flags: status), "NOTIMP q0"),
  ])
  func `1: NOTIMP comes before all else, and has an OPT record only for a sound one`(
    message: Message, summary: String
  ) throws {
    #expect(try ask(message).summary == summary)
  }

  @Test(arguments: [
    (Message(counts: [0: 1]), "FORMERR q0"),
    (Message(flags: 0x0100, counts: [0: 1]), "FORMERR+R q0"),
    (Message(flags: everyFlag, counts: [0: 1]), "FORMERR+R q0"),
    (
      Message(questions: [question("dev.example.com"), question("dev.example.com")], counts: [0: 3]),
      "FORMERR q0"
    ),
    (Message.query("dev.example.com", .any, .ch).with { $0.trailing = [0] }, "FORMERR q0"),
    (Message.query("dev.example.com", .axfr).with { $0.counts[1] = 1 }, "FORMERR q0"),
    (Message.query("example.org").with { $0.counts[2] = 1 }, "FORMERR q0"),
    (Message.query("example.org").with { $0.counts[3] = 1 }, "FORMERR q0"),
    (Message.query("example.org", additional: [tsig(), tsig()]).with { $0.trailing = [0] }, "FORMERR q0"),
    // An OPT record that was read before the message broke gets one.
    (
      Message.query("example.org", additional: [opt(version: 1)]).with { $0.trailing = [0] }, "FORMERR q0 OPT"
    ),
    (Message.query("example.org", additional: [opt(), opt()]).with { $0.trailing = [0] }, "FORMERR q0 OPT"),
    (Message.query("example.org", additional: [opt(length: 5)]), "FORMERR q0 OPT"),
    (Message.query("example.org", additional: [opt()]).with { $0.counts[3] = 65_535 }, "FORMERR q0 OPT"),
  ])
  func `2: a message that cannot be read to its end is FORMERR without a question`(
    message: Message, summary: String
  ) throws {
    #expect(try ask(message).summary == summary)
  }

  @Test func `2: every message cut short is FORMERR, or as good as the whole`() throws {
    let whole = Message.query("1-2-3-4.dev.example.com", additional: [opt(cookie(24)), tsig()]).octets
    for length in 12..<whole.count {
      let response = try #require(try exchange(Array(whole.prefix(length))).response)
      #expect(response.rcode == .formErr && response.header.questionCount == 0)
    }
  }

  @Test(arguments: [
    [opt(), opt()], [opt(), addressRecord(), opt()], [opt(owner: wire("a"))],
    [opt([0, 3, 0, 1])], [opt([0])], [opt([0, 3])], [opt([0, 3, 0])], [opt(option(3), [0, 10, 0, 9, 1, 2])],
    // Of an unsound record nothing is believed: neither its version nor its cookie.
    [opt(version: 1, [0])], [opt(version: 1), opt()], [opt(cookie(8)), opt(cookie(8))],
    [opt(), opt(), tsig()],
  ])
  func `3: a second, misplaced or unreadable OPT record is FORMERR with OPT`(additional: [[UInt8]]) throws {
    let queries = [
      Message.query("dev.example.com", additional: additional),
      .query("example.org", .any, .none, additional: additional),
    ]
    for query in queries {
      #expect(try ask(query).summary == "FORMERR q1 OPT")
    }
    let noQuestion = Message(additional: additional)
    #expect(try ask(noQuestion).summary == "FORMERR q0 OPT")
  }

  @Test func `3: an OPT record owned by the QNAME, by way of a pointer, is FORMERR with OPT`() throws {
    let query = Message.query("dev.example.com", additional: [opt(owner: [0xC0, 0x0C])])
    #expect(try ask(query).summary == "FORMERR q1 OPT")
  }

  @Test func `3: an OPT record outside the additional section is FORMERR with OPT`() throws {
    let inAnswer = Message.query("dev.example.com").with { $0.answer = [opt()] }
    #expect(try ask(inAnswer).summary == "FORMERR q1 OPT")
    let inAuthority = Message.query("dev.example.com").with { $0.authority = [opt()] }
    #expect(try ask(inAuthority).summary == "FORMERR q1 OPT")
    let inBoth = Message.query("dev.example.com", additional: [opt()]).with { $0.answer = [opt()] }
    #expect(try ask(inBoth).summary == "FORMERR q1 OPT")
  }

  @Test(arguments: [1, 2, 100, 255] as [UInt8])
  func `4: an EDNS version above 0 is BADVERS, the question echoed`(version: UInt8) throws {
    let query = Message.query("1-2-3-4.dev.example.com", additional: [opt(version: version)])
    #expect(try ask(query).summary == "BADVERS q1 OPT")
    // It comes before cookies, the count of questions, TSIG, classes and types.
    for query in [
      Message(additional: [opt(version: version, cookie(8))]),
      Message(additional: [opt(version: version, cookie(7))]),
      Message(questions: [question("a"), question("b")], additional: [opt(version: version)]),
    ] {
      #expect(try ask(query).summary == "BADVERS q0 OPT")
    }
    for query in [
      Message.query("dev.example.com", additional: [opt(version: version), tsig(), tsig()]),
      .query("dev.example.com", .any, additional: [opt(version: version)]),
      .query("dev.example.com", .opt, .none, additional: [opt(version: version)]),
      .query("version.bind", .txt, .ch, additional: [opt(version: version)]),
    ] {
      #expect(try ask(query).summary == "BADVERS q1 OPT")
    }
    let dnssecOK = Message.query("dev.example.com", additional: [opt(version: version, flags: 0xFFFF)])
    #expect(try ask(dnssecOK).summary == "BADVERS q1 OPT,do")
  }

  @Test func `5: no question but a cookie gets the server cookie (RFC 7873 §5.4)`() throws {
    #expect(try ask(Message(additional: [opt(cookie(8))])).summary == "NOERROR q0 OPT,10(24)")
    // Before TSIG.
    #expect(
      try ask(Message(additional: [opt(cookie(8)), tsig(), tsig()])).summary == "NOERROR q0 OPT,10(24)")
  }

  @Test(arguments: [
    (Message(), "FORMERR q0"), (Message(flags: 0x0100), "FORMERR+R q0"),
    (Message(additional: [opt()]), "FORMERR q0 OPT"),
    (Message(additional: [tsig()]), "FORMERR q0"),
    (Message(questions: [question("dev.example.com"), question("dev.example.com")]), "FORMERR q0"),
    (Message(questions: [question("dev.example.com"), question("dev.example.com", .soa)]), "FORMERR q0"),
    (
      Message(questions: [question("a"), question("b")], additional: [opt(cookie(8))]),
      "FORMERR q0 OPT,10(24)"
    ),
    (Message(questions: [question("a", .any, .ch), question("b")], additional: [tsig()]), "FORMERR q0"),
    // The second name may point to the first.
    (Message(questions: [question("dev.example.com"), [0xC0, 0x0C, 0, 1, 0, 1]]), "FORMERR q0"),
  ])
  func `6: any other count of questions than one is FORMERR`(message: Message, summary: String) throws {
    #expect(try ask(message).summary == summary)
  }

  @Test(arguments: [QCLASS.in, .ch, .none, QCLASS(rawValue: 300)])
  func `7: TSIG comes before class and type`(qclass: QCLASS) throws {
    for qtype in [QTYPE.a, .any, .opt, .axfr] {
      let known = Message.query("dev.example.com", qtype, qclass, additional: [tsig()])
      #expect(try ask(known).summary == "NOTAUTH q1 ar:TSIG/0")
      let twice = Message.query("dev.example.com", qtype, qclass, additional: [tsig(), tsig()])
      #expect(try ask(twice).summary == "FORMERR q1")
    }
  }

  @Test(arguments: [
    ("version.bind", QTYPE.txt), ("dev.example.com", .soa), ("1-2-3-4.dev.example.com", .a), (".", .any),
    ("id.server", .opt), ("id.server", .axfr), ("id.server", .any), ("nope.bind", .txt),
  ])
  func `8: class CH without a text is REFUSED, whatever the type`(qname: String, qtype: QTYPE) throws {
    let query = Message.query(qname, qtype, .ch, additional: [opt()])
    #expect(try ask(query).summary == "REFUSED q1 OPT")
  }

  @Test(arguments: [
    (QCLASS.zero, "FORMERR q1"), (.none, "FORMERR q1"), (QCLASS(rawValue: 2), "REFUSED q1"),
    (QCLASS(rawValue: 4), "REFUSED q1"), (.any, "REFUSED q1"), (QCLASS(rawValue: 300), "REFUSED q1"),
    (QCLASS(rawValue: 65_535), "REFUSED q1"),
  ])
  func `9: any other class than IN is REFUSED, a reserved one FORMERR, whatever the type`(
    qclass: QCLASS, summary: String
  ) throws {
    for qtype in [QTYPE.soa, .any, .opt, .axfr] {
      #expect(try ask(.query("dev.example.com", qtype, qclass)).summary == summary)
      #expect(try ask(.query("example.org", qtype, qclass)).summary == summary)
    }
  }

  @Test func `10: a type that cannot be asked for is FORMERR, a transfer REFUSED, inside a zone and out`()
    throws
  {
    let asked: [QTYPE] = [.mailb, .maila, .any, .ixfr, .axfr]
    let meta = ([41] + Array(128...255)).map { QTYPE(rawValue: $0) }.filter { !asked.contains($0) }
    for qname in ["dev.example.com", "1-2-3-4.dev.example.com", "nope.dev.example.com", "example.org"] {
      for qtype in meta { #expect(try ask(.query(qname, qtype)).summary == "FORMERR q1") }
      for qtype in [QTYPE.axfr, .ixfr] {
        #expect(try ask(.query(qname, qtype)).summary == "REFUSED q1")
        #expect(try ask(.query(qname, qtype), over: .tcp).summary == "REFUSED q1")
        #expect(try ask(.query(qname, qtype, additional: [opt()])).summary == "REFUSED q1 OPT")
      }
    }
  }

  @Test func `11: outside every zone is REFUSED with EDE 20, type ANY too`() throws {
    for qtype in [QTYPE.a, .ns, .any] {
      #expect(try ask(.query("example.org", qtype)).summary == "REFUSED q1")
      let response = try ask(.query("example.org", qtype, additional: [opt()]))
      #expect(response.summary == "REFUSED q1 OPT,15(2)")
      #expect(response.option(15) == [0, 20])
    }
  }

  @Test func `12: type ANY in a zone is REFUSED with EDE 18, also for a name that does not exist`() throws {
    for qname in ["dev.example.com", "1-2-3-4.dev.example.com", "4.dev.example.com", "nope.dev.example.com"] {
      #expect(try ask(.query(qname, .any)).summary == "REFUSED q1")
      let response = try ask(.query(qname, .any, additional: [opt()]))
      #expect(response.summary == "REFUSED q1 OPT,15(2)")
      #expect(response.option(15) == [0, 18])
    }
  }

  @Test(arguments: [
    ("dev.example.com", "NOERROR+A q1 an:HINFO/300"),
    ("1-2-3-4.dev.example.com", "NOERROR+A q1 an:HINFO/300"),
    ("ns1.dev.example.com", "NOERROR+A q1 an:HINFO/300"), ("4.dev.example.com", "NOERROR+A q1 ns:SOA/60"),
    ("nope.dev.example.com", "NXDOMAIN+A q1 ns:SOA/60"), ("example.org", "REFUSED q1"),
  ])
  func `12: with any = hinfo a name that has records has HINFO (RFC 8482 §4.2)`(
    qname: String, summary: String
  ) throws {
    let authority = Authority { $0.any = .hinfo }
    let response = try ask(.query(qname, .any), with: authority)
    #expect(response.summary == summary)
    if let record = response.records.first, record.type == .hinfo {
      #expect(record.rdata == [7] + Array("RFC8482".utf8) + [0])
    }
  }

  @Test(arguments: [
    ("dev.example.com", QTYPE.soa, "NOERROR+A q1 an:SOA/300"),
    ("dev.example.com", .ns, "NOERROR+A q1 an:NS/300 ar:A/300 ar:AAAA/300"),
    ("ns1.dev.example.com", .a, "NOERROR+A q1 an:A/300"),
    ("ns1.dev.example.com", .aaaa, "NOERROR+A q1 an:AAAA/300"),
    ("1-2-3-4.dev.example.com", .a, "NOERROR+A q1 an:A/300"),
    ("dev.example.com", .a, "NOERROR+A q1 ns:SOA/60"),
    ("dev.example.com", .ds, "NOERROR+A q1 ns:SOA/60"),
    ("dev.example.com", QTYPE(rawValue: 0), "NOERROR+A q1 ns:SOA/60"),
    ("dev.example.com", QTYPE(rawValue: 65_535), "NOERROR+A q1 ns:SOA/60"),
    ("dev.example.com", .mailb, "NOERROR+A q1 ns:SOA/60"),
    ("ns1.dev.example.com", .mx, "NOERROR+A q1 ns:SOA/60"),
    ("1-2-3-4.dev.example.com", .aaaa, "NOERROR+A q1 ns:SOA/60"),
    ("4.dev.example.com", .a, "NOERROR+A q1 ns:SOA/60"),
    ("nope.dev.example.com", .a, "NXDOMAIN+A q1 ns:SOA/60"),
    ("nope.dev.example.com", .soa, "NXDOMAIN+A q1 ns:SOA/60"),
  ])
  func `13 to 16: what a zone has, over UDP and TCP, with and without EDNS and RD`(
    qname: String, qtype: QTYPE, summary: String
  ) throws {
    #expect(try ask(.query(qname, qtype)).summary == summary)
    #expect(try ask(.query(qname, qtype), over: .tcp).summary == summary)
    #expect(try ask(.query(qname, qtype, additional: [opt()])).summary == summary + " OPT")
    let desired = summary.replacing("+A", with: "+AR")
    #expect(try ask(.query(qname, qtype, flags: 0x0100)).summary == desired)
    // AA, TC, RA, Z, AD, CD and an RCODE in a query mean nothing.
    #expect(try ask(.query(qname, qtype, flags: everyFlag | 5)).summary == desired)
  }

  @Test(arguments: Rule.allCases)
  func `each rule has its place among the steps and says what it is`(rule: Rule) {
    #expect((rule == .slipped ? 0...0 : 1...18).contains(rule.step))
    #expect(!rule.description.isEmpty)
  }
}
