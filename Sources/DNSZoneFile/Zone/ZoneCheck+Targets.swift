import DNSWire

extension ZoneCheck {
  /// Checks the names inside the zone that NS and MX records lead to (RFC 2181 §10.3).
  mutating func checkTargets(_ owner: OrderedZone.Owner, isApex: Bool) {
    for record in ordered.records(of: owner, .ns) {
      checkTarget(of: record, at: record.rdataRange.lowerBound, needsAddress: true)
    }
    for record in ordered.records(of: owner, .mx) {
      checkTarget(of: record, at: record.rdataRange.lowerBound + 2, needsAddress: false)
    }
  }

  private mutating func checkTarget(of record: ZoneFileRecord, at offset: Int, needsAddress: Bool) {
    guard let target = name(at: offset), target.isEqualToOrBelow(ordered.zone.apex) else { return }
    let owner = ordered.owner(withKey: target.canonicalKey) ?? wildcard(for: target)
    if let owner, ordered.has(.cname, owner) {
      report(.warning, record, "\(name(record)) \(record.type) leads to \(target), which has a CNAME")
    } else if needsAddress, owner.map({ ordered.has(.a, $0) || ordered.has(.aaaa, $0) }) != true {
      report(
        isStrict ? .error : .warning, record,
        "\(name(record)) \(record.type) leads to \(target), which has no address in the zone")
    }
  }

  /// The name in RDATA; nil for the root, which stands for no host.
  private func name(at offset: Int) -> DomainName? {
    let name = try? ordered.zone.octets.span.readName(at: offset)
    return name?.count == 1 ? nil : name
  }

  /// The wildcard that answers for a name without records (RFC 4592 §2.1), closer ones first.
  private func wildcard(for name: DomainName) -> OrderedZone.Owner? {
    for suffix in name.suffixes.dropFirst() where suffix.count >= ordered.zone.apex.count {
      guard let wildcard = try? suffix.child("*") else { continue }
      if let owner = ordered.owner(withKey: wildcard.canonicalKey) { return owner }
    }
    return nil
  }
}
