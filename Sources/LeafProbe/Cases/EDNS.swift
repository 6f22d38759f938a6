/// Plain EDNS: the OPT RR, its flags and its payload size (RFC 6891 §6, §7).
let ednsCases: [Case] = [
  Case(
    id: "EDNS-01", level: .must,
    requirement:
      "A server supports EDNS: a query with an OPT RR gets its answer, and an OPT RR of version 0.",
    sources: [.rfc(8906, "8.2.1"), .rfc(8906, "8.3"), .rfc(6891, "6.1.1")],
    steps: { target in
      [
        Step(
          .query(target.zone, .soa, edns: EDNS()),
          .response(
            [Check].ednsAnswer(target.zone) + [
              .set(.aa), .ednsVersion0, .noUnknownFlags, .on("DO=0") { $0.opt?.dnssecOK == false },
            ]))
      ]
    }),
  Case(
    id: "EDNS-02", level: .must,
    requirement: "A query without an OPT RR gets no OPT RR, whatever its RCODE.",
    sources: [.rfc(6891, "7")],
    steps: { target in
      [target.existingOrApex, target.missingOrApex, target.outsideOrApex].map {
        Step(.query($0, .a), .response(.noOPT))
      }
    },
    invariant: .ofResponses("no OPT RR in response to a query without one") { response, exchange in
      exchange.isReadable && exchange.opt == nil && response.opt != nil ? "an OPT RR" : nil
    }),
  Case(
    id: "EDNS-07", level: .must,
    requirement: "Unknown EDNS flags are ignored, and 0 in the response.",
    sources: [.rfc(8906, "8.2.4"), .rfc(6891, "6.1.4")],
    conditions: [.edns],
    steps: { target in
      [0x0040, 0x7FFF].map { flags in
        Step(
          .query(target.zone, .soa, edns: EDNS(reserved: flags)),
          .response([Check].ednsAnswer(target.zone) + [.noUnknownFlags]))
      }
    }),
  Case(
    id: "EDNS-10", level: .must,
    requirement: "A query with DO=1 is answered as any other, with DO copied where the server knows DNSSEC.",
    sources: [.rfc(3225, "3"), .rfc(8906, "8.2.8")],
    conditions: [.edns],
    steps: { target in
      [
        Step(
          .query(target.zone, .soa, edns: EDNS(dnssecOK: true)),
          .response([Check].ednsAnswer(target.zone) + [.dnssecOK])
            .tolerating(.response([Check].ednsAnswer(target.zone) + [.noRecords(.rrsig, in: .answer)])))
      ]
    }),
  Case(
    id: "EDNS-12", level: .must,
    requirement: "A query with DO=0 gets DO=0, and none of DNSSEC's records that it does not ask for.",
    sources: [.rfc(3225, "3")],
    conditions: [.edns],
    steps: { target in
      [target.existingOrApex, target.missingOrApex, target.zone].map {
        Step(.query($0, .a, edns: EDNS()), .response(.noDNSSEC))
      }
    },
    invariant: .ofResponses("DO=0 in response to DO=0") { response, exchange in
      exchange.opt?.dnssecOK == false && response.opt?.dnssecOK == true ? "DO=1" : nil
    }),
  Case(
    id: "EDNS-21", level: .must,
    requirement: "A payload size below 512 is taken for 512.",
    sources: [.rfc(6891, "6.2.3"), .rfc(6891, "6.2.5")], transports: [.udp],
    conditions: [.edns],
    steps: { target in
      [0, 1, 511].map { size in
        Step(
          .query(target.zone, .soa, edns: EDNS(payload: size)), .response([Check].ednsAnswer(target.zone)))
      }
    }),
  Case(
    id: "EDNS-22", level: .should,
    requirement:
      "A query that takes 65535 octets is answered, with no more than fits into an Ethernet frame.",
    sources: [.rfc(9715, "3.1"), .rfc(6891, "6.2.5")], transports: [.udp],
    conditions: [.edns],
    steps: { target in
      [RRType.soa, .ns, .dnskey].map { type in
        Step(
          .query(target.zone, type, edns: EDNS(payload: 65535, dnssecOK: true)),
          .response(.rcode(.noError), .opt, .atMost(octets: 1400, why: "RFC 9715 §3.1")))
      }
    }),
  Case(
    id: "EDNS-23", level: .should,
    requirement: "An extended RCODE in a query is ignored.",
    sources: [.rfc(6891, "6.1.3")],
    conditions: [.edns],
    steps: { target in
      [
        Step(
          .query(target.zone, .soa, edns: EDNS(extendedRCODE: 1)), .response([Check].ednsAnswer(target.zone))
        )
      ]
    }),
  Case(
    id: "EDNS-24", level: .must,
    requirement: "NODATA and NXDOMAIN have an OPT RR where the query has one.",
    sources: [.rfc(6891, "6.1.1")],
    conditions: [.edns],
    steps: { target in
      [Step(.query(target.zone, 1000, edns: EDNS()), .response(.opt, .ednsVersion0))]
        + (target.missing.map { [Step(.query($0, .a, edns: EDNS()), .response(.opt, .ednsVersion0))] } ?? [])
    }),
  Case(
    id: "EDNS-27", level: .must,
    requirement: "A client may use EDNS in every second query: all are answered.",
    sources: [.rfc(8906, "3.2.1")], transports: [.udp],
    steps: { target in
      (0..<10).flatMap { _ in
        [EDNS?.none, EDNS()].map {
          Step(.query(target.zone, .soa, edns: $0), .response(.rcode(.noError, .formErr, .notImp)))
        }
      }
    }),
  Case(
    id: "EDNS-28", level: .must,
    requirement: "The payload size, which is UDP's, does not cut a response over TCP.",
    sources: [.rfc(6891, "6.2.3"), .rfc(8906, "3.2.7")], transports: [.tcp],
    conditions: [.edns],
    steps: { target in
      [RRType.soa, .ns, .dnskey].map { type in
        Step(
          .query(target.zone, type, edns: EDNS(payload: 512, dnssecOK: true)),
          .response(.rcode(.noError), .clear(.tc)))
      }
    }),
  Case(
    id: "EDNS-29", level: .info,
    requirement: "The payload size that the server names.",
    sources: [.rfc(6891, "6.2.5"), .other("DNS flag day 2020")],
    conditions: [.edns],
    steps: { target in [Step(.query(target.zone, .soa, edns: EDNS()), .anyEnding)] },
    note: { exchanges, _ in
      exchanges.first?.response?.opt.map { "\($0.payload) octets; 1232 are recommended" }
    }),
  Case(
    id: "EDNS-33", level: .must,
    requirement:
      "A DNSKEY query with DO=1 that takes 512 octets gets NOERROR and an OPT RR, cut short or not.",
    sources: [.rfc(8906, "8.2.7"), .rfc(6891, "7")],
    conditions: [.edns],
    steps: { target in
      [
        Step(
          .query(target.zone, .dnskey, edns: EDNS(payload: 512, dnssecOK: true)),
          .response(.rcode(.noError), .opt))
      ]
    }),
  Case(
    id: "EDNS-34", level: .must,
    requirement: "A response that is cut short has an OPT RR where the query has one.",
    sources: [.rfc(6891, "7"), .rfc(8906, "3.2.5")], transports: [.udp],
    conditions: [.edns],
    invariant: .ofResponses("an OPT RR beside TC=1") { response, exchange in
      guard exchange.isReadable, exchange.opt != nil, response.flags.contains(.tc) else { return nil }
      return response.opt == nil ? "TC=1 without an OPT RR" : nil
    }),
]

extension Check {
  fileprivate static let noDNSSEC = on("no RRSIG, NSEC or NSEC3 RR") { response in
    !response.records.contains { [.rrsig, .nsec, .nsec3].contains($0.type) }
  }
}
