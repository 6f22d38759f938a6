/// QTYPEs of all sorts.
let qtypeCases: [Case] = [
  Case(
    id: "TYPE-01", level: .must,
    requirement: "A type that the server does not know gets NODATA.",
    sources: [.rfc(8906, "8.1.2"), .rfc(8906, "3.1.2"), .rfc(2308, "3")],
    steps: { target in [Step(.query(target.zone, 1000), .response(.noData(target.zone)))] }),
  Case(
    id: "TYPE-02", level: .must,
    requirement: "Types of every range that data types come from get NODATA.",
    sources: [.rfc(8906, "3.1.2"), .rfc(8906, "7"), .rfc(6895, "3.1")],
    steps: { target in
      [666, 65279, 32770].map { Step(.query(target.zone, $0), .response(.noData(target.zone))) }
    }),
  Case(
    id: "TYPE-03", level: .must,
    requirement: "QTYPE 65535 gets NODATA or FORMERR, and the server lives on.",
    sources: [.rfc(6895, "3.1"), .rfc(8906, "7"), .other("CVE-2021-36754")],
    steps: { target in
      [
        .hostile(
          .query(target.zone, 65535),
          Expectation.response(.noData(target.zone)).or(.response(.rcode(.formErr))))
      ]
    }),
  Case(
    id: "TYPE-04", level: .must,
    requirement: "Every type that has a name is answered with data or NODATA.",
    sources: [.rfc(8906, "3.1.2"), .rfc(8906, "7")], transports: [.udp],
    steps: { target in
      // DS belongs to the zone above (RFC 4035 §3.1.4.1), which denies it where the server has both.
      dataTypes.filter { !target.servesParent || RRType(rawValue: $0) != .ds }.map {
        Step(.query(target.zone, RRType(rawValue: $0)), .dataOrNoData(target.zone))
      }
    }),
  Case(
    id: "TYPE-05", level: .should,
    requirement: "QTYPE 0 gets NODATA, FORMERR or NOTIMP.",
    sources: [.rfc(6895, "3.1"), .rfc(8906, "7")],
    steps: { target in
      [
        .hostile(
          .query(target.zone, 0),
          Expectation.response(.noData(target.zone)).or(.response(.rcode(.formErr, .notImp))))
      ]
    }),
  Case(
    id: "TYPE-06", level: .should,
    requirement: "QTYPE OPT gets FORMERR, NOTIMP or NODATA, never an OPT RR as data.",
    sources: [.rfc(8906, "3.1.2"), .rfc(6895, "3.1"), .rfc(6891, "6.1.1")],
    steps: { target in
      [
        .hostile(
          .query(target.zone, .opt),
          .response(.rcode(.formErr, .notImp, .noError), .noRecords(.opt, in: .answer)))
      ]
    }),
  Case(
    id: "TYPE-07", level: .should,
    requirement: "QTYPE TSIG and TKEY get FORMERR, NOTIMP, REFUSED or NODATA, and the server lives on.",
    sources: [.rfc(8906, "3.1.2"), .rfc(8906, "7"), .rfc(6895, "3.1"), .other("CVE-2015-5477")],
    steps: { target in
      [RRType.tsig, .tkey].map {
        .hostile(
          .query(target.zone, $0),
          .response(.rcode(.formErr, .notImp, .refused, .noError), .count(.answer, 0)))
      }
    }),
  Case(
    id: "TYPE-08", level: .must,
    requirement: "QTYPE 128, NXNAME, gets FORMERR from a server that denies names by it.",
    sources: [.rfc(9824, "3.5")], conditions: [.nonexistentNames],
    steps: { target in [Step(.query(target.zone, 128), .response(.rcode(.formErr)))] }),
  Case(
    id: "TYPE-09", level: .should,
    requirement: "Meta-types that are not assigned get FORMERR, NOTIMP or NODATA, all of them the same.",
    sources: [.rfc(6895, "3.1"), .rfc(8906, "7")],
    steps: { target in
      [129, 150, 200, 247, 248].map {
        .hostile(.query(target.zone, $0), .response(.rcode(.formErr, .notImp, .noError), .count(.answer, 0)))
      }
    },
    relations: [.sameRCODE]),
  Case(
    id: "TYPE-10", level: .should,
    requirement: "QTYPE MAILB and MAILA get data, NODATA or NOTIMP.",
    sources: [.rfc(1035, "3.2.3"), .rfc(6895, "3.1"), .rfc(8906, "7")],
    steps: { target in
      [RRType.mailb, .maila].map {
        Step(.query(target.zone, $0), .response(.rcode(.noError, .notImp, .formErr)))
      }
    }),
  Case(
    id: "TYPE-11", level: .should,
    requirement: "QTYPE RRSIG gets data, NODATA or REFUSED.",
    sources: [.rfc(8482, "7"), .rfc(8906, "3.1.2")],
    steps: { target in
      [Step(.query(target.zone, .rrsig), .response(.rcode(.noError, .refused)))]
    }),
  Case(
    id: "TYPE-12", level: .must,
    requirement: "HTTPS, SVCB, CAA, TLSA, DNSKEY, CDS and CSYNC get data or NODATA, never an error.",
    sources: [.rfc(8659, "6.2"), .rfc(8906, "3.1.2"), .rfc(8906, "7")],
    steps: { target in
      [RRType.https, .svcb, .caa, .tlsa, .dnskey, .cds, .csync].map {
        Step(.query(target.zone, $0), .dataOrNoData(target.zone))
      }
    }),
]

/// The types of RRs that carry data and have a mnemonic, without RRSIG, which has rules of its own.
private let dataTypes: [UInt16] =
  Array(1...30) + [33] + Array(35...39) + Array(42...45) + Array(47...53) + [55] + Array(59...62)
  + [64, 65, 99] + Array(104...109) + [256, 257, 258, 1000, 32769]

extension Expectation {
  /// NOERROR and AA, with RRs in the answer or the zone's SOA RR in authority.
  static func dataOrNoData(_ zone: Name) -> Expectation {
    Expectation.response(.noData(zone)).or(
      .response(.rcode(.noError), .set(.aa), .on("RRs in answer") { !$0.section(.answer).isEmpty }))
  }
}
