import DNSWire

/// The records of a zone file in canonical order (RFC 4034 §6), names in lower case, each record once, and one TTL for
/// each RRset.
package struct OrderedZone: Sendable {
  /// One name that owns records.
  struct Owner {
    /// Where its canonical key is.
    let key: Range<Int>
    /// Its records, the SOA first, then by type.
    let records: Range<Int>
  }

  /// Its records are in order.
  package internal(set) var zone: ZoneFile
  /// In order.
  private(set) var owners: [Owner] = []
  private(set) var keys: [UInt8] = []

  /// What is wrong with the zone's file, and what `check` has found.
  package var problems: ZoneFileProblems { zone.problems }

  /// Orders the records of a zone, their names in lower case (RFC 4034 §6).
  package init(_ zone: ZoneFile) {
    self.zone = zone
    lowerNames()
    sort()
  }

  private mutating func lowerNames() {
    for record in zone.records {
      // Signatures stand as their signer has made them.
      let names =
        record.type == .rrsig ? [] : zone.octets.span.canonicalNames(in: record.rdataRange, of: record.type)
      for range in names {
        for index in range { zone.octets[index] = DomainName.lowercased(zone.octets[index]) }
      }
      var offset = Int(record.owner)
      guard let length = try? zone.octets.span.skipName(at: &offset) else { continue }
      for index in Int(record.owner)..<Int(record.owner) + length {
        zone.octets[index] = DomainName.lowercased(zone.octets[index])
      }
    }
  }

  /// What records are sorted by.
  private struct Item {
    /// The first octets of the key behind the apex's: most names differ there.
    let prefix: UInt64
    let key: Range<Int>
    let record: ZoneFileRecord
  }

  private mutating func sort() {
    var items = makeItems()
    let (keys, octets) = (keys, zone.octets)
    items.sort { left, right in
      if left.prefix != right.prefix { return left.prefix < right.prefix }
      if left.key != right.key, let precedes = keys.precedes(left.key, right.key) { return precedes }
      let (leftRank, rightRank) = (left.record.type.rank, right.record.type.rank)
      if leftRank != rightRank { return leftRank < rightRank }
      return octets.precedes(left.record.rdataRange, right.record.rdataRange) ?? false
    }
    zone.records.removeAll(keepingCapacity: true)
    for item in items { append(item) }
    unifyTTLs()
  }

  private mutating func makeItems() -> [Item] {
    let apexKey = zone.apex.canonicalKey.count
    var items: [Item] = []
    var keys: [UInt8] = []
    let octets = zone.octets
    items.reserveCapacity(zone.records.count)
    for record in zone.records {
      if let last = items.last, last.record.owner == record.owner {
        items.append(Item(prefix: last.prefix, key: last.key, record: record))
        continue
      }
      let start = keys.count
      keys.appendCanonicalKey(of: octets.span, at: Int(record.owner))
      var prefix: UInt64 = 0
      for index in start + apexKey..<start + apexKey + 8 {
        prefix = prefix << 8 | (index < keys.count ? UInt64(keys[index]) : 0)
      }
      items.append(Item(prefix: prefix, key: start..<keys.count, record: record))
    }
    self.keys = keys
    return items
  }

  /// Appends the next record in order, unless it is the one before again.
  private mutating func append(_ item: Item) {
    let next = zone.records.count
    guard let owner = owners.last, keys.precedes(owner.key, item.key) == nil else {
      owners.append(Owner(key: item.key, records: next..<next + 1))
      zone.records.append(item.record)
      return
    }
    let last = zone.records[next - 1]
    if last.type == item.record.type, zone.octets.precedes(last.rdataRange, item.record.rdataRange) == nil {
      zone.records[next - 1].ttl = min(last.ttl, item.record.ttl)
    } else {
      owners[owners.count - 1] = Owner(key: owner.key, records: owner.records.lowerBound..<next + 1)
      zone.records.append(item.record)
    }
  }

  /// Gives all records of an RRset the lowest of their TTLs (RFC 2181 §5.2). Signatures have the TTLs of what they sign.
  private mutating func unifyTTLs() {
    for owner in owners {
      for set in sets(of: owner) where zone.records[set.lowerBound].type != .rrsig && set.count > 1 {
        let ttls = zone.records[set].map(\.ttl)
        guard let lowest = ttls.min(), let highest = ttls.max(), lowest < highest else { continue }
        let last = zone.records[set].max { ($0.place.line) < ($1.place.line) } ?? zone.records[set.lowerBound]
        zone.report(
          .warning, at: last.place,
          "the TTLs of \(zone.owner(of: last)) \(last.type) are from \(lowest) to \(highest); all get the lowest"
        )
        for index in set { zone.records[index].ttl = lowest }
      }
    }
  }
}

extension OrderedZone {
  /// The RRsets of an owner: ranges of records with one type.
  func sets(of owner: Owner) -> [Range<Int>] {
    var sets: [Range<Int>] = []
    var start = owner.records.lowerBound
    for index in owner.records where zone.records[index].type != zone.records[start].type {
      sets.append(start..<index)
      start = index
    }
    return sets + [start..<owner.records.upperBound]
  }

  /// The owner with a canonical key; nil if no records have that name.
  func owner(withKey key: [UInt8]) -> Owner? {
    var (low, high) = (0, owners.count)
    while low < high {
      let middle = (low + high) / 2
      if keys[owners[middle].key].lexicographicallyPrecedes(key) { low = middle + 1 } else { high = middle }
    }
    guard low < owners.count, keys[owners[low].key].elementsEqual(key) else { return nil }
    return owners[low]
  }

  /// An owner's records of a type.
  func records(of owner: Owner, _ type: RRType) -> ArraySlice<ZoneFileRecord> {
    let records = zone.records[owner.records]
    return records.drop { $0.type != type }.prefix { $0.type == type }
  }

  /// Whether an owner has records of a type.
  func has(_ type: RRType, _ owner: Owner) -> Bool {
    owner.records.contains { zone.records[$0].type == type }
  }
}

extension DomainName {
  var canonicalKey: [UInt8] {
    var key: [UInt8] = []
    key.appendCanonicalKey(of: wireForm.span, at: 0)
    return key
  }
}

extension RRType {
  /// Types in the order of a zone's text: the SOA first, without which the rest is no zone.
  fileprivate var rank: UInt32 { self == .soa ? 0 : 1 + UInt32(rawValue) }
}
