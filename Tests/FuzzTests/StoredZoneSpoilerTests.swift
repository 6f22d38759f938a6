import DNSWire
import FuzzDriver
import LeafCore
import TestMessages
import Testing
import WireProperties

/// One thing that a response from stored zones says wrong, and what the property of fuzz-respond finds.
struct StoredZoneSpoiler: Sendable, CustomTestStringConvertible {
  var what: String
  /// QNAME, and QTYPE where it is not A.
  var query: String
  var finding: String
  var change: @Sendable (inout MessageValues) -> Void

  init(
    _ what: String, _ query: String, _ finding: String,
    _ change: @escaping @Sendable (inout MessageValues) -> Void
  ) {
    self.what = what
    self.query = query
    self.finding = finding
    self.change = change
  }

  var testDescription: String { what }

  /// Each rule of the plain model broken. Made anew: see `PropertyTests`.
  static var all: [StoredZoneSpoiler] { header + referrals + aliases + negatives + rrsets + additional }

  private static var header: [StoredZoneSpoiler] {
    [
      Self("an answer without AA", "mail.example", "AA") { $0.flags ^= 0x0400 },
      Self("a referral with AA", "x.cut.example", "AA") { $0.flags ^= 0x0400 },
      Self("an alias into a cut without AA", "into-cut.example", "AA") { $0.flags ^= 0x0400 },
      Self("a name error as no data", "nope.example", "RCODE 0, expected [3]") { $0.flags ^= 3 },
      Self("no data as a name error", "b.ent.example", "RCODE 3, expected [0]") { $0.flags ^= 3 },
      Self("an alias without its target's RCODE", "gone.example", "RCODE 0, expected [3]") { $0.flags ^= 3 },
      Self("NOERROR of an alias that does not fit", longAlias, "RCODE 0, expected [6]") { $0.flags ^= 6 },
      Self("NOERROR in a zone that is not ready", "x.late.example", "RCODE 0, expected [2]") {
        $0.flags ^= 2
      },
      Self("NOERROR of an alias into such a zone", "to-late.example", "RCODE 0, expected [2]") {
        $0.flags ^= 2
      },
    ]
  }

  private static var referrals: [StoredZoneSpoiler] {
    [
      Self("a referral without its address", "x.cut.example", "records left out") {
        $0.records.removeAll { $0.section == .additional && $0.type == 1 }
      },
      Self("a referral without sibling glue", "x.cut.example", "records left out") {
        $0.records.removeAll { $0.section == .additional && $0.type == 28 }
      },
      Self("a referral without one name server", "x.cut.example", "authority") {
        $0.records.removeFirst()
      },
      Self("a referral with SOA", "x.cut.example", "authority") { $0.records.insert(soa, at: 0) },
      Self("a referral that answers", "self.example", "answer") { values in
        values.records = values.records.filter { $0.section == .additional }
        values.records[0].section = .answer
      },
      Self("a referral in place of DS", "sec.example DS", "answer") { values in
        values.records = [record(.authority, "sec.example", 2, [.name(plain("mail.example"))])]
      },
      Self("no data in place of a referral", "x.bare.example", "authority") { $0.records = [soa] },
      Self("an alias without its referral", "into-cut.example", "authority") {
        $0.records.removeAll { $0.section == .authority }
      },
    ]
  }

  private static var aliases: [StoredZoneSpoiler] {
    [
      Self("a chain in another order", "two.example", "answer") { $0.records.swapAt(0, 1) },
      Self("a chain without its end", "two.example", "answer") {
        $0.records.removeAll { $0.type == 1 }
      },
      Self("a chain without its beginning", "to-other.example", "answer") { $0.records.removeFirst() },
      Self("a circle that goes on", "l1.example", "answer") { $0.records.append($0.records[0]) },
      Self("a sixth alias", "c0.example", "answer") {
        $0.records.append(record(.answer, "c5.example", 5, [.name(plain("c6.example"))]))
      },
      Self("an alias of another name", "www.example", "answer") {
        $0.records[0].rdata = [.name(plain("ns.example"))]
      },
      Self("no DNAME", "x.d.example", "answer") { $0.records.removeFirst() },
      Self("no CNAME made of DNAME", "x.d.example", "answer") { $0.records.remove(at: 1) },
      Self("another TTL than DNAME's", "x.d.example", "answer") { $0.records[1].ttl = 0 },
      Self("a name replaced at the wrong end", "x.d.example", "answer") {
        $0.records[1].rdata = [.name(plain("new.example"))]
      },
      Self("DNAME for its own name", "d.example", "answer") {
        $0.records = [record(.answer, "d.example", 39, [.name(plain("new.example"))])]
      },
    ]
  }

  private static var negatives: [StoredZoneSpoiler] {
    [
      Self("no data without SOA", "mail.example NS", "authority") { $0.records = [] },
      Self("a name error without SOA", "nope.example", "authority") { $0.records = [] },
      Self("SOA with its own TTL", "nope.example", "authority") { $0.records[0].ttl = 3_600 },
      Self("SOA of another zone", "x.www.child.example", "authority") {
        $0.records[0].owner = plain("example")
      },
      Self("SOA of the alias's zone", "to-child.example TXT", "authority") {
        $0.records[1].owner = plain("example")
      },
      Self("SOA with an answer", "mail.example", "authority") { $0.records.append(soa) },
      Self("a wildcard past a name that exists", "x.sub.w.example TXT", "RCODE 0, expected [3]") {
        $0.flags ^= 3
        $0.records = [record(.answer, "x.sub.w.example", 16, [.octets([4] + Array("wild".utf8))])]
      },
      Self("a wildcard below what is made up", "x.4.dev.example TXT", "RCODE 0, expected [3]") {
        $0.flags ^= 3
      },
    ]
  }

  private static var rrsets: [StoredZoneSpoiler] {
    [
      Self("an RRset in part", "mail.example", "answer") { $0.records.removeFirst() },
      Self("a record twice", "mail.example", "answer") { $0.records.insert($0.records[0], at: 0) },
      Self("an RRset in another order", "mail.example", "answer") {
        $0.records.append($0.records.removeFirst())
      },
      Self("two TTLs", "mail.example", "answer") { $0.records[1].ttl -= 1 },
      Self("a wildcard's own name", "x.w.example TXT", "answer") {
        $0.records[0].owner = plain("*.w.example")
      },
      Self("the owner in another letter case", "mail.example", "owner of a record") {
        $0.records[0].owner = plain("MAIL.example")
      },
      Self("another RRset for ANY", "mail.example ANY", "answer") {
        $0.records = [record(.answer, "mail.example", 16, [.octets([1, 0x61])])]
      },
      Self("all RRsets where HINFO is due", "www.child.example ANY", "answer") {
        $0.records = [record(.answer, "www.child.example", 1, [.octets([192, 0, 2, 81])])]
      },
    ]
  }

  private static var additional: [StoredZoneSpoiler] {
    [
      Self("an address that nobody needs", "mail.example TXT", "additional") {
        $0.records.append(record(.additional, "ns.example", 1, [.octets([192, 0, 2, 1])]))
      },
      Self("an address that is another one", "example NS", "additional") {
        $0.records[$0.records.count - 1].rdata = [.octets([192, 0, 2, 77])]
      },
      Self("no address of an exchange", "x.w.example MX", "records left out") {
        $0.records.removeAll { $0.section == .additional && $0.type == 1 }
      },
      Self("some addresses of an exchange", "x.w.example MX", "additional") {
        $0.records.remove(at: 1)
      },
      Self("no address of a zone below", "example NS", "records left out") { values in
        values.records.removeAll { $0.owner == plain("ns.child.example") }
      },
      Self("a service without what it is an alias of", "svc.example HTTPS", "records left out") {
        $0.records.removeAll { $0.owner == plain("svc2.example") }
      },
      Self("a service without its own address", "to-svc.example HTTPS", "records left out") {
        $0.records.removeAll { $0.owner == plain("svc3.example") && $0.type == 1 }
      },
      Self("an RRset twice", "_s._tcp.example SRV", "additional twice") { values in
        values.records += values.records.filter { $0.type == 1 }
      },
    ]
  }

  private static let longAlias =
    [60, 60, 60, 60].map { String(repeating: "l", count: $0) }.joined(separator: ".") + ".d.example"

  private static var soa: MessageValues.Record {
    record(
      .authority, "example", 6,
      [.name(plain("ns.example")), .name(plain("admin.example"))]
        + [.octets([1, 300, 60, 86_400, 60].flatMap { octetPair($0 >> 16) + octetPair($0 & 0xFFFF) })],
      ttl: 60)
  }

  private static func record(
    _ section: MessageValues.Section, _ owner: String, _ type: UInt16, _ rdata: [MessageValues.Piece],
    ttl: UInt32 = 300
  ) -> MessageValues.Record {
    MessageValues.Record(
      section: section, owner: plain(owner), type: type, rrclass: 1, ttl: ttl, rdata: rdata)
  }

  private static func plain(_ text: String) -> PlainName { PlainName(name(text)) }
}

@Suite struct `A response from stored zones that is not sound` {
  private func exchange(
    _ query: Message, server choice: UInt8 = 16, over transport: Transport = .tcp
  ) -> (Exchange, FuzzedServer) {
    let server = FuzzedServer(choice: choice)
    let now = Now(monotonic: .seconds(5), unixTime: 1_559_731_985)
    return (
      Exchange(query.octets, Arrival(choice: transport == .udp ? 0 : 1), now, server.authority), server
    )
  }

  private func violation(of exchange: Exchange, _ server: FuzzedServer) -> String? {
    FuzzTests.violation { () throws(Violation) in try exchange.check(server) }
  }

  @Test(arguments: StoredZoneSpoiler.all)
  func `is found wrong`(spoiler: StoredZoneSpoiler) throws {
    let words = spoiler.query.split(separator: " ").map(String.init)
    let qtype = try #require(QTYPE(presentation: words.count > 1 ? words[1] : "A"))
    let isMade = words[0].hasSuffix(".dev.example")
    var (exchange, server) = exchange(.query(words[0], qtype), server: isMade ? 18 : 16)
    #expect(violation(of: exchange, server) == nil)
    var values = try #require(PlainReader.read(exchange.response))
    spoiler.change(&values)
    exchange.response = values.written()
    let found = violation(of: exchange, server) ?? "none"
    #expect(found.contains(spoiler.finding))
  }

  @Test func `lacks addresses of a referral and does not say so, or says so and has them`() {
    var (exchange, server) = exchange(.query("x.many.example", additional: [opt()]), over: .udp)
    #expect(violation(of: exchange, server) == nil)
    #expect(exchange.response[2] & 0x02 != 0 && exchange.response[9] == 13)
    exchange.response[2] ^= 0x02
    #expect(violation(of: exchange, server)?.contains("TC, which is for") == true)
    (exchange, server) = self.exchange(.query("x.cut.example"), over: .udp)
    exchange.response[2] ^= 0x02
    #expect(violation(of: exchange, server)?.contains("TC, which is for") == true)
  }

  @Test func `has records where ANY is told to come over TCP`() {
    let query = Message.query("www.other", .any)
    var (exchange, server) = exchange(query, over: .udp)
    #expect(violation(of: exchange, server) == nil)
    exchange.response = self.exchange(query, over: .tcp).0.response
    #expect(violation(of: exchange, server)?.contains("TC is clear") == true)
    exchange.response[2] ^= 0x02
    #expect(violation(of: exchange, server)?.contains("records in a truncated response") == true)
  }

  /// Another record may come first, but then the others follow in turn.
  @Test func `has a rotated RRset in no order that it can have`() throws {
    var (exchange, server) = exchange(.query("www.other"))
    var values = try #require(PlainReader.read(exchange.response))
    values.records.append(values.records.removeFirst())
    exchange.response = values.written()
    #expect(violation(of: exchange, server) == nil)
    values.records.swapAt(0, 1)
    exchange.response = values.written()
    #expect(violation(of: exchange, server)?.contains("answer") == true)
  }

  /// The last of the two targets is the root: a pointer to the root label of the QNAME takes its place.
  @Test func `compresses a name that RFC 3597 has whole`() throws {
    var (exchange, server) = exchange(.query("_s._tcp.example", QTYPE(RRType.srv)))
    let root = 12 + 16
    let values = try #require(PlainReader.read(exchange.response))
    let offsets = PlainReader.typeOffsets(of: exchange.response)
    let second = try #require(values.records.firstIndex { $0.rdataOctets == [0, 1, 0, 2, 0, 4, 0] })
    exchange.response[offsets[second] + 9] += 1
    exchange.response.replaceSubrange(
      offsets[second] + 16..<offsets[second] + 17, with: [0xC0, UInt8(root)])
    #expect(violation(of: exchange, server)?.contains("a compressed name") == true)
  }
}
