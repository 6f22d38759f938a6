/// Options in general: unknown ones, many, and in any order (RFC 6891 §6.1.2).
let ednsOptionCases: [Case] = [
  Case(
    id: "EDNS-05", level: .must,
    requirement:
      "An option that nobody knows is ignored: the query is answered, and the option is not repeated.",
    sources: [.rfc(8906, "8.2.3"), .rfc(6891, "6.1.2")],
    conditions: [.edns],
    steps: { target in [.asking(target, [.unknown], .noOption(EDNS.Option.unknown.code))] }),
  Case(
    id: "EDNS-06", level: .must,
    requirement: "So is a long one of the codes for experiments.",
    sources: [.rfc(6891, "6.1.2"), .rfc(6891, "9")],
    conditions: [.edns],
    steps: { target in
      [.asking(target, [.init(code: 65001, data: .init(repeating: 0x5A, count: 200))], .noOption(65001))]
    }),
  Case(
    id: "EDNS-18", level: .must,
    requirement: "A query with the same option twice is answered, with at most one in the response.",
    sources: [.rfc(6891, "6.1.2"), .rfc(5001, "2.2")],
    conditions: [.edns],
    steps: { target in [.asking(target, [.nsid, .nsid], .atMostOne(EDNS.Option.nsidCode))] }),
  Case(
    id: "EDNS-25", level: .must,
    requirement: "A query with NSID, COOKIE, ECS and EXPIRE options is answered.",
    sources: [.rfc(8906, "8.2.10")],
    conditions: [.edns],
    steps: { target in [Step(defined(target, { $0 }), .cookieAnswer(target.zone))] }),
  Case(
    id: "EDNS-26", level: .should,
    requirement: "The order of options makes no difference.",
    sources: [.rfc(6891, "6.1.2")],
    conditions: [.edns],
    steps: { target in
      [Step(defined(target, { $0 }), .response()), Step(defined(target, { $0.reversed() }), .response())]
    },
    relations: [.sameRCODE, .sameAnswer, .sameOptions]),
  Case(
    id: "EDNS-30", level: .should,
    requirement: "A query with 64 options of 55 octets that nobody knows is answered.",
    sources: [.rfc(6891, "6.1.2")], transports: [.tcp],
    conditions: [.edns],
    steps: { target in
      let options = (0..<64).map { EDNS.Option(code: 65001 + $0, data: .init(repeating: 0, count: 55)) }
      return [.asking(target, options)]
    }),
  Case(
    id: "EDNS-31", level: .should,
    requirement: "No response has an option that was not asked for, unless it needs no asking.",
    sources: [.rfc(8906, "8.2.1"), .rfc(6891, "6.1.2")],
    conditions: [.edns],
    invariant: .ofResponses("no option that was not asked for") { response, exchange in
      guard exchange.isReadable, let asked = exchange.opt else { return nil }
      let codes = Set(asked.options.map(\.code)).union(unsolicited)
      let found = response.opt?.options.first { !codes.contains($0.code) }
      return found.map { "option \($0.code)" }
    }),
]

/// Those that a server may send unasked (RFC 7828 §3.3.2, RFC 7830 §4, RFC 8914 §2, RFC 9567 §6.2), and those of which
/// cases of their own speak.
private let unsolicited: Set<UInt16> = [
  EDNS.Option.keepaliveCode, EDNS.Option.paddingCode, EDNS.Option.extendedErrorCode,
  EDNS.Option.reportChannelCode, EDNS.Option.nsidCode, EDNS.Option.cookieCode, EDNS.Option.clientSubnetCode,
]

private func defined(_ target: Target, _ order: ([EDNS.Option]) -> [EDNS.Option]) -> Message {
  let options: [EDNS.Option] = [.nsid, .cookie(.client), .clientSubnet(.anyone), .expire]
  return .query(target.zone, .soa, edns: EDNS(options: order(options)))
}

extension Relation {
  fileprivate static let sameOptions = Relation(description: "the same options in all responses") {
    exchanges, _ in
    let found = Set(exchanges.map { Set($0.response?.opt?.options.map(\.code) ?? []) })
    return found.count > 1
      ? "options \(found.map { "\($0.sorted())" }.sorted().joined(separator: ", "))" : nil
  }
}
