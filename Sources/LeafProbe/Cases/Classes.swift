/// QCLASSes other than IN.
let classCases: [Case] = [
  Case(
    id: "CLS-01", level: .should,
    requirement: "A query in class CH gets no data of class IN.",
    sources: [.rfc(1034, "3.7.1"), .rfc(8906, "4"), .rfc(6895, "3.2")],
    steps: { target in foreignClass(.ch, target) }),
  Case(
    id: "CLS-02", level: .should,
    requirement: "A query in class HS gets no data of class IN.",
    sources: [.rfc(1034, "3.7.1"), .rfc(8906, "4"), .rfc(6895, "3.2")],
    steps: { target in foreignClass(.hs, target) }),
  Case(
    id: "CLS-03", level: .should,
    requirement: "A response in QCLASS ANY has no authority.",
    sources: [.rfc(1034, "3.7.1"), .rfc(1035, "6.2")],
    steps: { target in
      [Step(.query(target.zone, .soa, .any), .response(.clear(.aa)))]
    }),
  Case(
    id: "CLS-04", level: .should,
    requirement: "QCLASS NONE gets FORMERR, REFUSED or NOTIMP.",
    sources: [.rfc(6895, "3.2")],
    steps: { target in noClass(.none, target) }),
  Case(
    id: "CLS-05", level: .should,
    requirement: "QCLASS 0 gets FORMERR, REFUSED or NOTIMP.",
    sources: [.rfc(6895, "3.2")],
    steps: { target in noClass(0, target) }),
  Case(
    id: "CLS-06", level: .should,
    requirement: "A query in a class that is not assigned gets no data of class IN.",
    sources: [.rfc(1034, "3.7.1"), .rfc(6895, "3.2"), .rfc(8906, "4")],
    steps: { target in foreignClass(300, target) }),
  Case(
    id: "CLS-07", level: .must,
    requirement: "All RRs of a response are of the class that was asked for.",
    sources: [.rfc(1034, "3.7.1")],
    invariant: .ofResponses("the class of the question in every RR") { response, exchange in
      guard let question = exchange.question, question.qclass != .any, response.opcode == .query else {
        return nil
      }
      let foreign = response.records.first {
        $0.type != .opt && $0.type != .tsig && $0.rrClass != question.qclass
      }
      return foreign.map { "\($0.owner) \($0.rrClass) \($0.type) in response to \(question)" }
    }),
]

private func foreignClass(_ qclass: RRClass, _ target: Target) -> [Step] {
  [
    Step(
      .query(target.zone, .soa, qclass),
      .response(
        .notRCODE(.servFail),
        .on("no RR of class IN") { !$0.records.contains { $0.type != .opt && $0.rrClass == .in } }))
  ]
}

private func noClass(_ qclass: RRClass, _ target: Target) -> [Step] {
  [Step(.query(target.zone, .soa, qclass), .response(.rcode(.formErr, .refused, .notImp), .noData(.answer)))]
}
