import DNSWire

/// Records that are put in order, those of one owner at a time.
struct OrderedRecords {
  private(set) var records: [ZoneFileRecord] = []
  private let octets: [UInt8]

  init(_ octets: [UInt8], capacity: Int) {
    self.octets = octets
    records.reserveCapacity(capacity)
  }

  mutating func append(_ others: [ZoneFileRecord], _ range: Range<Int>) {
    for index in range { records.append(others[index]) }
  }

  /// Puts the last records, all of one owner, in order, and leaves one of those that are the same, with the lowest TTL of
  /// them. All then have one offset of their owner.
  mutating func sort(from start: Int) {
    guard records.count - start > 1 else { return }
    sortUnlessInOrder(from: start)
    dropDuplicates(from: start)
    for index in start..<records.count { records[index].owner = records[start].owner }
  }

  private mutating func sortUnlessInOrder(from start: Int) {
    for index in start + 1..<records.count where precedes(records[index], records[index - 1]) {
      let sorted = records[start...].sorted { precedes($0, $1) }
      return records.replaceSubrange(start..., with: sorted)
    }
  }

  private mutating func dropDuplicates(from start: Int) {
    var last = start
    for index in start + 1..<records.count {
      let record = records[index]
      if precedes(records[last], record) {
        last += 1
        records[last] = record
      } else {
        records[last].ttl = min(records[last].ttl, record.ttl)
      }
    }
    records.removeSubrange((last + 1)...)
  }

  private func precedes(_ left: ZoneFileRecord, _ right: ZoneFileRecord) -> Bool {
    if left.type != right.type { return left.type.rank < right.type.rank }
    let octets = octets.span
    return octets.precedes(left.rdataRange, right.rdataRange, in: octets) ?? false
  }
}

extension RRType {
  /// Types in the order of a zone's text: the SOA first, without which the rest is no zone.
  fileprivate var rank: UInt32 { self == .soa ? 0 : 1 + UInt32(rawValue) }
}
