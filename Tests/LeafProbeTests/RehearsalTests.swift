import Testing

@testable import LeafProbe

/// What fuzz-probe asks of verdicts, and of what the strict reader notes.
@Suite struct `A run contradicts itself` {
  private let zone = Name(labels: [Array("example".utf8)])

  /// A response whose authority section is announced and not there, and the case that must not let it pass.
  private func outcome() throws -> Run.Outcome {
    let server = Endpoint(address: "192.0.2.1", port: 53, family: .ipv4)
    let message = Message.query(zone, .soa)
    let octets = message.octets(id: 0x1234)
    var response = octets
    response[2] |= 0x80
    response[9] = 1
    var exchange = Exchange(to: server, over: .udp, message, octets)
    let isAccepted = exchange.accept(response, from: server)
    #expect(isAccepted)
    let test = try #require(Catalogue.cases.first { $0.id == "CNT-16" })
    return Run.Outcome(results: [
      CaseResult(test: test, endpoint: server, transport: .udp, verdict: .pass, exchanges: [exchange])
    ])
  }

  @Test func `when a case passes whose invariant was broken`() throws {
    var outcome = try outcome()
    #expect(outcome.contradiction(zone: zone)?.hasPrefix("CNT-16 ends as pass, and ") == true)
    outcome.results[0].verdict = .inconclusive
    #expect(outcome.contradiction(zone: zone) != nil)
    outcome.applyInvariants(zone: zone)
    #expect(outcome.contradiction(zone: zone) == nil)
  }

  @Test func `when no case fails for what the strict reader noted`() throws {
    var outcome = try outcome()
    outcome.results[0].verdict = .nonStrict
    #expect(outcome.contradiction(zone: zone)?.hasSuffix(", and no case fails") == true)
  }

  @Test func `when the strict reader notes a rule twice, or outside the message`() throws {
    var outcome = try outcome()
    outcome.applyInvariants(zone: zone)
    for violation in [Violation(rule: .truncated, offset: 0), Violation(rule: .rdata, offset: 513)] {
      var response = try #require(outcome.results[0].exchanges[0].response)
      response.violations.append(violation)
      var other = outcome
      other.results[0].exchanges[0].ending = .response(response)
      #expect(other.contradiction(zone: zone) != nil)
    }
    var response = try #require(outcome.results[0].exchanges[0].response)
    response.violations = []
    outcome.results[0].exchanges[0].ending = .response(response)
    #expect(outcome.contradiction(zone: zone)?.hasPrefix("counts ") == true)
  }

  @Test func `never, whatever is known of the target and whatever comes`() {
    let header: [UInt8] = [0, 0, 0x84, 0, 0, 0, 0, 1, 0, 0, 0, 0]
    // An owner of nothing but pointers, each to the one before.
    let chain = stride(from: 10, to: 410, by: 2).flatMap { target -> [UInt8] in
      [0xC0 | UInt8(target >> 8), UInt8(target & 0xFF)]
    }
    let messages: [[UInt8]] = [
      header + [0, 0] + chain, [0, 0, 0x84, 0, 0, 1, 0, 0, 0, 0, 0, 0],
      [0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    ]
    for choice in [0, 1, 3, 7, 0x1F, 0x7F, 0x80] as [UInt8] {
      for number in 0..<Catalogue.cases.count {
        let deliveries = (0..<12).map {
          Rehearsal.Delivery(
            octets: messages[(number + $0) % messages.count], isFromElsewhere: false, isMatched: true,
            isLast: true)
        }
        let contradiction = Rehearsal(ofCase: number, target: choice, deliveries).contradiction
        #expect(contradiction == nil)
      }
    }
  }
}
