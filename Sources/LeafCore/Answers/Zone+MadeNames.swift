import DNSWire

// Zones that do not give out all addresses which names carry, or have more than those for names.
extension Zone {
  /// Decides what there is for a name that the zone has no records of, nor above it.
  ///
  /// - Returns: nil for a name that is not made up.
  @inline(never)
  func answerChosen(
    _ lookUp: LookUp, _ labels: Span<UInt16>, in octets: Span<UInt8>, at place: ZoneSet.Place,
    into answer: inout Answer
  ) -> Found? {
    if answerInformation(lookUp, labels, in: octets, at: place, into: &answer) { return Found() }
    if let found = answerChallenge(lookUp, labels, in: octets, at: place, into: &answer) { return found }
    // One that is blocked with one of its addresses is with the other.
    let synthesis = policy.synthesizer?.synthesize(labels, in: octets) ?? .absent
    if let rule = reasonAgainst(synthesis, labels, in: octets) {
      answerBlocked(lookUp, rule, at: place, into: &answer)
      return Found()
    }
    return self.answer(lookUp, with: synthesis, at: place, into: &answer) ? Found() : nil
  }

  /// What keeps what a name carries or stands for from being given out.
  func reasonAgainst(
    _ synthesis: Synthesis, _ labels: Span<UInt16>, in octets: Span<UInt8>
  ) -> Rule? {
    guard let filter = policy.filter, let addresses = synthesis.addresses else { return nil }
    return filter.reason(against: addresses, of: labels, in: octets)
  }

  private func answerBlocked(
    _ lookUp: LookUp, _ rule: Rule, at place: ZoneSet.Place, into answer: inout Answer
  ) {
    switch policy.filter?.answer {
    case .nodata, nil: _ = answerNoData(lookUp, place, into: &answer)
    case .nxdomain:
      appendSOA(lookUp, place, into: &answer)
      return answer.decideWithAuthority(rule, .nxDomain)
    case .refused: return answer.refuse(rule)
    case .addresses(let ipv4, let ipv6):
      answerEncoded(lookUp, CarriedAddresses(ipv4: ipv4, ipv6: ipv6), at: place, into: &answer)
    }
    answer.decideWithAuthority(rule)
  }
}

// Names that certificates are asked for (RFC 8555 §8.4).
extension Zone {
  /// - Returns: nil for any other name.
  private func answerChallenge(
    _ lookUp: LookUp, _ labels: Span<UInt16>, in octets: Span<UInt8>, at place: ZoneSet.Place,
    into answer: inout Answer
  ) -> Found? {
    if delegatesChallenges { return delegateChallenge(lookUp, labels, in: octets, at: place, into: &answer) }
    guard let alias = apexRecords.challengeAlias, octets.isChallenge(labels[0]),
      labels.count == 1 || addresses(below: 0, labels, in: octets) != nil
    else { return nil }
    return answerAlias(lookUp, alias, at: place, into: &answer)
  }

  /// The types of a name that certificates are asked for; nil for any other.
  func challengeTypes(_ labels: Span<UInt16>, in octets: Span<UInt8>) -> DeniedTypes? {
    guard labels.count > 0, octets.isChallenge(labels[0]),
      delegatesChallenges || apexRecords.challengeAlias != nil,
      labels.count == 1 && !delegatesChallenges || addresses(below: 0, labels, in: octets) != nil
    else { return nil }
    return delegatesChallenges ? .cut : .cname
  }

  private func delegateChallenge(
    _ lookUp: LookUp, _ labels: Span<UInt16>, in octets: Span<UInt8>, at place: ZoneSet.Place,
    into answer: inout Answer
  ) -> Found? {
    for index in labels.indices.reversed() where octets.isChallenge(labels[index]) {
      guard let addresses = addresses(below: index, labels, in: octets) else { continue }
      // The zone has no DS records of it (RFC 4035 §3.1.4.1).
      if index == 0, lookUp.qtype == RRType.ds { return answerNoData(lookUp, place, into: &answer) }
      answer.decideWithoutAuthority(.referral)
      answer.appendDelegation(
        to: addresses, ttl: policy.synthesizer?.ttl ?? 0, lookUp.owner, skipping: index)
      return Found()
    }
    return nil
  }

  /// The addresses that the name above a label carries, if they are given out, and the zone has no records of it.
  private func addresses(
    below index: Int, _ labels: Span<UInt16>, in octets: Span<UInt8>
  ) -> CarriedAddresses? {
    let above = labels.extracting((index + 1)...)
    guard let synthesis = policy.synthesizer?.synthesize(above, in: octets),
      case .addresses(let addresses) = synthesis, reasonAgainst(synthesis, above, in: octets) == nil,
      !names.walk(above, in: octets, records).meetsRecords
    else { return nil }
    return addresses
  }

  /// The addresses that a name carries, if they are given out with it.
  func addressesGivenOut(_ labels: Span<UInt16>, in octets: Span<UInt8>) -> CarriedAddresses? {
    guard let synthesis = policy.synthesizer?.synthesize(labels, in: octets),
      case .addresses(let addresses) = synthesis, reasonAgainst(synthesis, labels, in: octets) == nil
    else { return nil }
    let isElsewhere = labels.indices.contains { index in
      octets.isChallenge(labels[index])
        && (delegatesChallenges || index == 0 && apexRecords.challengeAlias != nil)
        && self.addresses(below: index, labels, in: octets) != nil
    }
    return isElsewhere ? nil : addresses
  }

  /// Whether a name right below the zone's is an alias, whatever it carries.
  func isAliasOfChallenges(_ labels: Span<UInt16>, in octets: Span<UInt8>) -> Bool {
    labels.count == 1 && apexRecords.challengeAlias != nil && octets.isChallenge(labels[0])
  }

  private func answerAlias(
    _ lookUp: LookUp, _ alias: RRsetIndex, at place: ZoneSet.Place, into answer: inout Answer
  ) -> Found {
    if lookUp.qtype == RRType.cname {
      answer.decideWithAuthority(.encodedName)
    } else if signer?.hasNSEC == true, lookUp.qtype == RRType.nsec {
      return answerNoData(lookUp, place, into: &answer)
    } else if lookUp.qtype == .any {
      guard showsMadeRecords(lookUp, place, into: &answer) else { return Found() }
    } else {
      return follow(alias, lookUp, at: place, into: &answer).map { Found(alias: $0) } ?? Found()
    }
    answer.append(.stored(alias, place.zone, lookUp.owner))
    return Found()
  }
}

extension [UInt8] {
  fileprivate static let challenge = Array("_acme-challenge".utf8)
}

extension Span where Element == UInt8 {
  fileprivate func isChallenge(_ label: UInt16) -> Bool { isLabel(text(ofLabelAt: label), .challenge) }
}
