import DNSWire
import TestMessages
import Testing

@testable import LeafCore

/// A zone with SOA, and other records as they are given.
private func zone(_ apex: String, _ records: [StoredRecord] = []) -> Zone {
  let soa = SOA(
    mname: name("ns.test"), rname: name("admin.test"), serial: 1, refresh: 2, retry: 3, expire: 4, minimum: 5)
  return Zone(apex: name(apex), [StoredRecord(owner: name(apex), .soa, ttl: 60, soa.rdata)] + records)
}

extension ZoneSet {
  /// The place of a name, and the name of its zone.
  fileprivate func place(_ qname: String, _ qtype: QTYPE = .a) -> (apex: String, place: Place)? {
    let message = header + question(qname, qtype)
    var offset = 12
    guard let question = try? message.span.readQuestion(at: &offset) else { return nil }
    var offsets = LabelOffsets.empty
    let count = offsets.note(question.qname, in: message.span)
    let labels = offsets.span.extracting(..<count)
    guard let place = place(of: qtype, labels, endingAt: question.qname.upperBound, in: message.span)
    else { return nil }
    return ("\(apex(of: place.zone))", place)
  }
}

@Suite struct `Which zone has a name` {
  private static let set = ZoneSet(["com", "example.com", "a.dev.example.com", "b.x.org"].map { zone($0) })

  @Test(arguments: [
    ("com", "com."), ("x.com", "com."), ("badexample.com", "com."), ("example.com", "example.com."),
    ("EXAMPLE.Com", "example.com."), ("x.y.example.com", "example.com."), ("dev.example.com", "example.com."),
    ("a.dev.example.com", "a.dev.example.com."), ("x.A.dev.example.com", "a.dev.example.com."),
    ("b.x.org", "b.x.org."), ("org", nil), ("x.org", nil), (".", nil), ("com.test", nil), ("bb.x.org", nil),
  ])
  func `it is the one with the most labels that the name ends with`(qname: String, apex: String?) {
    let found = Self.set.place(qname)
    #expect(found?.apex == apex)
    guard let found, let apex else { return }
    #expect(found.place.apexOffset == 12 + wire(qname).count - wire(apex).count)
    #expect(found.place.labelCount == name(qname).labelOffsets.count - name(apex).labelOffsets.count)
  }

  @Test(arguments: [
    ("example.com", "com."), ("a.dev.example.com", "example.com."), ("com", "com."), ("b.x.org", "b.x.org."),
    ("dev.example.com", "example.com."), ("x.a.dev.example.com", "a.dev.example.com."), ("x.com", "com."),
  ])
  func `DS at an apex goes to the zone above it where there is one (RFC 4035 §3.1.4.1)`(
    qname: String, apex: String
  ) {
    let found = Self.set.place(qname, .ds)
    #expect(found?.apex == apex)
    #expect(found?.place.apexOffset == 12 + wire(qname).count - wire(apex).count)
  }

  @Test func `the root has what no other zone has`() {
    let set = ZoneSet([".", "example.com"].map { zone($0) })
    #expect(set.place("com")?.apex == "." && set.place(".")?.apex == ".")
    #expect(set.place("x.example.com")?.apex == "example.com.")
    #expect(set.place("example.com", .ds)?.apex == "." && set.place(".", .ds)?.apex == ".")
  }

  @Test(arguments: [
    ("dev.example.com", true), ("DEV.example.com", true), ("x.dev.example.com", false),
    ("b.example.com", false),
    ("example.com", false),
  ])
  func `a name above a zone exists (RFC 4592 §2.2.2)`(qname: String, isAbove: Bool) throws {
    #expect(Self.set.place(qname)?.place.isAboveZone == isAbove)
    let response = try ask(.query(qname), with: Authority(Self.set, Identity(Identity.Settings())))
    #expect((response.rcode == .noError) == (isAbove || qname == "example.com"))
    #expect(response.summary.hasSuffix("ns:SOA/5"))
  }

  @Test func `a zone's name exists in the zone above it, which has no DS`() throws {
    let authority = Authority(Self.set, Identity(Identity.Settings()))
    let response = try ask(.query("a.dev.example.com", .ds), with: authority)
    #expect(response.summary == "NOERROR+A q1 ns:SOA/5")
    #expect(response.records.first?.owner == "example.com.")
  }
}

@Suite struct `A zone swapped alone` {
  private static let count = 10_000
  private static let set = ZoneSet((0..<count).map { zone("z\($0).example") })

  private static func octets(_ number: Int, _ set: ZoneSet) throws -> [UInt8] {
    let authority = Authority(set, Identity(Identity.Settings()))
    return try ask(.query("z\(number).example", .txt), with: authority).octets
  }

  @Test(arguments: [0, 1, 5_000, count - 1])
  func `of ten thousand the others stay the same objects`(number: Int) {
    let index = Self.set.indices[number]
    let swapped = zone("z\(number).example")
    let replaced = Self.set.replacing([(index, swapped)])
    #expect(replaced.indices == Self.set.indices)
    #expect(replaced[index] === swapped && Self.set[index] !== swapped)
    let changed = Self.set.indices.filter { replaced[$0] !== Self.set[$0] }
    #expect(changed == [index])
  }

  @Test(arguments: [0, 1, 5_000, count - 1])
  func `of ten thousand the others answer the same`(number: Int) throws {
    let apex = "z\(number).example"
    let text = StoredRecord(owner: name(apex), .txt, ttl: 7, label("new"))
    let replaced = Self.set.replacing([(Self.set.indices[number], zone(apex, [text]))])
    for other in Set(stride(from: 0, to: Self.count, by: 499)).union([number, number ^ 1]) {
      let isSame = try Self.octets(other, replaced) == Self.octets(other, Self.set)
      #expect(isSame == (other != number), "z\(other)")
    }
    #expect(try Response(Self.octets(number, replaced)).summary == "NOERROR+A q1 an:TXT/7")
    #expect(try Response(Self.octets(number, Self.set)).summary == "NOERROR+A q1 ns:SOA/5")
  }
}

@Suite struct `A zone that is not ready` {
  private static func set() -> ZoneSet {
    ZoneSet(slots: [.ready(zone("example")), .notReady(name("a.example")), .ready(zone("b.a.example"))])
  }

  private func summary(_ query: Message, _ set: ZoneSet = set()) throws -> String {
    try ask(query, with: Authority(set, Identity(Identity.Settings()))).summary
  }

  @Test(arguments: [
    ("a.example", QTYPE.soa), ("x.a.example", .a), ("b.a.example", .ds), ("a.example", .any),
  ])
  func `is SERVFAIL without AA, with EDE 14 (RFC 8914 §4.15)`(qname: String, qtype: QTYPE) throws {
    let query = Message.query(qname, qtype)
    #expect(try summary(query) == "SERVFAIL q1")
    let withOPT = query.with { $0.additional = [opt()] }
    #expect(try summary(withOPT) == "SERVFAIL q1 OPT,15(2)")
    let authority = Authority(Self.set(), Identity(Identity.Settings()))
    #expect(try ask(withOPT, with: authority).option(15) == octetPair(14))
  }

  @Test func `leaves those above and below as they are`() throws {
    #expect(try summary(.query("example", .soa)) == "NOERROR+A q1 an:SOA/60")
    #expect(try summary(.query("b.a.example", .soa)) == "NOERROR+A q1 an:SOA/60")
    // DS belongs to the parent (RFC 4035 §3.1.4.1).
    #expect(try summary(.query("a.example", .ds)).hasPrefix("NOERROR+A q1 ns:SOA"))
    #expect(try summary(.query("a.example", .axfr)) == "REFUSED q1")
  }

  @Test func `answers once it has come`() throws {
    let set = Self.set()
    let index = try #require(set.index(of: name("A.Example")))
    #expect(set[index] == nil && set.apex(of: index) == name("a.example") && set.notReadyCount == 1)
    #expect(set.index(of: name("x.a.example")) == nil && set.index(of: name("org")) == nil)
    let ready = set.replacing([(index, zone("a.example"))])
    #expect(ready.notReadyCount == 0)
    #expect(try summary(.query("a.example", .soa), ready) == "NOERROR+A q1 an:SOA/60")
  }
}
