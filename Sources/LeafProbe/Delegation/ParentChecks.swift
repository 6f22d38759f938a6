/// What the parent says, and whether the zone says the same.
let parentChecks: [DelegationCheck] = [
  DelegationCheck(
    "DLG-01", .must, "Every server of the parent delegates the zone.",
    [.rfc(1034, "4.2.1"), .rfc(1034, "4.3.2"), .zonemaster("BASIC01")],
    conditions: [DelegationCondition.delegated],
    note: { picture in picture.delegation.nameServers.isEmpty ? nil : picture.delegation.account }
  ) { picture in
    picture.parentServers.filter { $0.delegation(of: picture.zone) == nil }.map { server in
      .broken(
        "\(server.name) (\(server.endpoint.address)): \(server.referral.summary)",
        expected: "a referral to \(picture.zone)", server.referral)
    }
  },
  DelegationCheck(
    "DLG-02", .should, "All servers of the parent give the same name servers, addresses and DS RRs.",
    [.zonemaster("CONSISTENCY05")],
    conditions: [DelegationCondition.delegated, DelegationCondition.hasDelegation]
  ) { picture in
    let found = picture.parentServers.compactMap { server in
      server.delegation(of: picture.zone).map { (server, $0) }
    }
    guard let (first, delegation) = found.first else { return [] }
    return found.dropFirst().filter { !$1.isSame(as: delegation) || Set($1.ds) != Set(delegation.ds) }.map {
      server, other in
      .broken(
        "\(server.endpoint.address): \(other.account), \(other.ds.count) DS RRs",
        expected: "\(first.endpoint.address): \(delegation.account), \(delegation.ds.count) DS RRs",
        server.referral)
    }
  },
  DelegationCheck(
    "DLG-03", .must, "Every name server of the delegation is in the zone's own NS RRset.",
    [.rfc(1034, "4.2.2"), .zonemaster("DELEGATION07")],
    conditions: [DelegationCondition.hasDelegation, DelegationCondition.hasWorkingServer]
  ) { picture in
    missing(picture.delegation.nameServers, in: picture.zoneTargets, "the zone's NS RRset", picture)
  },
  DelegationCheck(
    "DLG-04", .should, "Every name server of the zone's own NS RRset is in the delegation.",
    [.rfc(1034, "4.2.2"), .zonemaster("DELEGATION07")],
    conditions: [DelegationCondition.hasDelegation, DelegationCondition.hasWorkingServer]
  ) { picture in
    missing(picture.zoneTargets, in: picture.delegation.nameServers, "the delegation", picture)
  },
  DelegationCheck(
    "DLG-05", .must, "An address goes with every name server inside the zone.",
    [.rfc(1034, "4.2.1"), .rfc(9471, "3.1"), .zonemaster("CONSISTENCY05")],
    conditions: [DelegationCondition.hasDelegation]
  ) { picture in
    picture.targetsInside.filter { picture.delegation.glue[$0, default: []].isEmpty }.map {
      .broken("no address of \($0)", expected: "an A or AAAA RR of \($0)", picture.referral)
    }
  },
  DelegationCheck(
    "DLG-06", .must,
    "The addresses in the delegation of name servers inside the zone are those that the zone has.",
    [.rfc(1034, "4.2.2"), .zonemaster("CONSISTENCY05")],
    conditions: [DelegationCondition.hasDelegation, DelegationCondition.hasWorkingServer]
  ) { picture in wrongGlue(of: picture.targetsInside, picture) },
  DelegationCheck(
    "DLG-07", .should,
    "The addresses in the delegation of name servers outside the zone are those that resolvers find.",
    [.rfc(1034, "4.2.2"), .zonemaster("CONSISTENCY05")],
    conditions: [DelegationCondition.hasDelegation]
  ) { picture in
    wrongGlue(of: picture.delegation.nameServers.filter { !$0.isInside(picture.zone) }, picture)
  },
  DelegationCheck(
    "DLG-08", .may, "Every address of a name server inside the zone is in the delegation.",
    [.rfc(9471, "3.1"), .zonemaster("CONSISTENCY05")],
    conditions: [DelegationCondition.hasDelegation, DelegationCondition.hasWorkingServer]
  ) { picture in
    picture.targetsInside.compactMap { name in
      let glue = picture.delegation.glue[name, default: []]
      let more = (picture.lookups[name]?.addresses ?? []).subtracting(glue)
      return more.isEmpty || glue.isEmpty
        ? nil : .broken("\(name): the zone has \(list(more.sorted())) too", expected: list(glue.sorted()))
    }
  },
  DelegationCheck(
    "DLG-09", .should, "A referral to the zone fits into 512 octets, whatever the name asked for.",
    [.zonemaster("DELEGATION03"), .other("IANA's requirements for name servers")],
    conditions: [DelegationCondition.hasDelegation],
    note: { "\($0.referralSize) octets" }
  ) { picture in
    picture.referralSize <= 512
      ? [] : [.broken("\(picture.referralSize) octets", expected: "at most 512 octets", picture.referral)]
  },
]

extension DelegationPicture {
  /// The name servers of the delegation that only it can lead to.
  fileprivate var targetsInside: [Name] { delegation.nameServers.filter { $0.isInside(zone) } }

  /// What the delegation was taken from.
  fileprivate var referral: Exchange? { parentServers.first { $0.delegation(of: zone) != nil }?.referral }

  fileprivate var referralSize: Int { delegation.referralSize(to: zone, parent: parent ?? zone.parent) }
}

private func missing(
  _ names: [Name], in others: [Name], _ place: String, _ picture: DelegationPicture
) -> [Finding] {
  let missing = names.filter { !others.contains($0) }
  guard !missing.isEmpty, !others.isEmpty else { return [] }
  return [
    .broken(
      "\(place) lacks \(list(missing))", expected: "\(list(names)) in \(place)",
      picture.working.first { !$0.targets(of: picture.zone).isEmpty }?.ns)
  ]
}

/// Addresses that go with the delegation and that the name does not have.
private func wrongGlue(of names: [Name], _ picture: DelegationPicture) -> [Finding] {
  names.compactMap { name in
    // Without an address it fails for that, and as an alias for that.
    guard let lookup = picture.lookups[name], !lookup.addresses.isEmpty, lookup.alias == nil else {
      return nil
    }
    let wrong = picture.delegation.glue[name, default: []].subtracting(lookup.addresses)
    return wrong.isEmpty
      ? nil
      : .broken(
        "\(list(wrong.sorted())) in the delegation",
        expected: "\(name): \(list(lookup.addresses.sorted()))", lookup.exchanges.first { $0.response != nil }
      )
  }
}
