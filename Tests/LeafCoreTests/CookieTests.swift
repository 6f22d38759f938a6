import DNSWire
import LeafCore
import TestMessages
import Testing

private let ipv4 = IPAddress.ipv4(IPv4Address(198, 51, 100, 100))

/// RFC 9018, Appendix A. Where a vector has a valid cookie come back renewed, so does leaf.
@Suite struct `RFC 9018 test vectors` {
  @Test(arguments: [
    // A.1: learning a new server cookie.
    (
      "e5e973e5a6b2a43f48e7dc849e37bfcf", ipv4, 1_559_731_985 as UInt64, "2464c4abcf10c957",
      "2464c4abcf10c957010000005cf79f111f8130c3eee29480"
    ),
    // A.2: the same client 40 minutes later.
    (
      "e5e973e5a6b2a43f48e7dc849e37bfcf", ipv4, 1_559_734_385,
      "2464c4abcf10c957010000005cf79f111f8130c3eee29480",
      "2464c4abcf10c957010000005cf7a871d4a564a1442aca77"
    ),
    // A.3: reserved octets that are not zero, and count.
    (
      "e5e973e5a6b2a43f48e7dc849e37bfcf", .ipv4(IPv4Address(203, 0, 113, 203)), 1_559_734_700,
      "fc93fc62807ddb8601abcdef5cf78f71a314227b6679ebf5",
      "fc93fc62807ddb86010000005cf7a9acf73a7810aca2381e"
    ),
    // A.4: IPv6, and a secret that is not the one of the cookie that was sent.
    (
      "445536bcd2513298075a5d379663c962",
      .ipv6(IPv6Address(high: 0x2001_0DB8_0220_0001, low: 0x59DE_D0F4_8769_82B8)), 1_559_741_961,
      "22681ab97d52c298010000005cf7c57926556bd0934c72f8",
      "22681ab97d52c298010000005cf7c609a6bb79d16625507a"
    ),
  ])
  func `the cookie that comes back`(
    secret: String, client: IPAddress, time: UInt64, sent: String, expected: String
  ) throws {
    let authority = Authority { $0.cookieSecret = CookieSecret(hex(secret)) }
    let query = Message.query("1-2-3-4.dev.example.com", additional: [opt(option(10, hex(sent)))])
    let response = try ask(query, with: authority, from: client, at: Now(unixTime: time))
    #expect(response.option(10) == hex(expected))
    #expect(response.rcode == .noError)
  }

  @Test func `the valid ones are taken for valid`() throws {
    // A query without a question tells (RFC 7873 §5.4).
    for (client, time, sent) in [
      (ipv4, 1_559_734_385 as UInt64, "2464c4abcf10c957010000005cf79f111f8130c3eee29480"),
      (
        .ipv4(IPv4Address(203, 0, 113, 203)), 1_559_731_000,
        "fc93fc62807ddb8601abcdef5cf78f71a314227b6679ebf5"
      ),
    ] {
      let query = Message(additional: [opt(option(10, hex(sent)))])
      #expect(try ask(query, from: client, at: Now(unixTime: time)).summary == "NOERROR q0 OPT,10(24)")
    }
    let ipv6 = IPAddress.ipv6(IPv6Address(high: 0x2001_0DB8_0220_0001, low: 0x59DE_D0F4_8769_82B8))
    let authority = Authority { $0.cookieSecret = CookieSecret(hex("dd3bdf9344b678b185a6f5cb60fca715")) }
    let query = Message(additional: [opt(option(10, hex("22681ab97d52c298010000005cf7c57926556bd0934c72f8")))]
    )
    let response = try ask(query, with: authority, from: ipv6, at: Now(unixTime: 1_559_741_961))
    #expect(response.summary == "NOERROR q0 OPT,10(24)")
  }
}

@Suite struct `DNS cookies (RFC 7873)` {
  private static let issued: UInt64 = 1_559_731_985
  private static let valid = hex("2464c4abcf10c957010000005cf79f111f8130c3eee29480")

  /// Whether the server cookie counts, as a query without a question tells (§5.4).
  private func isConfirmed(
    _ cookie: [UInt8], from client: IPAddress = ipv4, at time: UInt64 = issued
  ) throws -> Bool {
    let response = try ask(
      Message(additional: [opt(option(10, cookie))]), from: client, at: Now(unixTime: time))
    #expect(response.header.questionCount == 0 && response.records.isEmpty)
    #expect(response.option(10)?.count == 24)
    #expect(response.rcode == .noError || response.rcode == .badCookie)
    return response.rcode == .noError
  }

  @Test(arguments: [
    (0, true), (1, true), (1_799, true), (3_600, true), (3_601, false), (100_000, false), (-300, true),
    (-301, false), (-100_000, false),
  ])
  func `a server cookie counts from 5 minutes before to an hour after it was made (RFC 9018 §4.3)`(
    age: Int64, counts: Bool
  ) throws {
    let time = UInt64(Int64(Self.issued) + age)
    #expect(try isConfirmed(Self.valid, at: time) == counts)
  }

  @Test func `the clock may wrap around (RFC 1982)`() throws {
    let before = try ask(
      .query("a.dev.example.com", additional: [opt(cookie(8))]), at: Now(unixTime: UInt64(UInt32.max) - 10))
    let cookie = try #require(before.option(10))
    #expect(try isConfirmed(cookie, at: 20))
    #expect(try !isConfirmed(cookie, at: 4_000))
  }

  @Test(arguments: 0..<24)
  func `any octet changed makes it invalid`(index: Int) throws {
    var cookie = Self.valid
    cookie[index] ^= 1
    // One more second in the future is no other time window, but another hash.
    #expect(try !isConfirmed(cookie))
  }

  @Test func `another address or length makes it invalid`() throws {
    #expect(try isConfirmed(Self.valid))
    #expect(try !isConfirmed(Self.valid, from: .ipv4(IPv4Address(198, 51, 100, 101))))
    #expect(try !isConfirmed(Self.valid, from: .ipv6(IPv6Address(high: 0, low: 0xC633_6464))))
    #expect(try !isConfirmed(Self.valid + [0]))
    #expect(try !isConfirmed(Self.valid.dropLast()))
    #expect(try !isConfirmed(Array(Self.valid.prefix(16))))
    #expect(try !isConfirmed(Self.valid + [UInt8](repeating: 0, count: 16)))
  }

  @Test func `a cookie is renewed when it is half an hour old, and kept before (RFC 9018 §4.3)`() throws {
    let query = Message.query("1-2-3-4.dev.example.com", additional: [opt(option(10, Self.valid))])
    let young = try ask(query, at: Now(unixTime: Self.issued + 1_799))
    #expect(young.option(10) == Self.valid)
    let old = try ask(query, at: Now(unixTime: Self.issued + 1_800))
    #expect(old.option(10) != Self.valid)
    #expect(old.option(10)?.prefix(16) == (hex("2464c4abcf10c957 01000000") + hex("5cf7a619"))[...])
  }

  @Test(arguments: Array(0...7) + Array(9...15) + [41, 42, 100, 1_000])
  func `a COOKIE option of an illegal length is FORMERR with OPT (§5.2.2)`(length: Int) throws {
    let queries = [
      Message.query("1-2-3-4.dev.example.com", additional: [opt(cookie(length))]),
      .query("example.org", .any, .ch, additional: [opt(cookie(length)), tsig()]),
    ]
    for query in queries { #expect(try ask(query).summary == "FORMERR q1 OPT") }
    #expect(try ask(Message(additional: [opt(cookie(length))])).summary == "FORMERR q0 OPT")
  }

  @Test(arguments: [8] + Array(16...40))
  func `a server cookie that leaf did not make is as good as none (§5.2.4)`(length: Int) throws {
    let query = Message.query("1-2-3-4.dev.example.com", additional: [opt(cookie(length))])
    let response = try ask(query)
    #expect(response.summary == "NOERROR+A q1 an:A/300 OPT,10(24)")
    #expect(response.option(10)?.prefix(8) == cookie(8)[4...])
  }

  @Test func `of several COOKIE options the first counts (§5.2)`() throws {
    for (options, summary) in [
      (cookie(8) + cookie(7), "NOERROR+A q1 an:A/300 OPT,10(24)"), (cookie(7) + cookie(8), "FORMERR q1 OPT"),
      (option(10, Self.valid) + cookie(8), "NOERROR+A q1 an:A/300 OPT,10(24)"),
    ] {
      let query = Message.query("1-2-3-4.dev.example.com", additional: [opt(options)])
      #expect(try ask(query, at: .test).summary == summary)
    }
  }

  @Test(arguments: [
    ("nope.dev.example.com", QTYPE.a, QCLASS.in, "NXDOMAIN+A q1 ns:SOA/60 OPT,10(24)"),
    ("example.org", .a, .in, "REFUSED q1 OPT,15(2),10(24)"),
    ("dev.example.com", .any, .in, "REFUSED q1 OPT,15(2),10(24)"),
    ("dev.example.com", .opt, .in, "FORMERR q1 OPT,15(2),10(24)"),
    ("version.bind", .txt, .ch, "REFUSED q1 OPT,10(24)"),
  ])
  func `every response to a cookie has one, or the client would have to discard it (§5.3)`(
    qname: String, qtype: QTYPE, qclass: QCLASS, summary: String
  ) throws {
    #expect(try ask(.query(qname, qtype, qclass, additional: [opt(cookie(8))])).summary == summary)
  }

  @Test func `with cookies off the option is ignored (§5.2)`() throws {
    let off = Authority { $0.cookieSecret = nil }
    for length in [0, 7, 8, 9, 24, 41] {
      let query = Message.query("1-2-3-4.dev.example.com", additional: [opt(cookie(length))])
      #expect(try ask(query, with: off).summary == "NOERROR+A q1 an:A/300 OPT")
    }
    #expect(try ask(Message(additional: [opt(cookie(8))]), with: off).summary == "FORMERR q0 OPT")
  }

  @Test func `a secret has sixteen octets`() {
    #expect(CookieSecret([UInt8](repeating: 0, count: 15)) == nil)
    #expect(CookieSecret([UInt8](repeating: 0, count: 17)) == nil)
    #expect(
      CookieSecret(Array(0..<16)) == CookieSecret(low: 0x0706_0504_0302_0100, high: 0x0F0E_0D0C_0B0A_0908))
  }
}
