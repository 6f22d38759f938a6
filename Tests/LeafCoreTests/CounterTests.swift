import DNSWire
import LeafCore
import Testing

@Suite struct `What workers count` {
  private static func answered(_ rule: Rule, _ rcode: RCODE, _ cookie: CookieState = .absent) -> Outcome {
    .response(
      Answered(
        rule: rule, zone: nil, rcode: rcode, isAuthoritative: true, qtype: nil, cookie: cookie,
        answerCount: 0, authorityCount: 0))
  }

  private static let zones = ZoneSlots(ZoneSet([]))
  private static let empty: [UInt8] = []
  private static let plain: [UInt8] = [0, 0, 0x84, 0] + [UInt8](repeating: 0, count: 8)
  private static let truncated: [UInt8] = [0, 0, 0x86, 0] + [UInt8](repeating: 0, count: 8)

  private static func someWorker() -> WorkerCounters {
    let worker = WorkerCounters(over: .udp)
    for _ in 0..<4 { worker.count(queryOf: 40, overIPv6: false) }
    worker.count(answered(.stored, .noError), response: Self.plain.span, Self.zones)
    worker.count(answered(.stored, .badCookie), response: Self.truncated.span, Self.zones)
    worker.count(.none(.invalidRateLimited(.nxDomain)), response: Self.empty.span, Self.zones)
    worker.count(
      .response(Header(id: 0, flags: Flags(opcode: .query, rcode: .refused)), nil, length: 20),
      overIPv6: false)
    return worker
  }

  @Test func `each query is counted, and so is what became of it`() {
    let counters = Self.someWorker().values
    #expect(counters.queries == 4 && counters.responses == 3 && counters.droppedQueries == 1)
    #expect(counters.octetsReceived == 160 && counters.octetsSent == 44)
    #expect(counters.truncated == 1)
    #expect(counters.responses(.noError) == 1 && counters.responses(.badCookie) == 1)
    #expect(counters.responses(.refused) == 1 && counters.responsesWithoutRule == 1)
    #expect(counters.responses(.stored) == 2 && counters.responses(.apex) == 0)
    #expect(counters.dropped(.invalidQueryRateLimited) == 1)
  }

  @Test func `the sum of two workers has the sum of every count`() {
    let one = Self.someWorker().values
    let sum = one + one + Counters()
    #expect(sum.queries == 8 && sum.octetsReceived == 320 && sum.octetsSent == 88 && sum.truncated == 2)
    #expect(sum.responses(.badCookie) == 2 && sum.responses(.stored) == 4 && sum.responsesWithoutRule == 2)
    #expect(sum.dropped(.invalidQueryRateLimited) == 2)
  }

  @Test func `every rule, RCODE and reason has a place`() {
    let worker = WorkerCounters(over: .tcp)
    for rule in Rule.allCases {
      worker.count(Self.answered(rule, .noError), response: Self.empty.span, Self.zones)
    }
    for number in 0...4_095 {
      worker.count(
        Self.answered(.stored, RCODE(rawValue: UInt16(number))), response: Self.empty.span, Self.zones)
    }
    for reason in DropReason.allCases { worker.count(.dropped(reason), overIPv6: false) }
    let counters = worker.values
    for rule in Rule.allCases { #expect(counters.responses(rule) > 0) }
    #expect(counters.responses(.badVers) == 1 && counters.responses(RCODE(rawValue: 24)) == 4_072)
    for reason in DropReason.allCases { #expect(counters.dropped(reason) == 1) }
    #expect(RCODESlot.all.reduce(0) { $0 + counters.responses($1.rcode) } == counters.responses)
    #expect(Set(RCODESlot.all.map(\.name)).count == 25 && RCODESlot.all.last?.name == "other")
  }

  @Test func `responses are counted by what the query's cookie was worth`() {
    let worker = WorkerCounters(over: .udp)
    for (count, state) in CookieState.allCases.enumerated() {
      for _ in 0...count {
        worker.count(Self.answered(.stored, .noError, state), response: Self.plain.span, Self.zones)
      }
    }
    let sum = worker.values + worker.values
    for (count, state) in CookieState.allCases.enumerated() {
      #expect(sum.responses(state) == 2 * UInt64(count + 1))
    }
  }

  @Test func `a connection that is refused is no query, a frame that is too long is one`() {
    let worker = WorkerCounters(over: .tcp)
    worker.count(.dropped(.connectionLimitReached), overIPv6: false)
    worker.count(.frameTooLong(length: 5_000), overIPv6: false)
    let counters = worker.values
    #expect(counters.queries == 1 && counters.droppedQueries == 1)
    #expect(counters.dropped(.connectionLimitReached) == 1 && counters.dropped(.requestTooLarge) == 1)
  }

  @Test func `of a stream every message is octets, and the first is the response`() {
    let worker = WorkerCounters(over: .tcp)
    worker.count(queryOf: 30, overIPv6: true)
    worker.count(.response(Header(id: 0, flags: .response), .axfr, length: 100), overIPv6: false)
    for _ in 0..<9 { worker.count(.continuation(length: 100), overIPv6: false) }
    #expect(worker.values.responses == 1 && worker.values.octetsSent == 1_000)
  }
}
