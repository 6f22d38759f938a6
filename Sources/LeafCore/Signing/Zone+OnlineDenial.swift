import DNSWire

// What a zone that is signed as it is asked for makes to show what is not there.
extension Zone {
  /// Shows what an answer says is not there, where it does.
  ///
  /// - Parameters:
  ///   - walk: Of the name.
  ///   - labels: Of the name, those before the zone's name.
  func showOnline(
    _ denial: OnlineDenial, _ lookUp: LookUp, _ walk: Walk, _ labels: Span<UInt16>, in octets: Span<UInt8>,
    at place: ZoneSet.Place, into answer: inout Answer
  ) {
    switch answer.rule {
    case .referral:
      let (cut, made) = (walk.cut, answer.online.skippedOfDelegation)
      if let cut, records.rrset(.ds, of: cut.name) != nil { return }
      guard let skipped = cut.map({ labels.count - $0.labelCount }) ?? made else { return }
      answer.appendDenial(DeniedName(types: .cut, skipped: skipped), place.zone, lookUp.owner)
    case .noData, .nameError, .filtered, .blocked:
      guard answer.endsWith(negativeSOA, place.zone) else { return }
      if answer.rcode == .nxDomain, denial != .compact {
        showNameError(denial, lookUp, walk, labels, in: octets, at: place, into: &answer)
      } else {
        showTypes(denial, lookUp, walk, labels, in: octets, at: place, into: &answer)
      }
    default: break
    }
  }

  /// One record of the name itself; so is a name error in compact denial.
  private func showTypes(
    _ denial: OnlineDenial, _ lookUp: LookUp, _ walk: Walk, _ labels: Span<UInt16>, in octets: Span<UInt8>,
    at place: ZoneSet.Place, into answer: inout Answer
  ) {
    // Its record would say that there are some, and those of the record itself are all.
    if lookUp.qtype == RRType.rrsig { return answer.refuse(.anyRefused) }
    let denied = typesThere(walk, labels, in: octets, place, answer)
    if lookUp.qtype == RRType.nsec, denial != .nsec3 {
      return answer.answerWithDenial(denied, place.zone, lookUp.owner)
    }
    answer.appendDenial(denied, place.zone, lookUp.owner)
    if denial == .compact { answer.noteCompactDenial() }
  }
}

// RFC 4035 §3.1.3.2, RFC 5155 §7.2.2.
extension Zone {
  /// That the name next closer than the closest encloser is not there, nor a wildcard beside it; with hashes also which name
  /// the closest encloser is.
  @inline(never)  // Compact denial has none.
  private func showNameError(
    _ denial: OnlineDenial, _ lookUp: LookUp, _ walk: Walk, _ labels: Span<UInt16>, in octets: Span<UInt8>,
    at place: ZoneSet.Place, into answer: inout Answer
  ) {
    let count = deniedEncloser(of: labels, in: octets, walk, place)
    let skipped = labels.count - count
    var encloser = held(by: labels.extracting(last: count), in: octets, answer) ?? DeniedName()
    encloser.skipped = skipped
    if denial == .nsec3 { answer.appendDenial(encloser, place.zone, lookUp.owner) }
    let nextCloser = octets.text(ofLabelAt: labels[skipped - 1])
    // The closest encloser itself comes right before, and owns the record.
    let isFirst = denial == .nsec && nextCloser.count == 1 && octets[nextCloser.lowerBound] == 0
    var denied = isFirst ? encloser : DeniedName()
    (denied.extent, denied.skipped) = (.name, skipped - 1)
    answer.appendDenial(denied, place.zone, lookUp.owner)
    if octets.isLabel(nextCloser, .asterisk) { return }
    answer.appendDenial(DeniedName(extent: .wildcard, skipped: skipped), place.zone, lookUp.owner)
  }

  /// How many labels the closest encloser of a name has that is not there. Names that are kept back as if they were not there
  /// are none.
  private func deniedEncloser(
    of labels: Span<UInt16>, in octets: Span<UInt8>, _ walk: Walk, _ place: ZoneSet.Place
  ) -> Int {
    let stored = max(walk.closest, place.closestMarked)
    var closest = closestEncloser(of: labels, in: octets, walk, place)
    while closest > stored, isKeptBack(labels.extracting(last: closest), in: octets) {
      closest = closestEncloser(of: labels.extracting(last: closest), in: octets, walk, place)
    }
    // One that is kept back may have others below it.
    return min(closest, labels.count - 1)
  }

  private func isKeptBack(_ labels: Span<UInt16>, in octets: Span<UInt8>) -> Bool {
    guard case .nxdomain = policy.filter?.answer, let synthesizer = policy.synthesizer else { return false }
    return reasonAgainst(synthesizer.synthesize(labels, in: octets), labels, in: octets) != nil
  }
}

// Which types names have.
extension Zone {
  /// Those of the QNAME, for which the answer has no records.
  private func typesThere(
    _ walk: Walk, _ labels: Span<UInt16>, in octets: Span<UInt8>, _ place: ZoneSet.Place,
    _ answer: borrowing Answer
  ) -> DeniedName {
    if answer.rcode == .nxDomain { return DeniedName(types: .nxname) }
    // A zone that is served too needs no NS records here to be found.
    if place.isOfOtherApex { return DeniedName(types: .cut) }
    if let cut = walk.cut, cut.labelCount == labels.count { return DeniedName(types: .cut) }
    if let name = walk.name { return DeniedName(types: .stored, source: name) }
    if let types = madeTypes(labels, in: octets, answer) { return DeniedName(types: types) }
    guard hasWildcards, !walk.isExact else { return DeniedName() }
    let closest = closestEncloser(of: labels, in: octets, walk, place)
    let wildcard = names.walk(labels.extracting(last: closest), in: octets, hasAsterisk: true, records)
    return wildcard.name.map { DeniedName(types: .stored, source: $0) } ?? DeniedName()
  }

  /// Those of a name above the QNAME; nil where it has none.
  private func held(
    by labels: Span<UInt16>, in octets: Span<UInt8>, _ answer: borrowing Answer
  ) -> DeniedName? {
    if let name = names.walk(labels, in: octets, records).name {
      return DeniedName(types: .stored, source: name)
    }
    return madeTypes(labels, in: octets, answer).map { DeniedName(types: $0) }
  }

  /// nil for a name that is not made up.
  private func madeTypes(
    _ labels: Span<UInt16>, in octets: Span<UInt8>, _ answer: borrowing Answer
  ) -> DeniedTypes? {
    if let types = informationalTypes(labels, in: octets, answer) { return types }
    if let types = challengeTypes(labels, in: octets) { return types }
    let synthesis = policy.synthesizer?.synthesize(labels, in: octets) ?? .absent
    if synthesis.addresses != nil, reasonAgainst(synthesis, labels, in: octets) != nil { return blockedTypes }
    switch synthesis {
    case .addresses(let addresses):
      return DeniedTypes(hasIPv4: addresses.ipv4 != nil, hasIPv6: addresses.ipv6 != nil)
    case .pointer: return .ptr
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

extension [UInt8] {
  fileprivate static let asterisk = Array("*".utf8)
}
