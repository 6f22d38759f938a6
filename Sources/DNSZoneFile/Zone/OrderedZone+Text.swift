import DNSWire

extension OrderedZone {
  /// Writes a line for each record, in canonical order: owner, TTL, class, type and RDATA with tabs between them, names
  /// whole.
  ///
  /// - Parameter write: Gets some lines at a time.
  package func write(_ write: (String) -> Void) {
    var text = ""
    for owner in owners {
      let name = zone.owner(of: zone.records[owner.records.lowerBound]).description
      for record in zone.records[owner.records] {
        let rdata = zone.octets.span.presentation(ofRDATA: record.rdataRange, of: record.type)
        text += "\(name)\t\(record.ttl)\tIN\t\(record.type)\(rdata.isEmpty ? "" : "\t")\(rdata)\n"
      }
      guard text.utf8.count > 1 << 16 else { continue }
      write(text)
      text = ""
    }
    write(text)
  }
}
