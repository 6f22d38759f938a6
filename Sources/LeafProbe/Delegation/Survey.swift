/// Finds out all that there is to judge about a delegation.
struct Survey: Sendable {
  let zone: Name
  /// Follows names outside the zone, and finds the parent; nil where nothing is to be found out by one.
  let resolver: Endpoint?
  /// The port of all name servers.
  let port: UInt16
  /// Only addresses of this family; nil for both.
  let family: AddressFamily?
  /// What is to be put into the parent zone; nil to find out what is there.
  let planned: Delegation?
  /// Other addresses than this machine's own may be asked.
  let leavesMachine: Bool
  let network: any Asking
  let stop: Interruption

  /// Why there is nothing to judge.
  enum Obstacle: Error {
    /// Nothing was sent to this address.
    case offLoopback(String)
    case notTested(String)
  }

  func run() throws -> DelegationPicture {
    var picture = DelegationPicture(zone: zone)
    if let planned { picture.delegation = planned } else { try findDelegation(&picture) }
    try askServers(of: picture.delegation.nameServers, &picture)
    lookUp(picture.targets + picture.soas.map(\.soa.mname), &picture)
    // Those that only the zone itself names, or only at addresses that no glue has.
    try askServers(of: picture.targets, &picture)
    nameServers(&picture)
    return picture
  }

  /// Makes sure that nothing leaves the machine unless it may.
  func permit(_ addresses: some Sequence<IPAddress>, of name: Name) throws {
    guard !leavesMachine, let address = addresses.first(where: { !$0.isLoopback }) else { return }
    throw Obstacle.offLoopback("\(address), the address of \(name)")
  }

  func endpoints(_ addresses: some Sequence<IPAddress>) -> [Endpoint] {
    addresses.filter { family == nil || $0.family == family }.sorted().map { $0.endpoint(port: port) }
  }

  /// Runs the questions side by side, those that were not begun before an interruption left out.
  func inParallel<Element: Sendable, Value: Sendable>(
    _ elements: [Element], _ body: @escaping @Sendable (Element) -> Value
  ) throws -> [Value] {
    try LeafProbe.inParallel(elements, threads: 24, stop, body).compactMap { $0 }
  }
}

extension Survey {
  /// Looks names up that have not been.
  private func lookUp(_ names: [Name], _ picture: inout DelegationPicture) {
    for name in Set(names).inOrder where picture.lookups[name] == nil {
      let endpoints = lookupEndpoints(for: name, picture)
      guard !endpoints.isEmpty else { continue }
      let flags: Flags = name.isInside(zone) ? [] : .rd
      let exchanges = endpoints.flatMap { endpoint in
        [RRType.a, .aaaa].map { network.ask(.query(name, $0, flags: flags), endpoint) }
      }
      picture.lookups[name] = Lookup(name: name, exchanges: exchanges)
    }
  }

  /// The zone's own servers know what is in it; before it is delegated nobody else does.
  private func lookupEndpoints(for name: Name, _ picture: DelegationPicture) -> [Endpoint] {
    name.isInside(zone)
      ? picture.working.filter { $0.soa.response != nil }.map(\.soa.endpoint) : [resolver].compactMap { $0 }
  }

  /// Asks the addresses of these names that have not been asked.
  private func askServers(of names: [Name], _ picture: inout DelegationPicture) throws {
    lookUp(names.filter { !$0.isInside(zone) }, &picture)
    var addresses: Set<IPAddress> = []
    for name in names {
      let found = picture.addresses(of: name).filter { family == nil || $0.family == family }
      try permit(found.sorted(), of: name)
      addresses.formUnion(found)
    }
    let new = addresses.subtracting(picture.servers.map(\.address)).sorted()
    picture.servers += try inParallel(new, ask)
  }

  private func nameServers(_ picture: inout DelegationPicture) {
    for index in picture.servers.indices {
      let address = picture.servers[index].address
      picture.servers[index].names = picture.targets.filter { picture.addresses(of: $0).contains(address) }
    }
  }
}

extension Survey {
  /// Asks one server all that there is to ask; no more than for the SOA where it is silent or lame.
  private func ask(_ address: IPAddress) -> NameServer {
    let endpoint = address.endpoint(port: port)
    let soa = Message.query(zone, .soa)
    var server = NameServer(
      names: [], address: address, soa: network.ask(soa, endpoint, over: .udp),
      soaOverTCP: network.ask(soa, endpoint, over: .tcp))
    // It is there: bad luck may have hidden it.
    if server.soa.response == nil, !server.isSilent { server.soa = network.ask(soa, endpoint, over: .udp) }
    guard server.hasAuthority(for: zone), server.soa.response != nil else { return server }
    server.ns = network.ask(.query(zone, .ns), endpoint)
    server.edns = network.ask(.query(zone, .soa, edns: EDNS()), endpoint)
    server.mixedCase = network.ask(.query(zone.mixedCase(seed: 1), .soa), endpoint)
    server.outside = network.ask(.query(outsideName, .a, flags: .rd), endpoint)
    server.root = network.ask(.query(.root, .ns), endpoint)
    server.keys = network.ask(.query(zone, .dnskey, edns: EDNS()), endpoint)
    server.transfer = network.ask(.query(zone, .axfr), endpoint, over: .tcp)
    return server
  }

  /// In no zone that is delegated (RFC 6761 §6.4).
  private var outsideName: Name { Name.root.under("leaf-probe", "invalid") }
}
