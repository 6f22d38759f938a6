/// The edns-tcp-keepalive option (RFC 7828).
let keepaliveCases: [Case] = [
  Case(
    id: "KA-01", level: .must,
    requirement: "Over UDP an edns-tcp-keepalive option is ignored, and never sent.",
    sources: [.rfc(7828, "3.3.1"), .rfc(7828, "3.3.2")], transports: [.udp],
    conditions: [.edns],
    steps: { target in [.asking(target, [.keepalive], .noOption(EDNS.Option.keepaliveCode))] },
    invariant: .option(EDNS.Option.keepaliveCode, "no edns-tcp-keepalive option over UDP") { _, _ in false }),
  Case(
    id: "KA-02", level: .may,
    requirement: "Over TCP an edns-tcp-keepalive option gets the connection's idle timeout.",
    sources: [.rfc(7828, "3.3.2")], transports: [.tcp],
    conditions: [.edns],
    steps: { target in
      [
        .asking(
          target, [.keepalive],
          .on("an edns-tcp-keepalive option") { $0.opt?.option(EDNS.Option.keepaliveCode) != nil })
      ]
    },
    note: { exchanges, _ in
      exchanges.first?.response?.opt?.option(EDNS.Option.keepaliveCode)?.uint16(at: 0).map {
        "the idle timeout is \(Double($0) / 10) s"
      }
    }),
  Case(
    id: "KA-03", level: .should,
    requirement:
      "An edns-tcp-keepalive option with a TIMEOUT, which no client may send, is ignored or FORMERR.",
    sources: [.rfc(7828, "3.2.1"), .rfc(6891, "7")], transports: [.tcp],
    conditions: [.edns],
    steps: { target in
      let option = EDNS.Option(code: EDNS.Option.keepaliveCode, data: [0, 100])
      return [
        Step(
          .query(target.zone, .soa, edns: EDNS(options: [option])),
          Expectation.response([Check].ednsAnswer(target.zone)).or(.response(.rcode(.formErr))))
      ]
    }),
  Case(
    id: "KA-04", level: .must,
    requirement:
      "Over TCP a query with an edns-tcp-keepalive option is answered; where one comes back it has two octets.",
    sources: [.rfc(7828, "3.1"), .rfc(7828, "3.3.2"), .rfc(6891, "6.1.2")], transports: [.tcp],
    conditions: [.edns],
    steps: { target in [.asking(target, [.keepalive])] },
    invariant: .option(EDNS.Option.keepaliveCode, "edns-tcp-keepalive options of two octets") { data, _ in
      data.count == 2
    }),
]
