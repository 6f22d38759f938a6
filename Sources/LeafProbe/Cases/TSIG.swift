/// Signed queries whose keys nobody has (RFC 8945), and other signatures of transactions.
let tsigCases: [Case] = [
  Case(
    id: "SIG-01", level: .must,
    requirement:
      "A TSIG RR of a key that the server does not have gets NOTAUTH with an unsigned TSIG RR, BADKEY.",
    sources: [.rfc(8945, "5.2.1"), .rfc(8945, "5.3.2")],
    steps: { target in [.signed(target, [TSIG.unknownKey.octets], .badKey(.unknownKey))] },
    note: { exchanges, _ in
      exchanges.first?.response.flatMap { $0.hasTSIG ? nil : "the response has no TSIG RR" }
    }),
  Case(
    id: "SIG-02", level: .must,
    requirement: "A query with a record behind its TSIG RR is FORMERR.",
    sources: [.rfc(8945, "5.2")],
    steps: { target in
      let other = addressRecord(target.zone, [192, 0, 2, 1])
      return [.signed(target, [TSIG.unknownKey.octets, other], .formErrForTSIG(target))]
    }),
  Case(
    id: "SIG-03", level: .must,
    requirement: "A query with two TSIG RRs is FORMERR.",
    sources: [.rfc(8945, "5.2")],
    steps: { target in
      [.signed(target, [TSIG.unknownKey.octets, TSIG.unknownKey.octets], .formErrForTSIG(target))]
    }),
  Case(
    id: "SIG-04", level: .should,
    requirement: "A TSIG RR of class IN in place of ANY is FORMERR.",
    sources: [.rfc(8945, "4.2"), .rfc(8945, "5.2")],
    steps: { target in
      var tsig = TSIG.unknownKey
      tsig.rrClass = .in
      return [.signed(target, [tsig.octets], .formErrForTSIG(target))]
    }),
  Case(
    id: "SIG-05", level: .must,
    requirement: "A TSIG RR of an algorithm that the server does not know gets NOTAUTH with BADKEY.",
    sources: [.rfc(8945, "5.2.1"), .other("CVE-2025-40775")],
    steps: { target in [.signed(target, [TSIG.unknownAlgorithm.octets], .badKey(.unknownAlgorithm))] }),
  Case(
    id: "SIG-06", level: .must,
    requirement: "A TSIG RR that cannot be read is FORMERR.",
    sources: [.rfc(8945, "5.2"), .other("CVE-2020-8617")],
    steps: { target in
      [[0], TSIG.unknownKey.rdata(macSize: 0xFFFF)].map { rdata in
        let broken = record(TSIG.unknownKey.owner, .tsig, .any, rdata: rdata)
        return .signed(target, [broken], .formErrForTSIG(target))
      }
    }),
  Case(
    id: "SIG-07", level: .should,
    requirement: "NOTAUTH to a query with an OPT RR before its TSIG RR has both, the TSIG RR last.",
    sources: [.rfc(6891, "6.1.1"), .rfc(8945, "5.2.1"), .rfc(8945, "5.1")],
    conditions: [.edns],
    steps: { target in
      [
        .signed(
          target, [OPTRecord().octets, TSIG.unknownKey.octets],
          Expectation.response([.opt] + .badKey(.unknownKey)).or(.noTSIG))
      ]
    }),
  Case(
    id: "SIG-08", level: .should,
    requirement: "A SIG(0) RR that nobody made is passed over, or the query declined, at once.",
    sources: [.rfc(2931, "3.3"), .other("CVE-2024-1975")],
    steps: { target in
      .timed(
        target, Message.query(target.zone, .soa).edited(.add(.additional, transactionSignature(target.zone))),
        Expectation.response(.rcode(.noError, .formErr, .refused, .notAuth, .notImp)).or(.noResponse))
    },
    relations: [.prompt]),
  Case(
    id: "SIG-09", level: .should,
    requirement: "A TKEY query with a TKEY RR of nobody's gets no key.",
    sources: [.rfc(2930, "4"), .other("CVE-2015-5477")],
    steps: { target in
      let name = target.zone.under("leaf-probe")
      let tkey = record(name, .tkey, .any, rdata: TSIG.keyAgreement)
      return [
        .hostile(
          Message.query(name, .tkey, .any).edited(.add(.additional, tkey)),
          Expectation.response(.notRCODE(.servFail), .on("no key") { !$0.hasKey }).or(.noResponse))
      ]
    }),
  Case(
    id: "SIG-10", level: .must,
    requirement: "A TSIG RR of the longest names makes no response longer than the query allows.",
    sources: [.rfc(8945, "5.3"), .rfc(1035, "4.2.1"), .other("CVE-2016-2776")],
    steps: { target in
      guard let long = target.zone.filled(to: 255, labelsOf: 63) else { return [] }
      let tsig = TSIG(owner: long, algorithm: long)
      return [
        .hostile(
          Message.query(long, .a).edited(.add(.additional, tsig.octets)),
          Expectation.response(.withinPayload).or(.noResponse))
      ]
    }),
]

extension TSIG {
  static let unknownKey = TSIG(
    owner: Name(labels: [Array("leaf-probe".utf8), Array("invalid".utf8)]),
    algorithm: Name(labels: [Array("hmac-sha256".utf8)]), time: 1_700_000_000,
    mac: Array(repeating: 0x5A, count: 32))

  static let unknownAlgorithm: TSIG = {
    var tsig = unknownKey
    tsig.algorithm = Name(labels: [Array("leaf-probe-hash".utf8), Array("invalid".utf8)])
    return tsig
  }()

  /// BADKEY (RFC 8945 §3).
  static let badKey: UInt16 = 17

  /// RDATA of a TKEY RR (RFC 2930 §2) that asks for Diffie-Hellman and has no key.
  static let keyAgreement: [UInt8] =
    unknownKey.algorithm.wire + [0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0]
}

extension Check {
  /// Over TCP there is no limit but a message's own.
  fileprivate static let withinPayload = Check("no longer than the query allows") { exchange in
    exchange.transport == .tcp || (exchange.response?.octets.count ?? 0) <= exchange.payload
  }
}

extension [Check] {
  /// The error, and a TSIG RR that has it, is unsigned and last, and as RFC 8945 §4.2 wants it.
  fileprivate static func badKey(_ asked: TSIG) -> [Check] {
    [
      .rcode(.notAuth), .on("a TSIG RR, the last record") { $0.tsig != nil },
      .on("TSIG error BADKEY") { $0.tsig?.error == TSIG.badKey },
      .on("an empty MAC") { $0.tsig?.mac.isEmpty == true },
      .on("the key's name") { $0.tsig?.owner.isSame(as: asked.owner) == true },
      .on("TSIG class ANY and TTL 0") { $0.tsig?.rrClass == .any && $0.tsig?.ttl == 0 },
    ]
  }
}

extension Expectation {
  fileprivate static func badKey(_ asked: TSIG) -> Expectation { response(.badKey(asked)).or(noTSIG) }

  /// From a server that does not implement TSIG.
  fileprivate static let noTSIG = response(
    .rcode(.noError, .formErr, .notImp, .refused), .on("no TSIG RR") { !$0.hasTSIG }
  ).or(noResponse)

  /// FORMERR from a server that implements TSIG, and from others what they like.
  fileprivate static func formErrForTSIG(_ target: Target) -> Expectation {
    target.implementsTSIG ? formErrAtBest : noTSIG
  }
}

extension Step {
  fileprivate static func signed(_ target: Target, _ records: [[UInt8]], _ expectation: Expectation) -> Step {
    var message = Message.query(target.zone, .soa)
    message.edits = records.map { .add(.additional, $0) }
    return .hostile(message, expectation)
  }
}

extension Response {
  /// Whether a TKEY RR in the answer has no error, at whose place RFC 2930 §2 has it.
  fileprivate var hasKey: Bool {
    section(.answer).contains { $0.type == .tkey && $0.tkeyError == 0 }
  }
}

extension Record {
  /// Behind the algorithm's name, two times and the mode.
  fileprivate var tkeyError: UInt16? {
    guard let end = rdata.firstIndex(of: 0) else { return nil }
    return rdata.uint16(at: end + 11)
  }
}

/// A SIG RR that covers no type (RFC 2931 §3), with octets where its signature would be.
private func transactionSignature(_ zone: Name) -> [UInt8] {
  // Type covered, algorithm 8, labels, original TTL; expiration; inception; key tag.
  let fixed: [UInt8] = [0, 0, 8, 0, 0, 0, 0, 0, 0x7F, 0, 0, 0, 0x60, 0, 0, 0, 0x12, 0x34]
  return record(
    .root, RRType(rawValue: 24), .any, rdata: fixed + zone.wire + Array(repeating: 0x5A, count: 256))
}
