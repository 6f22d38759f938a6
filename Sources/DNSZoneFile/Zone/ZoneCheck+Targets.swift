import DNSWire

extension ZoneCheck {
  /// Checks the names inside the zone that NS and MX records lead to (RFC 2181 §10.3).
  mutating func checkTargets(_ owner: OrderedZone.Owner) {
    for record in ordered.records(of: owner, .ns) {
      checkTarget(of: record, at: record.rdataRange.lowerBound, needsAddress: true)
    }
    for record in ordered.records(of: owner, .mx) {
      checkTarget(of: record, at: record.rdataRange.lowerBound + 2, needsAddress: false)
    }
  }

  private mutating func checkTarget(of record: ZoneFileRecord, at target: Int, needsAddress: Bool) {
    guard ordered.isInZone(target) else { return }
    let owner = ordered.owner(named: target, in: ordered.zone.octets.span) ?? ordered.wildcard(for: target)
    let types = owner.map { ordered.zone.records[$0.records] }
    if let types, types.contains(where: { $0.type == .cname }) {
      report(.warning, record, "\(name(record)) \(record.type) leads to \(name(target)), which has a CNAME")
    } else if needsAddress, types?.contains(where: { $0.type.isAddress }) != true,
      types != nil || !isMade(name(target))
    {
      report(
        isStrict ? .error : .warning, record,
        "\(name(record)) \(record.type) leads to \(name(target)), which has no address in the zone")
    }
  }

  private func name(_ target: Int) -> DomainName {
    (try? ordered.zone.octets.span.readName(at: target)) ?? .root
  }
}

extension OrderedZone {
  /// Whether a name in RDATA is the zone's or below it. The root stands for no host.
  fileprivate func isInZone(_ name: Int) -> Bool {
    let octets = zone.octets.span
    let labels = LabelStarts(ofNameAt: name, in: octets)
    let start = labels.end + 1 - zone.apex.count
    guard labels.count > 0, labels.contains(start) else { return false }
    return (0..<zone.apex.count).allSatisfy {
      octets[name + start + $0] == DomainName.lowercased(zone.apex[$0])
    }
  }

  /// The wildcard that answers for a name without records, the one below its closest encloser (RFC 4592 §3.3.1). The
  /// neighbours of a name in order have as many labels in common with it as any name of the zone.
  fileprivate func wildcard(for target: Int) -> Owner? {
    let octets = zone.octets.span
    let position = position(ofNameAt: target, in: octets)
    let shared = owners[max(position - 1, 0)..<min(position + 1, owners.count)].map {
      order.sharedLabels(name(of: $0), target, in: octets)
    }
    guard let encloser = shared.max() else { return nil }
    let labels = LabelStarts(ofNameAt: target, in: octets)
    let start = encloser < labels.count ? labels[labels.count - encloser] : 0
    let wildcard = [1, UInt8(ascii: "*")] + (target + start...target + labels.end).map { octets[$0] }
    return owner(named: 0, in: wildcard.span)
  }
}
