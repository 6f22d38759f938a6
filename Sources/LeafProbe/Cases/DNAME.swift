/// DNAME RRs, and the names below them (RFC 6672).
let dnameCases: [Case] = [
  Case(
    id: "DN-01", level: .must,
    requirement: "A name below a DNAME RR gets that RR and a CNAME RR that is made from it.",
    sources: [.rfc(6672, "3.1"), .rfc(6672, "3.2")], conditions: [.dname],
    steps: { target in
      [Step(.query(target.belowDNAME, .a), .response(.substituted(target.belowDNAME, target.dnameOrApex)))]
    }),
  Case(
    id: "DN-02", level: .must,
    requirement: "The owner of a DNAME RR is not redirected.",
    sources: [.rfc(6672, "2.3")], conditions: [.dname],
    steps: { target in
      [
        Step(
          .query(target.dnameOrApex, 1000),
          .response([Check].noData(target.zone)))
      ]
    }),
  Case(
    id: "DN-03", level: .must,
    requirement: "A name that a DNAME RR would make longer than 255 octets gets YXDOMAIN and the DNAME RR.",
    sources: [.rfc(6672, "2.2"), .rfc(6672, "3.2")], conditions: [.printedZone],
    steps: { target in
      let name = target.tooLong.prefixed(by: PrintedZone.longestLabelBelowTooLong + 1)
      return [
        Step(
          .query(name, .a),
          .response(.rcode(.yxDomain), .answer(.dname(target.tooLong, to: PrintedZone.overlongTarget))))
      ]
    }),
  Case(
    id: "DN-04", level: .must,
    requirement: "A query for CNAME of a name below a DNAME RR gets the CNAME RR that is made from it.",
    sources: [.rfc(6672, "3.1")], conditions: [.dname],
    steps: { target in
      [
        Step(
          .query(target.belowDNAME, .cname),
          .response(
            [.rcode(.noError)] + .substituted(target.belowDNAME, target.dnameOrApex) + [.count(.answer, 2)]))
      ]
    }),
  Case(
    id: "DN-05", level: .should,
    requirement: "A CNAME RR that is made from a DNAME RR has its TTL.",
    sources: [.rfc(6672, "3.1")], conditions: [.dname],
    steps: { target in
      let names = target.isPrinted ? [target.zone.under("www", "dname-short")] : []
      return ([target.belowDNAME] + names).map { Step(.query($0, .a), .response(sameTTL)) }
    }),
  Case(
    id: "DN-06", level: .must,
    requirement: "A query for DNAME of its owner gets the DNAME RR alone.",
    sources: [.rfc(6672, "3.1"), .rfc(6672, "2.2")], conditions: [.dname],
    steps: { target in
      [
        Step(
          .query(target.dnameOrApex, .dname),
          .response(.answer(.records(.dname, of: target.dnameOrApex))))
      ]
    }),
  Case(
    id: "DN-07", level: .must,
    requirement: "A query for DNAME of a name below a DNAME RR is redirected too.",
    sources: [.rfc(6672, "2.2"), .rfc(6672, "3.2")], conditions: [.dname],
    steps: { target in
      [
        Step(
          .query(target.belowDNAME, .dname), .response(.substituted(target.belowDNAME, target.dnameOrApex)))
      ]
    }),
  Case(
    id: "DN-08", level: .must,
    requirement: "All labels below the DNAME RR's owner stay as they are, and the new name is answered.",
    sources: [.rfc(6672, "2.2"), .rfc(6672, "3.2")], conditions: [.printedZone],
    steps: { target in
      [["www"], ["a", "b"]].map { labels in
        let (name, end) = (
          target.zone.under("dname").under(labels), target.zone.under("target").under(labels)
        )
        return Step(
          .query(name, .a),
          .response(.answer(target.redirection, .cname(name, to: end), .records(.a, of: end))))
      }
    }),
  Case(
    id: "DN-09", level: .must,
    requirement: "A name that only ends in the letters of a DNAME RR's owner is not redirected.",
    sources: [.rfc(6672, "2.2")], conditions: [.printedZone],
    steps: { target in [Step(.query(target.zone.under("xdname"), .a), .response(.nameError(target.zone)))] }),
  Case(
    id: "DN-10", level: .must,
    requirement: "A DNAME RR that leads to a name that does not exist gets NXDOMAIN.",
    sources: [.rfc(6604, "3"), .rfc(6672, "3.2"), .rfc(2308, "3")], conditions: [.printedZone],
    steps: { target in
      let (name, end) = (target.zone.under("missing", "dname"), target.zone.under("missing", "target"))
      return [
        Step(
          .query(name, .a),
          .response(.denial(.nxDomain, target.zone, after: target.redirection, .cname(name, to: end))))
      ]
    }),
  Case(
    id: "DN-11", level: .must,
    requirement: "A name of 255 octets that a DNAME RR makes is not too long.",
    sources: [.rfc(6672, "2.2"), .rfc(1035, "2.3.4")], conditions: [.printedZone],
    steps: { target in
      let length = PrintedZone.longestLabelBelowTooLong
      let name = target.tooLong.prefixed(by: length)
      let end = PrintedZone.overlongTarget.prefixed(by: length)
      return [
        Step(
          .query(name, .a),
          // Three names of such length need not fit into 512 octets.
          Expectation.response(
            .answer(.dname(target.tooLong, to: PrintedZone.overlongTarget), .cname(name, to: end))
          ).or(.truncated))
      ]
    }),
  Case(
    id: "DN-12", level: .must,
    requirement: "A DNAME RR that leads below another one is followed.",
    sources: [.rfc(6672, "2.2"), .rfc(6672, "3.2")], conditions: [.printedZone],
    steps: { target in
      let owner = target.zone.under("dname-to-dname")
      let names = [owner, target.zone.under("dname"), target.zone.under("target")].map { $0.under("www") }
      return [
        Step(
          .query(names[0], .a),
          .response(
            .answer(
              .dname(owner, to: target.zone.under("dname")), .cname(names[0], to: names[1]),
              target.redirection, .cname(names[1], to: names[2]), .records(.a, of: names[2]))))
      ]
    }),
  Case(
    id: "DN-13", level: .must,
    requirement:
      "An alias that leads below a DNAME RR is followed, and so is an alias that a DNAME RR leads to.",
    sources: [.rfc(6672, "2.2"), .rfc(6672, "3.2")], conditions: [.printedZone],
    steps: { target in
      let (alias, www) = (target.zone.under("alias-to-dname"), target.zone.under("www"))
      let (below, end) = (target.zone.under("www", "dname"), target.zone.under("www", "target"))
      let (other, otherEnd) = (target.zone.under("alias", "dname"), target.zone.under("alias", "target"))
      return [
        Step(
          .query(alias, .a),
          .response(
            .answer(
              .cname(alias, to: below), target.redirection, .cname(below, to: end), .records(.a, of: end)))),
        Step(
          .query(other, .a),
          .response(
            .answer(
              target.redirection, .cname(other, to: otherEnd), .cname(otherEnd, to: www),
              .records(.a, of: www)))),
      ]
    }),
  Case(
    id: "DN-14", level: .must,
    requirement: "A DNAME RR that leads to a name that a wildcard stands for is answered from the wildcard.",
    sources: [.rfc(6672, "3.2")], conditions: [.printedZone],
    steps: { target in
      let (owner, wild) = (target.zone.under("dname-to-wildcard"), target.zone.under("wild"))
      let (name, end) = (owner.under("some"), wild.under("some"))
      return [
        Step(
          .query(name, .a),
          .response(.answer(.dname(owner, to: wild), .cname(name, to: end), .records(.a, of: end))))
      ]
    }),
  Case(
    id: "DN-15", level: .must,
    requirement:
      "A DNAME RR that leads outside every zone gets NOERROR with authority, itself and its CNAME RR.",
    sources: [.rfc(6604, "2.1"), .rfc(6604, "3"), .rfc(6672, "3.2")], conditions: [.printedZone],
    steps: { target in
      let owner = target.zone.under("dname-to-outside")
      let name = owner.under("www")
      return [
        Step(
          .query(name, .a),
          .response(
            .answer(
              .dname(owner, to: PrintedZone.outside), .cname(name, to: PrintedZone.outside.under("www")))))
      ]
    }),
  Case(
    id: "DN-16", level: .must,
    requirement:
      "A DNAME RR that leads below a zone cut is answered with authority, and should have the referral.",
    sources: [.rfc(6604, "2.1"), .rfc(6672, "3.2")], conditions: [.printedZone],
    steps: { target in
      let (owner, cut) = (target.zone.under("dname-to-cut"), target.zone.under("cut"))
      let name = owner.under("www")
      let alias = [Check].answer(.dname(owner, to: cut), .cname(name, to: cut.under("www")))
      return [
        Step(.query(name, .a), .response(alias + [Check].delegation(of: cut)).tolerating(.response(alias)))
      ]
    }),
  Case(
    id: "DN-17", level: .must,
    requirement: "The owner of a DNAME RR has other types, whose answers have no DNAME RR.",
    sources: [.rfc(6672, "2.3"), .rfc(6672, "3.1")], conditions: [.printedZone],
    steps: { target in
      let name = target.zone.under("dname")
      return [RRType.a, .txt].map {
        Step(.query(name, $0), .response(.answer(.records($0, of: name))))
      }
    }),
]

private let sameTTL = Check.on("CNAME RR with the TTL of the DNAME RR in answer") { response in
  let ttl = { (type: RRType) in response.section(.answer).first { $0.type == type }?.ttl }
  return ttl(.cname) != nil && ttl(.cname) == ttl(.dname)
}

extension [Check] {
  /// The DNAME RR of an owner, and the CNAME RR that it makes of a name below.
  fileprivate static func substituted(_ name: Name, _ owner: Name) -> [Check] {
    [
      .set(.aa), .records(.dname, 1...1, in: .answer, owner: owner),
      .on("\(name) CNAME, with the DNAME RR's target in place of \(owner), in answer") { response in
        let dname = response.section(.answer).first { $0.type == .dname && $0.owner.isSame(as: owner) }
        guard let target = dname?.data.names.first else { return false }
        let prefix = name.labels.dropLast(owner.labels.count)
        let link = Link.cname(name, to: Name(labels: prefix + target.labels))
        return response.section(.answer).contains(where: link.fits)
      },
    ]
  }
}

extension Name {
  /// With one label of so many octets before it.
  fileprivate func prefixed(by length: Int) -> Name {
    Name(labels: [Array(repeating: UInt8(ascii: "x"), count: length)] + labels)
  }

  fileprivate func under(_ more: [String]) -> Name { Name(labels: more.map { Array($0.utf8) } + labels) }
}

extension Target {
  fileprivate var dnameOrApex: Name { special.dname ?? zone }

  fileprivate var belowDNAME: Name { dnameOrApex.under("leaf-probe") }

  fileprivate var tooLong: Name { zone.under("too-long") }

  /// What the printed zone's DNAME RR says.
  fileprivate var redirection: Link { .dname(zone.under("dname"), to: zone.under("target")) }
}
