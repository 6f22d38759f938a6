import DNSWire
import LeafCore
import TestMessages
import Testing

private func address(_ number: UInt32) -> IPAddress { .ipv4(IPv4Address(rawValue: number)) }

private func limiter(_ change: (inout Limits) -> Void) -> Limiter {
  var limits = Limits()
  change(&limits)
  return Limiter(limits, hashKey: (1, 2))
}

private let query = Message.query("1-2-3-4.dev.example.com").octets
private let nope = Message.query("nope.dev.example.com").octets

/// What comes of a message, in a word: the RCODE, `truncated`, or the reason that there is no response.
private func outcome(
  _ octets: [UInt8], from client: IPAddress = address(1), over transport: Transport = .udp,
  at milliseconds: UInt64 = 10_000, _ limiter: Limiter
) throws -> String {
  let exchange = try exchange(
    octets, over: transport, from: client, at: .milliseconds(milliseconds), limits: limiter)
  guard let response = exchange.response else {
    return "\(exchange.outcome)".split(separator: ".").last.map(String.init) ?? ""
  }
  return response.header.flags.contains(.truncated) ? "truncated" : "\(response.rcode)"
}

private func outcome(
  from client: IPAddress = address(1), at milliseconds: UInt64 = 10_000, _ limiter: Limiter
) throws -> String {
  try outcome(query, from: client, at: milliseconds, limiter)
}

@Suite struct `Limits on queries` {
  @Test(arguments: [1, 2, 200, 5_000] as [UInt32])
  func `so many in a second are answered, and the next is not`(limit: UInt32) throws {
    for limiter in [limiter { $0.queriesPerAddress = limit }, limiter { $0.globalQueries = limit }] {
      for _ in 0..<limit { #expect(try outcome(limiter) == "NOERROR") }
      #expect(try outcome(limiter) == "rateLimited)")
      #expect(try outcome(at: 10_999, limiter) == "rateLimited)")
      #expect(try outcome(at: 11_000, limiter) == "NOERROR")
    }
  }

  @Test func `the window begins with the first query, and the next one with the first after it`() throws {
    let limiter = limiter { $0.queriesPerAddress = 2 }
    #expect(try outcome(at: 10_700, limiter) == "NOERROR")
    #expect(try outcome(at: 11_600, limiter) == "NOERROR")
    #expect(try outcome(at: 11_699, limiter) == "rateLimited)")
    #expect(try outcome(at: 11_700, limiter) == "NOERROR")
    #expect(try outcome(at: 12_699, limiter) == "NOERROR")
    #expect(try outcome(at: 12_699, limiter) == "rateLimited)")
  }

  @Test func `a clock that another thread read a little earlier opens no new window`() throws {
    let limiter = limiter { $0.queriesPerAddress = 1 }
    #expect(try outcome(at: 10_001, limiter) == "NOERROR")
    #expect(try outcome(at: 10_000, limiter) == "rateLimited)")
  }

  @Test func `a step of the wall clock opens no window and closes none`() throws {
    let limiter = limiter { $0.queriesPerAddress = 1 }
    for (time, milliseconds, isResponse) in [
      (1_559_731_985, 10_000, true), (2_000_000_000, 10_001, false), (0, 10_002, false), (5, 11_000, true),
    ] as [(UInt64, UInt64, Bool)] {
      let exchange = try exchange(
        query, from: address(1), at: Now(monotonic: .milliseconds(milliseconds), unixTime: time),
        limits: limiter)
      #expect((exchange.response != nil) == isResponse)
    }
  }

  @Test func `queries count when they arrive, whatever becomes of them`() throws {
    let limiter = limiter { $0.queriesPerAddress = 3 }
    #expect(try outcome([0], limiter) == "truncatedHeader)")
    #expect(try outcome(Message(flags: 0x8000).octets, limiter) == "response)")
    #expect(try outcome(Message(counts: [0: 1]).octets, limiter) == "FORMERR")
    #expect(try outcome(limiter) == "rateLimited)")
  }

  @Test func `over TCP the connection ends`() throws {
    let limiter = limiter {
      $0.queriesPerAddress = 1
      $0.slip = 1
    }
    #expect(try outcome(limiter) == "NOERROR")
    let exchange = try exchange(
      query, over: .tcp, from: address(1), at: .milliseconds(10_000), limits: limiter)
    #expect(exchange.outcome == .none(.rateLimited))
  }

  @Test func `off is no limit`() throws {
    let limiter = limiter { _ in }
    for _ in 0..<10_000 { #expect(try outcome(limiter) == "NOERROR") }
  }

  @Test func `one address over its limit takes nothing from the others' share`() throws {
    let limiter = limiter {
      $0.queriesPerAddress = 10
      $0.globalQueries = 30
    }
    for _ in 0..<1_000 { _ = try outcome(from: address(1), limiter) }
    for client in [2, 3] as [UInt32] {
      for _ in 0..<10 { #expect(try outcome(from: address(client), limiter) == "NOERROR") }
    }
    #expect(try outcome(from: address(4), limiter) == "rateLimited)", "30 have been answered")
  }

  @Test func `thousands of addresses each have their own limit, and a full table turns nobody away`() throws {
    let limiter = limiter {
      $0.queriesPerAddress = 2
      $0.trackedAddresses = 100
    }
    for client in 0..<20_000 as Range<UInt32> {
      #expect(try outcome(from: address(client &* 2_654_435_761), limiter) == "NOERROR")
    }
  }

  @Test func `as many addresses as should be are remembered`() throws {
    let limiter = limiter {
      $0.queriesPerAddress = 1
      $0.trackedAddresses = 1_000
    }
    for client in 0..<1_000 as Range<UInt32> { _ = try outcome(from: address(client), limiter) }
    let limited = try (0..<1_000 as Range<UInt32>).count {
      try outcome(from: address($0), limiter) != "NOERROR"
    }
    // Where more than eight share their places the stalest is forgotten.
    #expect(limited > 950)
  }

  @Test func `a full table forgets the stalest`() throws {
    let limiter = limiter {
      $0.queriesPerAddress = 2
      $0.trackedAddresses = 1
    }
    // All share the same eight places.
    #expect(try outcome(from: address(0), at: 10_000, limiter) == "NOERROR")
    for client in 1...7 as ClosedRange<UInt32> {
      #expect(try outcome(from: address(client), at: 10_100, limiter) == "NOERROR")
    }
    #expect(try outcome(from: address(8), at: 10_200, limiter) == "NOERROR")
    // 1 to 7 are remembered, 0 is not.
    for client in 1...7 as ClosedRange<UInt32> {
      #expect(try outcome(from: address(client), at: 10_200, limiter) == "NOERROR")
      #expect(try outcome(from: address(client), at: 10_200, limiter) == "rateLimited)")
    }
    #expect(try outcome(from: address(0), at: 10_200, limiter) == "NOERROR")
  }

  @Test(arguments: [
    (64, 0x1 as UInt64, false), (64, 0x1_0000, false), (128, 0x1, true), (127, 0x1, false), (127, 0x2, true),
    (65, 0x8000_0000_0000_0000, true),
  ])
  func `IPv6 addresses count by their prefix`(prefix: Int, difference: UInt64, isOther: Bool) throws {
    let limiter = limiter {
      $0.queriesPerAddress = 1
      $0.ipv6Prefix = prefix
    }
    let high: UInt64 = 0x2001_0DB8_0000_0001
    #expect(try outcome(from: .ipv6(IPv6Address(high: high, low: 0)), limiter) == "NOERROR")
    let second = try outcome(from: .ipv6(IPv6Address(high: high, low: difference)), limiter)
    #expect(second == (isOther ? "NOERROR" : "rateLimited)"))
    #expect(try outcome(from: .ipv6(IPv6Address(high: high ^ 1, low: 0)), limiter) == "NOERROR")
  }

  @Test func `a prefix masks the bits past it`() {
    let address = IPv6Address(high: .max, low: .max)
    let masked = { (prefix: Int) in IPAddress.ipv6(address).masked(toPrefix: prefix) }
    #expect(masked(1) == .ipv6(IPv6Address(high: 1 << 63, low: 0)))
    #expect(masked(48) == .ipv6(IPv6Address(high: 0xFFFF_FFFF_FFFF_0000, low: 0)))
    #expect(masked(64) == .ipv6(IPv6Address(high: .max, low: 0)))
    #expect(masked(96) == .ipv6(IPv6Address(high: .max, low: 0xFFFF_FFFF_0000_0000)))
    #expect(masked(128) == .ipv6(address))
    #expect(
      IPAddress.ipv4(IPv4Address(rawValue: 7)).masked(toPrefix: 1) == .ipv4(IPv4Address(rawValue: 7)))
  }

  @Test func `an IPv4 address is no IPv6 prefix`() throws {
    let limiter = limiter { $0.queriesPerAddress = 1 }
    #expect(try outcome(from: address(1), limiter) == "NOERROR")
    #expect(try outcome(from: .ipv6(IPv6Address(high: 1, low: 0)), limiter) == "NOERROR")
    #expect(try outcome(from: .ipv6(IPv6Address(high: 0, low: 1)), limiter) == "NOERROR")
  }

  @Test func `threads share the limit`() async throws {
    let limiter = limiter { $0.queriesPerAddress = 1_000 }
    let answered = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<4 {
        group.addTask { try (0..<500).count { _ in try outcome(limiter) == "NOERROR" } }
      }
      return try await group.reduce(0, +)
    }
    #expect(answered == 1_000)
  }

  @Test func `other limits keep what is remembered, another size does not`() throws {
    let first = limiter { $0.queriesPerAddress = 5 }
    for _ in 0..<5 { _ = try outcome(first) }
    var limits = first.limits
    limits.queriesPerAddress = 6
    let second = Limiter(limits, after: first)
    #expect(try outcome(second) == "NOERROR")
    #expect(try outcome(second) == "rateLimited)")
    limits.trackedAddresses = 7
    #expect(try outcome(Limiter(limits, after: second)) == "NOERROR")
  }
}

@Suite struct `Slip` {
  @Test(arguments: [(1, [1, 2, 3, 4]), (2, [2, 4]), (3, [3])] as [(UInt32, [Int])])
  func `every Nth query over a limit gets a truncated response`(slip: UInt32, expected: [Int]) throws {
    for makeLimited in [{ $0.queriesPerAddress = 1 }, { $0.globalQueries = 1 }] as [(inout Limits) -> Void] {
      let limiter = limiter {
        makeLimited(&$0)
        $0.slip = slip
      }
      #expect(try outcome(limiter) == "NOERROR")
      let outcomes = try (1...4).map { _ in try outcome(limiter) }
      #expect(outcomes == (1...4).map { expected.contains($0) ? "truncated" : "rateLimited)" })
    }
  }

  @Test func `it has the question, no records, and OPT and a cookie if those came`() throws {
    let limiter = limiter {
      $0.queriesPerAddress = 1
      $0.slip = 1
    }
    _ = try outcome(limiter)
    let plain = Message.query("1-2-3-4.dev.example.com", flags: 0x0100)
    #expect(
      try exchange(plain.octets, from: address(1), at: .milliseconds(10_000), limits: limiter).summary
        == "NOERROR+TR q1")
    let withCookie = plain.with { $0.additional = [opt(cookie(8))] }
    let response = try exchange(
      withCookie.octets, from: address(1), at: .milliseconds(10_000), limits: limiter)
    #expect(response.summary == "NOERROR+TR q1 OPT,10(24)")
    #expect(response.response?.question == question("1-2-3-4.dev.example.com"))
  }

  @Test(
    arguments: [
      [0], Message(flags: 0x8000).octets, Message(flags: 2 << 11).octets, Message(counts: [0: 1]).octets,
    ] as [[UInt8]])
  func `what could not be answered gets none`(octets: [UInt8]) throws {
    let limiter = limiter {
      $0.queriesPerAddress = 1
      $0.slip = 1
    }
    _ = try outcome(limiter)
    #expect(
      try exchange(octets, from: address(1), at: .milliseconds(10_000), limits: limiter).response == nil)
  }
}

@Suite struct `Clients with a valid server cookie` {
  private func withCookie(_ client: IPAddress) throws -> [UInt8] {
    let first = Message.query("1-2-3-4.dev.example.com", additional: [opt(cookie(8))])
    let sent = try ask(first, from: client, at: .milliseconds(0)).option(10) ?? []
    return Message.query("1-2-3-4.dev.example.com", additional: [opt(option(10, sent))]).octets
  }

  @Test func `are served during a flood from everyone else and from their own address`() throws {
    let limiter = limiter {
      $0.queriesPerAddress = 10
      $0.globalQueries = 1_000_000
    }
    let query = try withCookie(address(1))
    for client in 0..<100 as Range<UInt32> {
      for _ in 0..<20 { _ = try outcome(from: address(client), limiter) }
      #expect(try outcome(query, from: address(1), limiter) == "NOERROR")
    }
  }

  @Test func `are not exempt from the global limit`() throws {
    let limiter = limiter {
      $0.queriesPerAddress = 1
      $0.globalQueries = 3
    }
    let query = try withCookie(address(1))
    for _ in 0..<3 { #expect(try outcome(query, from: address(1), limiter) == "NOERROR") }
    #expect(try outcome(query, from: address(1), limiter) == "rateLimited)")
  }

  @Test func `a client cookie alone, or another client's server cookie, helps nobody`() throws {
    let limiter = limiter { $0.queriesPerAddress = 1 }
    _ = try outcome(limiter)
    let clientOnly = Message.query("1-2-3-4.dev.example.com", additional: [opt(cookie(8))]).octets
    #expect(try outcome(clientOnly, limiter) == "rateLimited)")
    #expect(try outcome(withCookie(address(2)), from: address(1), limiter) == "rateLimited)")
  }
}

@Suite struct `Limits on answers of little use` {
  @Test(arguments: [
    ("NXDOMAIN", Message.query("nope.dev.example.com")), ("REFUSED", .query("example.org")),
    ("FORMERR", .query("dev.example.com", .opt)), ("FORMERR", Message(counts: [0: 1])),
  ])
  func `so many for one name in a second, and then none`(rcode: String, message: Message) throws {
    let limiter = limiter { $0.invalidAnswersPerName = 3 }
    for _ in 0..<3 { #expect(try outcome(message.octets, limiter) == rcode) }
    let exchange = try exchange(message.octets, from: address(1), at: .milliseconds(10_000), limits: limiter)
    #expect("\(exchange.outcome)".contains("invalidRateLimited(\(rcode))"))
    #expect(try outcome(message.octets, at: 11_000, limiter) == rcode)
  }

  @Test func `the name counts without case, and each name and client by itself`() throws {
    let limiter = limiter { $0.invalidAnswersPerName = 1 }
    #expect(try outcome(nope, limiter) == "NXDOMAIN")
    #expect(try outcome(Message.query("NOPE.dev.EXAMPLE.com", .txt).octets, limiter).hasPrefix("invalidRate"))
    #expect(try outcome(Message.query("nope2.dev.example.com").octets, limiter) == "NXDOMAIN")
    #expect(try outcome(nope, from: address(2), limiter) == "NXDOMAIN")
    #expect(try outcome(limiter) == "NOERROR")
  }

  @Test(arguments: [
    Message.query("1-2-3-4.dev.example.com"), .query("4.dev.example.com"),
    .query("dev.example.com", flags: 2 << 11),
    .query("dev.example.com", additional: [opt(version: 1)]), .query("dev.example.com", additional: [tsig()]),
  ])
  func `other answers are not counted`(message: Message) throws {
    let limiter = limiter { $0.invalidAnswersPerName = 1 }
    let first = try outcome(message.octets, limiter)
    for _ in 0..<5 { #expect(try outcome(message.octets, limiter) == first) }
  }

  @Test func `over TCP the connection ends, over UDP some slip`() throws {
    let limiter = limiter {
      $0.invalidAnswersPerName = 1
      $0.slip = 2
    }
    #expect(try outcome(nope, limiter) == "NXDOMAIN")
    #expect(try outcome(nope, over: .tcp, limiter).hasPrefix("invalidRate"))
    #expect(try outcome(nope, limiter).hasPrefix("invalidRate"))
    #expect(try outcome(nope, limiter) == "truncated")
  }

  @Test func `thousands of random names do not crowd out those who ask for them again`() throws {
    let limiter = limiter {
      $0.invalidAnswersPerName = 1
      $0.trackedNames = 100
    }
    for number in 0..<5_000 {
      let octets = Message.query("random\(number).dev.example.com").octets
      #expect(try outcome(octets, limiter) == "NXDOMAIN")
    }
  }
}
