/// What is UDP's own.
let udpCases: [Case] = [
  Case(
    id: "UDP-01", level: .must,
    requirement: "A response comes from the address and port that the query went to.",
    sources: [.rfc(2181, "4.1"), .rfc(2181, "4.2")], transports: [.udp],
    steps: { target in [Step(.query(target.zone, .soa), .response())] },
    invariant: Invariant(description: "every response from the address and port that were asked") {
      exchange in
      exchange.strays.first { $0.reason == .source }?.description
    }),
  Case(
    id: "UDP-02", level: .should,
    requirement: "A query gets one response, not two.",
    sources: [.other("what clients count on")], transports: [.udp],
    steps: { target in (0..<3).map { _ in Step(.query(target.zone, .soa), .response()) } },
    invariant: Invariant(description: "one response to each query") { exchange in
      exchange.repetitions.count >= exchange.tries ? "\(exchange.repetitions.count + 1) responses" : nil
    }),
  Case(
    id: "UDP-03", level: .should,
    requirement: "A datagram that is no whole header gets no response.",
    sources: [.rfc(1035, "4.1")], transports: [.udp],
    steps: { target in
      let query = Query(target.zone, .soa).octets
      return (0...11).map { .hostile(.octets(Array(query.prefix($0))), .noResponse) }
    }),
  Case(
    id: "UDP-04", level: .may,
    requirement: "A query in fragments is answered or dropped, and the server lives on.",
    sources: [.other("IP fragmentation")], transports: [.udp],
    optIn: "fragments may be dropped on the way",
    steps: { target in
      // Option 12 is padding (RFC 7830).
      let edns = EDNS(options: [EDNS.Option(code: 12, data: Array(repeating: 0, count: 2700))])
      var step = Step.hostile(.query(target.zone, .soa, edns: edns), Expectation.response().or(.silence))
      step.isSingle = true
      return [step]
    }),
  Case(
    id: "UDP-05", level: .info,
    requirement: "How many of 1000 queries are answered, at the speed that --qps allows.",
    sources: [.rfc(8906, "1")], transports: [.udp],
    optIn: "it takes long and may set off rate limits",
    steps: { target in
      (0..<1000).map { _ in
        var step = Step(.query(target.zone, .soa), .anyEnding)
        step.isSingle = true
        return step
      }
    },
    note: { exchanges, _ in
      let answered = exchanges.count { $0.response != nil }
      let first = exchanges.firstIndex { $0.tellsNothing }
      return "\(answered) of \(exchanges.count) answered"
        + (first.map { "; the first one lost or slipped was number \($0 + 1)" } ?? "")
    }),
  Case(
    id: "UDP-06", level: .info,
    requirement: "What the network says of the server's port.",
    sources: [.rfc(2308, "7.2")], transports: [.udp],
    steps: { target in [Step(.query(target.zone, .soa), .anyEnding)] },
    note: { exchanges, _ in
      exchanges.first.map { exchange in
        switch exchange.ending {
        case .response: "open"
        case .silence: "no response"
        case .closed: "closed"
        case .failed(let error): "\(error)"
        }
      }
    }),
]
