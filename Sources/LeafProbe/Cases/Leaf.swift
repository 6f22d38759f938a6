/// leaf's own rules, where they say more than the RFCs: what it does with each query, in the order of its decisions.
let leafCases: [Case] = [
  leafCase(
    "LEAF-01",
    "NOTIMP is a header alone: ID and OPCODE copied, all flags but QR 0; with an OPT RR if one came.",
    [.rfc(8906, "8.1.4")]
  ) { target in
    let header: [Check] = [
      .rcode(.notImp), .opcode(.unassigned), .clear([.aa, .tc, .rd, .ra, .z, .ad, .cd]),
    ]
    return [
      Step(
        .query(target.zone, .soa, opcode: .unassigned, flags: [.rd, .cd]), .response(header + [.headerOnly])),
      Step(
        .query(target.zone, .soa, opcode: .unassigned, edns: EDNS()),
        .response(header + [.count(.question, 0), .count(.additional, 1), .opt])),
    ]
  },
  leafCase(
    "LEAF-02", "FORMERR to what cannot be read to its end has ID, OPCODE and RD copied, and no question.",
    [.rfc(1035, "4.1.1")]
  ) { target in
    let formErr = Expectation.response(
      .rcode(.formErr), .headerOnly, .set(.rd), .clear([.aa, .tc, .ra, .ad, .cd]))
    let query = Message.query(target.zone, .soa, flags: .rd)
    return [
      .hostile(query.edited(.count(.additional, 1)), formErr),
      .hostile(query.edited(.append([0, 0, 0, 0])), formErr),
      .hostile(query.edited(.keep(20)), formErr),
    ]
  },
  leafCase(
    "LEAF-03",
    "FORMERR with an OPT RR to two OPT RRs, or to one out of its place or with an option too long.",
    [.rfc(6891, "6.1.1"), .rfc(6891, "7")]
  ) { target in
    let formErr = Expectation.response(.rcode(.formErr), .opt, .clear(.aa))
    let query = Message.query(target.zone, .soa)
    return [
      .hostile(query.edited(.count(.additional, 2), .append(emptyOPT + emptyOPT)), formErr),
      .hostile(query.edited(.count(.answer, 1), .append(emptyOPT)), formErr),
      .hostile(
        query.edited(.count(.additional, 1), .append(Array(emptyOPT.dropLast(2)) + [0, 5, 0, 3, 0, 9, 0])),
        formErr),
    ]
  },
  leafCase(
    "LEAF-04", "An EDNS version above 0 gets BADVERS with version 0 and the question.", [.rfc(6891, "6.1.3")]
  ) { target in
    [
      Step(
        .query(target.zone, .soa, edns: EDNS(version: 1)),
        .response(
          .rcode(.badVers), .questionRepeated, .clear(.aa), .noData(.answer, .authority),
          .on("EDNS version 0") { $0.opt?.version == 0 }))
    ]
  },
  leafCase("LEAF-06", "FORMERR to no question, without a cookie, and to two.", [.rfc(9619, "4")]) { target in
    [
      .hostile(.header(), .response(.rcode(.formErr), .headerOnly)),
      .hostile(twoQuestions(target, .ns, .in), .response(.rcode(.formErr), .count(.answer, 0))),
    ]
  },
  leafCase(
    "LEAF-09", "Classes other than IN and CH are REFUSED; 0 and NONE are FORMERR.", [.rfc(6895, "3.2")]
  ) { target in
    [RRClass.hs, .any, 300].map {
      Step(.query(target.zone, .soa, $0), .response(.rcode(.refused), .clear(.aa), .count(.answer, 0)))
    }
      + [RRClass.none, 0].map {
        Step(.query(target.zone, .soa, $0), .response(.rcode(.formErr), .clear(.aa)))
      }
  },
  leafCase(
    "LEAF-10", "QTYPE OPT, TSIG, TKEY and NXNAME are FORMERR, AXFR and IXFR REFUSED.",
    [.rfc(8906, "7"), .rfc(9824, "3.5")]
  ) { target in
    [RRType.opt, .tsig, .tkey, 128].map {
      .hostile(.query(target.zone, $0), .response(.rcode(.formErr), .clear(.aa)))
    } + [RRType.axfr, 251].map { Step(.query(target.zone, $0), .response(.rcode(.refused), .clear(.aa))) }
  },
  leafCase(
    "LEAF-11", "A name outside every zone is REFUSED, with EDE 20 where an OPT RR came.",
    [.rfc(8914, "4.21")]
  ) { target in
    [
      Step(
        .query(target.outsideOrApex, .a, edns: EDNS()),
        .response(.rcode(.refused), .clear(.aa), .noData(.answer, .authority), .extendedError(20)))
    ]
  },
  leafCase(
    "LEAF-12", "ANY is REFUSED with EDE 18, or answered with an HINFO RR.",
    [.rfc(8482, "4.2"), .rfc(8914, "2")]
  ) { target in
    [
      Step(
        .query(target.zone, .any, edns: EDNS()),
        Expectation.response(.rcode(.refused), .clear(.aa), .count(.answer, 0), .extendedError(18))
          .or(
            .response(.rcode(.noError), .set(.aa), .records(.hinfo, 1...1, in: .answer, owner: target.zone))))
    ]
  },
  leafCase(
    "LEAF-14",
    "The dashed label next to the zone goes before the dotted form, and an octet may have leading zeros.",
    [.other("leaf")]
  ) { target in
    let both = target.zone.under("1", "2", "3", "4", "5-6-7-8")
    let zeros = target.zone.under("01-002-3-4")
    return [
      Step(.query(both, .a), .response(.encoded([5, 6, 7, 8], both))),
      Step(.query(zeros, .a), .response(.encoded([1, 2, 3, 4], zeros))),
    ]
  },
  leafCase(
    "LEAF-17", "A response has an OPT RR exactly when its query has: version 0, payload 1232, DO copied.",
    [.rfc(6891, "6.1.1"), .rfc(6891, "7"), .rfc(3225, "3")]
  ) { target in
    [true, false].map { dnssecOK in
      Step(
        .query(target.zone, .soa, edns: EDNS(dnssecOK: dnssecOK)),
        .response(
          [Check].soaAnswer(target.zone) + [
            .on("OPT with version 0, payload 1232 and DO=\(dnssecOK ? 1 : 0)") { response in
              response.opt.map { $0.version == 0 && $0.payload == 1232 && $0.dnssecOK == dnssecOK } ?? false
            }
          ]))
    }
  },
]

private func leafCase(
  _ id: String, _ requirement: String, _ sources: [Source], steps: @escaping @Sendable (Target) -> [Step]
) -> Case {
  Case(
    id: id, level: .must, requirement: requirement, sources: sources, conditions: [.profiles(.leaf)],
    steps: steps)
}

/// An OPT RR without options, for 1232 octets.
private let emptyOPT: [UInt8] = [0, 0, 41, 0x04, 0xD0, 0, 0, 0, 0, 0, 0]

extension Check {
  /// An Extended DNS Error option with this code (RFC 8914 §2).
  fileprivate static func extendedError(_ code: UInt16) -> Check {
    on("EDE \(code)") { $0.opt?.option(15)?.uint16(at: 0) == code }
  }
}
