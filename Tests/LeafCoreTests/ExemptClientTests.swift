import DNSWire
import LeafCore
import TestMessages
import Testing

/// One of each that is limited, and no more.
private func limiter(_ keyPath: WritableKeyPath<Limits, UInt32?>) throws -> Limiter {
  var limits = Limits()
  limits[keyPath: keyPath] = 1
  limits.exempt = [
    try #require(IPPrefix(.ipv4(IPv4Address(192, 0, 2, 0)), length: 24)),
    IPPrefix(.ipv4(IPv4Address(203, 0, 113, 7))),
    try #require(IPPrefix(.ipv6(IPv6Address(high: 0x2001_0DB8_0000_0000, low: 0)), length: 32)),
  ]
  return Limiter(limits, hashKey: (1, 2))
}

private let exempt: [IPAddress] = [
  .ipv4(IPv4Address(192, 0, 2, 0)), .ipv4(IPv4Address(192, 0, 2, 255)), .ipv4(IPv4Address(203, 0, 113, 7)),
  .ipv6(IPv6Address(high: 0x2001_0DB8_0000_0000, low: 0)),
  .ipv6(IPv6Address(high: 0x2001_0DB8_FFFF_FFFF, low: .max)),
]

private let others: [IPAddress] = [
  .ipv4(IPv4Address(192, 0, 1, 255)), .ipv4(IPv4Address(192, 0, 3, 0)), .ipv4(IPv4Address(203, 0, 113, 6)),
  .ipv4(IPv4Address(203, 0, 113, 8)), .ipv6(IPv6Address(high: 0x2001_0DB7_FFFF_FFFF, low: .max)),
  .ipv6(IPv6Address(high: 0x2001_0DB9_0000_0000, low: 0)), .ipv6(IPv6Address(high: 0, low: 0xC000_0200)),
]

/// How many of so many queries get a response.
private func answered(
  _ count: Int, _ qname: String = "nope.dev.example.com", from client: IPAddress, _ limiter: Limiter
) throws -> Int {
  let query = Message.query(qname).octets
  return try (0..<count).count { _ in try exchange(query, from: client, limits: limiter).response != nil }
}

/// What each is a limit on, in the order of `names`.
private func limits() throws -> [Limiter] {
  [try limiter(\.queriesPerAddress), try limiter(\.globalQueries), try limiter(\.invalidAnswersPerName)]
}

@Suite struct `Clients that the limits spare` {
  @Test(arguments: exempt)
  func `a client of an exempt prefix is never limited`(client: IPAddress) throws {
    for limiter in try limits() {
      #expect(limiter.exempts(client))
      #expect(try answered(20, from: client, limiter) == 20)
      #expect(try answered(20, "1-2-3-4.dev.example.com", from: client, limiter) == 20)
    }
  }

  @Test(arguments: others)
  func `any other client is`(client: IPAddress) throws {
    for limiter in try limits() {
      #expect(!limiter.exempts(client))
      #expect(try answered(20, from: client, limiter) == 1)
    }
  }

  @Test(arguments: exempt)
  func `what an exempt client asks takes nothing from the others' share`(client: IPAddress) throws {
    for limiter in try limits() {
      #expect(try answered(5, from: client, limiter) == 5)
      #expect(try answered(5, from: others[0], limiter) == 1)
    }
  }

  @Test func `a client over the limit takes nothing from an exempt one`() throws {
    for limiter in try limits() {
      #expect(try answered(5, from: others[0], limiter) == 1)
      #expect(try answered(5, from: exempt[0], limiter) == 5)
    }
  }

  @Test(arguments: [0, 1, 31, 32])
  func `a prefix of any length spares those in it`(length: Int) throws {
    let address = IPAddress.ipv4(IPv4Address(192, 0, 2, 1))
    var limits = Limits()
    limits.queriesPerAddress = 1
    limits.exempt = [try #require(IPPrefix(address.network(length), length: length))]
    let limiter = Limiter(limits, hashKey: (1, 2))
    #expect(try answered(3, from: address, limiter) == 3)
    let distant = IPAddress.ipv4(IPv4Address(1, 0, 2, 1))
    #expect(try answered(3, from: distant, limiter) == (length == 0 ? 3 : 1))
    // Prefixes of one family spare none of the other.
    #expect(try answered(3, from: .ipv6(IPv6Address(high: 0, low: 0)), limiter) == 1)
  }
}

@Suite struct `The limiter that limits nothing` {
  @Test(arguments: [Transport.udp, .tcp])
  func `admits all`(transport: Transport) throws {
    for qname in ["1-2-3-4.dev.example.com", "nope.dev.example.com", "example.org"] {
      let query = Message.query(qname).octets
      for _ in 0..<2_000 {
        #expect(
          try exchange(query, over: transport, limits: .unlimited).response?.header.flags.contains(.truncated)
            == false)
      }
    }
  }
}
