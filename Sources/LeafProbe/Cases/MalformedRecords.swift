/// Records that queries do not have, cut short, too short or too many.
let malformedRecordCases: [Case] = [
  Case(
    id: "MAL-19", level: .should,
    requirement: "An additional RR whose RDATA is longer than the message gets FORMERR or no response.",
    sources: [.rfc(9267, "5"), .other("CVE-2020-25108"), .other("CVE-2020-27009")],
    steps: { target in
      [
        .with(
          Array(addressRecord(target.zone, []).dropLast(2)) + [1, 0x90, 192, 0, 2, 1], target, .formErrOrDrop)
      ]
    }),
  Case(
    id: "MAL-20", level: .may,
    requirement: "An additional A RR of three octets gets FORMERR, or is passed over.",
    sources: [.rfc(9267, "5")],
    steps: { target in
      [.with(addressRecord(target.zone, [192, 0, 2]), target, .soaOrFormErr(target.zone))]
    }),
  Case(
    id: "MAL-21", level: .should,
    requirement: "An additional RR whose owner has 256 octets gets FORMERR or no response.",
    sources: [.rfc(1035, "2.3.4"), .rfc(9267, "3")],
    steps: { target in
      Name.root.filled(to: 256, labelsOf: 63).map {
        [.with(addressRecord($0, [192, 0, 2, 1]), target, .formErrOrDrop)]
      } ?? []
    }),
  Case(
    id: "MAL-22", level: .should,
    requirement: "An additional RR that ends before its TTL gets FORMERR or no response.",
    sources: [.rfc(1035, "4.1.3"), .rfc(9267, "6")],
    steps: { target in
      [.with(target.zone.wire + [0, 1, 0, 1], target, .formErrOrDrop)]
    }),
  Case(
    id: "MAL-23", level: .may,
    requirement:
      "A record of a QTYPE that is no type, MAILB, in the answer section gets FORMERR, or is passed over.",
    sources: [.rfc(1035, "3.2.3"), .rfc(6895, "3.1")],
    steps: { target in
      [.with(record(target.zone, .mailb, rdata: [0]), in: .answer, target, .soaOrFormErr(target.zone))]
    }),
  Case(
    id: "MAL-31", level: .should,
    requirement:
      "A query with thousands of owners, 64 KiB long, is answered or FORMERR in time, and others are meanwhile.",
    sources: [.other("CVE-2023-4408")], transports: [.tcp],
    steps: { target in [.hostile(manyOwners(target.zone), .boundedTime)] }),
  Case(
    id: "MAL-32", level: .may,
    requirement: "An additional SOA RR of one octet, and half an RRSIG RR, get FORMERR, or are passed over.",
    sources: [.rfc(9267, "5")],
    steps: { target in
      [
        record(target.zone, .soa, rdata: [0]),
        record(target.zone, .rrsig, rdata: Array(repeating: 0, count: 9)),
      ].map {
        .with($0, target, .soaOrFormErr(target.zone))
      }
    }),
  Case(
    id: "MAL-33", level: .may,
    requirement: "An additional A RR without RDATA gets FORMERR, or is passed over.",
    sources: [.rfc(9267, "5"), .other("CVE-2012-1667")],
    steps: { target in [.with(addressRecord(target.zone, []), target, .soaOrFormErr(target.zone))] }),
  Case(
    id: "MAL-34", level: .should,
    requirement:
      "A query that announces 65535 answer or authority RRs and holds none gets FORMERR or no response.",
    sources: [.rfc(9267, "6"), .rfc(1035, "4.1.1"), .other("CVE-2020-25109"), .other("CVE-2020-24340")],
    steps: { target in
      [Section.answer, .authority].map {
        .hostile(Message.query(target.zone, .soa).edited(.count($0, 65535)), .formErrOrDrop)
      }
    }),
  Case(
    id: "MAL-35", level: .must,
    requirement: "A query with two questions of different names is FORMERR.",
    sources: [.rfc(9619, "4")],
    steps: { target in
      let second = target.zone.under("leaf-probe").wire + .soaIN
      return [
        .hostile(
          Message.query(target.zone, .soa).edited(.count(.question, 2), .append(second)), .formErrAtBest)
      ]
    }),
  Case(
    id: "MAL-36", level: .should,
    requirement: "A query with an OPT RR of 60 KiB is answered or FORMERR in time, and others are meanwhile.",
    sources: [.rfc(6891, "6.1.2"), .other("CVE-2024-0760")], transports: [.tcp], conditions: [.edns],
    steps: { target in
      let options = (0..<15).map { _ in EDNS.Option(code: 65001, data: Array(repeating: 0x78, count: 4092)) }
      return [.hostile(.query(target.zone, .soa, edns: EDNS(options: options)), .boundedTime)]
    }),
  Case(
    id: "MAL-37", level: .should,
    requirement: "ANY of a name with a large RRset is answered in part, or declined.",
    sources: [.rfc(8482, "4"), .other("CVE-2024-11187"), .other("CVE-2024-1737")], conditions: [.largeRRset],
    steps: { target in
      [
        .hostile(
          .query(target.special.large ?? target.zone, .any),
          .response(.rcode(.noError, .refused, .notImp, .formErr)))
      ]
    }),
  Case(
    id: "MAL-38", level: .should,
    requirement: "UPDATE and NOTIFY of other classes than IN are declined or dropped.",
    sources: [.rfc(2136, "3.1.1"), .rfc(1996, "3.10"), .other("CVE-2026-5946")],
    steps: { target in
      [Opcode.update, .notify].flatMap { opcode in
        [RRClass.ch, .hs].map { qclass in
          .hostile(.query(target.zone, .soa, qclass, opcode: opcode), .declined)
        }
      }
    }),
  Case(
    id: "MAL-39", level: .should,
    requirement: "An UPDATE that deletes an RRset by an RR with RDATA is declined or dropped.",
    sources: [.rfc(2136, "3.4.1.3"), .rfc(2136, "3.3.1"), .other("CVE-2009-0696")],
    steps: { target in
      let deletion = addressRecord(target.zone.under("leaf-probe"), [192, 0, 2, 1], rrClass: .any)
      return [
        .hostile(
          Message.query(target.zone, .soa, opcode: .update).edited(.add(.authority, deletion)), .declined)
      ]
    }),
]

extension Expectation {
  /// An answer, FORMERR or the end of the connection, before the timeout; silence is not strict.
  fileprivate static let boundedTime = response(.rcode(.noError, .formErr, .refused))
    .or(.init(endings: [.init(pattern: .close, grade: .conformant)]))

  fileprivate static let declined = response(.rcode(.notImp, .refused, .notAuth, .formErr)).or(.noResponse)
}

extension Step {
  /// The zone's SOA RR asked for, with a record that does not belong there.
  fileprivate static func with(
    _ record: [UInt8], in section: Section = .additional, _ target: Target, _ expectation: Expectation
  ) -> Step {
    .hostile(Message.query(target.zone, .soa).edited(.add(section, record)), expectation)
  }
}

/// As many additional RRs as there is room for, each of another owner below QNAME.
private func manyOwners(_ zone: Name) -> Message {
  let data: [UInt8] = [0xC0, 12] + addressRecord(.root, [192, 0, 2, 1]).dropFirst()
  let count = (65_535 - 16 - zone.wire.count) / (data.count + 3)
  let records = (0..<count).flatMap { number -> [UInt8] in
    [2, UInt8(truncatingIfNeeded: number >> 8), UInt8(truncatingIfNeeded: number)] + data
  }
  return Message.query(zone, .soa).edited(
    .count(.additional, UInt16(truncatingIfNeeded: count)), .append(records))
}
