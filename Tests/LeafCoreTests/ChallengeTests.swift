import DNSWire
import LeafCore
import TestMessages
import Testing

private func authority(
  _ dialect: Dialect, _ challenges: ChallengePolicy, deny: [AddressGroup] = [], any: AnyPolicy = .one,
  beside others: [Zone] = []
) -> Authority {
  let soa = SOA(
    mname: name("ns1.zone.test"), rname: name("hostmaster.zone.test"), serial: 1, refresh: 300, retry: 60,
    expire: 86_400, minimum: 60)
  let zone = EncodedZone(
    apex: name("zone.test"), nameServers: [name("ns1.zone.test")], soa: soa,
    .names(dialect, ttl: 300, hasIPv6: true),
    Zone.Policy(
      filter: deny.isEmpty ? nil : NameFilter(denied: AddressSet([], deny)), challenges: challenges, any: any)
  )
  return Authority(
    ZoneSet([EncodedZones([zone], hosts: []).zone(0)] + others), Identity(Identity.Settings()))
}

/// RFC 8555 §8.4.
@Suite struct `Names that certificates are asked for` {
  @Test(arguments: [
    (
      Dialect.leaf, "_acme-challenge.1-2-3-4",
      "NOERROR, ns:_acme-challenge.1-2-3-4.zone.test NS, ar:1-2-3-4.zone.test A"
    ),
    (
      .leaf, "x.y._ACME-Challenge.app.1-2-3-4",
      "NOERROR, ns:_ACME-Challenge.app.1-2-3-4.zone.test NS, ar:app.1-2-3-4.zone.test A"
    ),
    (
      .leaf, "_acme-challenge.1.2.3.4",
      "NOERROR, ns:_acme-challenge.1.2.3.4.zone.test NS, ar:1.2.3.4.zone.test A"
    ),
    (
      .leaf, "_acme-challenge.2001-db8--1",
      "NOERROR, ns:_acme-challenge.2001-db8--1.zone.test NS, ar:2001-db8--1.zone.test AAAA"
    ),
    (
      .nip, "_acme-challenge.app-1-2-3-4",
      "NOERROR, ns:_acme-challenge.app-1-2-3-4.zone.test NS, ar:app-1-2-3-4.zone.test A"
    ),
    (
      .sslip, "_acme-challenge.127-0-0-1.IP.io",
      "NOERROR, ns:_acme-challenge.127-0-0-1.IP.io.zone.test NS, ar:127-0-0-1.IP.io.zone.test A"
    ),
    (
      .sslip, "_acme-challenge.1-2-3-4.--1",
      "NOERROR, ns:_acme-challenge.1-2-3-4.--1.zone.test NS, ar:1-2-3-4.--1.zone.test A, ar:1-2-3-4.--1.zone.test AAAA"
    ),
    // The cut next to the zone hides what is below it.
    (
      .sslip, "5-6-7-8._acme-challenge._acme-challenge.1-2-3-4",
      "NOERROR, ns:_acme-challenge.1-2-3-4.zone.test NS, ar:1-2-3-4.zone.test A"
    ),
    // What carries no address is nobody's.
    (.leaf, "_acme-challenge", "NXDOMAIN+A, ns:zone.test SOA"),
    (.leaf, "_acme-challenge.foo", "NXDOMAIN+A, ns:zone.test SOA"),
    (.leaf, "_acme-challenge.3.4", "NXDOMAIN+A, ns:zone.test SOA"),
    (.sslip, "1-2-3-4._acme-challenge.foo", "NOERROR+A, an:1-2-3-4._acme-challenge.foo.zone.test A"),
    (.leaf, "acme-challenge.1-2-3-4", "NOERROR+A, an:acme-challenge.1-2-3-4.zone.test A"),
    (.leaf, "_acme-challengf.1-2-3-4", "NOERROR+A, an:_acme-challengf.1-2-3-4.zone.test A"),
  ])
  func `are delegated to the address that they carry`(dialect: Dialect, labels: String, text: String) throws {
    let response = try ask(.query("\(labels).zone.test"), with: authority(dialect, .delegated))
    #expect(response.text == text)
    guard let ns = response.records.first, ns.type == .ns, let glue = response.records.last else { return }
    let target = try #require(response.target(ofFirst: .ns))
    #expect(target == glue.owner && glue.ttl == 300 && ns.ttl == 300)
  }

  @Test func `are the parent's where their DS is asked for`() throws {
    let authority = authority(.leaf, .delegated)
    #expect(
      try ask(.query("_acme-challenge.1-2-3-4.zone.test", .ds), with: authority).text
        == "NOERROR+A, ns:zone.test SOA")
    #expect(
      try ask(.query("x._acme-challenge.1-2-3-4.zone.test", .ds), with: authority).text
        == "NOERROR, ns:_acme-challenge.1-2-3-4.zone.test NS, ar:1-2-3-4.zone.test A")
  }

  @Test func `are delegated behind an alias, too`() throws {
    let other = storedZone(
      "other", ["a CNAME x._acme-challenge.1-2-3-4.zone.test.", "b DNAME 1-2-3-4.zone.test."])
    let authority = authority(.leaf, .delegated, beside: [other])
    #expect(
      try ask(.query("a.other", .txt), with: authority).text
        == "NOERROR+A, an:a.other CNAME, ns:_acme-challenge.1-2-3-4.zone.test NS, ar:1-2-3-4.zone.test A")
    #expect(
      try ask(.query("_acme-challenge.b.other", .txt), with: authority).text
        == "NOERROR+A, an:b.other DNAME, an:_acme-challenge.b.other CNAME, ns:_acme-challenge.1-2-3-4.zone.test NS, ar:1-2-3-4.zone.test A"
    )
  }

  @Test(arguments: [ChallengePolicy.delegated, .alias(TestMessages.name("acme.example"))])
  func `are nothing where the address is not given out`(policy: ChallengePolicy) throws {
    let authority = authority(.leaf, policy, deny: [.private])
    let text = try ask(.query("_acme-challenge.10-0-0-1.zone.test"), with: authority).text
    #expect(text == "NOERROR+A, ns:zone.test SOA")
    #expect(
      try ask(.query("_acme-challenge.10-0-0-1.zone.test", .txt), with: authority).text
        == "NOERROR+A, ns:zone.test SOA")
    #expect(try !ask(.query("_acme-challenge.8-8-8-8.zone.test", .txt), with: authority).text.contains("SOA"))
  }

  @Test(arguments: [
    ("_acme-challenge.1-2-3-4", QTYPE.txt, "NOERROR+A, an:_acme-challenge.1-2-3-4.zone.test CNAME"),
    ("_Acme-Challenge", .txt, "NOERROR+A, an:_Acme-Challenge.zone.test CNAME"),
    ("_acme-challenge.1-2-3-4", .cname, "NOERROR+A, an:_acme-challenge.1-2-3-4.zone.test CNAME"),
    ("_acme-challenge.1-2-3-4", .a, "NOERROR+A, an:_acme-challenge.1-2-3-4.zone.test CNAME"),
    ("_acme-challenge.1-2-3-4", .any, "NOERROR+A, an:_acme-challenge.1-2-3-4.zone.test CNAME"),
    ("x._acme-challenge.1-2-3-4", .a, "NOERROR+A, an:x._acme-challenge.1-2-3-4.zone.test A"),
    ("_acme-challenge.foo", .txt, "NXDOMAIN+A, ns:zone.test SOA"),
    ("_acme-challenge.3.4", .txt, "NXDOMAIN+A, ns:zone.test SOA"),
  ])
  func `may all be aliases of one name, as is that of the zone`(
    labels: String, qtype: QTYPE, text: String
  ) throws {
    let authority = authority(.leaf, .alias(name("acme.example")))
    let response = try ask(.query("\(labels).zone.test", qtype), with: authority)
    #expect(response.text == text)
    if text.contains("CNAME") { #expect(response.target(ofFirst: .cname) == "acme.example.") }
  }

  @Test func `may be aliases of what leaf has too`() throws {
    let other = storedZone("acme.example", ["@ TXT token", "x CNAME _acme-challenge.zone.test."])
    let authority = authority(.leaf, .alias(name("acme.example")), beside: [other])
    #expect(
      try ask(.query("_acme-challenge.1-2-3-4.zone.test", .txt), with: authority).text
        == "NOERROR+A, an:_acme-challenge.1-2-3-4.zone.test CNAME, an:acme.example TXT")
    #expect(
      try ask(.query("x.acme.example", .txt), with: authority).text
        == "NOERROR+A, an:x.acme.example CNAME, an:_acme-challenge.zone.test CNAME, an:acme.example TXT")
    // A version of the zone keeps them.
    let soa = SOA(
      mname: name("ns.test"), rname: name("admin.test"), serial: 2, refresh: 2, retry: 3, expire: 4,
      minimum: 60)
    let zone = Zone(
      apex: name("stored"), [StoredRecord(owner: name("stored"), .soa, ttl: 60, soa.rdata)],
      Zone.Policy(synthesizer: .names(ttl: 60), challenges: .alias(name("acme.example"))))
    let version = zone.changing([NameVersion(name("stored"), [.init(.soa, ttl: 60, [soa.rdata])])])
    let text = try ask(
      .query("_acme-challenge.stored", .txt),
      with: Authority(ZoneSet([version]), Identity(Identity.Settings()))
    ).text
    #expect(text == "NOERROR+A, an:_acme-challenge.stored CNAME")
  }

  @Test(arguments: [ChallengePolicy.delegated, .alias(TestMessages.name("acme.example"))])
  func `are made up for no name that the zone has records of`(policy: ChallengePolicy) throws {
    let lines = [
      "8-8-8-8 A 1", "9-9-9-9 CNAME www", "7-7-7-7 NS ns.test.", "m MX _acme-challenge.1-2-3-4", "* TXT w",
    ]
    let stored = storedZone("zone.test", lines, synthesizer: .names(ttl: 60), challenges: policy)
    let authority = Authority(ZoneSet([stored]), Identity(Identity.Settings()))
    func text(_ labels: String, _ qtype: QTYPE = .txt) throws -> String {
      try ask(.query("\(labels).zone.test", qtype), with: authority).text
    }
    for name in ["8-8-8-8", "9-9-9-9"] {
      #expect(try text("_acme-challenge.\(name)") == "NOERROR+A, ns:zone.test SOA")
    }
    #expect(try text("_acme-challenge.7-7-7-7") == "NOERROR, ns:7-7-7-7.zone.test NS")
    // Nor are addresses of names that are elsewhere.
    #expect(try text("m", .mx) == "NOERROR+A, an:m.zone.test MX")
    let isAlias = policy != .delegated
    // RFC 4592 §3.3.1: the wildcard does not stand below a name that exists.
    #expect(
      try text("foo._acme-challenge")
        == (isAlias ? "NXDOMAIN+A, ns:zone.test SOA" : "NOERROR+A, an:foo._acme-challenge.zone.test TXT"))
  }

  @Test(arguments: [AnyPolicy.refused, .hinfo, .all])
  func `answer ANY as the policy says`(policy: AnyPolicy) throws {
    let authority = authority(.leaf, .alias(name("acme.example")), any: policy)
    let text = try ask(.query("_acme-challenge.1-2-3-4.zone.test", .any), with: authority).text
    switch policy {
    case .refused: #expect(text == "REFUSED")
    case .hinfo: #expect(text == "NOERROR+A, an:_acme-challenge.1-2-3-4.zone.test HINFO")
    default: #expect(text == "NOERROR+AT")
    }
  }
}

extension Response {
  /// The name in the RDATA of the first record of a type.
  fileprivate func target(ofFirst type: RRType) -> String? {
    var offset = Header.length + question.count
    let message = octets.span
    while offset < octets.count, let record = try? message.readRecord(at: &offset) {
      guard record.type == type else { continue }
      var name = DomainName.root
      var rdata = record.rdata.lowerBound
      guard (try? message.readName(at: &rdata, into: &name)) != nil else { return nil }
      return "\(name)"
    }
    return nil
  }
}
