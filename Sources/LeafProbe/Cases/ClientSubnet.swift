/// EDNS Client Subnet (RFC 7871).
let clientSubnetCases: [Case] = [
  Case(
    id: "ECS-01", level: .must,
    requirement: "A query with ECS 0.0.0.0/0 is answered; an ECS option that comes back fits the query's.",
    sources: [.rfc(7871, "7.2.1"), .rfc(8906, "8.2.10")],
    conditions: [.edns],
    steps: { target in [.asking(target, [.clientSubnet(.anyone)], .fittingSubnet)] }),
  Case(
    id: "ECS-02", level: .must,
    requirement: "A query with ECS 192.0.2.0/24 or 2001:db8::/56 is answered; ECS that comes back fits it.",
    sources: [.rfc(7871, "7.2.1"), .rfc(7871, "11.2")],
    conditions: [.edns],
    steps: { target in
      [ClientSubnet.ipv4, .ipv6].map { .asking(target, [.clientSubnet($0)], .fittingSubnet) }
    }),
  Case(
    id: "ECS-03", level: .must,
    requirement: "A server that knows ECS says FORMERR to an address family that does not exist.",
    sources: [.rfc(7871, "7.2.1"), .rfc(6891, "7")],
    conditions: [.edns, .clientSubnet],
    steps: { target in [malformed(foreign, target, .response(.rcode(.formErr)))] }),
  Case(
    id: "ECS-04", level: .must,
    requirement: "A query without ECS gets no ECS option.",
    sources: [.rfc(7871, "7.2.1")],
    conditions: [.edns],
    invariant: .unasked(EDNS.Option.clientSubnetCode, "ECS")),
  Case(
    id: "ECS-05", level: .should,
    requirement:
      "A server that knows ECS says FORMERR to an address of too many or too few octets, or with bits beyond its prefix.",
    sources: [.rfc(7871, "6")],
    conditions: [.edns, .clientSubnet],
    steps: { target in illFitting.map { malformed($0, target, .response(.rcode(.formErr))) } }),
  Case(
    id: "ECS-06", level: .must,
    requirement: "A server that does not know ECS ignores it, whatever it holds.",
    sources: [.rfc(7871, "7.2.1"), .rfc(6891, "6.1.2")],
    conditions: [.edns, .noClientSubnet],
    steps: { target in
      ([foreign] + illFitting).map {
        malformed(
          $0, target,
          .response([Check].ednsAnswer(target.zone) + [.noOption(EDNS.Option.clientSubnetCode)]))
      }
    }),
  Case(
    id: "ECS-07", level: .must,
    requirement: "A server that knows ECS has it in every response to a query with it.",
    sources: [.rfc(7871, "7.2.1")],
    conditions: [.edns, .clientSubnet],
    steps: { target in
      [target.existingOrApex, target.missingOrApex].map {
        Step(
          .query($0, .a, edns: EDNS(options: [.clientSubnet(.ipv4)])),
          .response(
            .fittingSubnet, .on("an ECS option") { $0.opt?.option(EDNS.Option.clientSubnetCode) != nil }))
      }
    }),
]

private let foreign = ClientSubnet(family: 0xFFFE, source: 8, address: [1])

private let illFitting = [
  ClientSubnet(source: 24, address: [192, 0, 2, 0]),
  ClientSubnet(source: 24, address: [192, 0]),
  ClientSubnet(source: 22, address: [192, 0, 3]),
]

private func malformed(_ subnet: ClientSubnet, _ target: Target, _ expectation: Expectation) -> Step {
  .hostile(.query(target.zone, .soa, edns: EDNS(options: [.clientSubnet(subnet)])), expectation)
}

extension Check {
  /// FAMILY, SOURCE PREFIX-LENGTH and ADDRESS are the query's; the scope is the server's.
  fileprivate static let fittingSubnet = Check(
    "no ECS option, or one of the query's family, prefix and address"
  ) {
    exchange in
    guard let found = exchange.response?.opt?.option(EDNS.Option.clientSubnetCode) else { return true }
    guard let asked = exchange.opt?.option(EDNS.Option.clientSubnetCode) else { return false }
    return found.prefix(3) == asked.prefix(3) && found.dropFirst(4) == asked.dropFirst(4)
  }
}
