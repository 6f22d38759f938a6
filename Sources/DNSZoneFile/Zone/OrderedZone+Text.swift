import DNSWire

extension OrderedZone {
  /// Writes a line for each record, in canonical order: owner, TTL, class, type and RDATA with tabs between them, names
  /// whole.
  ///
  /// - Parameter write: Gets some lines at a time.
  package func write(_ write: (String) -> Void) {
    var lines: [UInt8] = []
    for owner in owners {
      append(owner, to: &lines)
      guard lines.count > 1 << 16 else { continue }
      write(String(decoding: lines, as: UTF8.self))
      lines.removeAll(keepingCapacity: true)
    }
    write(String(decoding: lines, as: UTF8.self))
  }

  private func append(_ owner: Owner, to lines: inout [UInt8]) {
    let octets = zone.octets.span
    var name: [UInt8] = []
    try? octets.appendName(at: self.name(of: owner), to: &name)
    for index in owner.records {
      let record = zone.records[index]
      lines += name
      lines.append(UInt8(ascii: "\t"))
      lines.append(decimal: UInt64(record.ttl))
      lines += "\tIN\t\(record.type)\t".utf8
      let start = lines.count
      octets.appendPresentation(ofRDATA: record.rdataRange, of: record.type, to: &lines)
      // Nothing stands behind a type whose text is empty.
      if lines.count == start { lines.removeLast() }
      lines.append(.lineFeed)
    }
  }
}
