/// Messages that are no QUERY.
let opcodeCases: [Case] = [
  Case(
    id: "OP-01", level: .must,
    requirement:
      "A header with an OPCODE that nobody implements gets NOTIMP with that OPCODE and four empty sections.",
    sources: [.rfc(8906, "8.1.4"), .rfc(8906, "7"), .rfc(1035, "4.1.1")],
    steps: { _ in
      [
        Step(
          .header(opcode: .unassigned),
          .response(
            .rcode(.notImp), .opcode(.unassigned), .headerOnly, .clear([.aa, .rd, .ad])))
      ]
    }),
  Case(
    id: "OP-02", level: .must,
    requirement:
      "What a header with an OPCODE that nobody implements gets copies none of its flags but RD and CD.",
    sources: [.rfc(8906, "3.1.3"), .rfc(8906, "3.1.4"), .rfc(6895, "2")],
    steps: { target in
      [
        Step(
          .header(opcode: .unassigned, flags: [.aa, .tc, .rd, .ra, .z, .ad, .cd]),
          Expectation.response(.clear(target.copied([.aa, .tc, .ra, .z, .ad]))).or(.noResponse))
      ]
    }),
  Case(
    id: "OP-03", level: .must,
    requirement: "An OPCODE that nobody implements gets NOTIMP with a question too.",
    sources: [.rfc(8906, "3.1.4"), .rfc(8906, "7")],
    steps: { target in
      [Step(.query(target.zone, .soa, opcode: .unassigned), .response(.rcode(.notImp), .opcode(.unassigned)))]
    }),
  Case(
    id: "OP-04", level: .may,
    requirement: "NOTIMP to a message with an OPT RR has one too.",
    sources: [.rfc(6891, "6.1.1")],
    conditions: [.edns],
    steps: { target in
      [
        Step(
          .query(target.zone, .soa, opcode: .unassigned, edns: EDNS()), .response(.rcode(.notImp), .opt))
      ]
    }),
  Case(
    id: "OP-05", level: .should,
    requirement: "IQUERY gets NOTIMP.",
    sources: [.rfc(3425, "3")],
    steps: { target in notImplemented(.iquery, target) }),
  Case(
    id: "OP-06", level: .should,
    requirement: "STATUS gets NOTIMP.",
    sources: [.rfc(8906, "3.1.4"), .rfc(8906, "7"), .rfc(6895, "2.2")],
    steps: { target in notImplemented(.status, target) }),
  Case(
    id: "OP-07", level: .must,
    requirement: "Every OPCODE that is not assigned gets NOTIMP.",
    sources: [.rfc(8906, "3.1.4"), .rfc(8906, "7"), .rfc(6895, "2.2")],
    steps: { target in
      ([3] + Array(7...14)).flatMap { notImplemented(Opcode(rawValue: $0), target) }
    }),
  Case(
    id: "OP-08", level: .should,
    requirement: "A DSO message gets an error, a DSO response, none, or the end of the connection.",
    sources: [.rfc(8490, "5.1.1"), .rfc(8906, "3.1.4")], transports: [.tcp],
    steps: { _ in
      [
        .hostile(
          keepalive,
          Expectation.response(
            .rcode(.notImp, .noError, .formErr, .refused), .opcode(.dso), .count(.answer, 0)
          ).or(.noResponse))
      ]
    }),
  Case(
    id: "OP-09", level: .should,
    requirement: "A DSO message over UDP is not taken for one: NOTIMP, FORMERR or no response.",
    sources: [.rfc(8490, "4.2"), .rfc(8906, "3.1.4")], transports: [.udp],
    steps: { _ in [.hostile(keepalive, Expectation.response(.rcode(.notImp, .formErr)).or(.noResponse))] }),
  Case(
    id: "OP-10", level: .should,
    requirement:
      "A NOTIFY from just anyone is ignored, refused or not implemented; a primary may take note of it.",
    sources: [.rfc(1996, "3.10"), .rfc(1996, "3.12")],
    steps: { target in
      [
        Step(
          .query(target.zone, .soa, opcode: .notify, flags: .aa),
          Expectation.response(.rcode(.notImp, .refused, .notAuth, .formErr, .noError), .opcode(.notify))
            .or(.noResponse))
      ]
    }),
  Case(
    id: "OP-11", level: .should,
    requirement: "A NOTIFY for a zone that the server does not serve is ignored, refused or not implemented.",
    sources: [.rfc(1996, "3.10"), .rfc(1996, "3.12")],
    conditions: [.outsideName],
    steps: { target in
      [
        Step(
          .query(target.outsideOrApex, .soa, opcode: .notify, flags: .aa),
          Expectation.response(.rcode(.notImp, .refused, .notAuth, .formErr), .opcode(.notify)).or(
            .noResponse))
      ]
    }),
  Case(
    id: "OP-12", level: .must,
    requirement: "An UPDATE from just anyone gets NOTIMP, REFUSED or NOTAUTH, and the zone stays as it is.",
    sources: [.rfc(2136, "3"), .rfc(2136, "3.1.1"), .rfc(2136, "3.3.1")],
    steps: { target in
      [
        Step(.query(target.zone, .soa), .response(.soaAnswer(target.zone))),
        Step(
          .query(target.zone, .soa, opcode: .update),
          Expectation.response(.rcode(.notImp, .refused, .notAuth), .opcode(.update))
            .tolerating(.response(.rcode(.noError), .opcode(.update)))),
        Step(.query(target.zone, .soa), .response(.soaAnswer(target.zone))),
      ]
    },
    relations: [.sameSerial]),
  Case(
    id: "OP-13", level: .should,
    requirement: "An UPDATE from just anyone that adds a record adds nothing.",
    sources: [.rfc(2136, "3"), .rfc(2136, "3.3.1")],
    optIn: "it tries to change the zone",
    steps: { target in
      let owner = target.zone.under("leaf-probe-update")
      // An address that nobody has (RFC 5737 §3).
      let address: [UInt8] = [203, 0, 113, 98]
      return [
        Step(
          Message.query(target.zone, .soa, opcode: .update).edited(
            .add(.authority, addressRecord(owner, address))),
          Expectation.response(.rcode(.notImp, .refused, .notAuth)).or(.noResponse)),
        Step(
          .query(owner, .a),
          .response(
            .on("not the record that was to be added") { !$0.records.contains { $0.rdata == address } })),
        // What was added after all is taken away.
        Step(
          Message.query(target.zone, .soa, opcode: .update).edited(
            .add(.authority, addressRecord(owner, address, rrClass: .none))),
          .anyEnding),
      ]
    }),
  Case(
    id: "OP-14", level: .should,
    requirement: "An UPDATE without a zone gets FORMERR or NOTIMP.",
    sources: [.rfc(2136, "3.1.1"), .rfc(2136, "3")],
    steps: { _ in [.hostile(.header(opcode: .update), .response(.rcode(.formErr, .notImp)))] }),
  Case(
    id: "OP-15", level: .should,
    requirement: "An UPDATE whose ZTYPE is not SOA gets FORMERR or NOTIMP.",
    sources: [.rfc(2136, "3.1.1"), .rfc(2136, "2.3"), .rfc(2136, "3")],
    steps: { target in
      [Step(.query(target.zone, .a, opcode: .update), .response(.rcode(.formErr, .notImp)))]
    }),
]

extension Opcode {
  /// One that no RFC has given a meaning.
  static let unassigned = Opcode(rawValue: 15)
}

private func notImplemented(_ opcode: Opcode, _ target: Target) -> [Step] {
  [Step(.query(target.zone, .soa, opcode: opcode), .response(.rcode(.notImp), .opcode(opcode)))]
}

/// A DSO Keepalive request (RFC 8490 §7.1).
private let keepalive = Message.header(opcode: .dso).edited(
  .append([0, 1, 0, 8, 0, 0, 0x3A, 0x98, 0, 0, 0x3A, 0x98]))
