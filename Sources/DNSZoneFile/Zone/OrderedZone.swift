import DNSWire

/// The records of a zone file in canonical order (RFC 4034 §6), each record once, and one TTL for each RRset.
package struct OrderedZone: Sendable {
  /// One name that owns records.
  package struct Owner: Sendable {
    /// The first octets of its name's key.
    let key: NameKey
    private let first: UInt32
    private let count: UInt32

    init(key: NameKey, records: Range<Int>) {
      self.key = key
      first = UInt32(records.lowerBound)
      count = UInt32(records.count)
    }

    /// Its records among the zone's: the SOA first, then by type, and by RDATA.
    package var records: Range<Int> { Int(first)..<Int(first) + Int(count) }
  }

  /// Its records are in order.
  package internal(set) var zone: ZoneFile
  /// In order.
  package private(set) var owners: [Owner] = []
  let order: NameOrder

  /// What is wrong with the zone's file, and what `check` has found.
  package var problems: ZoneFileProblems { zone.problems }

  /// Orders the records of a zone.
  package init(_ zone: consuming ZoneFile) {
    order = NameOrder(apex: zone.apex)
    let records = zone.records
    zone.records = []
    self.zone = zone
    append(records)
  }

  private mutating func append(_ records: [ZoneFileRecord]) {
    var names = OwnerSorter(records, zone.octets, order)
    names.sort()
    let runs = names.runs
    var ordered = OrderedRecords(zone.octets, capacity: records.count)
    var next = 0
    while next < runs.count {
      let (first, start) = (next, ordered.records.count)
      repeat {
        ordered.append(records, runs[next].records)
        next += 1
      } while next < runs.count && names.areSame(runs[first], runs[next])
      ordered.sort(from: start)
      owners.append(Owner(key: runs[first].key, records: start..<ordered.records.count))
    }
    zone.records = ordered.records
    unifyTTLs()
    for owner in owners { unifyTTLsOfSignatures(in: owner.records) }
  }

  /// Gives all records of an RRset the lowest of their TTLs (RFC 2181 §5.2).
  private mutating func unifyTTLs() {
    var first = 0
    while first < zone.records.count {
      let end = endOfSet(from: first)
      if end - first > 1, zone.records[first].type != .rrsig { unifyTTLs(of: first..<end) }
      first = end
    }
  }

  /// Gives each signature the TTL of what it signs (RFC 4034 §3).
  ///
  /// - Parameter records: Of one owner. Signatures are in the order of the types that they sign.
  private mutating func unifyTTLsOfSignatures(in records: Range<Int>) {
    // An SOA is first, whatever its type's number.
    var rest = records.drop { zone.records[$0].type == .soa }
    for index in records where zone.records[index].type == .rrsig {
      let covered = zone.typeCovered(by: zone.records[index])
      while let next = rest.first, zone.records[next].type.rawValue < covered.rawValue { rest.removeFirst() }
      guard let signed = covered == .soa ? records.first : rest.first, zone.records[signed].type == covered
      else { continue }
      let ttl = zone.records[signed].ttl
      guard zone.records[index].ttl != ttl else { continue }
      zone.report(
        .warning, at: zone.records[index].place,
        "the TTL of \(zone.owner(of: zone.records[index])) RRSIG \(covered) is \(zone.records[index].ttl), and that of what it signs \(ttl); it gets that"
      )
      zone.records[index].ttl = ttl
    }
  }

  private mutating func unifyTTLs(of set: Range<Int>) {
    var (lowest, highest) = (UInt32.max, UInt32.min)
    for index in set {
      lowest = min(lowest, zone.records[index].ttl)
      highest = max(highest, zone.records[index].ttl)
    }
    guard lowest < highest else { return }
    let last = zone.records[set].max { $0.place.line < $1.place.line } ?? zone.records[set.lowerBound]
    zone.report(
      .warning, at: last.place,
      "the TTLs of \(zone.owner(of: last)) \(last.type) are from \(lowest) to \(highest); all get the lowest")
    for index in set { zone.records[index].ttl = lowest }
  }

  /// Where the records of one RRset end.
  private func endOfSet(from first: Int) -> Int {
    let set = zone.records[first]
    var next = first + 1
    while next < zone.records.count, zone.records[next].type == set.type,
      zone.records[next].owner == set.owner
    {
      next += 1
    }
    return next
  }
}

extension OrderedZone {
  /// Where the name of an owner is in the zone's octets.
  package func name(of owner: Owner) -> Int { Int(zone.records[owner.records.lowerBound].owner) }

  /// The wire form of a name that begins here in the zone's octets.
  package func wireForm(at name: Int) -> [UInt8] {
    Array(zone.octets[name...name + LabelStarts(ofNameAt: name, in: zone.octets.span).end])
  }

  /// Where the names begin that are above a name and own no records, from the one next to the apex down.
  ///
  /// - Parameter previous: The owner before it in canonical order.
  package func namesOnlyAbove(_ name: Int, after previous: Int?) -> [Int] {
    let octets = zone.octets.span
    let starts = LabelStarts(ofNameAt: name, in: octets)
    guard let previous else { return [] }
    let shared = order.sharedLabels(previous, name, in: octets)
    return (shared + 1..<max(starts.count, shared + 1)).map { name + starts[starts.count - $0] }
  }

  /// The first owner that does not come before a name inside the zone, in lower case.
  func position(ofNameAt name: Int, in octets: Span<UInt8>) -> Int {
    let key = order.key(ofNameAt: name, from: 0, in: octets)
    var (low, high) = (0, owners.count)
    while low < high {
      let middle = (low + high) / 2
      let owner = owners[middle]
      let precedes =
        owner.key != key
        ? owner.key < key
        : order.precedes(self.name(of: owner), in: zone.octets.span, name, in: octets) ?? false
      if precedes { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The owner with a name inside the zone, in lower case; nil if no records have it.
  func owner(named name: Int, in octets: Span<UInt8>) -> Owner? {
    let position = position(ofNameAt: name, in: octets)
    guard position < owners.count,
      order.precedes(self.name(of: owners[position]), in: zone.octets.span, name, in: octets) == nil
    else { return nil }
    return owners[position]
  }

  /// An owner's records of a type.
  package func records(of owner: Owner, _ type: RRType) -> ArraySlice<ZoneFileRecord> {
    let records = zone.records[owner.records]
    return records.drop { $0.type != type }.prefix { $0.type == type }
  }
}
