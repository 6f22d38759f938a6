import DNSWire

extension PlainAuthority {
  /// What goes with an RRset (RFC 1034 §4.3.2, 6): the addresses of the names in it, and with the alias of a service those
  /// of the same type (RFC 9460 §4.1), with what goes with these.
  func additional(to rrset: PlainRRset, in zone: PlainZone) -> [PlainRRset] {
    var added: [PlainRRset] = []
    add(rrset, in: zone, to: &added)
    return added
  }

  private func add(_ rrset: PlainRRset, in zone: PlainZone, to added: inout [PlainRRset]) {
    for target in rrset.targets {
      let service = rrset.serviceAliases.contains(target) ? [rrset.type] : []
      for found in self.rrsets([.a, .aaaa] + service, of: target, for: zone)
      where !added.contains(found.rrset) {
        added.append(found.rrset)
        add(found.rrset, in: found.zone, to: &added)
      }
    }
  }

  /// The addresses of a name in the RDATA of a zone's record.
  func addresses(of target: PlainName, for zone: PlainZone) -> [PlainRRset] {
    rrsets([.a, .aaaa], of: target, for: zone).map(\.rrset)
  }

  /// What a zone has of a name in the RDATA of one of its records, glue too; where it has nothing, the zone below that
  /// has the name.
  private func rrsets(
    _ types: [RRType], of target: PlainName, for zone: PlainZone
  ) -> [(rrset: PlainRRset, zone: PlainZone)] {
    guard target.hasSuffix(zone.apex) else { return [] }
    for candidate in [zone, self.zone(of: target) ?? zone] {
      let found = candidate.rrsets(types, ofTarget: target)
      if !found.isEmpty { return found.map { ($0, candidate) } }
    }
    return []
  }
}

extension PlainZone {
  /// A wildcard has no part in it, and a name below a DNAME record is an alias.
  fileprivate func rrsets(_ types: [RRType], ofTarget target: PlainName) -> [PlainRRset] {
    let ancestors = target.suffixes.dropLast(apex.labels.count)
    let isAlias = ancestors.dropFirst().contains { storedRRsets(of: $0)[.dname] != nil }
    let isBelowCut = ancestors.contains { $0 != apex && storedRRsets(of: $0)[.ns] != nil }
    guard isReady, !isAlias else { return [] }
    let owned = isBelowCut || isBlocked(target) ? storedRRsets(of: target) : rrsets(of: target) ?? []
    return types.compactMap { owned[$0] }
  }
}

extension PlainRRset {
  /// Where an alias leads.
  var aliasTarget: PlainName { rdatas.first.flatMap { name(in: $0, at: 0) } ?? PlainName([]) }

  /// The names in a service binding of AliasMode (RFC 9460 §2.4.2).
  fileprivate var serviceAliases: [PlainName] {
    guard type == .svcb || type == .https else { return [] }
    return rdatas.filter { $0.starts(with: [0, 0]) }.compactMap { name(in: $0, at: 2) }
  }

  /// The names in RDATA whose addresses are of use with it.
  var targets: [PlainName] {
    rdatas.compactMap { rdata in
      switch type {
      case .ns: name(in: rdata, at: 0)
      case .mx: name(in: rdata, at: 2)
      case .srv: name(in: rdata, at: 6)
      case .naptr: naptrTarget(rdata)
      case .svcb, .https: serviceTarget(rdata)
      default: nil
      }
    }
  }

  private func name(in rdata: [UInt8], at offset: Int) -> PlainName? {
    PlainReader.name(in: rdata, at: offset)?.name.folded
  }

  /// Only the flag `a` says that addresses are to be looked for next (RFC 3404 §4.2, RFC 3958 §2.2).
  private func naptrTarget(_ rdata: [UInt8]) -> PlainName? {
    var offset = 4
    guard rdata[4] == 1, rdata[5] | 0x20 == UInt8(ascii: "a") else { return nil }
    for _ in 0..<3 { offset += 1 + Int(rdata[offset]) }
    return name(in: rdata, at: offset)
  }

  /// The root stands for the owner (RFC 9460 §2.5.2), or for nothing in AliasMode (§2.5.1).
  private func serviceTarget(_ rdata: [UInt8]) -> PlainName? {
    guard let target = name(in: rdata, at: 2), target.labels.isEmpty else { return name(in: rdata, at: 2) }
    return rdata[0] == 0 && rdata[1] == 0 ? nil : owner
  }
}
