/// Extended DNS errors (RFC 8914).
let extendedErrorCases: [Case] = [
  Case(
    id: "EDE-01", level: .must,
    requirement: "REFUSED and NXDOMAIN to a query without EDNS have no extended error.",
    sources: [.rfc(8914, "2"), .rfc(6891, "7")],
    steps: { target in
      [target.outside, target.missing].compactMap(\.self).map {
        Step(.query($0, .a), .response(.noOption(EDNS.Option.extendedErrorCode)))
      }
    },
    invariant: .option(EDNS.Option.extendedErrorCode, "no extended error where the query has no OPT RR") {
      _, exchange in !exchange.isReadable || exchange.opt != nil
    }),
  Case(
    id: "EDE-02", level: .should,
    requirement: "An extended error in a query is ignored.",
    sources: [.rfc(6891, "6.1.2"), .rfc(8914, "2")],
    conditions: [.edns],
    steps: { target in
      let option = EDNS.Option(code: EDNS.Option.extendedErrorCode, data: [0, 18] + Array("leaf-probe".utf8))
      return [.asking(target, [option], .notEchoed(option))]
    }),
  Case(
    id: "EDE-03", level: .should,
    requirement: "An extended error has a code that is registered, or for private use.",
    sources: [.rfc(8914, "2"), .rfc(8914, "5.2")],
    conditions: [.edns],
    invariant: .option(EDNS.Option.extendedErrorCode, "extended errors that are registered") { data, _ in
      data.uint16(at: 0).map { registered.contains($0) || privateUse.contains($0) } ?? true
    }),
  Case(
    id: "EDE-04", level: .must,
    requirement: "An extended error has a code of two octets, and text in UTF-8, which a NUL may end.",
    sources: [.rfc(8914, "2")],
    conditions: [.edns],
    invariant: .option(EDNS.Option.extendedErrorCode, "extended errors of a code and UTF-8") { data, _ in
      data.count >= 2 && isText(data.dropFirst(2))
    }),
]

/// The codes that IANA had given out in 2025: RFC 8914 §4, and 25...30 since.
private let registered: ClosedRange<UInt16> = 0...30

/// RFC 8914 §5.2
private let privateUse: ClosedRange<UInt16> = 49152...65535

private func isText(_ octets: ArraySlice<UInt8>) -> Bool {
  let text = octets.last == 0 ? octets.dropLast() : octets
  return String(validating: text, as: UTF8.self).map { !$0.utf8.contains(0) } ?? false
}
