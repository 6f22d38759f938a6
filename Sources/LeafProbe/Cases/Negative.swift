/// NXDOMAIN, NODATA and the SOA RR that comes with them (RFC 2308, RFC 8020).
let negativeCases: [Case] = [
  Case(
    id: "NEG-01", level: .must,
    requirement:
      "A name that does not exist gets an authoritative NXDOMAIN with the zone's SOA RR in the authority section.",
    sources: [.rfc(2308, "3"), .rfc(2308, "2.1"), .rfc(1034, "4.3.2")],
    conditions: [.missingName, .missingNamesAreNXDOMAIN],
    steps: { target in [Step(.query(target.missingOrApex, .a), .response(.nameError(target.zone)))] }),
  Case(
    id: "NEG-02", level: .must,
    requirement:
      "The SOA RR of a negative answer has the lesser of its own TTL and its MINIMUM field as TTL.",
    sources: [.rfc(2308, "3"), .rfc(2308, "5")],
    conditions: [.missingName],
    steps: { target in
      [Step(.query(target.missingOrApex, .a), .response(negativeTTL(target)))]
    }),
  Case(
    id: "NEG-03", level: .must,
    requirement: "A type that an existing name does not have gets NODATA with the zone's SOA RR.",
    sources: [.rfc(2308, "2.2"), .rfc(2308, "3")],
    conditions: [.existingName],
    steps: { target in
      // A host may well have some of the common types; none has these.
      [RRType(rawValue: 99), RRType(rawValue: 1000), .hinfo].map {
        Step(
          .query(target.existingOrApex, $0), .response([Check].noData(target.zone) + [negativeTTL(target)]))
      }
    }),
  Case(
    id: "NEG-04", level: .must,
    requirement: "A name that does not exist is NXDOMAIN for every QTYPE.",
    sources: [.rfc(1034, "4.3.2"), .rfc(8906, "7"), .rfc(2308, "5")],
    conditions: [.missingName, .missingNamesAreNXDOMAIN],
    steps: { target in
      [RRType.a, .aaaa, .ns, .soa, .txt, RRType(rawValue: 1000)].map {
        Step(.query(target.missingOrApex, $0), .response(.rcode(.nxDomain)))
      }
    }),
  Case(
    id: "NEG-05", level: .must,
    requirement: "A name that exists is NOERROR for every QTYPE.",
    sources: [.rfc(2308, "2.2"), .rfc(1034, "4.3.2"), .rfc(8906, "3.1.2")],
    conditions: [.existingName],
    steps: { target in
      [RRType.ns, .soa, .mx, .txt, .aaaa].map {
        Step(.query(target.existingOrApex, $0), .response(.rcode(.noError)))
      }
    }),
  Case(
    id: "NEG-06", level: .must,
    requirement: "A name that has names below it exists, even if it owns nothing: NODATA, not NXDOMAIN.",
    sources: [.rfc(4592, "2.2.2"), .rfc(4592, "2.2.3"), .rfc(8020, "3.1"), .rfc(2136, "7.16")],
    conditions: [
      Condition {
        $0.emptyNonTerminals.isEmpty && $0.namesAboveExisting.isEmpty
          ? "no name far enough below the zone is known; give one with --existing" : nil
      }
    ],
    steps: { target in
      target.emptyNonTerminals.map { Step(.query($0, .a), .response(.noData(target.zone))) }
        // Nobody knows that these own nothing.
        + target.namesAboveExisting.map { Step(.query($0, .a), .dataOrNoData(target.zone)) }
    }),
  Case(
    id: "NEG-07", level: .must,
    requirement:
      "No name above one that exists is NXDOMAIN or an error, as a resolver that minimises QNAMEs asks for them.",
    sources: [.rfc(9156, "3"), .rfc(8020, "3.1"), .rfc(2136, "7.16")],
    conditions: [.existingName],
    steps: { target in
      (target.existingOrApex.ancestors(below: target.zone) + target.emptyNonTerminals).reversed().flatMap {
        name in
        [RRType.ns, .a].map { Step(.query(name, $0), .response(.rcode(.noError))) }
      }
    }),
  Case(
    id: "NEG-08", level: .must,
    requirement: "A name below one that does not exist is NXDOMAIN too.",
    sources: [.rfc(4592, "2.2.3"), .rfc(8020, "1"), .rfc(1034, "4.3.2")],
    conditions: [.missingName, .missingNamesAreNXDOMAIN],
    steps: { target in
      [Step(.query(target.missingOrApex.under("below"), .a), .response(.nameError(target.zone)))]
    }),
  Case(
    id: "NEG-09", level: .must,
    requirement:
      "A name below one that exists is answered or NXDOMAIN, with authority and the same for every QTYPE.",
    sources: [.rfc(4592, "2.2.3")],
    conditions: [.existingName],
    steps: { target in
      [Step(.query(target.existingOrApex, .txt), .response(.rcode(.noError)))]
        + [RRType.a, .txt].map {
          Step(
            .query(target.existingOrApex.under("leaf-probe"), $0),
            .response(.rcode(.noError, .nxDomain), .set(.aa)))
        }
    },
    relations: [.sameExistence]),
  Case(
    id: "NEG-10", level: .should,
    requirement: "An asterisk label in a QNAME is a label as any other.",
    sources: [.rfc(4592, "2.3"), .rfc(1034, "4.3.3")],
    steps: { target in
      [Step(.query(target.zone.under("*"), .a), .response(.rcode(.noError, .nxDomain), .set(.aa)))]
    }),
  Case(
    id: "NEG-11", level: .must,
    requirement: "DS at the apex gets NODATA from a server that does not serve the parent zone.",
    sources: [.rfc(4035, "3.1.4.1"), .rfc(2308, "3")],
    conditions: [.parentOutside],
    steps: { target in [Step(.query(target.zone, .ds), .response(.noData(target.zone)))] }),
  Case(
    id: "NEG-12", level: .must,
    requirement: "AAAA of a name with A RRs alone gets NODATA, and no A RR.",
    sources: [.rfc(4074, "3"), .rfc(2308, "2.2"), .rfc(2308, "3")],
    conditions: [.existingName],
    steps: { target in
      [
        Step(
          .query(target.existingOrApex, .aaaa),
          .response([Check].noData(target.zone) + [.noRecords(.a, in: .answer)])
            .or(
              .response(
                .rcode(.noError), .records(.aaaa, 1...Int.max, in: .answer, owner: target.existingOrApex),
                .noRecords(.a, in: .answer))))
      ]
    }),
  Case(
    id: "NEG-13", level: .must,
    requirement: "A negative answer has no NS RR in the authority section without the SOA RR.",
    sources: [.rfc(2308, "2.2"), .rfc(2308, "3")],
    invariant: .ofResponses("no NS RR without the SOA RR in the authority section of a negative answer") {
      response, _ in
      let authority = Set(response.section(.authority).map(\.type))
      let isNegative =
        !response.flags.contains(.tc) && response.opcode == .query
        && (response.rcode == .nxDomain || response.rcode == .noError && response.flags.contains(.aa))
      guard isNegative, response.data(.answer).isEmpty, authority.contains(.ns), !authority.contains(.soa)
      else {
        return nil
      }
      return "NS RRs and no SOA RR in authority"
    }),
  Case(
    id: "NEG-14", level: .should,
    requirement: "A negative answer fits into 512 octets with its SOA RR.",
    sources: [.rfc(2308, "3"), .rfc(2181, "9")],
    transports: [.udp],
    conditions: [.missingName],
    steps: { target in
      [
        Step(
          .query(target.missingOrApex, .a, edns: EDNS(payload: 512)),
          .response(.negativeSOA(of: target.zone), .clear(.tc), .atMost(octets: 512, why: "advertised")))
      ]
    }),
  Case(
    id: "NEG-15", level: .should,
    requirement: "No well-formed query in the zone gets SERVFAIL.",
    sources: [.rfc(8906, "7"), .rfc(2308, "7.1")],
    invariant: Invariant(description: "no SERVFAIL to a query in the zone") { exchange, zone in
      guard let question = exchange.question, let response = exchange.response, response.opcode == .query,
        question.qclass == .in, question.name.isInside(zone), response.rcode == .servFail,
        // There may be no room for the TSIG RR that a response to one must have.
        !Response(reading: exchange.octets).hasTSIG,
        // Aliases in a circle may be called an error (RFC 1034 §3.6.2).
        !PrintedZone(zone: zone).circle.contains(where: question.name.isSame)
      else { return nil }
      return "SERVFAIL to \(question)"
    }),
]

private func negativeTTL(_ target: Target) -> Check {
  let ttl = target.soa.map { min(target.soaTTL, $0.minimum) }
  return .on("SOA RR with TTL \(ttl.map(String.init) ?? "of its MINIMUM at most") in authority") { response in
    guard let record = response.section(.authority).first(where: { $0.type == .soa }) else { return false }
    if let ttl { return record.ttl == ttl }
    return SOA(record).map { record.ttl <= $0.minimum } ?? false
  }
}

extension Target {
  /// Names between the zone and the existing name.
  fileprivate var namesAboveExisting: [Name] { Array(existingOrApex.ancestors(below: zone).dropFirst()) }

  /// Names that own nothing and have names below them.
  var emptyNonTerminals: [Name] {
    profile.hasEncodedNames
      ? [zone.under("4"), zone.under("3", "4"), zone.under("2", "3", "4")] : []
  }
}
