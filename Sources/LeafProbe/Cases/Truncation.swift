/// What fits into a datagram, and what is said of the rest.
let truncationCases: [Case] = [
  Case(
    id: "TRUNC-01", level: .must,
    requirement: "An RRset that does not fit into 512 octets gets TC=1 without EDNS.",
    sources: [.rfc(1035, "4.2.1"), .rfc(2181, "9")], transports: [.udp], conditions: [.largeRRset],
    steps: { target in
      [Step(.query(target.largeOrApex, .txt), .response(.set(.tc), .atMost(octets: 512, why: "no EDNS")))]
    }),
  Case(
    id: "TRUNC-02", level: .must,
    requirement:
      "A response of 513 octets does not come whole without EDNS, and one of 512 should come with TC=0.",
    sources: [.rfc(1035, "4.2.1"), .rfc(2181, "9")], transports: [.udp], conditions: [.printedZone],
    steps: { target in
      let (exact, over) = (target.zone.under("exact"), target.zone.under("over"))
      return [
        Step(
          .query(exact, .txt),
          Expectation.response([Check].answer(.records(.txt, of: exact)) + [.clear(.tc)])
            .tolerating(.truncated)),
        Step(.query(over, .txt), .response(.set(.tc))),
      ]
    }),
  Case(
    id: "TRUNC-03", level: .must,
    requirement:
      "A response with TC=1 to a query with an OPT RR has one too, and is no longer than that allows.",
    sources: [.rfc(6891, "7"), .rfc(6891, "6.2.3"), .rfc(8906, "8.2.7")], transports: [.udp],
    conditions: [.largeRRset, .edns],
    steps: { target in
      [
        Step(
          .query(target.largeOrApex, .txt, edns: EDNS(payload: 512)),
          .response(.set(.tc), .opt, .atMost(octets: 512, why: "advertised")))
      ]
    }),
  Case(
    id: "TRUNC-04", level: .must,
    requirement: "Over TCP a large RRset comes whole, with TC=0.",
    sources: [.rfc(7766, "5"), .rfc(2181, "5.1")], transports: [.tcp], conditions: [.largeRRset],
    steps: { target in
      let least =
        target.isPrinted && target.largeOrApex == target.printed.names.large ? PrintedZone.largeCount : 1
      return [
        Step(
          .query(target.largeOrApex, .txt),
          .response(
            .rcode(.noError), .set(.aa), .clear(.tc),
            .records(.txt, least...Int.max, in: .answer, owner: target.largeOrApex),
            .on("more than 512 octets") { $0.octets.count > 512 }))
      ]
    }),
  Case(
    id: "TRUNC-05", level: .should,
    requirement: "Where only additional RRs do not fit, they are left out, with TC=0.",
    sources: [.rfc(2181, "9")], transports: [.udp], conditions: [.printedZone],
    steps: { target in
      let name = target.zone.under("crowd")
      return [
        Step(
          .query(name, .mx),
          .response(.rcode(.noError), .set(.aa), .clear(.tc), .records(.mx, 5...5, in: .answer, owner: name)))
      ]
    }),
  Case(
    id: "TRUNC-06", level: .must,
    requirement: "No response over UDP is longer than its query allows: 512 octets, or what its OPT RR says.",
    sources: [.rfc(1035, "4.2.1"), .rfc(6891, "6.2.3"), .rfc(8906, "3.2.5")], transports: [.udp],
    invariant: .ofResponses("no response longer than the query allows") { response, exchange in
      response.octets.count > exchange.payload
        ? "\(response.octets.count) octets where \(exchange.payload) are allowed" : nil
    }),
  Case(
    id: "TRUNC-07", level: .should,
    requirement:
      "A query of 513 to 4096 octets is answered over TCP, and over UDP unless it is dropped or gets FORMERR.",
    sources: [.rfc(6891, "6.2.5"), .rfc(7830, "4")], conditions: [.edns],
    steps: { target in
      let answer = Expectation.response(answered(target.zone))
      let outcome = target.transport == .tcp ? answer : answer.or(.response(.rcode(.formErr))).or(.silence)
      return [513, 1400, 4096].map { .hostile(Message(base: .query(.padded(target.zone, to: $0))), outcome) }
    }),
  Case(
    id: "TRUNC-08", level: .must,
    requirement:
      "A query of 512 octets is answered, and one of 1232, or as many as the server's OPT RR allows.",
    sources: [.rfc(6891, "6.2.5"), .rfc(1035, "4.2.1")], transports: [.udp], conditions: [.edns],
    steps: { target in
      let zone = target.zone
      let larger = Message.following { exchanges in
        exchanges.first?.response?.opt.map { .padded(zone, to: max(512, min(1232, Int($0.payload)))) }
      }
      return [Message(base: .query(.padded(zone, to: 512))), larger].map {
        Step($0, .response(answered(zone)))
      }
    }),
  Case(
    id: "TRUNC-09", level: .must,
    requirement: "An RRset comes whole, or the response has TC=1, whatever the size that the query allows.",
    sources: [.rfc(2181, "5.1"), .rfc(2181, "9")], transports: [.udp], conditions: [.printedZone],
    steps: { target in
      let sizes: [EDNS?] = [nil, EDNS(payload: 512), EDNS(payload: 1232), EDNS(payload: 4096)]
      return PrintedZone.strings.flatMap { label, count in
        let name = target.zone.under(label)
        let whole = Expectation.response(
          .rcode(.noError), .clear(.tc), .records(.txt, count...count, in: .answer, owner: name))
        return sizes.map { Step(.query(name, .txt, edns: $0), whole.or(.truncated)) }
      }
    }),
  Case(
    id: "TRUNC-10", level: .must,
    requirement: "A size below 512 octets in the OPT RR counts as 512.",
    sources: [.rfc(6891, "6.2.3"), .rfc(6891, "6.2.5")], transports: [.udp],
    conditions: [.printedZone, .edns],
    steps: { target in
      let name = target.zone.under("string")
      return [UInt16(0), 100, 511].map {
        Step(
          .query(name, .txt, edns: EDNS(payload: $0)),
          .response([Check].answer(.records(.txt, of: name)) + [.clear(.tc)]))
      }
    }),
]

/// With the zone's SOA RR; more about that is for others.
private func answered(_ zone: Name) -> [Check] {
  [.rcode(.noError), .records(.soa, 1...Int.max, in: .answer, owner: zone)]
}

extension Query {
  /// A query for the zone's SOA RR that takes so many octets, with padding (RFC 7830 §3).
  fileprivate static func padded(_ zone: Name, to length: Int) -> Query {
    func query(_ padding: Int) -> Query {
      Query(
        zone, .soa, edns: EDNS(options: [EDNS.Option(code: 12, data: Array(repeating: 0, count: padding))]))
    }
    return query(max(0, length - query(0).octets.count))
  }
}

extension Target {
  fileprivate var largeOrApex: Name { special.large ?? zone }
}
