import DNSWire
import FuzzDriver
import LeafCore
import TestMessages
import Testing
import WireProperties

/// Each kind of wrong response is found wrong by the property that fuzz-respond checks, and for that reason.
@Suite struct `A response that is not sound` {
  private static let query = Message.query(
    "1-2-3-4.dev.example.com", flags: 0x0100, additional: [opt(flags: 0x8000, option(3), cookie(8))])

  /// - Parameter choice: 0 for a server with one zone, 1 for one with all settings, 3 for one with much to say.
  private func exchange(
    _ query: Message = query, server choice: UInt8 = 1, over transport: Transport = .udp
  ) -> (Exchange, FuzzedServer) {
    let server = FuzzedServer(choice: choice)
    let now = Now(monotonic: .seconds(5), unixTime: 1_559_731_985)
    let arrival = Arrival(choice: transport == .udp ? 0 : 1)
    return (Exchange(query.octets, arrival, now, server.authority, limits: server.limiter), server)
  }

  /// What is found wrong with it; nil if nothing is.
  private func violation(of exchange: Exchange, _ server: FuzzedServer) -> String? {
    do {
      try exchange.check(server)
      return nil
    } catch {
      return error.description
    }
  }

  private func expectViolation(
    _ text: String, of exchange: Exchange, _ server: FuzzedServer,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let violation = violation(of: exchange, server) ?? "none"
    #expect(violation.contains(text), sourceLocation: sourceLocation)
  }

  /// Whether the property notices that a server answers `query` as leaf answers `other`.
  private func expectViolation(
    _ text: String, answering query: Message, asIf other: Message, server choice: UInt8 = 1,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var (exchange, server) = exchange(query, server: choice)
    let questionEnd = 12 + query.questions.joined().count
    let (wrong, _) = self.exchange(other, server: choice)
    let otherEnd = 12 + other.questions.joined().count
    exchange.outcome = wrong.outcome
    exchange.response =
      Array(wrong.response[..<12]) + exchange.query[12..<questionEnd] + wrong.response[otherEnd...]
    expectViolation(text, of: exchange, server, sourceLocation: sourceLocation)
  }

  @Test func `is not what leaf sends`() {
    let (exchange, server) = exchange()
    #expect(violation(of: exchange, server) == nil)
  }

  /// Names that are told apart by where zones and hosts are, and by what stands next to a zone.
  @Test(arguments: [
    "dev.example.com", "sub.dev.example.com", "test", "1.2.3.4.test", "2.3.4.test", "4.test", "5.4.test",
    "9.1.2.3.4.test", "1.2.3.4.1.2.3.4.test", "www.5-6-7-8.test", "5-6-7-8.www.test", "256-1-1-1.test",
    "a.b.c.dev.example.com", "b.c.dev.example.com", "x.c.dev.example.com", "NS1.dev.example.com",
    "x.ns1.dev.example.com", "x.1-2-3-4.dev.example.com", "inner.test", "x.inner.test", "deep.inner.test",
    "example.com", ".",
  ])
  func `is not what leaf sends about a name`(name: String) {
    for choice: UInt8 in 0...3 {
      for qtype in [1, 2, 5, 6, 28, 41, 43, 249, 251, 252, 253, 254, 255] as [UInt16] {
        let query = Message.query(name, QTYPE(rawValue: qtype), additional: [opt()])
        for transport in [Transport.udp, .tcp] {
          let (exchange, server) = exchange(query, server: choice, over: transport)
          #expect(violation(of: exchange, server) == nil, "\(qtype) from server \(choice)")
        }
      }
    }
  }

  /// Offsets in the response: header 0, QNAME 12, QTYPE 37, answer 41, its address 53, OPT record 57, NSID 68,
  /// COOKIE 78.
  @Test(arguments: [
    ("ID", 1, 1, "ID"), ("QR", 2, 0x80, "QR"), ("OPCODE", 2, 0x08, "OPCODE"), ("AA", 2, 0x04, "AA"),
    ("TC", 2, 0x02, "records in a truncated response"), ("RD", 2, 0x01, "RD"),
    ("RA", 3, 0x80, "RA, Z, AD and CD"), ("Z", 3, 0x40, "RA, Z, AD and CD"),
    ("AD", 3, 0x20, "RA, Z, AD and CD"), ("CD", 3, 0x10, "RA, Z, AD and CD"), ("RCODE", 3, 0x02, "RCODE 2"),
    ("QDCOUNT", 5, 1, "cannot be read"), ("ANCOUNT", 7, 3, "cannot be read"),
    ("NSCOUNT", 9, 1, "cannot be read"), ("ARCOUNT", 11, 1, "cannot be read"),
    ("letter case of the QNAME", 13 + 8, 0x20, "question"), ("owner", 42, 1, "answer"),
    ("TYPE", 44, 0x80, "answer"), ("CLASS", 46, 2, "answer"), ("TTL", 50, 1, "answer"),
    ("TTL's top bit", 47, 0x80, "answer"), ("RDLENGTH", 52, 1, "cannot be read"),
    ("address", 56, 8, "answer"), ("owner of OPT", 57, 1, "cannot be read"),
    ("payload size", 61, 1, "payload size"), ("extended RCODE", 62, 1, "RCODE 16"),
    ("EDNS version", 63, 1, "EDNS version"), ("DO", 64, 0x80, "DO"),
    ("Z of OPT", 65, 1, "Z of the OPT record"),
    ("code of NSID", 69, 7, "NSID"), ("length of NSID", 71, 1, "not sound"), ("NSID", 72, 1, "NSID"),
    ("client cookie", 82, 1, "client cookie"), ("version of the server cookie", 90, 1, "server cookie"),
    ("time of the server cookie", 97, 1, "server cookie"),
  ])
  func `has one bit wrong`(what: String, offset: Int, bits: UInt8, violation: String) {
    var (exchange, server) = exchange()
    exchange.response[offset] ^= bits
    expectViolation(violation, of: exchange, server)
  }

  @Test func `has an octet too many or too few`() {
    var (exchange, server) = exchange()
    exchange.response.append(0)
    expectViolation("cannot be read", of: exchange, server)
    exchange.response.removeLast(2)
    expectViolation("cannot be read", of: exchange, server)
  }

  @Test func `answers a response`() {
    var (exchange, server) = exchange()
    exchange.query[2] |= 0x80
    expectViolation("a response to what is no query", of: exchange, server)
  }

  // MARK: Length and truncation

  @Test func `is longer than the client can take in`() {
    let query = Message.query("dev.example.com", .ns)
    var (exchange, server) = exchange(query, server: 3)
    exchange.response = self.exchange(query, server: 3, over: .tcp).0.response
    expectViolation("octets, and 512 are allowed", of: exchange, server)
  }

  /// The response with TC and nothing but its question and OPT record.
  private func emptied(_ exchange: Exchange, question: Int, opt: Int) -> Exchange {
    var exchange = exchange
    let header = Array(exchange.response[..<4]) + [0, 1, 0, 0, 0, 0, 0, opt > 0 ? 1 : 0]
    exchange.response =
      header + exchange.response[12..<12 + question] + exchange.response.suffix(opt)
    exchange.response[2] |= 0x02
    return exchange
  }

  @Test func `is truncated although it fits`() {
    let query = Message.query("1-2-3-4.dev.example.com")
    let (exchange, server) = exchange(query, server: 0)
    expectViolation("octets fit", of: emptied(exchange, question: 29, opt: 0), server)
    let (negative, _) = self.exchange(.query("x.dev.example.com", additional: [opt()]), server: 0)
    expectViolation("octets fit", of: emptied(negative, question: 23, opt: 11), server)
  }

  @Test func `is truncated over TCP`() {
    let (exchange, server) = exchange(.query("many.dev.example.com"), server: 3, over: .tcp)
    expectViolation("TC over", of: emptied(exchange, question: 26, opt: 0), server)
    let (overUDP, _) = self.exchange(.query("many.dev.example.com"), server: 3)
    #expect(overUDP.response[2] & 0x02 != 0)
    #expect(violation(of: overUDP, server) == nil)
  }

  @Test func `leaves out additional records that fit`() {
    let (exchange, server) = exchange(.query("dev.example.com", .ns), server: 1)
    #expect(exchange.response[11] > 0)
    var without = exchange
    // The A record of ns1, a pointer its owner, and the AAAA record.
    without.response[11] = 0
    without.response.removeLast(16 + 28)
    expectViolation("records left out, though", of: without, server)
  }

  @Test func `sends a client to TCP that is within all limits`() {
    let (exchange, server) = exchange(server: 0)
    var slipped = exchange
    slipped.outcome = .slipped
    expectViolation("nothing slips", of: slipped, server)
  }

  // MARK: What a name is

  @Test(arguments: [
    ("1-2-3-4.dev.example.com", "x-2-3-4.dev.example.com"), ("4.dev.example.com", "x.dev.example.com"),
    ("c.dev.example.com", "x.dev.example.com"),
    ("www.1.2.3.4.dev.example.com", "www.1.2.x.4.dev.example.com"),
    ("3.4.test", "x.4.test"),
  ])
  func `denies a name that exists, or does not deny one that does not`(existing: String, absent: String) {
    expectViolation("RCODE 3, expected [0]", answering: .query(existing), asIf: .query(absent))
    expectViolation("RCODE 0, expected [3]", answering: .query(absent), asIf: .query(existing))
  }

  @Test func `refuses a name in a zone, or answers one outside all zones`() {
    let outside = Message.query("x.abc.example.com")
    expectViolation("RCODE 5, expected [0]", answering: .query("4.dev.example.com"), asIf: outside)
    expectViolation("RCODE 5, expected [3]", answering: .query("x.dev.example.com"), asIf: outside)
    expectViolation("RCODE 3, expected [5]", answering: outside, asIf: .query("x.dev.example.com"))
  }

  @Test func `says that a name has no address, or another one`() {
    let noData = Message.query("1-2-3-4.sub.dev.example.com", .aaaa)
    expectViolation("answer", answering: .query("1-2-3-4.sub.dev.example.com"), asIf: noData)
    expectViolation(
      "answer", answering: .query("ns1.dev.example.com", .aaaa), asIf: .query("ns1.dev.example.com"))
    expectViolation(
      "answer", answering: .query("1-2-3-5.dev.example.com"), asIf: .query("1-2-3-6.dev.example.com"))
    // A host answers before an encoded name does.
    expectViolation(
      "answer", answering: .query("1-2-3-4.dev.example.com"), asIf: .query("1-2-3-5.dev.example.com"))
  }

  @Test func `has no SOA or NS record, or that of another zone`() {
    expectViolation(
      "answer", answering: .query("dev.example.com", .soa), asIf: .query("dev.example.com", .ns))
    expectViolation(
      "answer", answering: .query("dev.example.com", .ns), asIf: .query("dev.example.com", .soa))
    // DS at the apex of an inner zone is the outer zone's to deny.
    expectViolation(
      "authority", answering: .query("sub.dev.example.com", .ds), asIf: .query("sub.dev.example.com", .txt))
    var (exchange, server) = exchange(.query("x.dev.example.com"))
    exchange.response[9] = 0
    exchange.response.removeSubrange((12 + 23)...)
    expectViolation("authority", of: exchange, server)
  }

  @Test func `has AA outside every zone`() {
    var (exchange, server) = exchange(.query("example.org"))
    exchange.response[2] |= 0x04
    expectViolation("AA: found true, expected false", of: exchange, server)
  }

  // MARK: EDNS

  @Test func `has an OPT record that nobody sent, or none where one was sent`() {
    var (with, server) = exchange()
    var (without, _) = exchange(.query("1-2-3-4.dev.example.com", flags: 0x0100))
    swap(&with.response, &without.response)
    expectViolation("whether there is an OPT record", of: with, server)
    expectViolation("whether there is an OPT record", of: without, server)
  }

  /// - Parameter flags: OPCODE UPDATE.
  @Test func `to an OPCODE that is not implemented has no OPT record where one was sent`() {
    let query = Message.query("dev.example.com", .soa, flags: 0x2800, additional: [opt()])
    var (exchange, server) = exchange(query)
    #expect(violation(of: exchange, server) == nil)
    exchange.response[11] = 0
    exchange.response.removeSubrange(12...)
    expectViolation("whether there is an OPT record", of: exchange, server)
  }

  @Test(arguments: [
    (3, "NSID", Transport.udp), (10, "COOKIE", .udp), (11, "edns-tcp-keepalive", .udp),
    (11, "edns-tcp-keepalive", .tcp),
  ])
  func `has an option that was not asked for, or only over TCP may be there`(
    code: UInt16, what: String, transport: Transport
  ) {
    let asks = transport == .udp && code == 11
    var (exchange, server) = exchange(
      .query("example.org", additional: [asks ? opt(option(11)) : opt()]), over: transport)
    #expect(violation(of: exchange, server) == nil)
    let added = option(code, [0, 100])
    // The OPT record ends with an EDE of six octets; before it RDLENGTH is 6.
    exchange.response[exchange.response.count - 7] += UInt8(added.count)
    exchange.response += added
    expectViolation(what, of: exchange, server)
  }

  @Test func `lacks an option that was asked for`() {
    var (exchange, server) = exchange(.query("dev.example.com", additional: [opt(option(11))]), over: .tcp)
    #expect(violation(of: exchange, server) == nil)
    exchange.response.removeLast(6)
    exchange.response[exchange.response.count - 1] -= 6
    expectViolation("edns-tcp-keepalive", of: exchange, server)
  }
}
