/// OPT RRs that are not as they should be.
let ednsFormCases: [Case] = [
  Case(
    id: "EDNS-13", level: .must,
    requirement: "A query with two OPT RRs gets FORMERR.",
    sources: [.rfc(6891, "6.1.1")],
    conditions: [.edns],
    steps: { target in
      [.broken(target, .response(.rcode(.formErr)), .add(.additional, plain), .add(.additional, plain))]
    }),
  Case(
    id: "EDNS-14", level: .should,
    requirement: "A query whose OPT RR has an owner other than the root gets FORMERR.",
    sources: [.rfc(6891, "6.1.2")],
    conditions: [.edns],
    steps: { target in
      [
        .broken(
          target, .response(.rcode(.formErr)),
          .add(.additional, OPTRecord(owner: target.zone.under("leaf-probe")).octets))
      ]
    }),
  Case(
    id: "EDNS-15", level: .should,
    requirement: "A query with an OPT RR in answer or authority gets FORMERR.",
    sources: [.rfc(6891, "6.1.1")],
    conditions: [.edns],
    steps: { target in
      [Section.answer, .authority].map {
        .broken(target, .response(.rcode(.formErr)), .add($0, plain))
      }
    }),
  Case(
    id: "EDNS-16", level: .must,
    requirement: "An option that is longer than the OPT RR's RDATA gets FORMERR.",
    sources: [.rfc(6891, "7")],
    conditions: [.edns],
    steps: { target in [.broken(target, .response(.rcode(.formErr)), .add(.additional, overrun))] }),
  Case(
    id: "EDNS-17", level: .must,
    requirement: "OPT RDATA too short for an option's code and length gets FORMERR.",
    sources: [.rfc(6891, "7"), .rfc(6891, "6.1.2")],
    conditions: [.edns],
    steps: { target in
      (1...3).map { .broken(target, .response(.rcode(.formErr)), .add(.additional, short($0))) }
    }),
  Case(
    id: "EDNS-19", level: .must,
    requirement: "An OPT RR that is longer than the message gets FORMERR, or no response.",
    sources: [.rfc(1035, "4.1.1"), .rfc(9267, "5")],
    conditions: [.edns],
    steps: { target in
      [.broken(target, .formErrOrDrop, .add(.additional, OPTRecord(length: 400).octets))]
    }),
  Case(
    id: "EDNS-20", level: .should,
    requirement: "A query with another RR behind its OPT RR is answered, or FORMERR, with an OPT RR.",
    sources: [.rfc(6891, "6.1.1")],
    conditions: [.edns],
    steps: { target in
      [
        .broken(
          target,
          Expectation.response([Check].ednsAnswer(target.zone)).or(.response(.rcode(.formErr), .opt)),
          .add(.additional, plain), .add(.additional, addressRecord(target.zone, [192, 0, 2, 1])))
      ]
    }),
  Case(
    id: "EDNS-32", level: .must,
    requirement: "FORMERR to options that cannot be read has an OPT RR: it shows that the server knows EDNS.",
    sources: [.rfc(6891, "7")],
    conditions: [.edns],
    steps: { target in
      [overrun, short(1), short(3)].map {
        .broken(target, Expectation.response(.rcode(.formErr), .opt).or(.formOther), .add(.additional, $0))
      }
    }),
]

extension Expectation {
  /// What EDNS-16 and EDNS-17 speak of.
  fileprivate static let formOther = response(.notRCODE(.formErr)).or(.noResponse)
}

extension Step {
  /// The zone's SOA RR asked for, with records that do not belong there.
  fileprivate static func broken(
    _ target: Target, _ expectation: Expectation, _ edits: Message.Edit...
  ) -> Step {
    var message = Message.query(target.zone, .soa)
    message.edits = edits
    return .hostile(message, expectation)
  }
}

private let plain = OPTRecord().octets

/// Its one option announces nine octets and has one.
private let overrun = OPTRecord(rdata: [0, 100, 0, 9, 0]).octets

private func short(_ length: Int) -> [UInt8] {
  OPTRecord(rdata: Array([0, 100, 0].prefix(length))).octets
}
