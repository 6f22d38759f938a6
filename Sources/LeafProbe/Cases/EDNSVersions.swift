/// Versions of EDNS that do not exist (RFC 6891 §6.1.3).
let ednsVersionCases: [Case] = [
  Case(
    id: "EDNS-03", level: .must,
    requirement:
      "EDNS version 1 gets BADVERS with version 0, the question and no answer, and should have AA=0.",
    sources: [.rfc(8906, "8.2.2"), .rfc(6891, "6.1.3"), .rfc(6891, "7")],
    conditions: [.edns],
    steps: { target in
      let badVersion = [Check].badVersion + [.questionRepeated]
      return [
        Step(
          .query(target.zone, .soa, edns: EDNS(version: 1)),
          .response(badVersion + [.clear(.aa)])
            // No RFC has AA=0 with a must.
            .tolerating(.response(badVersion)))
      ]
    }),
  Case(
    id: "EDNS-04", level: .must,
    requirement: "So do versions 100 and 255.",
    sources: [.rfc(6891, "6.1.3")],
    conditions: [.edns],
    steps: { target in
      [100, 255].map {
        Step(.query(target.zone, .soa, edns: EDNS(version: $0)), .response([Check].badVersion))
      }
    }),
  Case(
    id: "EDNS-08", level: .must,
    requirement: "EDNS version 1 with an unknown flag gets BADVERS without it.",
    sources: [.rfc(8906, "8.2.5"), .rfc(6891, "6.1.4")],
    conditions: [.edns],
    steps: { target in
      [
        Step(
          .query(target.zone, .soa, edns: EDNS(version: 1, reserved: 0x40)),
          .response([Check].badVersion + [.noUnknownFlags]))
      ]
    }),
  Case(
    id: "EDNS-09", level: .must,
    requirement: "EDNS version 1 with an unknown option gets BADVERS without it.",
    sources: [.rfc(8906, "8.2.6"), .rfc(6891, "6.1.2")],
    conditions: [.edns],
    steps: { target in
      [
        Step(
          .query(target.zone, .soa, edns: EDNS(version: 1, options: [.unknown])),
          .response([Check].badVersion + [.noOption(EDNS.Option.unknown.code)]))
      ]
    }),
  Case(
    id: "EDNS-11", level: .should,
    requirement: "EDNS version 1 with DO=1 gets BADVERS, and DO as version 0 does.",
    sources: [.rfc(8906, "8.2.9")],
    conditions: [.edns],
    steps: { target in
      [
        Step(.query(target.zone, .soa, edns: EDNS(dnssecOK: true)), .response(.opt)),
        Step(
          .query(target.zone, .soa, edns: EDNS(version: 1, dnssecOK: true)), .response([Check].badVersion)),
      ]
    },
    relations: [
      Relation(description: "DO=1 in BADVERS where NOERROR has it") { exchanges, _ in
        let isCopied = exchanges.map { $0.response?.opt?.dnssecOK == true }
        return isCopied == [true, false] ? "DO=1 in NOERROR, DO=0 in BADVERS" : nil
      }
    ]),
]
