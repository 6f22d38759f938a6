/// RRs of types that ask something of a server, and names that do.
let recordTypeCases: [Case] = [
  Case(
    id: "TYPE-13", level: .should,
    requirement: "SVCB and HTTPS RRs bring the addresses of targets in the zone, and an alias's SVCB RRs.",
    sources: [.rfc(9460, "4.1")], conditions: [.printedZone],
    steps: { target in
      let (elsewhere, alias) = (target.zone.under("service-elsewhere"), target.zone.under("service-alias"))
      let (www, service) = (target.zone.under("www"), target.zone.under("service"))
      return [
        Step(
          .query(elsewhere, .svcb),
          .response(
            [Check].answer(.records(.svcb, of: elsewhere)) + [
              .documentationAddress(80, of: www, in: .additional),
              .records(.aaaa, 1...1, in: .additional, owner: www),
            ])),
        Step(
          .query(alias, .svcb),
          .response(
            [Check].answer(.records(.svcb, of: alias)) + [
              .records(.svcb, 1...1, in: .additional, owner: service),
              .documentationAddress(95, of: service, in: .additional),
            ])),
      ]
    }),
  Case(
    id: "TYPE-14", level: .must,
    requirement: "An RR of a type that nobody knows is served with its data as it is.",
    sources: [.rfc(3597, "3")], conditions: [.printedZone],
    steps: { target in
      let name = target.zone.under("unknown")
      return [
        Step(
          .query(name, 65280), .response(.rcode(.noError), .set(.aa), .data(65280, [[1, 2, 3, 4]], of: name)))
      ]
    }),
  Case(
    id: "TYPE-15", level: .must,
    requirement: "RRs of common types are served.",
    sources: [.rfc(1034, "4.3.2")], conditions: [.printedZone],
    steps: { target in
      let types: [(String, RRType)] = [
        ("mail", .mx), ("service", .svcb), ("web", .https), ("caa", .caa), ("naptr", .naptr),
        ("hinfo", .hinfo), ("ptr", 12), ("tlsa", .tlsa), ("sshfp", 44),
      ]
      let named = types.map { (target.zone.under($0.0), $0.1) }
      return (named + [(target.zone.under("_sip", "_udp"), .srv)]).map { name, type in
        Step(.query(name, type), .response(.answer(.records(type, of: name))))
      }
    }),
  Case(
    id: "ZONE-13", level: .must,
    requirement: "A label has any octets: dots, backslashes, NUL, spaces and those above 127 are found.",
    sources: [.rfc(2181, "11"), .rfc(1035, "3.1")], conditions: [.printedZone],
    steps: { target in
      PrintedZone.hardLabels.map { label in
        let name = Name(labels: [label] + target.zone.under("label").labels)
        return Step(.query(name, .txt), .response(.answer(.records(.txt, of: name))))
      }
    }),
  Case(
    id: "ZONE-14", level: .must,
    requirement: "A label of 63 octets is found, and a name of 255.",
    sources: [.rfc(1035, "2.3.4"), .rfc(2181, "11")], conditions: [.printedZone],
    steps: { target in
      [target.zone.under(String(repeating: "a", count: 63)), target.printed.longestName].map {
        Step(.query($0, .txt), .response(.answer(.records(.txt, of: $0))))
      }
    }),
  Case(
    id: "ZONE-15", level: .must,
    requirement: "A name is found in letters of any case, whatever their case in the zone.",
    sources: [.rfc(4343, "3"), .rfc(1034, "3.1")], conditions: [.printedZone],
    steps: { target in
      ["mixedcase", "MIXEDCASE", "MixedCase"].map { label in
        let name = target.zone.under(label)
        return Step(.query(name, .a), .response(.answer(.records(.a, of: name))))
      }
    }),
]
