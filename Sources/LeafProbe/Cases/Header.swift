/// The header of a response (RFC 1035 §4.1.1), and what queries with unusual ones get.
let headerCases: [Case] = [
  Case(
    id: "HDR-01", level: .must,
    requirement:
      "A query for the zone's SOA RR, all flags 0, without EDNS, gets it with QR and AA alone set and no OPT RR.",
    sources: [.rfc(8906, "8.1.1"), .rfc(8906, "8.1.5"), .rfc(1034, "4.3.2"), .rfc(6891, "7")],
    steps: { target in
      [
        Step(
          .query(target.zone, .soa),
          .response(
            [Check].soaAnswer(target.zone) + [
              .set(.qr), .count(.answer, 1), .clear([.tc, .rd, .ad, .cd, .z]), .noOPT,
            ]))
      ]
    },
    invariant: .form("QR=1 in every response", .isQuery)),
  Case(
    id: "HDR-02", level: .must,
    requirement: "A response has the ID of its query, whatever the ID.",
    sources: [.rfc(1035, "4.1.1"), .rfc(6895, "2")],
    steps: { target in
      ([0x0000, 0xFFFF] + distinctIDs(14)).map { id in
        Step(.query(target.zone, .soa), .response(), id: id)
      }
    },
    invariant: Invariant(description: "the ID of the query in every response") { exchange in
      exchange.strays.lazy.compactMap { stray in
        if case .id(let id) = stray.reason {
          "ID \(id) in response to \(exchange.octets.uint16(at: 0) ?? 0)"
        } else {
          nil
        }
      }.first
    }),
  Case(
    id: "HDR-03", level: .must,
    requirement: "A response has the OPCODE of its query.",
    sources: [.rfc(1035, "4.1.1")],
    steps: { target in
      [Step(.query(target.zone, .soa), .response(.opcode(.query)))]
    },
    invariant: .ofResponses("the OPCODE of the query in every response") { response, exchange in
      let sent = (exchange.octets.count > 2 ? exchange.octets[2] : 0) >> 3 & 0xF
      return response.opcode.rawValue == sent
        ? nil : "\(response.opcode) in response to \(Opcode(rawValue: sent))"
    }),
  Case(
    id: "HDR-04", level: .must,
    requirement: "A response repeats the question of its query.",
    sources: [.rfc(6891, "7"), .rfc(5452, "9.1"), .rfc(1035, "7.3")],
    steps: { target in [Step(.query(target.zone, .soa), .response(.questionRepeated))] },
    invariant: Invariant(description: "no other question than the query's in any response") { exchange in
      if exchange.strays.contains(where: { $0.reason == .question }) {
        return "a response to another question"
      }
      guard exchange.question != nil, let count = exchange.response?.count(.question), count > 1 else {
        return nil
      }
      return "\(count) questions in response to one"
    }),
  Case(
    id: "HDR-05", level: .must,
    requirement:
      "The answer does not depend on the case of the question's letters, and the response should keep it.",
    sources: [.rfc(4343, "3"), .rfc(1034, "3.1")],
    steps: { target in
      [Step(.query(target.zone.lowercased, .soa), .response())]
        + (1...8).map { seed in
          Step(
            .query(target.zone.mixedCase(seed: seed * 7), .soa),
            .response(.questionCopied).tolerating(.response()))
        }
    },
    relations: [.sameRCODE, .sameAnswer]),
  Case(
    id: "HDR-06", level: .must,
    requirement: "Names are looked up without regard to the case of their letters.",
    sources: [.rfc(4343, "3"), .rfc(1035, "2.3.3")],
    conditions: [.existingName],
    steps: { target in
      let name = target.existingOrApex
      return [name.lowercased, name.uppercased, name.mixedCase(seed: 3)].map {
        Step(
          .query($0, .a),
          Expectation.response(.rcode(.noError), .records(.a, 1...Int.max, in: .answer, owner: name))
            .or(.truncated))
      }
    },
    relations: [.sameAnswer]),
  Case(
    id: "HDR-07", level: .must,
    requirement: "A query with RD=1 is answered as any other, with RD copied.",
    sources: [.rfc(8906, "8.1.3.4"), .rfc(8906, "3.1.3.1"), .rfc(1035, "4.1.1")],
    steps: { target in
      [
        Step(
          .query(target.zone, .soa, flags: .rd),
          .response([Check].soaAnswer(target.zone) + [.set(.rd)]))
      ]
    }),
  Case(
    id: "HDR-08", level: .must,
    requirement: "A response to a query with RD=0 has RD=0.",
    sources: [.rfc(1035, "4.1.1"), .rfc(8906, "8.1.1")],
    steps: { target in [Step(.query(target.zone, .soa), .response(.clear(.rd)))] }),
  Case(
    id: "HDR-09", level: .must,
    requirement: "A server that is authoritative only never sets RA.",
    sources: [.rfc(1034, "4.3.1"), .rfc(1035, "4.1.1")],
    steps: { target in
      [target.zone, target.outsideOrApex].flatMap { name in
        [Flags(), .rd].map { Step(.query(name, .soa, flags: $0), .response(.clear(.ra))) }
      }
    },
    invariant: .ofResponses("RA=0 in every response") { response, _ in
      response.flags.contains(.ra) && response.opcode == .query ? "RA=1" : nil
    }),
  Case(
    id: "HDR-10", level: .must,
    requirement:
      "A server that is authoritative only does not recurse: a query with RD=1 for a foreign name gets no answer.",
    sources: [.rfc(1034, "4.3.1"), .rfc(8906, "3.1.3.1"), .rfc(1035, "4.1.1")],
    conditions: [.outsideName],
    steps: { target in
      [
        Step(
          .query(target.outsideOrApex.under("www"), .a, flags: .rd),
          .response(.notRCODE(.nxDomain), .count(.answer, 0), .clear(.ra)))
      ]
    }),
  Case(
    id: "HDR-11", level: .must,
    requirement: "A query with the reserved bit Z=1 is answered as any other, with Z=0.",
    sources: [.rfc(1035, "4.1.1"), .rfc(8906, "8.1.3.3"), .rfc(8906, "3.1.3"), .rfc(6895, "2.1")],
    steps: { target in
      [
        Step(
          .query(target.zone, .soa, flags: .z),
          .response([Check].soaAnswer(target.zone) + [.clear(.z)])
            .tolerating(.response(.rcode(.formErr), .clear(.z))))
      ]
    }),
  Case(
    id: "HDR-12", level: .must,
    requirement:
      "A query with AD=1 is answered as any other, without an OPT RR, and should have AD=0 in an unsigned zone.",
    sources: [.rfc(8906, "8.1.3.2"), .rfc(4035, "3.1.6"), .rfc(6840, "5.7")],
    steps: { target in
      [
        Step(
          .query(target.zone, .soa, flags: .ad),
          .response([Check].soaAnswer(target.zone) + [.clear(.ad), .noOPT])
            .tolerating(.response([Check].soaAnswer(target.zone) + [.noOPT])))
      ]
    }),
  Case(
    id: "HDR-13", level: .should,
    requirement: "A query with CD=1 is answered as any other, with CD copied or cleared.",
    sources: [.rfc(8906, "8.1.3.1"), .rfc(4035, "3"), .rfc(4035, "3.1.6"), .rfc(6895, "2")],
    steps: { target in
      [Step(.query(target.zone, .soa, flags: .cd), .response(.soaAnswer(target.zone)))]
    }),
  Case(
    id: "HDR-14", level: .must,
    requirement: "AA in a query changes nothing.",
    sources: [.rfc(8906, "3.1.3"), .rfc(6895, "2"), .rfc(1035, "4.1.1")],
    steps: { target in
      flagIgnored(.aa, target)
        + (target.outside.map { [Step(.query($0, .soa, flags: .aa), .response(.clear(.aa)))] } ?? [])
    }),
  Case(
    id: "HDR-15", level: .must,
    requirement: "TC in a query changes nothing.",
    sources: [.rfc(8906, "3.1.3"), .rfc(6895, "2"), .rfc(1035, "4.1.1")],
    steps: { target in flagIgnored(.tc, target) }),
  Case(
    id: "HDR-16", level: .must,
    requirement: "RA in a query changes nothing.",
    sources: [.rfc(8906, "3.1.3"), .rfc(6895, "2"), .rfc(1034, "4.3.1")],
    steps: { target in flagIgnored(.ra, target) }),
  Case(
    id: "HDR-17", level: .should,
    requirement: "An RCODE in a query is ignored, or the query is FORMERR.",
    sources: [.rfc(1035, "4.1.1"), .rfc(8906, "3.1.3")],
    steps: { target in
      [
        Step(
          .query(target.zone, .soa, rcode: 5),
          .response([Check].soaAnswer(target.zone)).or(.response(.rcode(.formErr))))
      ]
    }),
  Case(
    id: "HDR-18", level: .must,
    requirement: "Of a query with every flag set, none but RD and CD is copied.",
    sources: [.rfc(8906, "3.1.3"), .rfc(6895, "2"), .rfc(1035, "4.1.1")],
    steps: { target in
      [
        Step(
          .query(target.zone, .soa, flags: [.aa, .tc, .rd, .ra, .z, .ad, .cd]),
          .response(
            [Check].soaAnswer(target.zone) + [.set(.rd), .clear(target.copied([.tc, .ra, .z, .ad]))]
          ).tolerating(.response(.rcode(.formErr), .clear(target.copied([.aa, .tc, .ra, .z, .ad])))))
      ]
    }),
  Case(
    id: "HDR-19", level: .must,
    requirement: "The reserved bit Z and every reserved EDNS flag is 0 in every response.",
    sources: [.rfc(1035, "4.1.1"), .rfc(1123, "6.1.2.3"), .rfc(6891, "6.1.4")],
    invariant: .ofResponses("Z=0 and reserved EDNS flags 0 in every response") { response, _ in
      if response.flags.contains(.z) { return "Z=1" }
      // CO is no reserved flag any more (RFC 9824 §5.1).
      guard let opt = response.opt, opt.reserved & ~0x4000 != 0 else { return nil }
      return "EDNS flags 0x\(String(opt.reserved, radix: 16))"
    }),
]

/// The zone's SOA RR as ever, with this flag 0 unless it is AA.
private func flagIgnored(_ flag: Flags, _ target: Target) -> [Step] {
  [
    Step(
      .query(target.zone, .soa, flags: flag),
      .response([Check].soaAnswer(target.zone) + [.clear(target.copied([.tc, .ra]))])
        .tolerating(.response(.rcode(.formErr), .clear(target.copied([.aa, .tc, .ra])))))
  ]
}
