/// Names that the server does not serve.
let outOfZoneCases: [Case] = [
  Case(
    id: "OOZ-01", level: .should,
    requirement: "A name outside every zone is refused, without authority or data, with its question.",
    sources: [.rfc(8906, "1"), .rfc(1035, "4.1.1"), .rfc(8914, "4.21")],
    conditions: [.outsideName],
    steps: { target in
      [
        Step(
          .query(target.outsideOrApex, .a),
          .response(
            .rcode(.refused, .notAuth), .clear(.aa), .noData(.answer, .authority), .questionRepeated))
      ]
    }),
  Case(
    id: "OOZ-02", level: .should,
    requirement: "No response refers upward to the root's servers.",
    sources: [.rfc(8499, "4")],
    conditions: [
      Condition { $0.zone.isRoot ? "the zone is the root" : nil }
    ],
    steps: { target in
      [
        Step(.query(.root, .ns), .response(noUpwardReferral)),
        Step(.query(target.outsideOrApex, .a), .response(noUpwardReferral)),
      ]
    }),
  Case(
    id: "OOZ-03", level: .must,
    requirement: "The zone's parent is not answered from the zone.",
    sources: [.rfc(1034, "4.3.2"), .rfc(2181, "6.1")],
    conditions: [.parentOutside],
    steps: { target in
      [
        Step(
          .query(target.parent, .soa), .response(.clear(.aa), .nothing(of: target.zone), .count(.answer, 0)))
      ]
    }),
  Case(
    id: "OOZ-04", level: .must,
    requirement: "The refusal of a query with an OPT RR has one too.",
    sources: [.rfc(6891, "6.1.1"), .rfc(8914, "2")],
    conditions: [.edns, .outsideName],
    steps: { target in [Step(.query(target.outsideOrApex, .a, edns: EDNS()), .response(.opt, .clear(.aa)))] }),
  Case(
    id: "OOZ-05", level: .should,
    requirement: "A refusal is hardly longer than its query: it makes no floods larger.",
    sources: [.other("amplification")], transports: [.udp],
    conditions: [.outsideName],
    steps: { target in
      let length = 12 + target.outsideOrApex.wire.count + 4
      return [
        Step(
          .query(target.outsideOrApex, .a), .response(.atMost(octets: length + 23, why: "the query's and 23"))
        )
      ]
    }),
  Case(
    id: "OOZ-06", level: .must,
    requirement: "Another zone under the same parent is not answered from this one.",
    sources: [.rfc(1034, "4.3.2"), .rfc(2181, "6.1")],
    conditions: [.parentOutside],
    steps: { target in
      [
        Step(
          .query(target.parent.under("leaf-probe-sibling"), .a),
          .response(.clear(.aa), .nothing(of: target.zone), .count(.answer, 0)))
      ]
    }),
]

private let noUpwardReferral = Check.on("no NS RR of the root in authority") { response in
  !response.section(.authority).contains { $0.type == .ns && $0.owner.isRoot }
}
