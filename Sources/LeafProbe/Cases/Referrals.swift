/// Zone cuts: referrals, glue and DS RRs.
let delegationCases: [Case] = [
  Case(
    id: "DEL-01", level: .must,
    requirement:
      "A name below a zone cut gets a referral: NS RRs in the authority section, and no authority.",
    sources: [.rfc(1034, "4.3.2"), .rfc(1034, "4.2.1")], conditions: [.delegation],
    steps: { target in
      let cut = target.cutOrApex
      return [cut.under("leaf-probe"), cut.under("a", "b", "leaf-probe")].map {
        Step(.query($0, .a), .response(.referral(to: cut)))
      }
    }),
  Case(
    id: "DEL-02", level: .must,
    requirement: "DS at a zone cut is answered with authority by the zone above it: DS RRs, or NODATA.",
    sources: [.rfc(4035, "3.1.4.1"), .rfc(4035, "2.4")], conditions: [.delegation],
    steps: { target in
      let cut = target.cutOrApex
      return [
        Step(
          .query(cut, .ds),
          Expectation.response(.answer(.records(.ds, of: cut))).or(.response(.noData(target.zone))))
      ]
    }),
  Case(
    id: "DEL-03", level: .must,
    requirement: "A referral has all glue of name servers below the cut in the additional section, or TC=1.",
    sources: [.rfc(9471, "3.1"), .rfc(1034, "4.3.2")], conditions: [.printedZone],
    steps: { target in
      let cut = target.zone.under("cut")
      return [
        Step(
          .query(cut.under("www"), .a),
          Expectation.response(.referral(to: cut) + glue(of: cut)).or(.response(.set(.tc))))
      ]
    }),
  Case(
    id: "DEL-04", level: .must,
    requirement: "A referral whose glue does not fit has TC=1; over TCP it has all of it.",
    sources: [.rfc(9471, "3.1"), .rfc(2181, "9")], conditions: [.printedZone],
    steps: { target in
      let cut = target.zone.under("cut-many")
      let servers = (1...PrintedZone.manyServers).map { cut.under("ns\($0)") }
      let whole = Expectation.response([Check].referral(to: cut) + [.addresses(of: servers), .clear(.tc)])
      let short = Expectation.response(.rcode(.noError), .set(.tc), .clear(.aa))
      return [EDNS?.none, EDNS()].map { edns in
        Step(.query(cut.under("www"), .a, edns: edns), target.transport == .tcp ? whole : whole.or(short))
      }
    }),
  Case(
    id: "DEL-05", level: .should,
    requirement: "A referral has the glue of name servers below other cuts of the same zone.",
    sources: [.rfc(9471, "3.2")], conditions: [.printedZone],
    steps: { target in
      let cut = target.zone.under("cut-sibling")
      return [
        Step(
          .query(cut.under("www"), .a),
          .response(
            [Check].referral(to: cut) + [
              .documentationAddress(91, of: target.zone.under("ns1", "cut"), in: .additional),
              .documentationAddress(93, of: target.zone.under("ns", "cut-unsigned"), in: .additional),
            ]))
      ]
    }),
  Case(
    id: "DEL-06", level: .must,
    requirement: "A query for NS at a zone cut gets the referral, not an answer.",
    sources: [.rfc(1034, "4.3.2"), .rfc(1034, "4.2.1")], conditions: [.delegation],
    steps: { target in [Step(.query(target.cutOrApex, .ns), .response(.referral(to: target.cutOrApex)))] }),
  Case(
    id: "DEL-07", level: .must,
    requirement: "Every other type but DS at a zone cut gets the referral.",
    sources: [.rfc(1034, "4.3.2"), .rfc(1034, "4.2.1")], conditions: [.delegation],
    steps: { target in
      [RRType.a, .soa, .txt, .cname, RRType(rawValue: 1000)].map {
        Step(.query(target.cutOrApex, $0), .response(.referral(to: target.cutOrApex)))
      }
    }),
  Case(
    id: "DEL-08", level: .should,
    requirement: "A referral to a name server of the zone above has its addresses in the additional section.",
    sources: [.rfc(1034, "4.3.2")], conditions: [.printedZone],
    steps: { target in
      let cut = target.zone.under("cut-at-home")
      return [
        Step(
          .query(cut.under("www"), .a),
          .response(
            [Check].referral(to: cut) + [
              .documentationAddress(1, of: target.zone.under("ns1"), in: .additional)
            ]))
      ]
    }),
  Case(
    id: "DEL-09", level: .must,
    requirement: "A referral to a name server outside the zone needs no glue, and is whole without.",
    sources: [.rfc(1034, "4.2.1"), .rfc(1034, "4.3.2"), .rfc(2181, "9")], conditions: [.printedZone],
    steps: { target in
      let cut = target.zone.under("cut-without-glue")
      return [
        Step(.query(cut.under("www"), .a), .response([Check].referral(to: cut) + [.clear(.tc)]))
      ]
    }),
  Case(
    id: "DEL-10", level: .must,
    requirement: "Glue is no answer: a query for it gets the referral.",
    sources: [.rfc(1034, "4.2.1"), .rfc(1034, "4.3.2")], conditions: [.printedZone],
    steps: { target in
      let cut = target.zone.under("cut")
      return [RRType.a, .aaaa].map {
        Step(.query(cut.under("ns1"), $0), .response(.referral(to: cut)))
      }
    }),
  Case(
    id: "DEL-11", level: .must,
    requirement: "DS below a zone cut gets the referral.",
    sources: [.rfc(1034, "4.3.2"), .rfc(4035, "3.1.4.1")], conditions: [.delegation],
    steps: { target in
      [Step(.query(target.cutOrApex.under("leaf-probe"), .ds), .response(.referral(to: target.cutOrApex)))]
    }),
  Case(
    id: "DEL-12", level: .must,
    requirement: "DS at a zone cut gets the DS RR where there is one, and NODATA where there is none.",
    sources: [.rfc(4035, "3.1.4.1"), .rfc(4035, "2.4")], conditions: [.printedZone],
    steps: { target in
      let cut = target.zone.under("cut")
      return [
        Step(.query(cut, .ds), .response(.answer(.records(.ds, of: cut)))),
        Step(.query(target.zone.under("cut-unsigned"), .ds), .response(.noData(target.zone))),
      ]
    }),
  Case(
    id: "DEL-13", level: .should,
    requirement:
      "A query for ANY at a zone cut gets the referral, unless the server refuses or shortens ANY.",
    sources: [.rfc(1034, "4.3.2"), .rfc(8482, "4")], conditions: [.delegation],
    steps: { target in
      [
        Step(
          .query(target.cutOrApex, .any),
          Expectation.response(.referral(to: target.cutOrApex))
            .or(.response(.rcode(.refused, .notImp), .noData(.answer))).or(.truncated))
      ]
    }),
]

/// The glue of the printed zone's first cut.
private func glue(of cut: Name) -> [Check] {
  [
    .documentationAddress(91, of: cut.under("ns1"), in: .additional),
    .records(.aaaa, 1...1, in: .additional, owner: cut.under("ns1")),
    .documentationAddress(92, of: cut.under("ns2"), in: .additional),
  ]
}

extension Check {
  /// An A and an AAAA RR of each of the names in the additional section.
  fileprivate static func addresses(of names: [Name]) -> Check {
    on("A and AAAA RRs of all \(names.count) name servers in additional") { response in
      names.allSatisfy {
        response.has(.a, of: $0, in: .additional) && response.has(.aaaa, of: $0, in: .additional)
      }
    }
  }
}

extension Target {
  fileprivate var cutOrApex: Name { special.delegation ?? zone }
}
