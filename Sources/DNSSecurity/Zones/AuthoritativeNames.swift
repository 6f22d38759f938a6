import DNSWire
import DNSZoneFile

/// A name whose records, or some of them, belong to the zone: not glue, nor what a delegation or DNAME hides.
struct AuthoritativeName: Sendable {
  let owner: OrderedZone.Owner
  /// Where its wire form begins in the zone's octets.
  let name: Int
  /// Whether it is a delegation, of which only DS and NSEC are the zone's (RFC 4035 §2.2).
  let isDelegation: Bool
}

extension OrderedZone {
  /// In canonical order.
  var authoritativeNames: [AuthoritativeName] {
    var names: [AuthoritativeName] = []
    names.reserveCapacity(owners.count)
    var cut: Int?
    for owner in owners {
      let name = name(of: owner)
      let types = zone.records[owner.records]
      if let hiding = cut, !isName(name, belowNameAt: hiding) { cut = nil }
      // The owners of NSEC3 records are no names of the zone (RFC 5155 §7.2.8): no cut hides them.
      if cut != nil, !types.contains(where: { $0.type == .nsec3 }) { continue }
      let isDelegation = !isApex(owner) && types.contains { $0.type == .ns }
      if cut == nil, isDelegation || types.contains(where: { $0.type == .dname }) { cut = name }
      names.append(AuthoritativeName(owner: owner, name: name, isDelegation: isDelegation))
    }
    return names
  }

  /// The types of a name that a proof tells of, without those of the proof.
  func provenTypes(of name: AuthoritativeName) -> [RRType] {
    var types: [RRType] = []
    for record in zone.records[name.owner.records] where record.type != types.last {
      if !name.isDelegation || record.type == .ns || record.type == .ds { types.append(record.type) }
    }
    return types
  }
}
