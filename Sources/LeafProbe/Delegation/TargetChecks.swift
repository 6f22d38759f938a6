/// The name servers' names and addresses.
let targetChecks: [DelegationCheck] = [
  DelegationCheck(
    "DLG-10", .must, "At least two name servers have the zone.",
    [.rfc(1034, "4.1"), .rfc(2182, "5"), .zonemaster("DELEGATION01")],
    conditions: [DelegationCondition.hasDelegation]
  ) { picture in
    let names = picture.delegation.nameServers
    return names.count > 1
      ? [] : [.broken("only \(list(names)) in the delegation", expected: "at least two NS RRs")]
  },
  DelegationCheck(
    "DLG-11", .must, "Name servers have addresses of their own.",
    [.rfc(2182, "3.1"), .zonemaster("DELEGATION02")],
    conditions: [DelegationCondition.hasServers]
  ) { picture in
    picture.servers.filter { $0.names.count > 1 }.map {
      .broken("\($0.address) is the address of \(list($0.names))", expected: "an address of its own for each")
    }
  },
  DelegationCheck(
    "DLG-12", .must, "The names of name servers are those of hosts: letters, digits and hyphens.",
    [.rfc(1123, "2.1"), .zonemaster("SYNTAX04")],
    conditions: [DelegationCondition.hasDelegation]
  ) { picture in
    picture.targets.compactMap { name in
      name.hostNameFault.map { .broken("\(name): \($0)", expected: "a host's name") }
    }
  },
  DelegationCheck(
    "DLG-13", .must, "Every name server has an address.", [.rfc(2181, "10.3"), .zonemaster("NAMESERVER06")],
    conditions: [DelegationCondition.hasDelegation]
  ) { picture in
    picture.targets.compactMap { name in
      // An alias fails for being one; a name that nobody could be asked about tells nothing.
      guard let lookup = picture.lookups[name], lookup.alias == nil, lookup.addresses.isEmpty else {
        return nil
      }
      let last = lookup.exchanges.last
      return .broken(
        "\(name): \(last?.summary ?? "no address")", expected: "an A or AAAA RR of \(name)", last)
    }
  },
  DelegationCheck(
    "DLG-14", .must, "No name server's name is an alias.", [.rfc(2181, "10.3"), .zonemaster("DELEGATION05")],
    conditions: [DelegationCondition.hasDelegation]
  ) { picture in
    picture.targets.compactMap { name in
      picture.lookups[name]?.alias.map {
        .broken(
          "\(name) is an alias of \($0)", expected: "an A or AAAA RR of \(name)",
          picture.lookups[name]?.exchanges.first { $0.response != nil })
      }
    }
  },
  DelegationCheck(
    "DLG-15", .must, "The whole Internet can reach the addresses of the name servers.",
    [.rfc(6890, "2.2"), .zonemaster("ADDRESS01")],
    conditions: [DelegationCondition.hasServers, DelegationCondition.offLoopback]
  ) { picture in
    picture.servers.filter { !$0.address.isGlobal }.map {
      .broken("\($0): private or reserved", expected: "an address that is reachable globally")
    }
  },
  DelegationCheck(
    "DLG-16", .should, "Not all name servers are in one network: /24 of IPv4, /48 of IPv6.",
    [.rfc(2182, "3.1"), .zonemaster("CONNECTIVITY04")],
    conditions: [DelegationCondition.hasServers, DelegationCondition.offLoopback]
  ) { picture in
    let networks = Set(picture.servers.map(\.address.network))
    return networks.count > 1
      ? []
      : [.broken("all in one: \(list(picture.servers.map(\.address)))", expected: "at least two networks")]
  },
  DelegationCheck(
    "DLG-17", .may, "There is a name server with an IPv6 address, and one with an IPv4 address.",
    [.rfc(3901, "4"), .zonemaster("DELEGATION01")],
    conditions: [DelegationCondition.hasServers]
  ) { picture in
    let families = Set(picture.servers.map(\.address.family))
    return [(AddressFamily.ipv4, "IPv4"), (.ipv6, "IPv6")].filter { !families.contains($0.0) }.map {
      .broken("no \($0.1) address", expected: "an \($0.1) address")
    }
  },
]
