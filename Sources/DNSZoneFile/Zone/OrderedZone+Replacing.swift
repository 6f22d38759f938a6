import DNSWire

extension OrderedZone {
  /// Records at the zone's name.
  package func recordsOfApex(_ type: RRType) -> ArraySlice<ZoneFileRecord> {
    guard let apex = owners.first, isApex(apex) else { return [] }
    return records(of: apex, type)
  }

  /// The zone without its records of a type at its name.
  package consuming func removing(_ type: RRType) -> OrderedZone {
    let removed = recordsOfApex(type).indices
    guard !removed.isEmpty else { return self }
    var zone = zone
    zone.records.removeSubrange(removed)
    return OrderedZone(zone)
  }

  /// Puts other RDATA of the same length in a record's place, which stays the same in the order.
  package mutating func replaceRDATA(of record: ZoneFileRecord, with rdata: [UInt8]) {
    precondition(rdata.count == record.rdataRange.count)
    zone.octets.replaceSubrange(record.rdataRange, with: rdata)
  }
}
