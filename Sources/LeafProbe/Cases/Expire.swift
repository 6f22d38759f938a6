/// The EXPIRE option (RFC 7314).
let expireCases: [Case] = [
  Case(
    id: "EXP-01", level: .may,
    requirement:
      "An SOA query with an EXPIRE option gets the time after which a secondary gives the zone up.",
    sources: [.rfc(7314, "3.1"), .rfc(7314, "3.2")],
    conditions: [.edns],
    steps: { target in
      [.asking(target, [.expire], .on("an EXPIRE option") { $0.opt?.option(EDNS.Option.expireCode) != nil })]
    }),
  Case(
    id: "EXP-02", level: .must,
    requirement:
      "A query with an EXPIRE option is answered, and an EXPIRE option in a response has four octets.",
    sources: [.rfc(7314, "3"), .rfc(6891, "6.1.2")],
    conditions: [.edns],
    steps: { target in [.asking(target, [.expire])] },
    invariant: .option(EDNS.Option.expireCode, "EXPIRE options of four octets") { data, _ in data.count == 4 }
  ),
  Case(
    id: "EXP-03", level: .must,
    requirement: "A response about no zone of the server's has no EXPIRE option.",
    sources: [.rfc(7314, "3.3")],
    conditions: [.edns, .outsideName],
    steps: { target in
      [
        Step(
          .query(target.outsideOrApex, .soa, edns: EDNS(options: [.expire])),
          .response(.noOption(EDNS.Option.expireCode)))
      ]
    }),
  Case(
    id: "EXP-04", level: .should,
    requirement: "An EXPIRE option does not name a longer time than the SOA RR's EXPIRE field.",
    sources: [.rfc(7314, "3.1"), .rfc(7314, "3.2")],
    conditions: [.edns],
    steps: { target in
      [
        Step(
          .query(target.zone, .soa, edns: EDNS(options: [.expire])),
          .response(
            .on("no EXPIRE option above the SOA RR's field") { response in
              guard let time = response.opt?.option(EDNS.Option.expireCode)?.uint32(at: 0),
                let soa = response.section(.answer).lazy.compactMap({ SOA($0) }).first
              else { return true }
              return time <= soa.expire
            }))
      ]
    }),
]
