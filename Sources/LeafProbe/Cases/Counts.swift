/// Messages whose counts are unusual or false (RFC 1035 §4.1.1, RFC 9267, RFC 9619).
let countCases: [Case] = [
  Case(
    id: "CNT-01", level: .should,
    requirement: "A query without a question gets a response: FORMERR, REFUSED, NOTIMP or NOERROR.",
    sources: [.rfc(7873, "5.4")],
    steps: { _ in
      [.hostile(.header(), .response(.rcode(.formErr, .refused, .notImp, .noError), .count(.answer, 0)))]
    }),
  Case(
    id: "CNT-02", level: .should,
    requirement:
      "A query without a question that carries a COOKIE option gets an empty NOERROR with a server cookie.",
    sources: [.rfc(7873, "5.4"), .rfc(6891, "6.1.1")],
    conditions: [.cookies],
    steps: { _ in
      let edns = EDNS(options: [.cookie(.client)])
      return [
        Step(
          Message.query(.root, .a, edns: edns).withoutQuestion,
          .response(
            .rcode(.noError), .count(.question, 0), .count(.answer, 0),
            .on("a COOKIE option of 16 to 40 octets") { (16...40).contains($0.opt?.option(10)?.count ?? 0) }))
      ]
    }),
  Case(
    id: "CNT-03", level: .must,
    requirement: "A query with the same question twice is FORMERR.",
    sources: [.rfc(9619, "4")],
    steps: { target in
      [.hostile(twoQuestions(target, .soa, .in), .formErrAtBest)]
    }),
  Case(
    id: "CNT-04", level: .must,
    requirement: "A query with two questions of different types is FORMERR.",
    sources: [.rfc(9619, "4")],
    steps: { target in [.hostile(twoQuestions(target, .ns, .in), .formErrAtBest)] }),
  Case(
    id: "CNT-05", level: .must,
    requirement: "A query with two questions of different classes is FORMERR.",
    sources: [.rfc(9619, "4")],
    steps: { target in [.hostile(twoQuestions(target, .soa, .ch), .formErrAtBest)] }),
  Case(
    id: "CNT-06", level: .should,
    requirement: "A query that announces two questions and holds one is FORMERR, or dropped.",
    sources: [.rfc(9619, "4"), .rfc(9267, "6"), .rfc(1035, "4.1.1")],
    steps: { falseCount(.question, 2, $0) }),
  Case(
    id: "CNT-07", level: .should,
    requirement: "A query that announces 65535 questions and holds one is FORMERR, or dropped.",
    sources: [.rfc(9619, "4"), .rfc(9267, "6"), .rfc(1035, "4.1.1")],
    steps: { falseCount(.question, 65535, $0) }),
  Case(
    id: "CNT-08", level: .should,
    requirement: "A query that announces an answer RR and holds none is FORMERR, or dropped.",
    sources: [.rfc(9267, "6"), .rfc(1035, "4.1.1"), .rfc(5625, "6.3")],
    steps: { falseCount(.answer, 1, $0) }),
  Case(
    id: "CNT-09", level: .should,
    requirement: "A query that announces an authority RR and holds none is FORMERR, or dropped.",
    sources: [.rfc(9267, "6"), .rfc(1035, "4.1.1"), .rfc(5625, "6.3")],
    steps: { falseCount(.authority, 1, $0) }),
  Case(
    id: "CNT-10", level: .should,
    requirement: "A query that announces an additional RR and holds none is FORMERR, or dropped.",
    sources: [.rfc(9267, "6"), .rfc(1035, "4.1.1"), .rfc(5625, "6.3")],
    steps: { falseCount(.additional, 1, $0) }),
  Case(
    id: "CNT-11", level: .should,
    requirement: "A query that announces 65535 additional RRs and holds an OPT RR is FORMERR, or dropped.",
    sources: [.rfc(9267, "6"), .rfc(1035, "4.1.1"), .rfc(5625, "6.3")],
    steps: { target in
      [
        .hostile(
          Message.query(target.zone, .soa, edns: EDNS()).edited(.count(.additional, 65535)), .formErrOrDrop)
      ]
    }),
  Case(
    id: "CNT-12", level: .may,
    requirement: "A query with an answer RR is answered as if it had none, or is FORMERR.",
    sources: [.other("seen on four servers")],
    steps: { strangeRecord(in: .answer, $0) }),
  Case(
    id: "CNT-13", level: .may,
    requirement: "A query with an authority RR is answered as if it had none, or is FORMERR.",
    sources: [.other("seen on four servers")],
    steps: { strangeRecord(in: .authority, $0) }),
  Case(
    id: "CNT-14", level: .may,
    requirement: "A query with an additional RR that is no OPT is answered without an OPT RR, or is FORMERR.",
    sources: [.rfc(6891, "7")],
    steps: { strangeRecord(in: .additional, $0) }),
  Case(
    id: "CNT-15", level: .may,
    requirement: "Octets after a query's last record are ignored, or the query is FORMERR.",
    sources: [.rfc(1035, "4.1"), .other("DVE-2017-0001")],
    steps: { target in
      [
        .hostile(
          Message.query(target.zone, .soa).edited(.append([0xDE, 0xAD, 0xBE, 0xEF])),
          .response([Check].soaAnswer(target.zone)).or(.response(.rcode(.formErr))))
      ]
    }),
  Case(
    id: "CNT-16", level: .must,
    requirement: "A response holds exactly the records that its counts announce, and nothing after them.",
    sources: [.rfc(1035, "4.1.1"), .rfc(1035, "4.1")],
    invariant: .form(
      "the counts and the records of every response agree", .trailingOctets, .truncated, .shortHeader)),
]

extension Expectation {
  /// FORMERR; no response misses a should alone, as no text speaks of it.
  static let formErrAtBest = response(.rcode(.formErr)).tolerating(.noResponse)

  /// What RFC 9267 §6 and RFC 5625 §6.3 have a server do with a message that lies about itself.
  static let formErrOrDrop = response(.rcode(.formErr)).or(.noResponse)
}

extension Message {
  /// Without its question; the records after it stay.
  var withoutQuestion: Message {
    guard case .query(let query) = base else { return self }
    return edited(.removeQuestion(query.name))
  }
}

/// SOA in IN, and a second question for the zone.
func twoQuestions(_ target: Target, _ type: RRType, _ qclass: RRClass) -> Message {
  var second = target.zone.wire
  second.append(type.rawValue)
  second.append(qclass.rawValue)
  return Message.query(target.zone, .soa).edited(.count(.question, 2), .append(second))
}

private func falseCount(_ section: Section, _ count: UInt16, _ target: Target) -> [Step] {
  [.hostile(Message.query(target.zone, .soa).edited(.count(section, count)), .formErrOrDrop)]
}

/// A query for the zone's SOA with an A RR where queries have none.
private func strangeRecord(in section: Section, _ target: Target) -> [Step] {
  // An address that nobody has (RFC 5737 §3), so that it is known again.
  let owner = target.zone.under("leaf-probe")
  let record = addressRecord(owner, [203, 0, 113, 99])
  return [
    Step(
      Message.query(target.zone, .soa).edited(.add(section, record)),
      .response(
        [Check].soaAnswer(target.zone) + [
          .noOPT,
          .on("the query's own RR nowhere") { !$0.records.contains { $0.owner.isSame(as: owner) } },
        ]
      ).or(.response(.rcode(.formErr), .noOPT)))
  ]
}
