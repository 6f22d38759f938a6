import DNSWire

/// What a zone of made-up names is configured with.
package struct EncodedZone: Sendable {
  /// The zone's name.
  package let apex: DomainName
  /// At least one.
  package let nameServers: [DomainName]
  /// The data of its SOA record.
  package let soa: SOA
  /// What makes up its names.
  package let synthesizer: Synthesizer
  /// That and all else which answers depend on.
  package let policy: Zone.Policy

  /// - Parameters:
  ///   - synthesizer: Its TTL is that of all positive answers.
  ///   - policy: But for what makes up names, and its TTL.
  package init(
    apex: DomainName, nameServers: [DomainName], soa: SOA, _ synthesizer: Synthesizer,
    _ policy: Zone.Policy = Zone.Policy()
  ) {
    self.apex = apex
    self.nameServers = nameServers
    self.soa = soa
    self.synthesizer = synthesizer
    var policy = policy
    policy.synthesizer = synthesizer
    policy.ttl = synthesizer.ttl
    self.policy = policy
  }

  /// Of all positive answers, in seconds.
  package var ttl: UInt32 { synthesizer.ttl }

  fileprivate var apexRecords: [StoredRecord] {
    [StoredRecord(owner: apex, .soa, ttl: ttl, soa.rdata)]
      + nameServers.map { StoredRecord(owner: apex, .ns, ttl: ttl, $0.wireForm) }
  }
}

/// Zones of encoded names, and the hosts in them.
package struct EncodedZones: Sendable {
  /// In the order that their numbers have in `set`.
  package let zones: [EncodedZone]
  /// Of all zones.
  package let hosts: [Host]
  private let hostsByName: [DomainName: Host]
  private let hostsByZone: [Int: [Host]]
  private let names: ZoneNames

  /// - Parameters:
  ///   - zones: No apex twice.
  ///   - hosts: Each inside a zone, no name twice, at most `Host.maximumAddresses` of either family.
  package init(_ zones: [EncodedZone], hosts: [Host]) {
    self.zones = zones
    self.hosts = hosts
    hostsByName = Dictionary(hosts.map { ($0.name, $0) }) { first, _ in first }
    let names = ZoneNames(zones.map(\.apex))
    self.names = names
    hostsByZone = Dictionary(grouping: hosts) { names.closest(to: $0.name) ?? zones.count }
  }

  /// What to answer from; made anew each time.
  package var set: ZoneSet { ZoneSet(zones.indices.map { zone($0) }) }

  /// One of the zones.
  ///
  /// - Parameter signer: Of what has no signatures, in a zone that is signed online.
  package func zone(_ number: Int, signer: OnlineSigner? = nil) -> Zone {
    let zone = zones[number]
    return Zone(
      apex: zone.apex, zone.apexRecords + (hostsByZone[number] ?? []).flatMap { $0.records(ttl: zone.ttl) },
      zone.policy, signer: signer)
  }

  /// NS targets inside a zone that have no address, so that no resolver can follow the delegation.
  package var nameServersWithoutAddress: [DomainName] {
    let targets = zones.flatMap(nameServersInside).filter { addresses(of: $0).records(ttl: 0).isEmpty }
    return Set(targets).sorted { "\($0)" < "\($1)" }
  }

  private func nameServersInside(_ zone: EncodedZone) -> [DomainName] {
    zone.nameServers.filter { $0.isEqualToOrBelow(zone.apex) }
  }

  /// The addresses that a name has as a host, or else carries.
  private func addresses(of name: DomainName) -> Host {
    if let host = hostsByName[name] { return host }
    guard let number = names.closest(to: name) else { return Host(name: name) }
    let octets = name.wireForm
    var offsets = LabelOffsets.empty
    let count = offsets.note(octets.indices, in: octets.span)
    let labels = offsets.span.extracting(..<(count - 1 - zones[number].apex.labelOffsets.count))
    guard case .addresses(let addresses) = zones[number].synthesizer.synthesize(labels, in: octets.span)
    else { return Host(name: name) }
    return Host(name: name, ipv4: addresses.ipv4.map { [$0] } ?? [], ipv6: addresses.ipv6.map { [$0] } ?? [])
  }
}

/// The apexes of a set of zones, by number.
package struct ZoneNames: Sendable {
  private let numbers: [DomainName: Int]

  /// - Parameter apexes: Of names that are given twice, the first counts.
  package init(_ apexes: [DomainName]) {
    numbers = Dictionary(apexes.enumerated().map { ($1, $0) }) { first, _ in first }
  }

  /// The zone with the most labels that `name` is the apex of, or lies in.
  package func closest(to name: DomainName) -> Int? {
    name.suffixes.lazy.compactMap { numbers[$0] }.first
  }
}
