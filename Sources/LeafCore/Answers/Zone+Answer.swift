import DNSWire

extension Zone {
  /// Decides what there is for a name that lies in the zone and is not made up, unless it is an alias, whose record then
  /// is in the answer.
  ///
  /// - Parameters:
  ///   - labels: Those before the zone's name.
  func answer(
    _ lookUp: LookUp, _ walk: Walk, _ labels: Span<UInt16>, in octets: Span<UInt8>, at place: ZoneSet.Place,
    into answer: inout Answer
  ) -> Found {
    if let alias = substitution(walk, labelCount: labels.count) {
      return append(alias, lookUp, place, labels, into: &answer)
    }
    if let cut = walk.cut, cut.labelCount < labels.count || !(lookUp.qtype == RRType.ds) {
      return refer(to: cut, lookUp, place, labels, into: &answer)
    }
    if let name = walk.name { return self.answer(lookUp, with: name, at: place, into: &answer) }
    return answerAbsent(lookUp, walk, labels, in: octets, at: place, into: &answer)
  }

  /// Decides what there is for a name that the zone has no records of, nor above it, and gives out addresses alone.
  ///
  /// - Returns: Whether the name is made up.
  @inline(__always)
  func answerMade(
    _ lookUp: LookUp, _ labels: Span<UInt16>, in octets: Span<UInt8>, at place: ZoneSet.Place,
    into answer: inout Answer
  ) -> Bool {
    let synthesis = policy.synthesizer?.synthesize(labels, in: octets, for: lookUp.qtype) ?? .absent
    return self.answer(lookUp, with: synthesis, at: place, into: &answer)
  }

  /// - Returns: Whether that is a name.
  @inline(__always)
  func answer(
    _ lookUp: LookUp, with synthesis: Synthesis, at place: ZoneSet.Place, into answer: inout Answer
  ) -> Bool {
    switch synthesis {
    case .addresses(let addresses): answerEncoded(lookUp, addresses, at: place, into: &answer)
    case .pointer(let addresses): answerReverse(lookUp, addresses, at: place, into: &answer)
    case .emptyNonTerminal: _ = answerNoData(lookUp, place, into: &answer)
    case .absent: return false
    }
    return true
  }

  /// The DNAME record above the name, if no zone cut is before it.
  func substitution(_ walk: Walk, labelCount: Int) -> Walk.Ancestor? {
    guard let dname = walk.dname, dname.labelCount < labelCount else { return nil }
    if let cut = walk.cut, cut.labelCount <= dname.labelCount { return nil }
    return dname
  }

  private func append(
    _ dname: Walk.Ancestor, _ lookUp: LookUp, _ place: ZoneSet.Place, _ labels: Span<UInt16>,
    into answer: inout Answer
  ) -> Found {
    guard let rrset = records.rrset(.dname, of: dname.name) else { return Found() }
    guard lookUp.mayFollow else {
      answer.decideWithAuthority(.aliasLoop)
      return Found()
    }
    answer.decideWithAuthority(.alias)
    // Several names of a chain may lie below it.
    if !answer.holds(rrset, place.zone) {
      answer.append(.stored(rrset, place.zone, owner(of: dname, lookUp, labels, place)))
    }
    return Found(alias: .substituted(rrset, labelCount: dname.labelCount))
  }

  /// RFC 1034 §4.3.2, 3b, RFC 4035 §3.1.4.
  private func refer(
    to cut: Walk.Ancestor, _ lookUp: LookUp, _ place: ZoneSet.Place, _ labels: Span<UInt16>,
    into answer: inout Answer
  ) -> Found {
    guard let ns = records.rrset(.ns, of: cut.name) else { return Found() }
    let owner = owner(of: cut, lookUp, labels, place)
    answer.decideWithoutAuthority(.referral)
    answer.appendAuthority(ns, place.zone, owner)
    guard answer.includesDNSSEC, let ds = records.rrset(.ds, of: cut.name) else {
      return Found(proof: .noDS(labelCount: cut.labelCount))
    }
    answer.appendAuthority(ds, place.zone, owner)
    return Found()
  }

  /// As which name one on the way stands in the response.
  private func owner(
    of ancestor: Walk.Ancestor, _ lookUp: LookUp, _ labels: Span<UInt16>, _ place: ZoneSet.Place
  ) -> Answer.Owner {
    guard lookUp.aliasCount == 0 else { return .stored(ancestor.name) }
    guard ancestor.labelCount > 0 else { return .question(at: place.apexOffset) }
    return .question(at: Int(labels[labels.count - ancestor.labelCount]))
  }

  /// RFC 1034 §4.3.2, 3a, and 3c with a wildcard's records.
  private func answer(
    _ lookUp: LookUp, with name: NameIndex, at place: ZoneSet.Place, isWildcard: Bool = false,
    into answer: inout Answer
  ) -> Found {
    let proof = isWildcard ? Proof.wildcard : .nothing
    if lookUp.qtype == .any {
      answerANY(lookUp, with: name, at: place, into: &answer)
      return Found(proof: proof)
    }
    var cname: RRsetIndex?
    var rrsets = records.rrsets(of: name)
    while let rrset = rrsets.next(in: records) {
      if lookUp.qtype == rrset.type {
        answer.decideWithAuthority(isWildcard ? .wildcard : name == apexName ? .apex : .stored)
        // A chain of aliases may have come to what a DNAME record of it belongs to.
        guard rrset.type != .dname || isWildcard || !answer.holds(rrset.index, place.zone) else {
          return Found()
        }
        if rrset.type == .rrsig {
          answerRRSIG(lookUp, of: name, with: rrset.index, at: place, into: &answer)
        } else {
          answer.append(.stored(rrset.index, place.zone, lookUp.owner))
        }
        return Found(proof: proof)
      }
      if rrset.type == .cname { cname = rrset.index }
    }
    // An NSEC record stands beside an alias (RFC 4035 §2.5).
    guard let cname, signer?.hasNSEC != true || !(lookUp.qtype == RRType.nsec) else {
      return answerNoData(lookUp, place, proof: isWildcard ? .wildcardNoData : .noData, into: &answer)
    }
    guard let alias = follow(cname, lookUp, at: place, into: &answer) else { return Found() }
    return Found(alias: alias, proof: proof)
  }

  /// RFC 1034 §3.6.2.
  func follow(
    _ cname: RRsetIndex, _ lookUp: LookUp, at place: ZoneSet.Place, into answer: inout Answer
  ) -> Alias? {
    guard lookUp.mayFollow else {
      answer.decideWithAuthority(.aliasLoop)
      return nil
    }
    answer.decideWithAuthority(.alias)
    answer.append(.stored(cname, place.zone, lookUp.owner))
    return .name(cname)
  }

  func answerEncoded(
    _ lookUp: LookUp, _ addresses: CarriedAddresses, at place: ZoneSet.Place, into answer: inout Answer
  ) {
    let ttl = policy.synthesizer?.ttl ?? 0
    if lookUp.qtype == RRType.a, let address = addresses.ipv4 {
      answer.append(.address(address, ttl: ttl, lookUp.owner))
    } else if lookUp.qtype == RRType.aaaa, let address = addresses.ipv6 {
      answer.append(address, ttl: ttl, lookUp.owner)
    } else if lookUp.qtype == .any {
      return answerANY(lookUp, addresses, ttl: ttl, at: place, into: &answer)
    } else {
      _ = answerNoData(lookUp, place, into: &answer)
      return
    }
    answer.decideWithAuthority(.encodedName)
  }

  /// RFC 8482 §4.
  @inline(never)
  private func answerANY(
    _ lookUp: LookUp, _ addresses: CarriedAddresses, ttl: UInt32, at place: ZoneSet.Place,
    into answer: inout Answer
  ) {
    guard showsMadeRecords(lookUp, place, into: &answer) else { return }
    if let address = addresses.ipv4 { answer.append(.address(address, ttl: ttl, lookUp.owner)) }
    if let address = addresses.ipv6, policy.any == .all || addresses.ipv4 == nil {
      answer.append(address, ttl: ttl, lookUp.owner)
    }
  }

  /// Whether ANY gets records that are made up (RFC 8482 §4); else the answer is decided.
  func showsMadeRecords(
    _ lookUp: LookUp, _ place: ZoneSet.Place, into answer: inout Answer
  ) -> Bool {
    switch policy.any {
    case .hinfo, .refused:
      answerHINFO(lookUp, place, into: &answer)
      return false
    case .all where !lookUp.isOverStream:
      answer.decideWithAuthority(.anyAll)
      answer.truncate()
      return false
    case .one, .all:
      answer.decideWithAuthority(.encodedName)
      return true
    }
  }

  /// The name of an address has a PTR record (RFC 1035 §3.5).
  @inline(never)
  func answerReverse(
    _ lookUp: LookUp, _ addresses: CarriedAddresses, at place: ZoneSet.Place, into answer: inout Answer
  ) {
    if lookUp.qtype == RRType.ptr {
      answer.decideWithAuthority(.encodedName)
    } else if lookUp.qtype == .any {
      guard showsMadeRecords(lookUp, place, into: &answer) else { return }
    } else {
      _ = answerNoData(lookUp, place, into: &answer)
      return
    }
    let address = addresses.ipv6 ?? IPv6Address(high: 0, low: UInt64(addresses.ipv4?.rawValue ?? 0))
    answer.append(pointerOf: address, place.zone, lookUp.owner)
  }

  /// The name does not exist, unless a wildcard or another zone has it.
  private func answerAbsent(
    _ lookUp: LookUp, _ walk: Walk, _ labels: Span<UInt16>, in octets: Span<UInt8>, at place: ZoneSet.Place,
    into answer: inout Answer
  ) -> Found {
    if walk.isExact || place.isAboveZone && !hasChain {
      return answerNoData(lookUp, place, into: &answer)
    }
    if hasWildcards {
      let closest = closestEncloser(of: labels, in: octets, walk, place)
      let source = names.walk(labels.extracting(last: closest), in: octets, hasAsterisk: true, records)
      if let name = source.name {
        return self.answer(lookUp, with: name, at: place, isWildcard: true, into: &answer)
      }
      if source.isExact { return answerNoData(lookUp, place, proof: .wildcardNoData, into: &answer) }
    }
    if policy.absent == .nodata { return answerNoData(lookUp, place, into: &answer) }
    answer.decideWithAuthority(.nameError, .nxDomain)
    appendSOA(lookUp, place, into: &answer)
    return Found(proof: .nameError)
  }

  /// How many labels the closest name above has that exists (RFC 4592 §3.3.1): a stored one, one above another zone, or
  /// one that is made up.
  func closestEncloser(
    of labels: Span<UInt16>, in octets: Span<UInt8>, _ walk: Walk, _ place: ZoneSet.Place
  ) -> Int {
    var closest = labels.count - 1
    // What a signed zone shows is not there knows no other zones.
    let stored = !hasChain ? max(walk.closest, place.closestMarked) : walk.closest
    while closest > stored {
      let above = labels.extracting(last: closest)
      let made = policy.synthesizer?.synthesize(above, in: octets) ?? .absent
      guard made == .absent, !isAliasOfChallenges(above, in: octets), !isInformational(above, in: octets)
      else {
        break
      }
      closest -= 1
    }
    return max(closest, stored)
  }

  /// RFC 8482 §4.
  private func answerANY(
    _ lookUp: LookUp, with name: NameIndex, at place: ZoneSet.Place, into answer: inout Answer
  ) {
    // An HINFO record that nobody has signed would be bogus.
    let isSigned = signer == nil && records.rrset(.rrsig, of: apexName) != nil
    switch policy.any {
    case .hinfo where !isSigned, .refused where !isSigned: return answerHINFO(lookUp, place, into: &answer)
    case .hinfo, .refused, .one:
      answer.decideWithAuthority(.anyOne)
      var rrsets = records.rrsets(of: name)
      while let rrset = rrsets.next(in: records) {
        // A chain of aliases may have come to what a DNAME record of it belongs to.
        guard !answer.holds(rrset.index, place.zone) else { continue }
        return answer.append(.stored(rrset.index, place.zone, lookUp.owner))
      }
    case .all:
      answer.decideWithAuthority(.anyAll)
      if lookUp.isOverStream {
        answer.append(.all(name, place.zone, lookUp.owner))
      } else {
        answer.truncate()
      }
    }
  }

  /// Signatures are an RRset for each type that they sign, so that this type asks for as much as ANY does.
  ///
  /// - Parameter first: Those of one type.
  private func answerRRSIG(
    _ lookUp: LookUp, of name: NameIndex, with first: RRsetIndex, at place: ZoneSet.Place,
    into answer: inout Answer
  ) {
    if policy.any != .all {
      answer.append(.stored(first, place.zone, lookUp.owner))
    } else if lookUp.isOverStream {
      answer.append(.signatures(name, place.zone, lookUp.owner))
    } else {
      answer.truncate()
    }
  }

  private func answerHINFO(_ lookUp: LookUp, _ place: ZoneSet.Place, into answer: inout Answer) {
    answer.decideWithAuthority(.anyHINFO)
    answer.append(.stored(hinfo, place.zone, lookUp.owner))
  }

  /// RFC 2308 §2.2.
  func answerNoData(
    _ lookUp: LookUp, _ place: ZoneSet.Place, proof: Proof = .noData, into answer: inout Answer
  ) -> Found {
    answer.decideWithAuthority(.noData)
    appendSOA(lookUp, place, into: &answer)
    return Found(proof: proof)
  }

  /// RFC 2308 §3.
  func appendSOA(_ lookUp: LookUp, _ place: ZoneSet.Place, into answer: inout Answer) {
    answer.appendAuthority(
      negativeSOA, place.zone,
      lookUp.aliasCount == 0 ? .question(at: place.apexOffset) : .stored(apexName))
  }
}
