/// Compression pointers that lead nowhere, or in circles (RFC 9267 §2).
let malformedPointerCases: [Case] = [
  Case(
    id: "MAL-11", level: .must,
    requirement: "A QNAME that is a pointer to itself gets FORMERR or no response, at once.",
    sources: [.rfc(1035, "4.1.4"), .rfc(9267, "2"), .other("CVE-2015-1868"), .other("CVE-2018-20994")],
    steps: { target in .timed(target, .asking(.pointer(12) + .soaIN), .formErrOrDrop) },
    relations: [.prompt]),
  Case(
    id: "MAL-12", level: .must,
    requirement: "A QNAME of a label and a pointer back to it gets FORMERR or no response, at once.",
    sources: [.rfc(1035, "4.1.4"), .rfc(9267, "2"), .other("CVE-2015-5470")],
    steps: { target in .timed(target, .asking([1, 0x61] + .pointer(12) + .soaIN), .formErrOrDrop) },
    relations: [.prompt]),
  Case(
    id: "MAL-13", level: .should,
    requirement: "A QNAME that is a pointer to a name after it gets FORMERR or no response.",
    sources: [.rfc(1035, "4.1.4"), .rfc(9267, "2")],
    steps: { target in
      let record = addressRecord(target.zone, [192, 0, 2, 1])
      return [.hostile(.asking(.pointer(18) + .soaIN).edited(.add(.additional, record)), .formErrOrDrop)]
    }),
  Case(
    id: "MAL-14", level: .should,
    requirement: "A QNAME that is a pointer into the header gets FORMERR, REFUSED or no response.",
    sources: [.rfc(1035, "4.1.4"), .rfc(9267, "2")],
    steps: { _ in
      // The ID is a label of one letter, and the flags after it the root's.
      var step = Step.hostile(
        .asking(.pointer(0) + .soaIN), Expectation.response(.rcode(.formErr, .refused)).or(.noResponse))
      step.id = 0x0161
      return [step]
    }),
  Case(
    id: "MAL-15", level: .should,
    requirement: "A QNAME that is a pointer beyond the message's end gets FORMERR or no response.",
    sources: [.rfc(9267, "2"), .other("CVE-2020-24338"), .other("CVE-2020-27738")],
    steps: { _ in [.hostile(.asking(.pointer(0x3FFF) + .soaIN), .formErrOrDrop)] }),
  Case(
    id: "MAL-16", level: .should,
    requirement: "Half a pointer at the message's end gets FORMERR or no response.",
    sources: [.rfc(9267, "2"), .other("CVE-2020-25767"), .other("CVE-2020-24339")],
    steps: { _ in [.hostile(.asking([0xC0]), .formErrOrDrop)] }),
  Case(
    id: "MAL-17", level: .should,
    requirement: "An additional RR whose owner is a pointer to QNAME is passed over, or the query FORMERR.",
    sources: [.rfc(1035, "4.1.4")],
    steps: { target in
      let record = Array<UInt8>.pointer(12) + addressRecord(.root, [192, 0, 2, 1]).dropFirst()
      return [
        .hostile(
          Message.query(target.zone, .soa).edited(.add(.additional, record)),
          Expectation.soaAnswer(target.zone).or(.response(.rcode(.formErr))))
      ]
    }),
  Case(
    id: "MAL-18", level: .must,
    requirement: "A name at the end of a hundred pointers is read or FORMERR, at once.",
    sources: [.rfc(1035, "4.1.4"), .other("CVE-2024-8508"), .other("RUSTSEC-2026-0119")],
    steps: { target in
      .timed(
        target,
        Message.query(target.zone, .soa).edited(
          .add(.additional, chain(target.zone)), .add(.additional, chained(target.zone))),
        .soaOrFormErr(target.zone))
    },
    relations: [.prompt]),
  Case(
    id: "MAL-30", level: .must,
    requirement: "Two names that are pointers to each other get FORMERR or no response, at once.",
    sources: [.rfc(1035, "4.1.4"), .rfc(9267, "2")],
    steps: { target in
      let record = Array<UInt8>.pointer(12) + addressRecord(.root, [192, 0, 2, 1]).dropFirst()
      return .timed(
        target, .asking(.pointer(18) + .soaIN).edited(.add(.additional, record)), .formErrOrDrop)
    },
    relations: [.prompt]),
]

/// A NULL RR (RFC 1035 §3.3.10) of a hundred pointers, each to the one before, the first to QNAME.
private func chain(_ zone: Name) -> [UInt8] {
  let start = chainStart(zone)
  let pointers = (0..<100).flatMap { Array<UInt8>.pointer($0 == 0 ? 12 : start + 2 * ($0 - 1)) }
  return record(.root, RRType(rawValue: 10), rdata: pointers)
}

/// An RR whose owner is a pointer to the last of the chain.
private func chained(_ zone: Name) -> [UInt8] {
  .pointer(chainStart(zone) + 198) + addressRecord(.root, [192, 0, 2, 1]).dropFirst()
}

/// Behind the header, the question and the NULL RR's first eleven octets.
private func chainStart(_ zone: Name) -> Int { 12 + zone.wire.count + 4 + 11 }

extension Array where Element == UInt8 {
  /// A compression pointer to an offset below 16384.
  fileprivate static func pointer(_ offset: Int) -> [UInt8] {
    [0xC0 | UInt8(truncatingIfNeeded: offset >> 8), UInt8(truncatingIfNeeded: offset)]
  }
}
