import DNSWire

/// What has to be shown beside an answer to those who set DO (RFC 4035 §3.1.3).
enum Proof {
  case nothing
  /// That the name has no records of the type.
  case noData
  /// That neither the name nor a wildcard that could stand for it exists.
  case nameError
  /// That the name does not exist, for which a wildcard stands.
  case wildcard
  /// That, and that the wildcard has no records of the type.
  case wildcardNoData
  /// That a zone cut has no DS records: how many labels it has below the apex.
  case noDS(labelCount: Int)
}

extension Zone {
  /// Adds the records that show it, if the zone has any.
  ///
  /// - Parameters:
  ///   - walk: Of the QNAME.
  ///   - labels: Of the QNAME, those before the zone's name.
  @inline(never)  // Its caller would be too large to become part of its own.
  func prove(
    _ proof: Proof, _ lookUp: LookUp, _ walk: Walk, _ labels: Span<UInt16>, in octets: Span<UInt8>,
    at place: ZoneSet.Place, into answer: inout Answer
  ) {
    answer.sign(in: place.zone, by: signer)
    switch denial {
    case nil:
      guard let signer else { return }
      showOnline(signer.denial, lookUp, walk, labels, in: octets, at: place, into: &answer)
    case .names: proveByNames(proof, closest: walk.closest, labels, in: octets, place.zone, into: &answer)
    case .hashes(let hashes, let parameters):
      proveByHashes(
        proof, closest: walk.closest, labels, in: octets, place.zone, hashes, parameters, into: &answer)
    }
  }
}

// RFC 4035 §3.1.3, §3.1.4.
extension Zone {
  private func proveByNames(
    _ proof: Proof, closest: Int, _ labels: Span<UInt16>, in octets: Span<UInt8>, _ zone: ZoneIndex,
    into answer: inout Answer
  ) {
    switch proof {
    case .nothing: break
    case .noData, .wildcard: showNSEC(of: labels, in: octets, zone, into: &answer)
    case .nameError, .wildcardNoData:
      showNSEC(of: labels, in: octets, zone, into: &answer)
      showNSEC(of: labels.extracting(last: closest), in: octets, hasAsterisk: true, zone, into: &answer)
    case .noDS(let labelCount):
      showNSEC(of: labels.extracting(last: labelCount), in: octets, zone, into: &answer)
    }
  }

  /// Adds the NSEC record of a name, or the one that covers it.
  private func showNSEC(
    of labels: Span<UInt16>, in octets: Span<UInt8>, hasAsterisk: Bool = false, _ zone: ZoneIndex,
    into answer: inout Answer
  ) {
    let name = names.neighbour(of: labels, in: octets, hasAsterisk: hasAsterisk, records).name
    if let nsec = records.rrset(.nsec, of: name) {
      answer.show(nsec, of: name, zone)
    } else if let hider = hider(of: name), let nsec = records.rrset(.nsec, of: hider) {
      answer.show(nsec, of: hider, zone)
    }
  }

  /// The zone cut or DNAME record that hides a name, which then owns no NSEC record.
  private func hider(of name: NameIndex) -> NameIndex? {
    var hider: Walk.Ancestor?
    records.withLabels(of: name) { labels, octets in
      let walk = names.walk(labels, in: octets, records)
      hider = [walk.cut, walk.dname].compactMap { $0 }.min { $0.labelCount < $1.labelCount }
    }
    return hider?.name
  }
}

// RFC 5155 §7.2.
extension Zone {
  private func proveByHashes(
    _ proof: Proof, closest: Int, _ labels: Span<UInt16>, in octets: Span<UInt8>, _ zone: ZoneIndex,
    _ hashes: NameTrie, _ parameters: NSEC3Parameters, into answer: inout Answer
  ) {
    let prover = HashProver(zone: self, number: zone, hashes: hashes, parameters: parameters)
    switch proof {
    case .nothing: break
    case .noData: _ = prover.showEncloser(of: labels, from: labels.count, in: octets, into: &answer)
    case .wildcard: prover.show(labels.extracting(last: closest + 1), in: octets, into: &answer)
    case .nameError, .wildcardNoData:
      let encloser = prover.showEncloser(of: labels, from: closest, in: octets, into: &answer)
      prover.show(labels.extracting(last: encloser), hasAsterisk: true, in: octets, into: &answer)
    case .noDS(let labelCount):
      _ = prover.showEncloser(
        of: labels.extracting(last: labelCount), from: labelCount, in: octets, into: &answer)
    }
  }
}

/// What adds NSEC3 records of a zone to an answer.
private struct HashProver {
  let zone: Zone
  let number: ZoneIndex
  let hashes: NameTrie
  let parameters: NSEC3Parameters

  /// Adds the NSEC3 record of the closest provable encloser, and the one that covers the name below it (RFC 5155 §7.2.1),
  /// unless it is the name itself.
  ///
  /// - Parameter labelCount: Of the closest encloser; with opt-out it may have no NSEC3 record.
  /// - Returns: How many labels the closest provable encloser has.
  func showEncloser(
    of labels: Span<UInt16>, from labelCount: Int, in octets: Span<UInt8>, into answer: inout Answer
  ) -> Int {
    var encloser = labelCount
    var found = find(labels.extracting(last: encloser), in: octets)
    var below: NameIndex?
    while encloser > 0, !found.isExact {
      encloser -= 1
      below = found.name
      found = find(labels.extracting(last: encloser), in: octets)
    }
    show(found.name, into: &answer)
    if let below {
      show(below, into: &answer)
    } else if encloser < labels.count {
      show(labels.extracting(last: encloser + 1), in: octets, into: &answer)
    }
    return encloser
  }

  /// Adds the NSEC3 record of a name, or the one that covers it.
  func show(
    _ labels: Span<UInt16>, hasAsterisk: Bool = false, in octets: Span<UInt8>, into answer: inout Answer
  ) {
    show(find(labels, hasAsterisk: hasAsterisk, in: octets).name, into: &answer)
  }

  private func show(_ name: NameIndex, into answer: inout Answer) {
    guard let nsec3 = zone.records.rrset(.nsec3, of: name) else { return }
    answer.show(nsec3, of: name, number)
  }

  private func find(_ labels: Span<UInt16>, hasAsterisk: Bool = false, in octets: Span<UInt8>)
    -> NameTrie.Neighbour
  {
    let hash = parameters.hash(labels, in: octets, hasAsterisk: hasAsterisk, apex: zone.records.apex)
    return hashes.neighbour(of: hash, in: zone.records)
  }
}
