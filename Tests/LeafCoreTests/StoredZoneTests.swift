import DNSWire
import LeafCore
import TestMessages
import Testing

@Suite struct `RFC 1034 §4.3.2 what stored names get` {
  private static let authority = Authority(
    ZoneSet([
      storedZone(
        "example",
        [
          "@ MX mail", "mail A 1", "mail AAAA 1", "www CNAME mail", "a.b.c A 2",
          "two CNAME one", "one CNAME www", "out CNAME x.elsewhere.", "gone CNAME nope", "low CNAME h.child",
          "to-other CNAME www.other.", "l1 CNAME l2", "l2 CNAME l1", "self CNAME self", "in CNAME self",
          "child NS ns.child", "child NS ns.test.", "ns.child A 3", "child DS x", "bare NS ns.elsewhere.",
          "sib NS ns.child", "old DNAME new", "x.new A 4",
          "turn DNAME wheel", "a.wheel CNAME b.turn", "b.wheel A 5", "c.wheel CNAME c.turn",
          "*.back DNAME back",
          "x.back CNAME *.back", "far DNAME yyyyy.elsewhere.", "deep DNAME b.deep",
          "ring CNAME x.ring1", "ring1 DNAME ring2", "ring2 DNAME ring1",
          "*.wild TXT w", "*.wild MX mail", "sub.wild A 5", "*.alias CNAME mail", "*.round CNAME q.round",
          "svc HTTPS 0 svc2", "svc2 HTTPS 0 svc3", "svc3 HTTPS 1 .", "svc3 A 9", "svc4 HTTPS 1 svc3",
          "round1 HTTPS 0 round2",
          "round2 HTTPS 0 round1", "alias HTTPS 0 mail", "alias A 8", "e.e.*.ent A 6", "_s._tcp SRV mail",
          "n NAPTR a mail", "m NAPTR s mail",
        ]),
      storedZone("other", ["www A 7", "back CNAME www.example."]),
      storedZone("child2.example", ["www A 8"]),
    ]), Identity(Identity.Settings()))

  private static func text(_ qname: String, _ qtype: String, over transport: Transport = .udp) throws
    -> String
  {
    let exchange = try exchange(
      Message.query(qname, try #require(QTYPE(presentation: qtype))).octets, with: authority, over: transport)
    return exchange.response?.text ?? exchange.summary
  }

  @Test(arguments: [
    ("mail.example", "A", "NOERROR+A, an:mail.example A"),
    ("MAIL.example", "AAAA", "NOERROR+A, an:mail.example AAAA"),
    ("mail.example", "TXT", "NOERROR+A, ns:example SOA"), ("b.c.example", "A", "NOERROR+A, ns:example SOA"),
    ("x.b.c.example", "A", "NXDOMAIN+A, ns:example SOA"), ("nope.example", "A", "NXDOMAIN+A, ns:example SOA"),
    ("example", "MX", "NOERROR+A, an:example MX, ar:mail.example A, ar:mail.example AAAA"),
    ("_s._tcp.example", "SRV", "NOERROR+A, an:_s._tcp.example SRV, ar:mail.example A, ar:mail.example AAAA"),
    ("n.example", "NAPTR", "NOERROR+A, an:n.example NAPTR, ar:mail.example A, ar:mail.example AAAA"),
    ("m.example", "NAPTR", "NOERROR+A, an:m.example NAPTR"),
    (
      "svc.example", "HTTPS",
      "NOERROR+A, an:svc.example HTTPS, ar:svc2.example HTTPS, ar:svc3.example A, ar:svc3.example HTTPS"
    ),
    ("svc3.example", "HTTPS", "NOERROR+A, an:svc3.example HTTPS, ar:svc3.example A"),
    ("svc4.example", "HTTPS", "NOERROR+A, an:svc4.example HTTPS, ar:svc3.example A"),
    ("round1.example", "HTTPS", "NOERROR+A, an:round1.example HTTPS, ar:round2.example HTTPS"),
    ("alias.example", "HTTPS", "NOERROR+A, an:alias.example HTTPS, ar:mail.example A, ar:mail.example AAAA"),
    ("elsewhere", "A", "REFUSED"),
  ])
  func `a name has what it owns, or it exists, or not`(qname: String, qtype: String, text: String) throws {
    #expect(try Self.text(qname, qtype).lowercasingOwners == text)
  }

  @Test(arguments: [
    ("www.example", "A", "NOERROR+A, an:www.example CNAME, an:mail.example A"),
    ("www.example", "CNAME", "NOERROR+A, an:www.example CNAME"),
    ("www.example", "TXT", "NOERROR+A, an:www.example CNAME, ns:example SOA"),
    (
      "two.example", "A",
      "NOERROR+A, an:two.example CNAME, an:one.example CNAME, an:www.example CNAME, an:mail.example A"
    ),
    ("out.example", "A", "NOERROR+A, an:out.example CNAME"),
    ("gone.example", "A", "NXDOMAIN+A, an:gone.example CNAME, ns:example SOA"),
    (
      "low.example", "A",
      "NOERROR+A, an:low.example CNAME, ns:child.example NS, ns:child.example NS, ar:ns.child.example A"
    ),
    ("to-other.example", "A", "NOERROR+A, an:to-other.example CNAME, an:www.other A"),
    ("to-other.example", "TXT", "NOERROR+A, an:to-other.example CNAME, ns:other SOA"),
    ("back.other", "AAAA", "NOERROR+A, an:back.other CNAME, an:www.example CNAME, an:mail.example AAAA"),
    ("l1.example", "A", "NOERROR+A, an:l1.example CNAME, an:l2.example CNAME"),
    ("self.example", "A", "NOERROR+A, an:self.example CNAME"),
    ("in.example", "A", "NOERROR+A, an:in.example CNAME, an:self.example CNAME"),
    (
      "ring.example", "A",
      "NOERROR+A, an:ring.example CNAME, an:ring1.example DNAME, an:x.ring1.example CNAME, "
        + "an:ring2.example DNAME, an:x.ring2.example CNAME"
    ),
  ])
  func `aliases are followed through all zones, and none twice (RFC 6604)`(
    qname: String, qtype: String, text: String
  ) throws {
    #expect(try Self.text(qname, qtype) == text)
  }

  @Test(arguments: [
    ("h.child.example", "A"), ("child.example", "A"), ("child.example", "NS"), ("x.y.child.example", "DS"),
  ])
  func `below a zone cut another server is told, with what the zone has of its addresses`(
    qname: String, qtype: String
  ) throws {
    #expect(
      try Self.text(qname, qtype)
        == "NOERROR, ns:child.example NS, ns:child.example NS, ar:ns.child.example A")
  }

  @Test(arguments: [
    ("child.example", "DS", "NOERROR+A, an:child.example DS"),
    ("bare.example", "DS", "NOERROR+A, ns:example SOA"), ("bare.example", "A", "NOERROR, ns:bare.example NS"),
    ("x.sib.example", "A", "NOERROR, ns:sib.example NS, ar:ns.child.example A"),
    ("www.child2.example", "A", "NOERROR+A, an:www.child2.example A"),
    ("child2.example", "DS", "NOERROR+A, ns:example SOA"),
  ])
  func `DS is the parent's, and a zone that is served needs no referral`(
    qname: String, qtype: String, text: String
  ) throws {
    #expect(try Self.text(qname, qtype) == text)
  }

  /// RFC 4035 §3.1.4.1.
  @Test(arguments: [
    ("a.b.com", "NOERROR+A, ns:a.b.com SOA"), ("x.d.com", "NOERROR+A, ns:x.d.com SOA"),
    ("e.com", "NOERROR+A, ns:com SOA"), ("n.m.com", "NOERROR+A, ns:com SOA"),
    ("y.a.b.com", "NOERROR+A, ns:a.b.com SOA"),
  ])
  func `DS of a zone whose parent is not served is the zone's own to deny`(qname: String, text: String) throws
  {
    let zones = [
      storedZone("com", ["b NS ns.test.", "d DNAME test.", "e NS ns.test."]),
      storedZone("a.b.com", ["y A 1"]),
      storedZone("x.d.com", []), storedZone("e.com", []), storedZone("n.m.com", []),
    ]
    let authority = Authority(ZoneSet(zones), Identity(Identity.Settings()))
    #expect(try ask(.query(qname, .ds), with: authority).text == text)
  }

  @Test(arguments: [
    ("x.old.example", "A", "NOERROR+A, an:old.example DNAME, an:x.old.example CNAME, an:x.new.example A"),
    ("x.old.example", "CNAME", "NOERROR+A, an:old.example DNAME, an:x.old.example CNAME"),
    (
      "a.turn.example", "A",
      "NOERROR+A, an:turn.example DNAME, an:a.turn.example CNAME, an:a.wheel.example CNAME, an:b.turn.example CNAME, an:b.wheel.example A"
    ),
    (
      "c.turn.example", "A",
      "NOERROR+A, an:turn.example DNAME, an:c.turn.example CNAME, an:c.wheel.example CNAME"
    ),
    ("*.back.example", "DNAME", "NOERROR+A, an:*.back.example DNAME"),
    (
      "x.*.back.example", "DNAME",
      "NOERROR+A, an:*.back.example DNAME, an:x.*.back.example CNAME, an:x.back.example CNAME"
    ),
    ("y.old.example", "A", "NXDOMAIN+A, an:old.example DNAME, an:y.old.example CNAME, ns:example SOA"),
    ("old.example", "A", "NOERROR+A, ns:example SOA"),
    ("old.example", "DNAME", "NOERROR+A, an:old.example DNAME"),
    ("a.b.far.example", "A", "NOERROR+A, an:far.example DNAME, an:a.b.far.example CNAME"),
    // Each of five names leads to a longer one.
    (
      "x.deep.example", "A",
      "NOERROR+A, an:deep.example DNAME"
        + ["", "b.", "b.b.", "b.b.b.", "b.b.b.b."].map { ", an:x.\($0)deep.example CNAME" }.joined()
    ),
  ])
  func `names below a DNAME record are aliases (RFC 6672 §3.2)`(
    qname: String, qtype: String, text: String
  ) throws {
    #expect(try Self.text(qname, qtype) == text)
  }

  @Test func `a name that DNAME makes too long is YXDOMAIN (RFC 6672 §2.2)`() throws {
    func name(_ last: Int) -> String {
      ([60, 60, 60, last].map { String(repeating: "l", count: $0) }).joined(separator: ".")
    }
    #expect(try Self.text("\(name(57)).far.example", "A") == "YXDOMAIN+A, an:far.example DNAME")
    #expect(try Self.text("\(name(57)).deep.example", "A") == "YXDOMAIN+A, an:deep.example DNAME")
    // The first one fits, and leads to one that does not.
    let second = try Self.text("\(name(54)).deep.example", "A", over: .tcp)
    #expect(second == "YXDOMAIN+A, an:deep.example DNAME, an:\(name(54)).deep.example CNAME")
  }

  @Test(arguments: [
    ("x.wild.example", "TXT", "NOERROR+A, an:x.wild.example TXT"),
    ("x.y.wild.example", "TXT", "NOERROR+A, an:x.y.wild.example TXT"),
    ("x.wild.example", "MX", "NOERROR+A, an:x.wild.example MX, ar:mail.example A, ar:mail.example AAAA"),
    ("x.wild.example", "A", "NOERROR+A, ns:example SOA"),
    ("wild.example", "TXT", "NOERROR+A, ns:example SOA"),
    ("x.sub.wild.example", "TXT", "NXDOMAIN+A, ns:example SOA"),
    ("*.wild.example", "TXT", "NOERROR+A, an:*.wild.example TXT"),
    ("q.alias.example", "A", "NOERROR+A, an:q.alias.example CNAME, an:mail.example A"),
    ("q.round.example", "A", "NOERROR+A, an:q.round.example CNAME"),
    ("p.round.example", "A", "NOERROR+A, an:p.round.example CNAME, an:q.round.example CNAME"),
    ("x.ent.example", "A", "NOERROR+A, ns:example SOA"),
    ("x.x.ent.example", "A", "NOERROR+A, ns:example SOA"),
  ])
  func `a wildcard stands for what does not exist, right below the closest encloser (RFC 4592)`(
    qname: String, qtype: String, text: String
  ) throws {
    #expect(try Self.text(qname, qtype) == text)
  }

  @Test func `of a chain of many aliases five are followed, and what the last leads to is looked for`() throws
  {
    let lines = (0..<40).map { "a\($0) CNAME a\($0 + 1)" }
    let authority = Authority(
      ZoneSet([storedZone("example", lines + ["d DNAME e", "e DNAME f", "f DNAME g"])]),
      Identity(Identity.Settings()))
    let chain = try ask(.query("a0.example"), with: authority)
    #expect(chain.records.count == 5 && chain.rcode == .noError)
    let end = try ask(.query("a35.example"), with: authority)
    #expect(end.records.count == 6 && end.rcode == .nxDomain)
    let redirected = try ask(.query("x.d.example"), with: authority)
    #expect(redirected.records.count == 7 && redirected.rcode == .nxDomain)
  }

  @Test(arguments: AnyPolicy.allCases)
  func `ANY gets what the policy says (RFC 8482 §4)`(policy: AnyPolicy) throws {
    let zone = storedZone("example", ["x A 1", "x AAAA 2", "x TXT t"], any: policy)
    let authority = Authority(ZoneSet([zone]), Identity(Identity.Settings()))
    let datagram = try ask(.query("x.example", .any), with: authority).text
    let stream = try ask(.query("x.example", .any), with: authority, over: .tcp).text
    let expected: (String, String) =
      switch policy {
      case .refused: ("REFUSED", "REFUSED")
      case .hinfo: ("NOERROR+A, an:x.example HINFO", "NOERROR+A, an:x.example HINFO")
      case .one: ("NOERROR+A, an:x.example A", "NOERROR+A, an:x.example A")
      case .all: ("NOERROR+AT", "NOERROR+A, an:x.example A, an:x.example AAAA, an:x.example TXT")
      }
    #expect((datagram, stream) == expected)
  }

  /// The name in the first MX record of a response.
  private func exchanger(in response: [UInt8]) throws -> DomainName {
    var offset = Header.length
    _ = try response.span.readQuestion(at: &offset)
    var record = try response.span.readRecord(at: &offset)
    while record.type != .mx { record = try response.span.readRecord(at: &offset) }
    return try response.span.readName(at: record.rdata.lowerBound + 2)
  }

  @Test
  func `ANY through a DNAME record gets all of another zone's name, its names whole, and no record twice`()
    throws
  {
    let authority = Authority(
      ZoneSet([
        storedZone("example", ["far DNAME other.", "a.a DNAME a", "a.a TXT t"], any: .all),
        storedZone("other", ["www MX mail", "www TXT t", "mail A 1"], any: .all),
      ]), Identity(Identity.Settings()))
    let far = try ask(.query("www.far.example", .any), with: authority, over: .tcp)
    #expect(
      far.text
        == "NOERROR+A, an:far.example DNAME, an:www.far.example CNAME, an:www.other MX, an:www.other TXT"
    )
    #expect(try exchanger(in: far.octets) == name("mail.other"))
    let back = try ask(.query("a.a.a.example", .any), with: authority, over: .tcp).text
    #expect(back == "NOERROR+A, an:a.a.example DNAME, an:a.a.a.example CNAME, an:a.a.example TXT")
  }

  @Test func `the longest chain of aliases leads to addresses of both families`() throws {
    let lines = (1...4).map { "d\($0) DNAME d\($0 + 1)" } + ["d5 DNAME 1-2-3-4.2001-db8--1"]
    let zone = storedZone("zone", lines, any: .all, synthesizer: .names(.sslip, ttl: 60))
    let authority = Authority(ZoneSet([zone]), Identity(Identity.Settings()))
    let response = try ask(.query("x.d1.zone", .any), with: authority, over: .tcp)
    #expect(response.records.count == 12)
    #expect(response.text.hasSuffix("an:x.1-2-3-4.2001-db8--1.zone A, an:x.1-2-3-4.2001-db8--1.zone AAAA"))
  }

  @Test func `a target that is made up has its addresses of both families beside it, once`() throws {
    let lines = ["x MX 1-2-3-4.2001-db8--1", "x MX 1-2-3-4.2001-db8--1.other."]
    let zone = storedZone("zone", lines, synthesizer: .names(.sslip, ttl: 60))
    let authority = Authority(ZoneSet([zone]), Identity(Identity.Settings()))
    let made = "1-2-3-4.2001-db8--1.zone"
    #expect(
      try ask(.query("x.zone", QTYPE(.mx)), with: authority).text
        == "NOERROR+A, an:x.zone MX, an:x.zone MX, ar:\(made) A, ar:\(made) AAAA")
  }

  @Test func `ANY that gets one RRset does not get a DNAME record twice`() throws {
    let authority = Authority(
      ZoneSet([storedZone("t", ["x DNAME t."], any: .one)]), Identity(Identity.Settings()))
    let text = try ask(.query("x.x.t", .any), with: authority).text
    #expect(text == "NOERROR+A, an:x.t DNAME, an:x.x.t CNAME")
  }

  @Test func `an alias that no pointer reaches is not taken for another`() throws {
    let soa = SOA(
      mname: name("ns.test"), rname: name("admin.test"), serial: 1, refresh: 2, retry: 3, expire: 4,
      minimum: 60)
    func signature(_ type: RRType, _ length: Int) -> [UInt8] {
      [0, UInt8(type.rawValue)] + [UInt8](repeating: 0, count: 16) + [0]
        + [UInt8](repeating: 7, count: length)
    }
    let records = [
      StoredRecord(owner: name("t"), .soa, ttl: 60, soa.rdata),
      StoredRecord(owner: name("a.t"), .cname, ttl: 60, name("b.t").wireForm),
      StoredRecord(owner: name("a.t"), .rrsig, ttl: 60, signature(.cname, 17_000)),
      StoredRecord(owner: name("b.t"), .cname, ttl: 60, name("x.d1.d2.d3.t").wireForm),
      StoredRecord(owner: name("d1.d2.d3.t"), .dname, ttl: 60, name("c.t").wireForm),
      StoredRecord(owner: name("x.c.t"), .a, ttl: 60, [192, 0, 2, 1]),
    ]
    let authority = Authority(ZoneSet([Zone(apex: name("t"), records)]), Identity(Identity.Settings()))
    let query = Message.query("a.t", additional: [opt(flags: 0x8000)])
    #expect(try ask(query, with: authority, over: .tcp).text == "NOERROR+AT")
    #expect(try ask(.query("a.t"), with: authority, over: .tcp).text.hasSuffix("an:x.c.t A"))
  }

  @Test func `records go out as stored, or another one first each time`() throws {
    let lines = ["x A 1", "x A 2", "x A 3", "x MX x"]
    func first(_ order: RRsetOrder, _ id: UInt16, _ qname: String, _ qtype: QTYPE) throws -> [UInt8?] {
      let zone = storedZone("example", lines, order: order)
      let authority = Authority(ZoneSet([zone]), Identity(Identity.Settings()))
      let response = try ask(Message.query(qname, qtype).with { $0.id = id }, with: authority)
      return response.records.filter { $0.type == .a }.map(\.rdata.last)
    }
    for id: UInt16 in 0...6 {
      #expect(try first(.stored, id, "x.example", .a) == [1, 2, 3])
      let shift = UInt8(id % 3)
      #expect(try first(.rotated, id, "x.example", .a) == (0..<3).map { ($0 + shift) % 3 + 1 })
    }
  }

  @Test func `a target that another zone makes an address for has its own name`() throws {
    let soa = SOA(
      mname: name("ns.test"), rname: name("admin.test"), serial: 1, refresh: 2, retry: 3, expire: 4,
      minimum: 60)
    let encoded = Zone(
      apex: name("dev.test"),
      [
        StoredRecord(owner: name("dev.test"), .soa, ttl: 60, soa.rdata),
        StoredRecord(owner: name("mx.dev.test"), .mx, ttl: 60, [0, 5] + name("1-2-3-4.dev.test").wireForm),
      ], Zone.Policy(synthesizer: .names(ttl: 60)))
    let authority = Authority(
      ZoneSet([storedZone("example", ["www CNAME mx.dev.test."]), encoded]), Identity(Identity.Settings()))
    #expect(
      try ask(.query("www.example", .mx), with: authority).text
        == "NOERROR+A, an:www.example CNAME, an:mx.dev.test MX, ar:1-2-3-4.dev.test A")
  }

  @Test func `a referral that has no room for the addresses below the cut says so (RFC 9471 §3)`() throws {
    let servers = (0..<13).map { "n\($0)-\(String(repeating: "x", count: 40))" }
    let lines = servers.flatMap { ["c NS \($0).c", "\($0).c A 1", "\($0).c AAAA 1"] }
    let authority = Authority(ZoneSet([storedZone("example", lines)]), Identity(Identity.Settings()))
    let datagram = try ask(.query("www.c.example"), with: authority)
    #expect(datagram.header.flags.contains(.truncated))
    let stream = try ask(.query("www.c.example"), with: authority, over: .tcp)
    #expect(!stream.header.flags.contains(.truncated) && stream.records.count == 39)
  }
}

extension String {
  /// The owner of an answer is as the client wrote it.
  fileprivate var lowercasingOwners: String { replacing("MAIL", with: "mail") }
}
