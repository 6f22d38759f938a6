import DNSWire

/// Where the addresses of a target are.
struct TargetAddresses {
  enum Source {
    case none
    case stored(NameIndex, ZoneIndex)
    case made(CarriedAddresses, ttl: UInt32)
  }

  var source = Source.none
  /// The zone cut at or above the target.
  var cut: NameIndex?
}

extension ZoneSet {
  /// - Parameters:
  ///   - target: A name as a store has it, or in wire form.
  ///   - zone: The zone whose record has it.
  func addresses(of target: Span<UInt8>, in zone: ZoneIndex) -> TargetAddresses {
    var offsets = LabelOffsets.empty
    let count = offsets.noteStored(target)
    guard let store = self[zone]?.records,
      let below = store.labelsBelow(target, offsets.span.extracting(..<count))
    else { return TargetAddresses() }
    let own = addresses(offsets.span.extracting(..<below), in: target, zone)
    guard hasSeveralZones, !store.hasAddresses(own) else { return own }
    var found = addressesElsewhere(target, of: store, not: zone) ?? own
    found.cut = own.cut
    return found
  }

  private func addresses(_ labels: Span<UInt16>, in octets: Span<UInt8>, _ index: ZoneIndex)
    -> TargetAddresses
  {
    guard let zone = self[index] else { return TargetAddresses() }
    let walk = zone.names.walk(labels, in: octets, zone.records)
    if let dname = walk.dname, dname.labelCount < labels.count { return TargetAddresses() }
    if let name = walk.name { return TargetAddresses(source: .stored(name, index), cut: walk.cut?.name) }
    if walk.cut == nil, let synthesizer = zone.policy.synthesizer,
      let addresses = zone.addressesGivenOut(labels, in: octets)
    {
      return TargetAddresses(source: .made(addresses, ttl: synthesizer.ttl))
    }
    return TargetAddresses(cut: walk.cut?.name)
  }

  /// In a zone below.
  private func addressesElsewhere(
    _ target: Span<UInt8>, of store: RecordStore, not zone: ZoneIndex
  ) -> TargetAddresses? {
    var name = NameBuffer.empty
    let length = name.write(target, in: store)
    var offsets = LabelOffsets.empty
    let count = offsets.note(0..<length, in: name.span)
    let labels = offsets.span.extracting(..<count)
    guard let place = place(of: QTYPE(.a), labels, endingAt: length, in: name.span), place.zone != zone else {
      return nil
    }
    return addresses(labels.extracting(..<place.labelCount), in: name.span, place.zone)
  }
}

extension RecordStore {
  /// Whether there are any; a zone cut may own no more than its NS records, and the zone below them.
  fileprivate func hasAddresses(_ found: TargetAddresses) -> Bool {
    switch found.source {
    case .none: false
    case .made: true
    case .stored(let name, _):
      found.cut == nil || rrset(.a, of: name) != nil || rrset(.aaaa, of: name) != nil
    }
  }

  /// How many labels of a name stand before the zone's; nil if it is none of the zone's.
  fileprivate func labelsBelow(_ name: Span<UInt8>, _ labels: Span<UInt16>) -> Int? {
    if name[name.count - 1] == Self.apexMark { return labels.count }
    let apex = apex
    let start = name.count - apex.count
    guard labels.count >= apexLabelCount, start >= 0,
      apexLabelCount == 0 || Int(labels[labels.count - apexLabelCount]) == start,
      name.equalsIgnoringCase(start..<name.count, apex.span, apex.indices)
    else { return nil }
    return labels.count - apexLabelCount
  }
}
