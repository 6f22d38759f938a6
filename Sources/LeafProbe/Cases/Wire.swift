/// The form of every response of the run.
let wireCases: [Case] = [
  Case(
    id: "WIRE-01", level: .must,
    requirement: "Compression pointers lead backward, to where a label of an earlier name begins.",
    sources: [.rfc(1035, "4.1.4"), .rfc(9267, "2")],
    invariant: .form(
      "sound names and pointers", .pointerNotBackward, .pointerTarget, .pointerChain, .labelType,
      .nameTooLong)),
  Case(
    id: "WIRE-02", level: .should,
    requirement: "Owners that are the question's name are compressed.",
    sources: [.rfc(1123, "6.1.2.4")],
    invariant: .ofResponses("a pointer for every owner that is the question's name") { response, _ in
      guard let name = response.questions.first?.name, name.wire.count > 2 else { return nil }
      // An owner in letters of other case, as the zone has it, cannot be a pointer to the question; nor need the name
      // of a TSIG key be one.
      let long = response.records.first {
        ![.opt, .tsig].contains($0.type) && $0.owner == name && $0.ownerLength > 2
      }
      return long.map { "the owner \($0.owner) takes \($0.ownerLength) octets" }
    }),
  Case(
    id: "WIRE-03", level: .must,
    requirement:
      "No name is compressed in the RDATA of types that RFC 1035 does not define, and RDATA has its type's form.",
    sources: [.rfc(3597, "4"), .rfc(1035, "3.3")],
    invariant: .form("sound RDATA", .compressedRDATA, .rdata)),
  Case(
    id: "WIRE-04", level: .must,
    requirement: "The top bit of every TTL is 0.",
    sources: [.rfc(2181, "8")],
    invariant: .form("TTLs below 2^31", .ttl)),
  Case(
    id: "WIRE-05", level: .must,
    requirement: "There is at most one OPT RR, the root's, in the additional section, and a TSIG RR is last.",
    sources: [.rfc(6891, "6.1.1"), .rfc(6891, "6.1.2"), .rfc(8945, "5.1")],
    invariant: .form(
      "OPT and TSIG where they belong", .optSection, .optTwice, .optOwner, .optOptions, .tsigNotLast)),
  Case(
    id: "WIRE-06", level: .should,
    requirement: "REFUSED, NOTIMP, FORMERR and BADVERS have AA=0.",
    sources: [.rfc(8906, "8.2.2"), .rfc(8906, "8.1.4"), .rfc(1035, "4.1.1")],
    invariant: .ofResponses("AA=0 in every error response to a QUERY") { response, _ in
      let errors: [RCODE] = [.refused, .notImp, .formErr, .badVers]
      guard response.opcode == .query, errors.contains(response.rcode) else { return nil }
      return response.flags.contains(.aa) ? "\(response.rcode) with AA=1" : nil
    }),
  Case(
    id: "WIRE-07", level: .info,
    requirement: "How long responses take.",
    sources: [.rfc(8906, "3.2.1")],
    steps: { target in [Step(.query(target.zone, .soa), .anyEnding)] },
    runNote: { exchanges in
      let times = exchanges.compactMap(\.latency).sorted()
      guard let median = times.percentile(50), let slow = times.percentile(99) else { return nil }
      let lost = exchanges.filter { $0.response != nil }.reduce(0) { $0 + $1.tries - 1 }
      return
        "median \(median.text), 99th percentile \(slow.text), of \(times.count) responses; \(lost) sent again"
    }),
  Case(
    id: "WIRE-08", level: .must,
    requirement: "The server answers on after every message that is malformed.",
    sources: [.other("robustness")],
    steps: { target in [Step(.query(target.zone, .soa), .response())] },
    invariant: Invariant(description: "a server that answers after every hostile message") { $0.death }),
]

extension [Duration] {
  /// Of times in order.
  fileprivate func percentile(_ percent: Int) -> Duration? {
    isEmpty ? nil : self[Swift.min(count - 1, count * percent / 100)]
  }
}

extension Duration {
  fileprivate var text: String {
    let microseconds = components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    return "\(microseconds / 1000).\(String(1000 + microseconds % 1000).dropFirst()) ms"
  }
}
