import DNSWire

/// Makes a trie that differs from another one in some names. The cells on the way to each are copied, with those beside
/// them; all others are shared.
struct NameTrieChange {
  private let records: RecordStore
  private var cells: TrieCells
  private var root: NameTrie.Cell
  private var use: ChunkUse

  /// - Parameter records: That have the names of the trie and those that are put into it.
  init(_ trie: NameTrie, in records: RecordStore) {
    self.records = records
    cells = TrieCells(trie)
    root = trie.root
    use = trie.use
  }

  /// The trie with all changes.
  mutating func build() -> NameTrie {
    cells.trim()
    return NameTrie(chunks: cells.chunks, root: root, use: use)
  }

  /// Puts a name in, in place of the same one if the trie has it.
  mutating func put(_ name: RecordStoreBuilder.Name) {
    let cell = NameTrie.Cell(name: name.index.rawValue, name.flags)
    records.withSymbols(of: name.index) { cursor, labels, octets in
      let nearest = nearestName(labels, in: octets)
      let shared = records.sharedLabels(nearest, labels, in: octets, hasAsterisk: false)
      let isSame = shared.isWholeName && shared.count == labels.count
      let leaf = Leaf(
        cell: cell, neighbour: nearest,
        position: isSame ? nil : records.firstDifference(nearest, name.index))
      root = put(leaf, below: root, &cursor, labels, in: octets)
    }
  }

  /// Takes a name out, which has to be in the trie, but not alone.
  ///
  /// - Parameter labels: Those before the zone's name.
  mutating func remove(_ labels: Span<UInt16>, in octets: Span<UInt8>) {
    var cursor = SymbolCursor(labels, in: octets)
    guard let rest = remove(below: root, &cursor, labels, in: octets) else {
      preconditionFailure("a zone without names")
    }
    root = rest
  }
}

extension NameTrieChange {
  /// What is put in.
  private struct Leaf {
    var cell: NameTrie.Cell
    /// A name that no other shares more symbols with.
    var neighbour: NameIndex
    /// Of the first symbol in which that one differs; nil if it is the same name.
    var position: Int?
  }

  /// A name of the trie that no other shares more symbols with.
  private func nearestName(_ labels: Span<UInt16>, in octets: Span<UInt8>) -> NameIndex {
    var cursor = SymbolCursor(labels, in: octets)
    var cell = root
    while cell.isBranch {
      cursor.move(to: cell.position, labels, in: octets)
      cell = cells[cell.reference + UInt32(cell.way(cursor.current) ?? 0)]
    }
    return NameIndex(rawValue: cell.reference)
  }

  /// - Returns: What the cell becomes.
  private mutating func put(
    _ leaf: Leaf, below cell: NameTrie.Cell, _ cursor: inout SymbolCursor, _ labels: Span<UInt16>,
    in octets: Span<UInt8>
  ) -> NameTrie.Cell {
    if let position = leaf.position, !cell.isBranch || cell.position > position {
      return fork(cell, leaf, at: position)
    }
    guard cell.isBranch else { return leaf.cell }
    cursor.move(to: cell.position, labels, in: octets)
    let symbol = cursor.current
    guard let way = cell.way(symbol) else { return widen(cell, with: leaf.cell, at: symbol) }
    let child = put(leaf, below: cells[cell.reference + UInt32(way)], &cursor, labels, in: octets)
    return replace(way, of: cell, with: child)
  }

  /// - Returns: What the cell becomes; nil if it is the name's.
  private mutating func remove(
    below cell: NameTrie.Cell, _ cursor: inout SymbolCursor, _ labels: Span<UInt16>, in octets: Span<UInt8>
  ) -> NameTrie.Cell? {
    guard cell.isBranch else { return nil }
    cursor.move(to: cell.position, labels, in: octets)
    let symbol = cursor.current
    guard let way = cell.way(symbol) else { preconditionFailure("not in the trie") }
    guard let child = remove(below: cells[cell.reference + UInt32(way)], &cursor, labels, in: octets) else {
      return narrow(cell, at: symbol)
    }
    return replace(way, of: cell, with: child)
  }
}

extension NameTrieChange {
  private func children(of branch: NameTrie.Cell) -> [NameTrie.Cell] {
    (0..<UInt32(branch.ways.nonzeroBitCount)).map { cells[branch.reference + $0] }
  }

  private mutating func branch(_ position: Int, _ ways: UInt64, _ children: [NameTrie.Cell]) -> NameTrie.Cell
  {
    let first = cells.reserve(children.count)
    for (index, child) in children.enumerated() { cells[first + UInt32(index)] = child }
    return NameTrie.Cell(position: position, ways: ways, firstCell: first)
  }

  /// A branch to what was there and to a new leaf.
  private mutating func fork(_ cell: NameTrie.Cell, _ leaf: Leaf, at position: Int) -> NameTrie.Cell {
    let old = records.symbol(of: leaf.neighbour, at: position)
    let new = records.symbol(of: NameIndex(rawValue: leaf.cell.reference), at: position)
    let ways: UInt64 = 1 << UInt64(old) | 1 << UInt64(new)
    return branch(position, ways, old < new ? [cell, leaf.cell] : [leaf.cell, cell])
  }

  /// A branch with one way more.
  private mutating func widen(
    _ cell: NameTrie.Cell, with leaf: NameTrie.Cell, at symbol: UInt8
  ) -> NameTrie.Cell {
    var children = children(of: cell)
    use.garbage += children.count
    let ways = cell.ways | 1 << UInt64(symbol)
    children.insert(leaf, at: cell.waysBelow(symbol))
    return branch(cell.position, ways, children)
  }

  /// A branch with one way less, or all that is left of it.
  private mutating func narrow(_ cell: NameTrie.Cell, at symbol: UInt8) -> NameTrie.Cell {
    var children = children(of: cell)
    use.garbage += children.count
    let ways = cell.ways & ~(1 << UInt64(symbol))
    children.remove(at: cell.waysBelow(symbol))
    return children.count == 1 ? children[0] : branch(cell.position, ways, children)
  }

  /// A branch with another cell in one of its ways. What another trie does not have is changed where it is.
  private mutating func replace(
    _ way: Int, of cell: NameTrie.Cell, with child: NameTrie.Cell
  ) -> NameTrie.Cell {
    if cell.reference >= cells.firstOwn {
      cells[cell.reference + UInt32(way)] = child
      return cell
    }
    var children = children(of: cell)
    use.garbage += children.count
    children[way] = child
    return branch(cell.position, cell.ways, children)
  }
}

extension NameTrie {
  /// Whether one that shares nothing is to take its place.
  var isToBeMadeWhole: Bool {
    use.isExceeded(total: chunks.reduce(0) { $0 + $1.count }, chunks: chunks.count)
  }

  /// The same names in other places, in a trie that shares nothing with this one.
  ///
  /// - Parameter move: Called for each name, in canonical order.
  func moved(_ move: (NameIndex) -> NameIndex) -> NameTrie {
    var cells = TrieCells()
    let root = copy(root, into: &cells, move)
    cells.trim()
    return NameTrie(chunks: cells.chunks, root: root)
  }

  private func copy(_ cell: Cell, into cells: inout TrieCells, _ move: (NameIndex) -> NameIndex) -> Cell {
    var copied = cell
    guard cell.isBranch else {
      copied.reference = move(NameIndex(rawValue: cell.reference)).rawValue
      return copied
    }
    let count = cell.ways.nonzeroBitCount
    copied.reference = cells.reserve(count)
    for way in 0..<UInt32(count) {
      cells[copied.reference + way] = copy(self[cell.reference + way], into: &cells, move)
    }
    return copied
  }
}
