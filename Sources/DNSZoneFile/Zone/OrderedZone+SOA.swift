import DNSWire

extension OrderedZone {
  /// Checks nothing but that the zone has an SOA record, without which there is no zone (RFC 1034 §4.2.1).
  package mutating func checkSOA() {
    if let first = zone.records.first, first.type == .soa, zone.owner(of: first) == zone.apex { return }
    zone.report(
      .error, at: ZoneFilePlace(file: 0, line: 0, column: 0),
      "\(zone.apex) has no SOA; allowed is one at the zone's name")
  }
}
