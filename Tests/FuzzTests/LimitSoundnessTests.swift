import DNSWire
import FuzzDriver
import LeafCore
import TestMessages
import Testing
import WireProperties

/// What limits do where they must not, and do not where they must, is found by the property of fuzz-respond.
@Suite struct `A limit that does not hold` {
  /// - Parameter slip: 0, 1 or 2.
  private func server(slip: UInt8) -> FuzzedServer { FuzzedServer(choice: (slip + 1) << 2) }

  private func exchange(
    _ server: FuzzedServer, _ query: Message = .query("1-2-3-4.dev.example.com"), client choice: UInt8 = 0,
    milliseconds: UInt64 = 5_000, outcome: Outcome? = nil
  ) -> Exchange {
    let now = Now(monotonic: .milliseconds(milliseconds), unixTime: 1_559_731_985)
    var exchange = Exchange(query.octets, Arrival(choice: choice), now, server.authority)
    if let outcome { exchange.outcome = outcome }
    if case Outcome.none? = outcome { exchange.response = [] }
    return exchange
  }

  private func violation(_ server: FuzzedServer, _ exchanges: [Exchange]) -> String? {
    guard let limiter = server.limiter else { return "no limits" }
    var limits = PlainLimits(limiter.limits)
    do {
      for exchange in exchanges { try limits.check(exchange, server) }
      return nil
    } catch {
      return error.description
    }
  }

  /// How messages come: 4 and 6 from one IPv6 network, 0x84 from another; 24 a second after the one before.
  @Test(arguments: [0, 1, 2])
  func `is not one of leaf's`(slip: UInt8) throws {
    let query = Message.query("1-2-3-4.dev.example.com").octets
    let runs: [[UInt8]] = [
      [4, 6, 4, 0x84, 6], [0, 0, 0, 0, 2, 2, 4, 0x84], [0, 0, 0, 2, 2, 2, 4, 4], [0, 0, 0, 0, 24],
    ]
    for clients in runs {
      let messages = clients.flatMap { [$0] + octetPair(UInt16(query.count)) + query }
      try everyResponseIsSound([(slip + 1) << 2] + messages)
    }
  }

  @Test func `drops the first query, or one of another network, or after a second`() {
    let server = server(slip: 0)
    let answered = exchange(server)
    let dropped = exchange(server, outcome: .none(.rateLimited))
    let reason = "though nothing is over a limit"
    #expect(violation(server, [dropped])?.contains(reason) == true)
    #expect(violation(server, [answered, answered, answered, dropped]) == nil)
    // Bit 7 puts the client into another network; 4 and 6 are two clients in one.
    for (others, client) in [(0, 2), (4, 0x84)] as [(UInt8, UInt8)] {
      let exchanges =
        Array(repeating: exchange(server, client: others), count: 3)
        + [exchange(server, client: client, outcome: .none(.rateLimited))]
      #expect(violation(server, exchanges)?.contains(reason) == true)
    }
    let sameNetwork =
      Array(repeating: exchange(server, client: 4), count: 3)
      + [exchange(server, client: 6, outcome: .none(.rateLimited))]
    #expect(violation(server, sameNetwork) == nil)
    let later = exchange(server, milliseconds: 6_000, outcome: .none(.rateLimited))
    #expect(violation(server, [answered, answered, answered, later])?.contains(reason) == true)
  }

  @Test func `drops a negative answer for another name`() {
    let server = server(slip: 0)
    let query = Message.query("x.dev.example.com")
    let dropped = exchange(server, query, outcome: .none(.invalidRateLimited(.nxDomain)))
    #expect(violation(server, [exchange(server, query), dropped]) == nil)
    let other = exchange(server, .query("y.dev.example.com"))
    #expect(violation(server, [other, dropped])?.contains("though nothing is over a limit") == true)
  }

  @Test func `answers more queries at one instant than the global limit allows`() {
    let server = server(slip: 0)
    let exchanges = (0..<6).map { exchange(server, client: UInt8($0 % 4) << 1) }
    #expect(violation(server, exchanges) == "6 queries answered at one instant")
  }

  @Test func `does not send each slip-th query over a limit to TCP`() {
    let text = "over a limit is sent to TCP"
    for slip: UInt8 in [0, 1, 2] {
      let server = server(slip: slip)
      let answered = Array(repeating: exchange(server), count: 3)
      let dropped = exchange(server, outcome: .none(.rateLimited))
      let slipped = exchange(server, outcome: .slipped)
      let right = [[dropped, dropped], [slipped, slipped], [dropped, slipped]][Int(slip)]
      #expect(violation(server, answered + right) == nil)
      for wrong in [[dropped, dropped], [slipped, slipped], [dropped, slipped]] where slip != 0 {
        let isRight = wrong.map(\.outcome) == right.map(\.outcome)
        #expect(isRight || violation(server, answered + wrong)?.contains(text) == true)
      }
    }
  }
}

extension Outcome {
  /// A client is told to come back over TCP.
  static var slipped: Outcome {
    .response(
      Answered(
        rule: .slipped, zone: nil, rcode: .noError, isAuthoritative: false, qtype: .a, answerCount: 0,
        authorityCount: 0))
  }
}
