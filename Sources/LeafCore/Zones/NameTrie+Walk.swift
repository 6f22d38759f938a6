import DNSWire

/// What a walk from the apex down to a QNAME met.
struct Walk: Equatable {
  /// A name that owns records, and how many labels it has below the apex.
  struct Ancestor: Equatable {
    var name: NameIndex
    var labelCount: Int
  }

  /// How many labels the closest name has that exists: the QNAME itself, or its closest encloser (RFC 4592 §3.3.1).
  var closest = 0
  /// Whether that is the QNAME.
  var isExact = false
  /// The QNAME, if it owns records.
  var name: NameIndex?
  /// The first zone cut on the way, the QNAME itself included (RFC 1034 §4.3.2): from there on another zone has the
  /// names.
  var cut: Ancestor?
  /// The first name on the way that has a DNAME record, the QNAME itself included (RFC 6672 §2.2).
  var dname: Ancestor?

  /// Whether the zone has records of the name, or some above that decide about it.
  var meetsRecords: Bool { name != nil || cut != nil || dname != nil }
}

extension NameTrie {
  /// - Parameters:
  ///   - labels: Of the QNAME, those that stand before the zone's name.
  ///   - hasAsterisk: Whether to look for the name with `*` before them.
  func walk(
    _ labels: Span<UInt16>, in octets: Span<UInt8>, hasAsterisk: Bool = false, _ records: RecordStore
  ) -> Walk {
    var walk = Walk()
    guard hasAsterisk || mayHaveNames(beginning: labels, in: octets) else { return walk }
    var cursor = SymbolCursor(labels, in: octets, hasAsterisk: hasAsterisk)
    var cell = root
    while cell.isBranch {
      cursor.move(to: cell.position, labels, in: octets)
      if cell.ways & 1 != 0, cursor.isAtLabelStart, cursor.current != CanonicalSymbol.end {
        walk.note(self[cell.reference], labelCount: cursor.labelsPassed)
      }
      guard let way = cell.way(cursor.current) else {
        cell = firstLeaf(below: cell)
        break
      }
      cell = self[cell.reference + UInt32(way)]
    }
    let labelCount = labels.count + (hasAsterisk ? 1 : 0)
    let shared =
      cell.flags.contains(.apex)
      ? RecordStore.SharedLabels(count: 0, isWholeName: true)
      : records.sharedLabels(
        NameIndex(rawValue: cell.reference), labels, in: octets, hasAsterisk: hasAsterisk)
    walk.end(at: cell, shared: shared, labelCount: labelCount)
    return walk
  }

  /// Whether some name may begin as the label next to the apex does; else nothing is there but the apex.
  @inline(__always)
  private func mayHaveNames(beginning labels: Span<UInt16>, in octets: Span<UInt8>) -> Bool {
    guard !labels.isEmpty else { return true }
    let first = octets[Int(labels[labels.count - 1]) + 1]
    return firstSymbols & 1 &<< UInt64(CanonicalSymbol.symbols(of: first).first) != 0
  }

  /// Any name will do: all below a branch have in common what they might share with the one that is looked for.
  private func firstLeaf(below branch: Cell) -> Cell {
    var cell = branch
    while cell.isBranch { cell = self[cell.reference] }
    return cell
  }
}

extension Walk {
  /// Keeps a name on the way that matters to those below it.
  @inline(__always)
  fileprivate mutating func note(_ leaf: NameTrie.Cell, labelCount: Int) {
    guard !leaf.flags.isEmpty else { return }
    let ancestor = Ancestor(name: NameIndex(rawValue: leaf.reference), labelCount: labelCount)
    if leaf.flags.contains(.cut), cut == nil { cut = ancestor }
    if leaf.flags.contains(.dname), dname == nil { dname = ancestor }
  }

  /// - Parameters:
  ///   - shared: How many labels the leaf's name and the QNAME end with alike.
  fileprivate mutating func end(at leaf: NameTrie.Cell, shared: RecordStore.SharedLabels, labelCount: Int) {
    closest = shared.count
    isExact = closest == labelCount
    // What shared the symbols that were looked at need not be an ancestor.
    if let met = cut, met.labelCount > closest { cut = nil }
    if let met = dname, met.labelCount > closest { dname = nil }
    guard shared.isWholeName else { return }
    note(leaf, labelCount: closest)
    if isExact { name = NameIndex(rawValue: leaf.reference) }
  }
}
