import ArgumentParser

/// The options of `leaf-probe delegation`.
struct DelegationOptions: ParsableArguments {
  @Argument(help: "The zone whose delegation is checked.") var zone: String

  @Option(
    help: ArgumentHelp(
      "The resolver that finds the parent zone and its servers; with a port of its own as ADDRESS#PORT.",
      valueName: "address"))
  var resolver: String?

  @OptionGroup var addresses: AddressOptions

  @Option(
    name: .customLong("ns"),
    help: ArgumentHelp(
      "Before the zone is delegated: a name server that is to be put into the parent, with the addresses that are to go with it; can be repeated. No parent is asked.",
      valueName: "name[/address,...]"))
  var nameServers: [String] = []

  @Option(
    help: ArgumentHelp(
      "With --ns: a DS RR that is to be put into the parent; can be repeated.",
      valueName: "tag,algorithm,type,digest"),
    transform: dsRecord)
  var ds: [DS] = []

  @Flag(help: "Ask name servers at other addresses than loopback ones too.") var yesNetwork = false

  @Flag(help: "A missed should fails too.") var strict = false

  @OptionGroup var pace: PaceOptions

  @Option(help: "How to report: text, tap, junit, json or prometheus.") var format: Format = .text

  @Option(help: ArgumentHelp("Failures that are known, an ID or ID/transport a line.", valueName: "file"))
  var baseline: String?

  @Flag(name: .shortAndLong, help: "Show every exchange that a finding is about.") var verbose = false
}

extension DelegationOptions {
  func check() throws {
    try addresses.check()
    try pace.check()
    guard addresses.server.isEmpty else {
      throw ValidationError(
        "delegation takes no @SERVER: it finds the servers by --resolver, or is told by --ns")
    }
    guard ds.isEmpty || !nameServers.isEmpty else { throw ValidationError("--ds goes with --ns") }
    guard resolver != nil || !nameServers.isEmpty else {
      throw ValidationError("name the resolver that finds the parent: --resolver 127.0.0.1")
    }
  }

  func survey(_ stop: Interruption) throws -> Survey {
    let zone = try zoneName
    return Survey(
      zone: zone, resolver: try resolverEndpoint, port: addresses.port, family: addresses.family,
      planned: nameServers.isEmpty ? nil : try planned, leavesMachine: yesNetwork,
      network: Network(
        zone: zone,
        options: pace.applied(to: addresses.exchange), queriesPerSecond: pace.qps.limit, stop: stop),
      stop: stop)
  }

  var zoneName: Name {
    get throws {
      guard let name = Name(zone) else { throw ValidationError("\(zone) is no domain name") }
      return name
    }
  }

  private var resolverEndpoint: Endpoint? {
    get throws {
      guard let resolver else { return nil }
      let argument = try ServerArgument(resolver)
      guard let address = IPAddress(argument.host) else {
        throw ValidationError("\(argument.host) is no address: give the resolver's, as --resolver 127.0.0.1")
      }
      guard yesNetwork || address.isLoopback else { throw offLoopback("\(address), the resolver's address") }
      return address.endpoint(port: argument.port ?? 53)
    }
  }

  /// What is to be put into the parent.
  private var planned: Delegation {
    get throws {
      var delegation = Delegation(ds: ds)
      let zone = try zoneName
      for text in nameServers {
        let (name, addresses) = try plannedNameServer(text)
        guard resolver != nil || !addresses.isEmpty || name.isInside(zone) else {
          throw ValidationError(
            "--ns \(text): it is outside \(zone): give its addresses, as --ns NAME/ADDRESS, or --resolver")
        }
        delegation.glue[name, default: []].formUnion(addresses)
      }
      delegation.nameServers = Set(delegation.glue.keys).inOrder
      return delegation
    }
  }

  private func plannedNameServer(_ text: String) throws -> (Name, Set<IPAddress>) {
    let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
    guard let name = parts.first.flatMap({ Name($0) })?.lowercased else {
      throw ValidationError("--ns \(text) names no name server: give --ns ns1.example.net/192.0.2.1")
    }
    let addresses = parts.dropFirst().flatMap { $0.split(separator: ",") }.map { IPAddress(String($0)) }
    guard addresses.allSatisfy({ $0 != nil }), !text.hasSuffix("/") else {
      throw ValidationError("--ns \(text): behind the / stand addresses, with commas between")
    }
    return (name, Set(addresses.compactMap { $0 }))
  }
}

/// Nothing was sent there.
func offLoopback(_ address: String) -> ValidationError {
  ValidationError("\(address), is not on this machine: nothing was sent there; --yes-network allows it")
}
