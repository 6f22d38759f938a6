import DNSWire
import LeafCore
import TestMessages
import Testing

@Suite struct `TSIG (RFC 8945)` {
  @Test func `a key is unknown: NOTAUTH, and an unsigned TSIG record with BADKEY (§5.2.1, §5.3.2)`() throws {
    let query = Message.query(
      "1-2-3-4.dev.example.com", flags: 0x0100, additional: [opt(), tsig(key: "Key.Example")])
    let response = try ask(query)
    #expect(response.summary == "NOTAUTH+R q1 ar:TSIG/0 OPT")
    let rdata =
      wire("hmac-sha256") + hex("000065432100 012c") + octetPair(0) + octetPair(0x1234) + octetPair(17)
      + octetPair(0)
    let record = record(owner: wire("Key.Example"), .tsig, class: .any, rdata)
    #expect(Array(response.octets.suffix(record.count)) == record, "TSIG comes last, after OPT")
  }

  @Test(arguments: [
    tsig(algorithm: "bogus.example"), tsig(key: "."), tsig(algorithm: "."),
    // A key name that points to the question.
    [0xC0, 0x0C] + tsig(key: ".").dropFirst(),
  ])
  func `whatever the key and the algorithm`(tsig: [UInt8]) throws {
    let query = Message.query("1-2-3-4.dev.example.com", additional: [tsig])
    #expect(try ask(query).summary == "NOTAUTH q1 ar:TSIG/0")
  }

  @Test(arguments: [
    [tsig(), tsig()], [tsig(), addressRecord()], [tsig(), opt()], [tsig(rrclass: .in)],
    [record(.tsig, class: .any, [0])], [record(.tsig, class: .any, [])], [tsig(macSize: 33)],
    [tsig(macSize: 31)],
    [tsig(macSize: 65_535)], [record(.tsig, class: .any, wire("hmac-md5") + [0, 0])],
  ])
  func `twice, not last, of another class or unreadable: FORMERR (§5.2)`(additional: [[UInt8]]) throws {
    let response = try ask(.query("1-2-3-4.dev.example.com", additional: additional))
    #expect(response.rcode == .formErr && response.header.questionCount == 1 && response.records.isEmpty)
  }

  @Test func `outside the additional section: FORMERR`() throws {
    let inAnswer = Message.query("1-2-3-4.dev.example.com").with { $0.answer = [tsig()] }
    #expect(try ask(inAnswer).summary == "FORMERR q1")
    let inAuthority = Message.query("1-2-3-4.dev.example.com").with { $0.authority = [tsig()] }
    #expect(try ask(inAuthority).summary == "FORMERR q1")
  }

  @Test func `names so long that the record does not fit set TC`() throws {
    let label = String(repeating: "k", count: 63)
    let long = "\(label).\(label).\(label).\(String(repeating: "k", count: 61))"
    let query = Message.query(long, additional: [opt(size: 512), tsig(key: long, algorithm: long)])
    #expect(try ask(query).summary == "NOTAUTH+T q1 OPT")
    #expect(try ask(query, over: .tcp).summary == "NOTAUTH q1 ar:TSIG/0 OPT")
  }
}

@Suite struct `CHAOS names of the server (RFC 4892)` {
  private static let authority = Authority {
    $0.serverID = Array("leaf-1".utf8)
    $0.versionText = Array("leaf".utf8)
  }

  @Test(arguments: [
    ("version.bind", "leaf"), ("version.server", "leaf"), ("id.server", "leaf-1"),
    ("hostname.bind", "leaf-1"),
    ("VERSION.Bind", "leaf"),
  ])
  func `the configured text, in class CH, not from a zone`(qname: String, text: String) throws {
    let response = try ask(.query(qname, .txt, .ch), with: Self.authority)
    #expect(response.summary == "NOERROR q1 an:TXT/0")
    let record = try #require(response.records.first)
    #expect(record.owner == "\(qname)." && record.rrclass == .ch)
    #expect(record.rdata == [UInt8(text.utf8.count)] + text.utf8)
    #expect(try ask(.query(qname, .txt, .ch)).summary == "REFUSED q1", "nothing configured")
  }

  @Test(arguments: [
    ("version.bind", QTYPE.any), ("version.bind", .a), ("authors.bind", .txt), ("bind", .txt),
    ("x.version.bind", .txt), ("version", .txt), (".", .txt), ("dev.example.com", .soa),
  ])
  func `everything else in class CH is REFUSED`(qname: String, qtype: QTYPE) throws {
    #expect(try ask(.query(qname, qtype, .ch), with: Self.authority).summary == "REFUSED q1")
  }

  @Test func `in class IN they are names outside every zone`() throws {
    let response = try ask(.query("version.bind", .txt, additional: [opt()]), with: Self.authority)
    #expect(response.option(15) == [0, 20])
  }

  @Test func `one text only leaves the other REFUSED`() throws {
    let authority = Authority { $0.versionText = Array("leaf".utf8) }
    #expect(
      try ask(.query("version.bind", .txt, .ch), with: authority).summary == "NOERROR q1 an:TXT/0")
    #expect(try ask(.query("id.server", .txt, .ch), with: authority).summary == "REFUSED q1")
  }
}
