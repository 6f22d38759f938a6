/// Names that a wildcard stands for, and those that it does not (RFC 4592).
let wildcardCases: [Case] = [
  Case(
    id: "WC-01", level: .must,
    requirement: "A name beside a wildcard is answered from it, with the question's name as owner.",
    sources: [.rfc(1034, "4.3.3"), .rfc(4592, "3.3.3")], conditions: [.wildcard],
    steps: { target in
      let name = target.beside("leaf-probe-some")
      return [Step(.query(name, .a), .response(.answer(.records(.a, of: name))))]
    }),
  Case(
    id: "WC-02", level: .must,
    requirement: "A wildcard stands for more than one label.",
    sources: [.rfc(1034, "4.3.3"), .rfc(4592, "2.2.1")], conditions: [.wildcard],
    steps: { target in
      let name = target.beside("leaf-probe-a", "leaf-probe-b")
      return [Step(.query(name, .a), .response(.answer(.records(.a, of: name))))]
    }),
  Case(
    id: "WC-03", level: .must,
    requirement: "An empty non-terminal beside a wildcard exists, and is not answered from it: NODATA.",
    sources: [.rfc(4592, "2.2.2"), .rfc(4592, "2.2.1")], conditions: [.printedZone],
    steps: { target in
      [target.zone.under("host2", "wild"), target.zone.under("_tcp", "host2", "wild")].map {
        Step(.query($0, .a), .response(.noData(target.zone)))
      }
    }),
  Case(
    id: "WC-04", level: .must,
    requirement: "A type that a wildcard does not have gets NODATA with the zone's SOA RR.",
    sources: [.rfc(4592, "3.3.3"), .rfc(4592, "2.2.1"), .rfc(2308, "3")], conditions: [.wildcard],
    steps: { target in
      [Step(.query(target.beside("leaf-probe-no-data"), 1000), .response(.noData(target.zone)))]
    }),
  Case(
    id: "WC-05", level: .must,
    requirement: "A name that exists has its own data alone, and none of a wildcard beside it.",
    sources: [.rfc(4592, "2.2.1"), .rfc(1034, "4.3.3")], conditions: [.printedZone],
    steps: { target in
      let name = target.zone.under("host1", "wild")
      return [
        Step(.query(name, .a), .response(.set(.aa), .documentationAddress(84, of: name))),
        Step(.query(name, .mx), .response(.noData(target.zone))),
      ]
    }),
  Case(
    id: "WC-06", level: .must,
    requirement: "A name below one that exists beside a wildcard is not answered from that: NXDOMAIN.",
    sources: [.rfc(4592, "2.2.1"), .rfc(4592, "3.3.2"), .rfc(1034, "4.3.3")], conditions: [.printedZone],
    steps: { target in
      [["below", "host1"], ["_telnet", "_tcp", "host1"], ["_dns", "_udp", "host2"]].map { labels in
        Step(.query(target.inWild(labels), .a), .response(.nameError(target.zone)))
      }
    }),
  Case(
    id: "WC-07", level: .must,
    requirement: "A wildcard does not stand for names below itself.",
    sources: [.rfc(4592, "2.2.1"), .rfc(4592, "3.3.2")], conditions: [.printedZone],
    steps: { target in
      [
        Step(.query(target.inWild(["ghost", "*"]), .mx), .response(.nameError(target.zone))),
        Step(.query(target.inWild(["sub", "*"]), .mx), .response(.noData(target.zone))),
      ]
    }),
  Case(
    id: "WC-08", level: .must,
    requirement: "A query for the wildcard's own name gets its RRs, with the asterisk in their owner.",
    sources: [.rfc(1034, "4.3.3"), .rfc(4592, "2.3")], conditions: [.wildcard],
    steps: { target in
      let name = target.wildcardOrApex
      return [Step(.query(name, .a), .response(.answer(.records(.a, of: name))))]
    }),
  Case(
    id: "WC-09", level: .must,
    requirement: "A zone cut beside a wildcard hides it from the names below the cut.",
    sources: [.rfc(4592, "2.2.1"), .rfc(1034, "4.3.3")], conditions: [.printedZone],
    steps: { target in
      [Step(.query(target.inWild(["host", "cut"]), .a), .response(.referral(to: target.inWild(["cut"]))))]
    }),
  Case(
    id: "WC-10", level: .must,
    requirement: "A wildcard does not stand for the name that it is below.",
    sources: [.rfc(1034, "4.3.3"), .rfc(4592, "3.3.1")], conditions: [.printedZone],
    steps: { target in [Step(.query(target.inWild([]), .a), .response(.noData(target.zone)))] }),
  Case(
    id: "WC-11", level: .must,
    requirement: "Only the wildcard below the closest encloser answers: no other is looked for.",
    sources: [.rfc(4592, "3.3.1")], conditions: [.printedZone],
    steps: { target in
      let name = target.inWild(["some", "deeper"])
      return [
        Step(.query(name, .a), .response(.set(.aa), .documentationAddress(86, of: name))),
        Step(.query(name, .txt), .response(.noData(target.zone))),
      ]
    }),
  Case(
    id: "WC-12", level: .must,
    requirement: "A wildcard's CNAME RR is followed, with the question's name as owner.",
    sources: [.rfc(4592, "3.3.3"), .rfc(4592, "4.3")], conditions: [.printedZone],
    steps: { target in
      let (name, www) = (target.zone.under("some", "wild-alias"), target.zone.under("www"))
      return [
        Step(.query(name, .a), .response(.answer(.cname(name, to: www), .records(.a, of: www)))),
        Step(.query(name, .cname), .response(.answer(.cname(name, to: www)))),
      ]
    }),
  Case(
    id: "WC-13", level: .must,
    requirement: "A wildcard's CNAME RR that leads to a name that does not exist gets NXDOMAIN.",
    sources: [.rfc(6604, "3"), .rfc(4592, "3.3.3"), .rfc(2308, "3")], conditions: [.printedZone],
    steps: { target in
      let name = target.zone.under("some", "wild-dangling")
      return [
        Step(
          .query(name, .a),
          .response(.denial(.nxDomain, target.zone, after: .cname(name, to: target.zone.under("missing")))))
      ]
    }),
  Case(
    id: "WC-14", level: .must,
    requirement: "What a wildcard answers has its data and TTL unchanged.",
    sources: [.rfc(1034, "4.3.3")], conditions: [.wildcard],
    steps: { target in
      [target.wildcardOrApex, target.beside("leaf-probe-same")].map {
        Step(.query($0, .a), .response(.rcode(.noError)))
      }
    },
    relations: [.sameData]),
  Case(
    id: "WC-15", level: .must,
    requirement: "An asterisk in a name that does not exist is answered from a wildcard as any other label.",
    sources: [.rfc(4592, "2.3")], conditions: [.wildcard],
    steps: { target in
      let name = target.beside("*", "leaf-probe-asterisk")
      return [Step(.query(name, .a), .response(.answer(.records(.a, of: name))))]
    }),
]

extension Relation {
  /// The same TTL and RDATA, whatever the owners; those cut short tell nothing.
  private struct Datum: Hashable {
    let ttl: UInt32
    let data: RecordData
  }

  fileprivate static let sameData = Relation(description: "the same TTL and data in all answer sections") {
    exchanges, _ in
    let whole = exchanges.compactMap(\.response).filter { !$0.flags.contains(.tc) }
    let answers = Set(
      whole.map { Set($0.data(.answer).map { Datum(ttl: $0.ttl, data: $0.data) }) })
    return answers.count > 1 ? "\(answers.count) different answers" : nil
  }
}

extension Target {
  fileprivate var wildcardOrApex: Name { special.wildcard ?? zone }

  /// A name that the wildcard stands for.
  fileprivate func beside(_ labels: String...) -> Name {
    Name(labels: labels.map { Array($0.utf8) } + wildcardOrApex.parent.labels)
  }

  /// A name below the branch of the printed zone that has wildcards.
  fileprivate func inWild(_ labels: [String]) -> Name {
    Name(labels: labels.map { Array($0.utf8) } + zone.under("wild").labels)
  }
}
