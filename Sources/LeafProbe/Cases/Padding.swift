/// The padding option (RFC 7830).
let paddingCases: [Case] = [
  Case(
    id: "PAD-01", level: .may,
    requirement: "A query with a padding option gets one; RFC 8467 has that for encrypted transports alone.",
    sources: [.rfc(7830, "4"), .rfc(8467, "4.1")],
    conditions: [.edns],
    steps: { target in
      [
        .asking(
          target, [.padding([0, 0, 0, 0])],
          .on("a padding option") { $0.opt?.option(EDNS.Option.paddingCode) != nil })
      ]
    }),
  Case(
    id: "PAD-02", level: .must,
    requirement: "A query without EDNS gets no padding.",
    sources: [.rfc(7830, "4")],
    steps: { target in
      [Step(.query(target.existingOrApex, .a), .response(.noOption(EDNS.Option.paddingCode)))]
    },
    invariant: .option(EDNS.Option.paddingCode, "no padding in response to a query without EDNS") {
      _, exchange in !exchange.isReadable || exchange.opt != nil
    }),
  Case(
    id: "PAD-03", level: .must,
    requirement: "Padding is accepted, whatever its octets.",
    sources: [.rfc(7830, "3")],
    conditions: [.edns],
    steps: { target in
      [0x00, 0x5A].map { .asking(target, [.padding(.init(repeating: $0, count: 64))]) }
        + [.asking(target, [.padding([])])]
    }),
  Case(
    id: "PAD-04", level: .must,
    requirement: "A response has at most one padding option.",
    sources: [.rfc(7830, "3")],
    conditions: [.edns],
    invariant: .ofResponses("at most one padding option") { response, _ in
      let count = response.optionCount(EDNS.Option.paddingCode)
      return count > 1 ? "\(count) padding options" : nil
    }),
]
