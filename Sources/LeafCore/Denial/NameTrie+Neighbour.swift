import DNSWire

extension NameTrie {
  /// A name that stands in the trie, and whether it is the one that was looked for.
  struct Neighbour {
    var name: NameIndex
    var isExact: Bool
  }

  /// Finds a name, or else the one before it in canonical order (RFC 4034 §6.1); before the first one stands the last.
  ///
  /// - Parameters:
  ///   - labels: Those before the zone's name.
  ///   - hasAsterisk: Whether a label `*` stands before them.
  func neighbour(
    of labels: Span<UInt16>, in octets: Span<UInt8>, hasAsterisk: Bool = false, _ records: RecordStore
  ) -> Neighbour {
    let leaf = alike(labels, in: octets, hasAsterisk)
    let name = NameIndex(rawValue: leaf.reference)
    guard let difference = records.difference(of: labels, in: octets, hasAsterisk: hasAsterisk, from: name)
    else {
      return Neighbour(name: name, isExact: true)
    }
    let before = cell(before: labels, in: octets, hasAsterisk, difference)
    return Neighbour(name: last(below: before ?? root), isExact: false)
  }

  /// A name that has the same symbols, as far as branches look at them and any has.
  private func alike(_ labels: Span<UInt16>, in octets: Span<UInt8>, _ hasAsterisk: Bool) -> Cell {
    var cursor = SymbolCursor(labels, in: octets, hasAsterisk: hasAsterisk)
    var cell = root
    while cell.isBranch {
      cursor.move(to: cell.position, labels, in: octets)
      cell = self[cell.reference + UInt32(cell.way(cursor.current) ?? 0)]
    }
    return cell
  }

  /// The cell that has the name before one which is not in the trie.
  private func cell(
    before labels: Span<UInt16>, in octets: Span<UInt8>, _ hasAsterisk: Bool, _ difference: SymbolDifference
  ) -> Cell? {
    var cursor = SymbolCursor(labels, in: octets, hasAsterisk: hasAsterisk)
    var cell = root
    var before: Cell?
    while cell.isBranch, cell.position <= difference.position {
      cursor.move(to: cell.position, labels, in: octets)
      let lower = cell.waysBelow(cursor.current)
      if lower > 0 { before = self[cell.reference + UInt32(lower - 1)] }
      guard cell.position < difference.position else { return before }
      cell = self[cell.reference + UInt32(lower)]
    }
    // What all names below have in common comes before, or behind.
    return difference.isLower ? cell : before
  }

  private func last(below cell: Cell) -> NameIndex {
    var cell = cell
    while cell.isBranch { cell = self[cell.reference + UInt32(cell.ways.nonzeroBitCount - 1)] }
    return NameIndex(rawValue: cell.reference)
  }
}
