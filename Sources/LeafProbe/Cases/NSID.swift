/// The name server identifier option (RFC 5001).
let nsidCases: [Case] = [
  Case(
    id: "NSID-01", level: .may,
    requirement: "An empty NSID option gets the server's identifier.",
    sources: [.rfc(5001, "2.2")],
    conditions: [.edns],
    steps: { target in
      [
        .asking(
          target, [.nsid],
          .on("an NSID option that is not empty") { $0.opt?.option(EDNS.Option.nsidCode)?.isEmpty == false })
      ]
    }),
  Case(
    id: "NSID-02", level: .must,
    requirement: "What a query's NSID option holds is ignored.",
    sources: [.rfc(5001, "2.2")],
    conditions: [.edns],
    steps: { target in
      let option = EDNS.Option(code: EDNS.Option.nsidCode, data: Array("leaf-probe".utf8))
      return [.asking(target, [option], .notEchoed(option))]
    }),
  Case(
    id: "NSID-03", level: .must,
    requirement: "Who did not ask for it gets no NSID option.",
    sources: [.rfc(5001, "2.2")],
    conditions: [.edns],
    invariant: .unasked(EDNS.Option.nsidCode, "NSID")),
  Case(
    id: "NSID-04", level: .may,
    requirement: "BADVERS has an NSID option for who asked for it.",
    sources: [.rfc(5001, "2.2")],
    conditions: [.edns],
    steps: { target in
      [
        Step(
          .query(target.zone, .soa, edns: EDNS(version: 1, options: [.nsid])),
          .response(
            [Check].badVersion + [.on("an NSID option") { $0.opt?.option(EDNS.Option.nsidCode) != nil }]))
      ]
    }),
  Case(
    id: "NSID-05", level: .must,
    requirement: "A query with an NSID option is answered as any other.",
    sources: [.rfc(6891, "6.1.2"), .rfc(8906, "3.2.3")],
    conditions: [.edns],
    steps: { target in [.asking(target, [.nsid])] }),
]
