import DNSWire

extension Zone {
  /// Decides what there is for a name that lies in the zone, unless it is an alias.
  ///
  /// - Parameters:
  ///   - labels: Those before the zone's name.
  /// - Returns: Where an alias leads, whose record then is in the answer.
  func answer(
    _ lookUp: LookUp, _ walk: Walk, _ labels: Span<UInt16>, in octets: Span<UInt8>, at place: ZoneSet.Place,
    into answer: inout Answer
  ) -> Alias? {
    if let alias = substitution(walk, labelCount: labels.count) {
      return append(alias, lookUp, place, labels, into: &answer)
    }
    if let cut = walk.cut, cut.labelCount < labels.count || !(lookUp.qtype == RRType.ds) {
      refer(to: cut, lookUp, place, labels, into: &answer)
      return nil
    }
    if let name = walk.name { return self.answer(lookUp, with: name, at: place, into: &answer) }
    switch policy.synthesizer?.synthesize(labels, in: octets) ?? .absent {
    case .address(let address, let ttl): answerEncoded(lookUp, address, ttl: ttl, at: place, into: &answer)
    case .emptyNonTerminal: answerNegative(.noData, .noError, lookUp, place, into: &answer)
    case .absent: return answerAbsent(lookUp, walk, labels, in: octets, at: place, into: &answer)
    }
    return nil
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
  ) -> Alias? {
    guard let rrset = records.rrset(.dname, of: dname.name) else { return nil }
    answer.decideWithAuthority(.alias)
    if !answer.holds(rrset, place.zone) {
      answer.append(.stored(rrset, place.zone, owner(of: dname, lookUp, labels, place)))
    }
    return .substituted(rrset, labelCount: dname.labelCount)
  }

  /// RFC 1034 §4.3.2, 3b.
  private func refer(
    to cut: Walk.Ancestor, _ lookUp: LookUp, _ place: ZoneSet.Place, _ labels: Span<UInt16>,
    into answer: inout Answer
  ) {
    guard let ns = records.rrset(.ns, of: cut.name) else { return }
    answer.decideWithoutAuthority(.referral)
    answer.append(.stored(ns, place.zone, owner(of: cut, lookUp, labels, place)), to: .authority)
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
  ) -> Alias? {
    if lookUp.qtype == .any {
      answerANY(lookUp, with: name, at: place, into: &answer)
      return nil
    }
    var cname: RRsetIndex?
    var rrsets = records.rrsets(of: name)
    while let rrset = rrsets.next(in: records) {
      if lookUp.qtype == rrset.type {
        answer.decideWithAuthority(isWildcard ? .wildcard : name == apexName ? .apex : .stored)
        answer.append(.stored(rrset.index, place.zone, lookUp.owner))
        return nil
      }
      if rrset.type == .cname { cname = rrset.index }
    }
    guard let cname else {
      answerNegative(.noData, .noError, lookUp, place, into: &answer)
      return nil
    }
    return follow(cname, lookUp, at: place, isWildcard: isWildcard, into: &answer)
  }

  /// RFC 1034 §3.6.2.
  private func follow(
    _ cname: RRsetIndex, _ lookUp: LookUp, at place: ZoneSet.Place, isWildcard: Bool,
    into answer: inout Answer
  ) -> Alias? {
    let isLoop =
      isWildcard ? answer.repeats(cname, place.zone) : answer.holds(cname, place.zone)
    answer.decideWithAuthority(isLoop ? .aliasLoop : .alias)
    guard !isLoop else { return nil }
    answer.append(.stored(cname, place.zone, lookUp.owner))
    return .name(cname)
  }

  private func answerEncoded(
    _ lookUp: LookUp, _ address: IPv4Address, ttl: UInt32, at place: ZoneSet.Place, into answer: inout Answer
  ) {
    if lookUp.qtype == .any, policy.any == .hinfo { return answerHINFO(lookUp, place, into: &answer) }
    guard lookUp.qtype == .a || lookUp.qtype == .any else {
      return answerNegative(.noData, .noError, lookUp, place, into: &answer)
    }
    answer.decideWithAuthority(.encodedName)
    answer.append(.address(address, ttl: ttl, lookUp.owner))
  }

  /// The name does not exist, unless a wildcard or another zone has it.
  private func answerAbsent(
    _ lookUp: LookUp, _ walk: Walk, _ labels: Span<UInt16>, in octets: Span<UInt8>, at place: ZoneSet.Place,
    into answer: inout Answer
  ) -> Alias? {
    if walk.isExact || place.isAboveZone {
      answerNegative(.noData, .noError, lookUp, place, into: &answer)
      return nil
    }
    if hasWildcards {
      let closest = labels.extracting((labels.count - walk.closest)...)
      let source = names.walk(closest, in: octets, hasAsterisk: true, records)
      if let name = source.name {
        return self.answer(lookUp, with: name, at: place, isWildcard: true, into: &answer)
      }
      if source.isExact {
        answerNegative(.noData, .noError, lookUp, place, into: &answer)
        return nil
      }
    }
    answerNegative(.nameError, .nxDomain, lookUp, place, into: &answer)
    return nil
  }

  /// RFC 8482 §4.
  private func answerANY(
    _ lookUp: LookUp, with name: NameIndex, at place: ZoneSet.Place, into answer: inout Answer
  ) {
    switch policy.any {
    case .refused, .hinfo: return answerHINFO(lookUp, place, into: &answer)
    case .one:
      var rrsets = records.rrsets(of: name)
      guard let first = rrsets.next(in: records) else { return }
      answer.decideWithAuthority(.anyOne)
      answer.append(.stored(first.index, place.zone, lookUp.owner))
    case .all:
      answer.decideWithAuthority(.anyAll)
      if lookUp.isOverStream {
        answer.append(.all(name, place.zone, lookUp.owner))
      } else {
        answer.truncate()
      }
    }
  }

  private func answerHINFO(_ lookUp: LookUp, _ place: ZoneSet.Place, into answer: inout Answer) {
    answer.decideWithAuthority(.anyHINFO)
    answer.append(.stored(hinfo, place.zone, lookUp.owner))
  }

  /// RFC 2308 §2.
  private func answerNegative(
    _ rule: Rule, _ rcode: RCODE, _ lookUp: LookUp, _ place: ZoneSet.Place, into answer: inout Answer
  ) {
    answer.decideWithAuthority(rule, rcode)
    answer.append(
      .stored(
        negativeSOA, place.zone, lookUp.aliasCount == 0 ? .question(at: place.apexOffset) : .stored(apexName)),
      to: .authority)
  }
}
