extension Survey {
  /// Asks the servers of the parent zone for the delegation.
  func findDelegation(_ picture: inout DelegationPicture) throws {
    guard let resolver else { throw Obstacle.notTested("there is no resolver to find the parent zone by") }
    let (parent, names) = try findParent(by: resolver)
    picture.parent = parent
    picture.parentServers = try names.flatMap { try parentServers(named: $0, by: resolver) }
    guard picture.parentServers.contains(where: { $0.referral.response != nil }) else {
      throw Obstacle.notTested("no server of \(parent), the parent zone, answers")
    }
    picture.delegation =
      picture.parentServers.lazy.compactMap { $0.delegation(of: zone) }.first ?? Delegation()
  }

  /// The closest zone above, and its name servers: what has NS RRs of its own.
  private func findParent(by resolver: Endpoint) throws -> (parent: Name, names: [Name]) {
    guard !zone.isRoot else { throw Obstacle.notTested("the root has no parent") }
    for name in zone.parent.ancestors(below: .root) + [.root] {
      let exchange = network.ask(.query(name, .ns, flags: .rd), resolver)
      guard let response = exchange.response, [.noError, .nxDomain].contains(response.rcode) else {
        throw Obstacle.notTested("the resolver \(resolver), asked for NS \(name): \(exchange.summary)")
      }
      let names = response.targets(of: name, in: .answer)
      if !names.isEmpty { return (name, names) }
    }
    throw Obstacle.notTested("the resolver \(resolver) finds no zone above \(zone)")
  }

  private func parentServers(named name: Name, by resolver: Endpoint) throws -> [ParentServer] {
    let exchanges = [RRType.a, .aaaa].map { network.ask(.query(name, $0, flags: .rd), resolver) }
    let addresses = Lookup(name: name, exchanges: exchanges).addresses
    try permit(addresses.sorted(), of: name)
    return try inParallel(endpoints(addresses)) { endpoint in
      ParentServer(
        name: name, endpoint: endpoint, referral: network.ask(.query(zone, .ns), endpoint),
        ds: network.ask(.query(zone, .ds), endpoint))
    }
  }
}
