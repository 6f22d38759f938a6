import DNSWire

/// Puts the owners of records in canonical order: by sixteen octets of their keys at a time, of which the first tell most
/// names apart, so that names which begin alike, however many, cost no more than the octets that they share.
struct OwnerSorter {
  private let records: [ZoneFileRecord]
  private let octets: [UInt8]
  private let order: NameOrder
  /// The records in rows of one owner each, after `sort` in the order of the owners. One owner may have several rows, one
  /// after the other.
  private(set) var runs: [OrderedZone.Owner] = []

  init(_ records: [ZoneFileRecord], _ octets: [UInt8], _ order: NameOrder) {
    self.records = records
    self.octets = octets
    self.order = order
  }

  mutating func sort() {
    findRuns()
    runs.sort { $0.key < $1.key }
    sortTies(in: 0..<runs.count, depth: 0, runs.map(\.key))
  }

  /// Whether two rows have one owner.
  func areSame(_ left: OrderedZone.Owner, _ right: OrderedZone.Owner) -> Bool {
    left.key == right.key
      && order.precedes(name(of: left), in: octets.span, name(of: right), in: octets.span) == nil
  }

  private mutating func findRuns() {
    var first = 0
    while first < records.count {
      let owner = records[first].owner
      var end = first + 1
      while end < records.count, records[end].owner == owner { end += 1 }
      let key = order.key(ofNameAt: Int(owner), from: 0, in: octets.span)
      runs.append(OrderedZone.Owner(key: key, records: first..<end))
      first = end
    }
  }

  private func name(of run: OrderedZone.Owner) -> Int { Int(records[run.records.lowerBound].owner) }

  /// - Parameters:
  ///   - range: Runs that are in the order of the octets of their keys up to `depth` and of those behind it.
  ///   - keys: Those behind it.
  private mutating func sortTies(in range: Range<Int>, depth: Int, _ keys: [NameKey]) {
    var first = 0
    while first < keys.count {
      var end = first + 1
      while end < keys.count, keys[end] == keys[first] { end += 1 }
      if end - first > 1, !keys[first].isEmpty {
        sort(range.lowerBound + first..<range.lowerBound + end, depth: depth + NameKey.length)
      }
      first = end
    }
  }

  /// Sorts runs whose keys are the same up to `depth`.
  private mutating func sort(_ range: Range<Int>, depth: Int) {
    guard range.count > Self.few else { return sortFew(range) }
    var items = range.map { index in
      (key: order.key(ofNameAt: name(of: runs[index]), from: depth, in: octets.span), run: runs[index])
    }
    items.sort { $0.key < $1.key }
    for index in range { runs[index] = items[index - range.lowerBound].run }
    sortTies(in: range, depth: depth, items.map(\.key))
  }

  /// So many are sorted by whole names.
  private static let few = 32

  private mutating func sortFew(_ range: Range<Int>) {
    let sorted = runs[range].sorted {
      order.precedes(name(of: $0), in: octets.span, name(of: $1), in: octets.span) ?? false
    }
    runs.replaceSubrange(range, with: sorted)
  }
}
