import DNSWire

extension OrderedZone {
  /// Checks nothing but that the zone has an SOA record, without which there is no zone (RFC 1034 §4.2.1).
  package mutating func checkSOA() {
    if let first = zone.records.first, first.type == .soa, zone.owner(of: first) == zone.apex { return }
    zone.report(
      .error, at: ZoneFilePlace(file: 0, line: 0, column: 0),
      "\(zone.apex) has no SOA; allowed is one at the zone's name")
  }

  /// Leaves out what has been told elsewhere.
  package mutating func forgetProblems() { zone.problems = ZoneFileProblems() }

  /// Says why the zone cannot be served, although its records are right.
  package mutating func refuse(because reason: String) {
    zone.report(.error, at: ZoneFilePlace(file: 0, line: 0, column: 0), reason)
  }

  /// Says what is wrong about a record.
  package mutating func report(
    _ severity: ZoneFileProblem.Severity, at record: ZoneFileRecord, _ text: String
  ) {
    zone.report(severity, at: record.place, text)
  }

  /// SERIAL of the SOA record, before the last four fields of its RDATA (RFC 1035 §3.3.13); 0 for no zone.
  package var serial: UInt32 {
    get { serialRange.map { zone.octets[$0].reduce(0) { $0 << 8 | UInt32($1) } } ?? 0 }
    set {
      guard let range = serialRange else { return }
      zone.octets.replaceSubrange(
        range, with: (0..<4).map { UInt8(truncatingIfNeeded: newValue >> (24 - 8 * $0)) })
    }
  }

  private var serialRange: Range<Int>? {
    guard let soa = zone.records.first, soa.type == .soa else { return nil }
    return soa.rdataRange.upperBound - 20..<soa.rdataRange.upperBound - 16
  }
}
