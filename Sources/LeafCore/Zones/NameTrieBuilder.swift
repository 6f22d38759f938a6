import DNSWire

/// Puts all names of a zone into a trie.
struct NameTrieBuilder {
  /// A name, and its first ten symbols of six bits each: most names differ there.
  private struct Item {
    var prefix: UInt64
    var leaf: NameTrie.Cell
  }

  private static let symbolsInPrefix = 10

  private let records: RecordStore
  private var items: [Item] = []
  private var cells = TrieCells()

  /// - Parameter names: At least one, none twice, in any order; fastest in canonical order.
  init(_ names: [RecordStoreBuilder.Name], in records: RecordStore) {
    self.records = records
    var items: [Item] = []
    items.reserveCapacity(names.count)
    var isSorted = true
    for name in names {
      let item = Item(
        prefix: records.prefix(of: name.index), leaf: NameTrie.Cell(name: name.index.rawValue, name.flags))
      if isSorted, let last = items.last { isSorted = precedes(last, item) }
      items.append(item)
    }
    if !isSorted { items.sort { precedes($0, $1) } }
    self.items = items
  }

  /// The trie.
  mutating func build() -> NameTrie {
    let root = cell(items.startIndex..<items.endIndex)
    cells.trim()
    return NameTrie(chunks: cells.chunks, root: root)
  }

  private func precedes(_ left: Item, _ right: Item) -> Bool {
    if left.prefix != right.prefix { return left.prefix < right.prefix }
    let position = differingPosition(left, right)
    return symbol(left, at: position) < symbol(right, at: position)
  }

  /// The cell that leads to some of the items.
  private mutating func cell(_ range: Range<Int>) -> NameTrie.Cell {
    guard range.count > 1 else { return items[range.lowerBound].leaf }
    let position = differingPosition(items[range.lowerBound], items[range.upperBound - 1])
    var starts = InlineArray<46, Int>(repeating: 0)
    var ways: UInt64 = 0
    var count = 0
    for index in range {
      let way: UInt64 = 1 << UInt64(symbol(items[index], at: position))
      guard ways & way == 0 else { continue }
      ways |= way
      starts[count] = index
      count += 1
    }
    let first = cells.reserve(count)
    for index in 0..<count {
      let end = index + 1 < count ? starts[index + 1] : range.upperBound
      cells[first + UInt32(index)] = cell(starts[index]..<end)
    }
    return NameTrie.Cell(position: position, ways: ways, firstCell: first)
  }

  /// Of the first symbol in which two names differ.
  private func differingPosition(_ left: Item, _ right: Item) -> Int {
    if left.prefix != right.prefix { return (left.prefix ^ right.prefix).leadingZeroBitCount / 6 }
    return records.firstDifference(
      NameIndex(rawValue: left.leaf.reference), NameIndex(rawValue: right.leaf.reference))
  }

  private func symbol(_ item: Item, at position: Int) -> UInt8 {
    guard position < Self.symbolsInPrefix else {
      return records.symbol(of: NameIndex(rawValue: item.leaf.reference), at: position)
    }
    return UInt8(truncatingIfNeeded: item.prefix >> (58 - 6 * UInt64(position))) & 0x3F
  }
}

/// The cells of a trie, as they are made.
struct TrieCells {
  private(set) var chunks: [[NameTrie.Cell]] = []
  /// The first reference to cells that no other trie has.
  let firstOwn: UInt32

  init() { firstOwn = 0 }

  /// Adds to what a trie has.
  init(_ trie: NameTrie) {
    chunks = trie.chunks
    let copied = ChunkUse.copiedLength / MemoryLayout<NameTrie.Cell>.stride
    if chunks.last.map({ $0.count > copied }) ?? true { chunks.append([]) }
    firstOwn = UInt32(chunks.count - 1) << NameTrie.chunkBits | UInt32(chunks[chunks.count - 1].count)
  }

  /// Gives back what was reserved and not needed.
  mutating func trim() {
    guard let last = chunks.indices.last else { return }
    chunks[last] = chunks[last].withoutReserve
  }

  /// Makes room for cells that stand side by side.
  ///
  /// - Returns: The reference of the first.
  mutating func reserve(_ count: Int) -> UInt32 {
    if chunks.isEmpty || chunks[chunks.count - 1].count + count > NameTrie.chunkLength {
      trim()
      chunks.append([])
    }
    let chunk = chunks.count - 1
    let first = chunks[chunk].count
    chunks[chunk] += repeatElement(NameTrie.Cell.none, count: count)
    return UInt32(chunk) << NameTrie.chunkBits | UInt32(first)
  }

  subscript(reference: UInt32) -> NameTrie.Cell {
    get { chunks[Int(reference >> NameTrie.chunkBits)][Int(reference & NameTrie.chunkMask)] }
    set { chunks[Int(reference >> NameTrie.chunkBits)][Int(reference & NameTrie.chunkMask)] = newValue }
  }
}
