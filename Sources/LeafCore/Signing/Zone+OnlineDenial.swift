import DNSWire

// Compact denial of existence (RFC 9824): one NSEC record at the name itself.
extension Zone {
  /// Shows what an answer says is not there, where it does.
  ///
  /// - Parameters:
  ///   - walk: Of the name.
  ///   - labels: Of the name, those before the zone's name.
  func showOnline(
    _ lookUp: LookUp, _ walk: Walk, _ labels: Span<UInt16>, in octets: Span<UInt8>, at place: ZoneSet.Place,
    into answer: inout Answer
  ) {
    switch answer.rule {
    case .referral:
      let (cut, made) = (walk.cut, answer.online.skippedOfDelegation)
      if let cut, records.rrset(.ds, of: cut.name) != nil { return }
      guard let skipped = cut.map({ labels.count - $0.labelCount }) ?? made else { return }
      answer.appendDenial(.cut, .none, place.zone, lookUp.owner, skipping: skipped)
    case .noData, .nameError, .filtered, .blocked:
      guard answer.endsWith(negativeSOA, place.zone) else { return }
      // Its record would say that there are some, and those of the record itself are all.
      if lookUp.qtype == RRType.rrsig { return answer.refuse(.anyRefused) }
      let (types, name) = typesThere(walk, labels, in: octets, place, answer)
      if lookUp.qtype == RRType.nsec { return answer.answerWithDenial(types, name, place.zone, lookUp.owner) }
      answer.appendDenial(types, name, place.zone, lookUp.owner, skipping: 0)
      answer.noteCompactDenial()
    default: break
    }
  }

  /// The types of a name for which the answer has no records.
  private func typesThere(
    _ walk: Walk, _ labels: Span<UInt16>, in octets: Span<UInt8>, _ place: ZoneSet.Place,
    _ answer: borrowing Answer
  ) -> (DeniedTypes, NameIndex) {
    if answer.rcode == .nxDomain { return (.nxname, .none) }
    // A zone that is served too needs no NS records here to be found.
    if place.isOfOtherApex { return (.cut, .none) }
    if let cut = walk.cut, cut.labelCount == labels.count { return (.cut, .none) }
    if let name = walk.name { return (.stored, name) }
    if let types = madeTypes(labels, in: octets, answer) { return (types, .none) }
    guard hasWildcards, !walk.isExact else { return ([], .none) }
    let closest = closestEncloser(of: labels, in: octets, walk, place)
    let wildcard = names.walk(labels.extracting(last: closest), in: octets, hasAsterisk: true, records)
    return wildcard.name.map { (.stored, $0) } ?? ([], .none)
  }

  /// nil for a name that is not made up.
  private func madeTypes(
    _ labels: Span<UInt16>, in octets: Span<UInt8>, _ answer: borrowing Answer
  ) -> DeniedTypes? {
    if let types = informationalTypes(labels, in: octets, answer) { return types }
    if let types = challengeTypes(labels, in: octets) { return types }
    switch policy.synthesizer?.synthesize(labels, in: octets) ?? .absent {
    case .addresses(let addresses):
      if answer.rule != .noData { return blockedTypes }
      return DeniedTypes(hasIPv4: addresses.ipv4 != nil, hasIPv6: addresses.ipv6 != nil)
    case .pointer: return answer.rule != .noData ? blockedTypes : .ptr
    case .emptyNonTerminal: return []
    case .absent: return nil
    }
  }

  /// Of names whose addresses are not given out.
  private var blockedTypes: DeniedTypes {
    guard case .addresses(let ipv4, let ipv6) = policy.filter?.answer else { return [] }
    return DeniedTypes(hasIPv4: ipv4 != nil, hasIPv6: ipv6 != nil)
  }
}
