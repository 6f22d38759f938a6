/// QTYPE ANY (RFC 8482).
let anyCases: [Case] = [
  Case(
    id: "ANY-01", level: .should,
    requirement: "ANY gets some or all of the name's RRsets, an HINFO RR, TC=1 over UDP, or is declined.",
    sources: [.rfc(8482, "4"), .rfc(8482, "4.1"), .rfc(8482, "4.2"), .rfc(8482, "4.3"), .rfc(8482, "4.4")],
    steps: { target in
      [
        Step(
          .query(target.zone, .any),
          Expectation.response(
            .rcode(.noError), .set(.aa), .on("RRs in answer") { !$0.section(.answer).isEmpty }
          ).or(.truncated).or(.response(.rcode(.refused, .notImp), .count(.answer, 0))))
      ]
    }),
  Case(
    id: "ANY-02", level: .should,
    requirement: "ANY of a name that exists is answered: REFUSED is none of the ways of RFC 8482.",
    sources: [.rfc(8482, "4"), .rfc(8482, "4.1")],
    steps: { target in
      [
        Step(
          .query(target.zone, .any),
          Expectation.response(.rcode(.noError)).or(.truncated))
      ]
    }),
  Case(
    id: "ANY-03", level: .should,
    requirement: "ANY of a name that does not exist is NXDOMAIN as for any type, or declined.",
    sources: [.rfc(8482, "4"), .rfc(1034, "4.3.2"), .rfc(2308, "3")],
    conditions: [.missingName, .missingNamesAreNXDOMAIN],
    steps: { target in
      [
        Step(
          .query(target.missingOrApex, .any),
          Expectation.response(.nameError(target.zone)).or(
            .response(.rcode(.refused, .notImp), .count(.answer, 0))))
      ]
    }),
  Case(
    id: "ANY-04", level: .should,
    requirement: "ANY without EDNS gets at most 512 octets over UDP, and not three times its query's.",
    sources: [.rfc(1035, "4.2.1"), .rfc(8482, "4.1")], transports: [.udp],
    conditions: [.existingName],
    steps: { target in
      let length = 12 + target.existingOrApex.wire.count + 4
      return [
        Step(
          .query(target.existingOrApex, .any),
          .response(.atMost(octets: min(512, 3 * length), why: "512, and three times the query's")))
      ]
    }),
  Case(
    id: "ANY-05", level: .should,
    requirement:
      "An HINFO RR made for ANY, alone in the answer, has the CPU field RFC8482, an empty OS field and a TTL above 0.",
    sources: [.rfc(8482, "4.2")],
    steps: { target in
      let expectation = Expectation.response(
        .on("no HINFO RR alone, or one with RFC8482, an empty OS field and a TTL above 0") { response in
          let answer = response.section(.answer)
          guard answer.count == 1, answer[0].type == .hinfo else { return true }
          return answer[0].data.strings == [Array("RFC8482".utf8), []] && answer[0].ttl > 0
        })
      return [Step(.query(target.zone, .any), expectation.or(.truncated))]
    }),
]
