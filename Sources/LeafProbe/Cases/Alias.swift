/// CNAME RRs, and where they lead.
let aliasCases: [Case] = [
  Case(
    id: "CN-01", level: .must,
    requirement: "An alias is answered with its CNAME RR and the RRs of its target in the zone.",
    sources: [.rfc(1034, "3.6.2"), .rfc(1034, "4.3.2")], conditions: [.alias],
    steps: { target in [Step(.query(target.aliasOrApex, .a), .response(.followed(target.aliasOrApex)))] }),
  Case(
    id: "CN-02", level: .must,
    requirement: "A query for CNAME gets an alias's CNAME RR, which is not followed.",
    sources: [.rfc(1034, "3.6.2"), .rfc(1034, "4.3.2")], conditions: [.alias],
    steps: { target in
      [
        Step(
          .query(target.aliasOrApex, .cname),
          .response(
            .rcode(.noError), .set(.aa), .records(.cname, 1...1, in: .answer, owner: target.aliasOrApex),
            .count(.answer, 1)))
      ]
    }),
  Case(
    id: "CN-03", level: .must,
    requirement: "Aliases that lead in a circle get a response, and the server lives on.",
    sources: [.rfc(1034, "3.6.2"), .rfc(1034, "5.2.2")], conditions: [.printedZone],
    steps: { target in
      target.printed.circle.map { .hostile(.query($0, .a), .response()) }
    }),
  Case(
    id: "CN-04", level: .must,
    requirement:
      "An alias of a name in the zone that does not exist gets NXDOMAIN, with the CNAME RR and the zone's SOA RR.",
    sources: [.rfc(6604, "3"), .rfc(2308, "2.1"), .rfc(2308, "3")], conditions: [.printedZone],
    steps: { target in
      let name = target.zone.under("alias-to-missing")
      return [
        Step(
          .query(name, .a),
          .response(.denial(.nxDomain, target.zone, after: .cname(name, to: target.zone.under("missing")))))
      ]
    }),
  Case(
    id: "CN-05", level: .must,
    requirement:
      "An alias of a name without the type gets NODATA, with the CNAME RR and the zone's SOA RR.",
    sources: [.rfc(6604, "3"), .rfc(2308, "2.2"), .rfc(2308, "3")], conditions: [.printedZone],
    steps: { target in
      [("alias-to-nodata", target.zone.under("text")), ("alias-to-ent", target.zone.under("below", "ent"))]
        .map { label, end in
          let name = target.zone.under(label)
          return Step(
            .query(name, .a),
            .response(.denial(.noError, target.zone, after: .cname(name, to: end))))
        }
    }),
  Case(
    id: "CN-06", level: .must,
    requirement: "Aliases of aliases are followed to the end.",
    sources: [.rfc(1034, "4.3.2"), .rfc(1034, "3.6.2")], conditions: [.printedZone],
    steps: { target in
      let chain = ["chain1", "chain2", "chain3", "www"].map { target.zone.under($0) }
      return [
        Step(
          .query(chain[0], .a),
          .response(
            .answer(
              .cname(chain[0], to: chain[1]), .cname(chain[1], to: chain[2]), .cname(chain[2], to: chain[3]),
              .records(.a, of: chain[3]))))
      ]
    }),
  Case(
    id: "CN-07", level: .must,
    requirement: "An alias of a name outside every zone gets NOERROR with authority and its CNAME RR alone.",
    sources: [.rfc(6604, "3"), .rfc(6604, "2.1"), .rfc(1034, "4.3.2")], conditions: [.printedZone],
    steps: { target in
      let name = target.zone.under("alias-to-outside")
      return [Step(.query(name, .a), .response(.answer(.cname(name, to: PrintedZone.outside.under("www")))))]
    }),
  Case(
    id: "CN-08", level: .must,
    requirement:
      "An alias of a name below a zone cut gets its CNAME RR with authority, and should get the referral.",
    sources: [.rfc(6604, "2.1"), .rfc(1034, "4.3.2")], conditions: [.printedZone],
    steps: { target in
      let (name, cut) = (target.zone.under("alias-to-cut"), target.zone.under("cut"))
      let alias = [Check].answer(.cname(name, to: cut.under("www")))
      return [
        Step(
          .query(name, .a),
          .response(alias + [Check].delegation(of: cut)).tolerating(.response(alias)))
      ]
    }),
  Case(
    id: "CN-09", level: .must,
    requirement: "An alias of a name that a wildcard stands for is answered from the wildcard.",
    sources: [.rfc(1034, "4.3.2"), .rfc(4592, "3.3.3")], conditions: [.printedZone],
    steps: { target in
      let (name, end) = (target.zone.under("alias-to-wildcard"), target.zone.under("some", "wild"))
      return [Step(.query(name, .a), .response(.answer(.cname(name, to: end), .records(.a, of: end))))]
    }),
  Case(
    id: "CN-10", level: .must,
    requirement: "An alias is one for every type.",
    sources: [.rfc(1034, "3.6.2"), .rfc(1034, "4.3.2")], conditions: [.alias],
    steps: { target in
      [RRType.txt, RRType(rawValue: 1000)].map {
        Step(
          .query(target.aliasOrApex, $0),
          .response(
            .rcode(.noError), .set(.aa), .records(.cname, 1...1, in: .answer, owner: target.aliasOrApex)))
      }
    }),
  Case(
    id: "CN-11", level: .must,
    requirement: "An alias of a name that does not exist exists: a query for CNAME gets NOERROR.",
    sources: [.rfc(6604, "3"), .rfc(1034, "4.3.2")], conditions: [.printedZone],
    steps: { target in
      let name = target.zone.under("alias-to-missing")
      return [Step(.query(name, .cname), .response(.answer(.cname(name, to: target.zone.under("missing")))))]
    }),
  Case(
    id: "CN-12", level: .must,
    requirement: "The RCODE is that of the last alias, however many lead to it.",
    sources: [.rfc(6604, "3")], conditions: [.printedZone],
    steps: { target in
      let names = ["chain-to-missing", "alias-to-missing", "missing"].map { target.zone.under($0) }
      return [
        Step(
          .query(names[0], .a),
          .response(
            .denial(
              .nxDomain, target.zone, after: .cname(names[0], to: names[1]), .cname(names[1], to: names[2]))))
      ]
    }),
]

extension [Check] {
  /// The CNAME RR of an alias, and RRs of what it leads to.
  fileprivate static func followed(_ alias: Name) -> [Check] {
    [
      .rcode(.noError), .set(.aa), .records(.cname, 1...1, in: .answer, owner: alias),
      .on("A RRs of the CNAME RR's target in answer") { response in
        let cname = response.section(.answer).first { $0.type == .cname && $0.owner.isSame(as: alias) }
        return cname?.data.names.contains { response.has(.a, of: $0, in: .answer) } ?? false
      },
    ]
  }
}

extension Target {
  fileprivate var aliasOrApex: Name { special.alias ?? zone }
}
