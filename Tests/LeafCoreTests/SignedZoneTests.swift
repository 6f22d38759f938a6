import DNSWire
import TestMessages
import Testing

@testable import LeafCore

/// What denies existence in a zone that a test signs.
enum Chain: CaseIterable {
  case nsec
  case nsec3
  /// With Opt-Out: zone cuts without DS have no NSEC3 record (RFC 5155 §6).
  case optOut
  /// Beside a chain that is not whole yet, and one whose parameters have flags that nobody knows (RFC 5155 §4.1.2, §7.3).
  case changing
}

/// A zone with what signing it adds. Signatures name what they sign, and nothing checks them here.
private struct SigningZone {
  private static let apex = name("example")
  /// Names that are hidden by a zone cut or a DNAME record own no NSEC record.
  private static let records: [(owner: String, type: RRType, rdata: [UInt8])] = [
    ("@", .soa, soa.rdata), ("@", .ns, name("ns.test").wireForm),
    ("@", .mx, [0, 10] + name("a.example").wireForm),
    ("a", .a, [192, 0, 2, 1]), ("x.y.z", .a, [192, 0, 2, 2]), ("w", .txt, [0]), ("*.w", .txt, [1, 7]),
    ("x.*.v", .txt, [0]),
    ("cut", .ns, name("ns.cut.example").wireForm), ("ns.cut", .a, [192, 0, 2, 3]),
    ("safe", .ns, name("ns.test").wireForm), ("safe", .ds, [0, 1, 13, 2] + [UInt8](repeating: 7, count: 32)),
    ("www", .cname, name("to.www.w.example").wireForm), ("*.www.w", .cname, name("a.example").wireForm),
    ("old", .dname, name("z.example").wireForm), ("hidden.old", .a, [192, 0, 2, 4]),
  ]
  static let soa = SOA(
    mname: name("ns.test"), rname: name("admin.test"), serial: 1, refresh: 2, retry: 3, expire: 4, minimum: 60
  )

  let chain: Chain
  var any = AnyPolicy.one
  private static var parameters: [UInt8] { [1, 0, 0, 2, 2, 0xAB, 0xCD] }

  private func owner(_ text: String) -> DomainName { text == "@" ? Self.apex : name("\(text).example") }

  private func isHidden(_ owner: String) -> Bool { owner == "ns.cut" || owner == "hidden.old" }

  /// Owners in canonical order, by what they compare alike (RFC 4034 §6.1).
  private var owners: [String] {
    Set(Self.records.map(\.owner)).filter { !isHidden($0) }.sorted { sortKey($0) < sortKey($1) }
  }

  private func sortKey(_ owner: String) -> String {
    owner == "@" ? "" : owner.split(separator: ".").reversed().joined(separator: "\u{1}")
  }

  var zone: Zone {
    var records = Self.records.map { StoredRecord(owner: owner($0.owner), $0.type, ttl: 300, $0.rdata) }
    for record in records where !isHidden("\(record.owner)".replacing(".example.", with: "")) {
      guard record.type != .ns || record.owner == Self.apex else { continue }
      records.append(signature(record.owner, record.type))
    }
    records += chain == .nsec ? nsec : nsec3
    return Zone(apex: Self.apex, records, Zone.Policy(any: any))
  }

  private func signature(_ owner: DomainName, _ type: RRType) -> StoredRecord {
    StoredRecord(
      owner: owner, .rrsig, ttl: 300,
      [UInt8(type.rawValue >> 8), UInt8(type.rawValue & 0xFF)] + [UInt8](repeating: 0, count: 16)
        + Self.apex.wireForm + [UInt8(type.rawValue & 0xFF)])
  }

  private var nsec: [StoredRecord] {
    zip(owners, owners.dropFirst() + ["@"]).flatMap { owner, next in
      let rdata = self.owner(next).wireForm + [0, 1, 0x40]
      return [
        StoredRecord(owner: self.owner(owner), .nsec, ttl: 60, rdata), signature(self.owner(owner), .nsec),
      ]
    }
  }

  /// With all empty non-terminals.
  private var nsec3: [StoredRecord] {
    let names = (owners + ["y.z", "z", "www.w", "v", "*.v"]).filter { chain != .optOut || $0 != "cut" }
    let records = hashes(of: names, Self.parameters)
    guard chain == .changing else { return records }
    return hashes(of: names, [1, 0x80, 0, 9, 0]) + hashes(of: names.filter { $0 != "@" }, [1, 0, 0, 3, 0])
      + records
  }

  private func hashes(of names: [String], _ parameters: [UInt8]) -> [StoredRecord] {
    let flags: UInt8 = chain == .optOut ? 1 : 0
    let rdata = [1, flags] + parameters.dropFirst(2) + [20] + [UInt8](repeating: 0, count: 20)
    return [StoredRecord(owner: Self.apex, .nsec3param, ttl: 0, parameters)]
      + names.compactMap { hash(of: owner($0), parameters) }.flatMap {
        [StoredRecord(owner: owner($0), .nsec3, ttl: 60, rdata), signature(owner($0), .nsec3)]
      }
  }

  /// As a label's text.
  func hash(of name: DomainName, _ rdata: [UInt8] = parameters) -> String? {
    guard let parameters = NSEC3Parameters(rdata.span, rdata.indices) else { return nil }
    let octets = name.wireForm
    let hash = parameters.hash(Span<UInt16>(), in: octets.span, hasAsterisk: false, apex: octets)
    return String(decoding: hash.indices.dropFirst().map { hash[$0] }, as: UTF8.self)
  }
}

@Suite struct `RFC 4035 §3.1 what others signed` {
  private static let authority = Authority(
    ZoneSet([SigningZone(chain: .nsec).zone]), Identity(Identity.Settings()))

  private static func text(_ qname: String, _ qtype: String, dnssecOK: Bool = true) throws -> String {
    let query = Message.query(
      qname, try #require(QTYPE(presentation: qtype)), additional: [opt(flags: dnssecOK ? 0x8000 : 0)])
    return try exchange(query.octets, with: authority, over: .udp).response?.text ?? "none"
  }

  private static let soa = "ns:example SOA, ns:example sig(SOA)"

  @Test(arguments: [
    ("a.example", "A", "NOERROR+A, an:a.example A, an:a.example sig(A)"),
    (
      "example", "MX",
      "NOERROR+A, an:example MX, an:example sig(MX), ar:a.example A, ar:a.example sig(A)"
    ),
    ("a.example", "RRSIG", "NOERROR+A, an:a.example sig(A)"),
    ("a.example", "NSEC", "NOERROR+A, an:a.example NSEC, an:a.example sig(NSEC)"),
    ("safe.example", "DS", "NOERROR+A, an:safe.example DS, an:safe.example sig(DS)"),
    ("a.z.example", "NSEC", "NXDOMAIN+A, \(soa), ns:www.example NSEC, ns:www.example sig(NSEC)"),
  ])
  func `signatures go with what they sign`(qname: String, qtype: String, text: String) throws {
    #expect(try Self.text(qname, qtype) == text)
  }

  @Test func `who does not set DO gets no signatures and no proofs, unless it asks for them`() throws {
    #expect(try Self.text("a.example", "A", dnssecOK: false) == "NOERROR+A, an:a.example A")
    #expect(try Self.text("no.example", "A", dnssecOK: false) == "NXDOMAIN+A, ns:example SOA")
    #expect(try Self.text("x.safe.example", "A", dnssecOK: false) == "NOERROR, ns:safe.example NS")
    let signatures = try Self.text("a.example", "RRSIG", dnssecOK: false)
    #expect(signatures == "NOERROR+A, an:a.example sig(A)")
    let all = try Self.text("safe.example", "DS", dnssecOK: false)
    #expect(all == "NOERROR+A, an:safe.example DS")
  }

  /// An HINFO record that nobody has signed would be bogus. Signatures are an RRset for each type, as many as ANY gets.
  @Test(arguments: [
    (AnyPolicy.refused, "REFUSED", "sig(A)"), (.hinfo, "A sig(A)", "sig(A)"), (.one, "A sig(A)", "sig(A)"),
    (.all, "A sig(A) NSEC sig(NSEC)", "sig(A) sig(NSEC)"),
  ])
  func `ANY gets what is signed, and RRSIG no more than that`(
    policy: AnyPolicy, types: String, signatures: String
  ) throws {
    let zone = SigningZone(chain: .nsec, any: policy).zone
    let authority = Authority(ZoneSet([zone]), Identity(Identity.Settings()))
    func text(_ qtype: QTYPE, over transport: Transport) throws -> String? {
      let query = Message.query("a.example", qtype, additional: [opt(flags: 0x8000)])
      return try exchange(query.octets, with: authority, over: transport).response?.text
    }
    func answer(_ types: String) -> String {
      types.split(separator: " ").reduce("NOERROR+A") { "\($0), an:a.example \($1)" }
    }
    let all = policy == .refused ? types : answer(types)
    #expect(try text(.any, over: .tcp) == all)
    #expect(try text(.any, over: .udp) == (policy == .all ? "NOERROR+AT" : all))
    #expect(try text(QTYPE(.rrsig), over: .tcp) == answer(signatures))
    #expect(try text(QTYPE(.rrsig), over: .udp) == (policy == .all ? "NOERROR+AT" : answer(signatures)))
  }

  @Test func `names of another zone that is served do not make a name exist that is shown to be none`() throws
  {
    let zones = [SigningZone(chain: .nsec).zone, storedZone("far.deep.example", ["www A 1"])]
    let authority = Authority(ZoneSet(zones), Identity(Identity.Settings()))
    let query = Message.query("deep.example", .a, additional: [opt(flags: 0x8000)])
    let text = try exchange(query.octets, with: authority, over: .udp).response?.text
    #expect(try text == Self.text("deep.example", "A"))
    #expect(text?.hasPrefix("NXDOMAIN+A") == true)
  }

  @Test(arguments: [
    ("a.example", "TXT", "NOERROR+A, \(soa), ns:a.example NSEC, ns:a.example sig(NSEC)"),
    ("y.z.example", "TXT", "NOERROR+A, \(soa), ns:www.example NSEC, ns:www.example sig(NSEC)"),
    ("cut.example", "DS", "NOERROR+A, \(soa), ns:cut.example NSEC, ns:cut.example sig(NSEC)"),
    ("old.example", "A", "NOERROR+A, \(soa), ns:old.example NSEC, ns:old.example sig(NSEC)"),
  ])
  func `of no data the name's own NSEC record, or the one that covers it (§3.1.3.1)`(
    qname: String, qtype: String, text: String
  ) throws {
    #expect(try Self.text(qname, qtype) == text)
  }

  @Test(arguments: [
    (
      "b.example", "ns:a.example NSEC, ns:a.example sig(NSEC), ns:example NSEC, ns:example sig(NSEC)"
    ),
    // What is hidden below a zone cut or a DNAME record comes before them, and owns no NSEC record.
    ("d.example", "ns:cut.example NSEC, ns:cut.example sig(NSEC), ns:example NSEC, ns:example sig(NSEC)"),
    ("p.example", "ns:old.example NSEC, ns:old.example sig(NSEC), ns:example NSEC, ns:example sig(NSEC)"),
    // Both are covered by one.
    ("0.example", "ns:example NSEC, ns:example sig(NSEC)"),
    (
      "zz.example", "ns:x.y.z.example NSEC, ns:x.y.z.example sig(NSEC), ns:example NSEC, ns:example sig(NSEC)"
    ),
  ])
  func `of a name error what covers the name, and the wildcard (§3.1.3.2)`(qname: String, proofs: String)
    throws
  {
    #expect(try Self.text(qname, "A") == "NXDOMAIN+A, \(Self.soa), \(proofs)")
  }

  @Test(arguments: [
    (
      "q.w.example", "TXT",
      "NOERROR+A, an:q.w.example TXT, an:q.w.example sig(TXT), ns:*.w.example NSEC, ns:*.w.example sig(NSEC)"
    ),
    (
      "q.w.example", "A",
      "NOERROR+A, \(soa), ns:*.w.example NSEC, ns:*.w.example sig(NSEC)"
    ),
    (
      "q.v.example", "A",
      "NOERROR+A, \(soa), ns:x.*.v.example NSEC, ns:x.*.v.example sig(NSEC), ns:safe.example NSEC, ns:safe.example sig(NSEC)"
    ),
    (
      "y.w.example", "A",
      "NOERROR+A, \(soa), ns:*.www.w.example NSEC, ns:*.www.w.example sig(NSEC), ns:*.w.example NSEC, ns:*.w.example sig(NSEC)"
    ),
    (
      "www.example", "A",
      "NOERROR+A, an:www.example CNAME, an:www.example sig(CNAME), an:to.www.w.example CNAME, an:to.www.w.example sig(CNAME), an:a.example A, an:a.example sig(A), ns:*.www.w.example NSEC, ns:*.www.w.example sig(NSEC)"
    ),
    (
      "no.old.example", "A",
      "NXDOMAIN+A, an:old.example DNAME, an:old.example sig(DNAME), an:no.old.example CNAME, \(soa), ns:www.example NSEC, ns:www.example sig(NSEC)"
    ),
  ])
  func `of wildcards that the name is not there, alias by alias (§3.1.3.3, §3.1.3.4)`(
    qname: String, qtype: String, text: String
  ) throws {
    #expect(try Self.text(qname, qtype) == text)
  }

  @Test(arguments: [
    (
      "x.safe.example", "A", "NOERROR, ns:safe.example NS, ns:safe.example DS, ns:safe.example sig(DS)"
    ),
    (
      "x.cut.example", "A",
      "NOERROR, ns:cut.example NS, ns:cut.example NSEC, ns:cut.example sig(NSEC), ar:ns.cut.example A"
    ),
  ])
  func `of a zone cut its DS, or that it has none (§3.1.4)`(qname: String, qtype: String, text: String) throws
  {
    #expect(try Self.text(qname, qtype) == text)
  }
}

@Suite struct `RFC 5155 §7.2 hashed names` {
  private static let owners = [
    "", "a.", "w.", "*.w.", "z.", "y.z.", "x.y.z.", "www.w.", "*.www.w.", "cut.", "safe.", "www.", "old.",
    "v.", "*.v.",
    "x.*.v.",
  ]

  /// The NSEC3 records of names, or those that cover them, each once.
  private static func proofs(_ names: [String]) -> String {
    let signing = SigningZone(chain: .nsec3)
    let hashes = owners.map { ($0, signing.hash(of: name("\($0)example")) ?? "") }.sorted { $0.1 < $1.1 }
    var shown: [String] = []
    for name in names {
      let hash = signing.hash(of: TestMessages.name("\(name)example")) ?? ""
      let owner = (hashes.last { $0.1 <= hash } ?? hashes[hashes.count - 1]).0
      if !shown.contains(owner) { shown.append(owner) }
    }
    return shown.map { ", ns:H(\($0.dropLast())) NSEC3" }.joined()
  }

  private static func text(
    _ qname: String, _ qtype: String, _ chain: Chain = .nsec3, of version: Zone? = nil
  ) throws -> String {
    let signing = SigningZone(chain: chain)
    let authority = Authority(ZoneSet([version ?? signing.zone]), Identity(Identity.Settings()))
    let query = Message.query(
      qname, try #require(QTYPE(presentation: qtype)), additional: [opt(flags: 0x8000)])
    let hashes = Self.owners.compactMap { owner in
      signing.hash(of: name("\(owner)example")).map { ("\($0).example", "H(\(owner.dropLast()))") }
    }
    let response = try exchange(query.octets, with: authority, over: .udp).response
    return hashes.reduce(response?.text ?? "none") { $0.replacing($1.0, with: $1.1) }
      .replacing(/, (an|ns|ar):\S+ sig\(\w+\)/, with: "")
  }

  @Test(arguments: [
    ("example", "0p9mhaveqvm6t7vbl5lop2u3t2rp3tom"), ("a.example", "35mthgpgcu1qg68fab165klnsnk3dpvl"),
    ("ai.example", "gjeqe526plbf1g8mklp59enfd789njgi"), ("ns1.example", "2t7b4g4vsa5smi47k61mv5bv1a22bojr"),
    ("*.w.example", "r53bq7cc2uvmubfu5ocmm6pers9tk9en"),
    ("X.Y.W.example", "2vptu5timamqttgl4luu9kg21e0aor3s"),
    ("xx.example", "t644ebqk9bibcna874givr6joj62mlhv"),
    ("ns2.example", "q04jkcevqvmu85r014c7dkba38o0ji5r"), ("w.example", "k8udemvp1j2f7eg6jebps17vp3n8i58h"),
    ("x.w.example", "b4um86eghhds6nea196smvmlo4ors995"), ("y.w.example", "ji6neoaepv8b5o6k4ev33abha8ht9fgc"),
    ("2t7b4g4vsa5smi47k61mv5bv1a22bojr.example", "kohar7mbb8dc2ce8a9qvl8hon4k53uhi"),
  ])
  func `names are hashed as in its appendix A`(qname: String, hash: String) {
    let rdata: [UInt8] = [1, 0, 0, 12, 4, 0xAA, 0xBB, 0xCC, 0xDD]
    guard let parameters = NSEC3Parameters(rdata.span, rdata.indices) else {
      Issue.record("no parameters"); return
    }
    let octets = name(qname).wireForm
    var offsets = LabelOffsets.empty
    let count = offsets.note(octets.indices, in: octets.span)
    let labels = offsets.span.extracting(..<(count - 2))
    let label = parameters.hash(labels, in: octets.span, hasAsterisk: false, apex: name("example").wireForm)
    #expect(String(decoding: label.indices.map { label[$0] }, as: UTF8.self) == " " + hash)
    guard qname.hasPrefix("*.") else { return }
    let parent = labels.extracting(last: labels.count - 1)
    let wildcard = parameters.hash(parent, in: octets.span, hasAsterisk: true, apex: name("example").wireForm)
    #expect(wildcard.indices.allSatisfy { wildcard[$0] == label[$0] })
  }

  /// RFC 3174 §7.3, and lengths around those that fill a block.
  @Test(arguments: [
    ("abc", 1, "a9993e364706816aba3e25717850c26c9cd0d89d"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
      "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
    ),
    (
      "0123456701234567012345670123456701234567012345670123456701234567", 10,
      "dea356a2cddd90c7a7ecedc5ebb563934f460452"
    ),
    ("a", 55, "c1c8bbdc22796e28c0e15163d20899b65621d65a"),
    ("a", 64, "0098ba824b5c16427bd7a1122a5a442a25ec644d"),
    ("", 1, "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
  ])
  func `SHA-1 is that of RFC 3174`(text: String, count: Int, digest: String) {
    var hash = SHA1()
    for _ in 0..<count { hash.combine(Array(text.utf8).span) }
    let octets = hash.finish()
    #expect(octets.indices.map { octets[$0] } == hex(digest))
  }

  @Test(arguments: [
    ("a.example", "TXT", "NOERROR+A, ns:example SOA, ns:H(a) NSEC3"),
    ("y.z.example", "TXT", "NOERROR+A, ns:example SOA, ns:H(y.z) NSEC3"),
    ("cut.example", "DS", "NOERROR+A, ns:example SOA, ns:H(cut) NSEC3"),
    ("x.cut.example", "A", "NOERROR, ns:cut.example NS, ns:H(cut) NSEC3, ar:ns.cut.example A"),
    ("x.safe.example", "A", "NOERROR, ns:safe.example NS, ns:safe.example DS"),
  ])
  func `of what is there the name's own NSEC3 record (§7.2.3, §7.2.4, §7.2.7)`(
    qname: String, qtype: String, text: String
  ) throws {
    #expect(try Self.text(qname, qtype) == text)
  }

  @Test(arguments: [
    ("n.example", "NXDOMAIN+A", ["", "n.", "*."]), ("b.a.example", "NXDOMAIN+A", ["a.", "b.a.", "*.a."]),
    ("n.m.y.z.example", "NXDOMAIN+A", ["y.z.", "m.y.z.", "*.y.z."]),
    ("q.w.example", "NOERROR+A", ["w.", "q.w.", "*.w."]),
    ("q.v.example", "NOERROR+A", ["v.", "q.v.", "*.v."]),
    ("n.o.p.q.example", "NXDOMAIN+A", ["", "q.", "*."]),
  ])
  func
    `of what is not there the closest encloser's, what covers the next closer name and the wildcard (§7.2.2, §7.2.5)`(
      qname: String, flags: String, names: [String]
    ) throws
  {
    for chain in [Chain.nsec3, .changing] {
      #expect(try Self.text(qname, "A", chain) == "\(flags), ns:example SOA\(Self.proofs(names))")
    }
  }

  @Test func `of a wildcard what covers the next closer name alone (§7.2.6)`() throws {
    let text = try Self.text("p.q.w.example", "TXT")
    #expect(text == "NOERROR+A, an:p.q.w.example TXT\(Self.proofs(["q.w."]))")
  }

  @Test(arguments: ["@", "*", "a.b", String(repeating: "b.", count: 100) + "b"])
  func `NSEC3 records whose owner is no hash are no names, and harm nothing`(owner: String) throws {
    let owner = owner == "@" ? name("example") : name("\(owner).example")
    let records = [
      StoredRecord(owner: name("example"), .soa, ttl: 60, SigningZone.soa.rdata),
      StoredRecord(owner: name("example"), .nsec3param, ttl: 0, [1, 0, 0, 0, 0]),
      StoredRecord(owner: owner, .nsec3, ttl: 60, [1, 0, 0, 0, 0, 1, 7]),
    ]
    let zone = Zone(apex: name("example"), records)
    #expect(try Self.text("x.example", "A", of: zone) == "NXDOMAIN+A, ns:example SOA")
    #expect(try Self.text("example", "SOA", of: zone) == "NOERROR+A, an:example SOA")
    #expect(try Self.text("example", "NSEC3", of: zone) == "NOERROR+A, ns:example SOA")
  }

  @Test func `a version that differs in a name has them too`() throws {
    let change = NameVersion(name("a.example"), [.init(.aaaa, ttl: 60, [[UInt8](repeating: 1, count: 16)])])
    let zone = SigningZone(chain: .nsec3).zone.changing([change])
    #expect(try Self.text("n.example", "A", of: zone) == Self.text("n.example", "A"))
    #expect(try Self.text("q.w.example", "TXT", of: zone) == Self.text("q.w.example", "TXT"))
    #expect(try Self.text("a.example", "AAAA", of: zone) == "NOERROR+A, an:a.example AAAA")
    let parameters = NameVersion(name("example"), [.init(.soa, ttl: 60, [SigningZone.soa.rdata])])
    let unsigned = zone.changing([parameters])
    #expect(try Self.text("n.example", "A", of: unsigned) == "NXDOMAIN+A, ns:example SOA")
  }

  @Test func `a version whose NSEC3 records have long signatures knows what those sign`() throws {
    let hash = try #require(SigningZone(chain: .nsec3).hash(of: name("example")))
    let owner = name("\(hash).example")
    let signatures = (0..<70 as Range<UInt8>).map { key in
      StoredRecord(owner: owner, .rrsig, ttl: 60, [0, 50] + [UInt8](repeating: key, count: 300))
    }
    let records = [
      StoredRecord(owner: name("example"), .soa, ttl: 60, SigningZone.soa.rdata),
      StoredRecord(owner: name("example"), .nsec3param, ttl: 0, [1, 0, 0, 2, 2, 0xAB, 0xCD]),
      StoredRecord(owner: owner, .nsec3, ttl: 60, [1, 0, 0, 2, 2, 0xAB, 0xCD, 1, 7]),
    ]
    let zone = Zone(apex: name("example"), records + signatures)
    let version = zone.changing([NameVersion(name("a.example"), [.init(.a, ttl: 60, [[192, 0, 2, 1]])])])
    for zone in [zone, version] {
      #expect(try Self.text(hash + ".example", "A", of: zone).hasPrefix("NXDOMAIN+A"))
      #expect(zone.hashedNames.count == 1)
    }
  }

  @Test(arguments: [
    ("x.cut.example", "A", "NOERROR, ns:cut.example NS, ns:H() NSEC3"),
    ("cut.example", "DS", "NOERROR+A, ns:example SOA, ns:H() NSEC3"),
  ])
  func `with Opt-Out of a zone cut without DS the closest provable encloser (§7.2.4, §7.2.7)`(
    qname: String, qtype: String, beginning: String
  ) throws {
    let text = try Self.text(qname, qtype, .optOut)
    #expect(text.hasPrefix(beginning) && !text.contains("H(cut)"), "\(text)")
  }

  @Test func `who asks for the owner of an NSEC3 record learns that there is no such name (§7.2.8)`() throws {
    let hash = try #require(SigningZone(chain: .nsec3).hash(of: name("a.example")))
    for qtype in ["NSEC3", "A", "RRSIG"] {
      #expect(try Self.text("\(hash).example", qtype).hasPrefix("NXDOMAIN+A, ns:example SOA, ns:H() NSEC3"))
    }
  }
}
