import DNSWire

/// The names of a zone that own records, in a trie of their symbols (Bernstein's crit-bit tree with wide branches, as
/// Finch's qp-trie). One walk finds a name, or else its closest encloser, and what lies on the way. It never changes;
/// another one that differs in a name shares all chunks but those at the end (see `ChunkUse`).
final class NameTrie: Sendable {
  /// A branch, or a leaf: one name. Twelve octets.
  struct Cell: Sendable {
    /// A leaf's flags, or a branch's ways: a bit for each symbol that a name goes on with.
    private var low: UInt32
    /// The ways' upper bits, and in the upper half one more than the position of the symbol that is looked at; 0 there
    /// makes it a leaf.
    private var high: UInt32
    /// Of a leaf its name in the zone's records, of a branch the first cell that it leads to.
    var reference: UInt32

    /// A name.
    init(name: UInt32, _ flags: NameFlags) {
      (low, high, reference) = (UInt32(flags.rawValue), 0, name)
    }

    init(position: Int, ways: UInt64, firstCell: UInt32) {
      let word = UInt64(position + 1) << 48 | ways
      (low, high) = (UInt32(truncatingIfNeeded: word), UInt32(word >> 32))
      reference = firstCell
    }

    /// Room for one.
    static let none = Cell(name: 0, [])

    var isBranch: Bool { high >= 0x1_0000 }
    var flags: NameFlags { NameFlags(rawValue: UInt8(truncatingIfNeeded: low)) }
    /// Of the symbol that a branch looks at.
    var position: Int { Int(high >> 16) - 1 }
    var ways: UInt64 { UInt64(high & 0xFFFF) << 32 | UInt64(low) }

    /// How many of the cells that a branch leads to have lower symbols.
    @inline(__always)
    func waysBelow(_ symbol: UInt8) -> Int { (ways & ((1 &<< UInt64(symbol)) &- 1)).nonzeroBitCount }

    /// Which of the cells that a branch leads to has the names that go on with a symbol.
    @inline(__always)
    func way(_ symbol: UInt8) -> Int? {
      ways & (1 &<< UInt64(symbol)) == 0 ? nil : waysBelow(symbol)
    }
  }

  /// 2^13 cells, or fewer.
  let chunks: [[Cell]]
  let root: Cell
  /// With which symbols names may begin, a bit for each; all bits where the first branch does not tell, or where the apex
  /// has a DNAME record, which is met by all.
  let firstSymbols: UInt64
  let use: ChunkUse

  /// - Parameter use: nil if it shares nothing with another trie.
  init(chunks: [[Cell]], root: Cell, use: ChunkUse? = nil) {
    self.chunks = chunks
    self.root = root
    let tells = root.isBranch && root.position == 0
    let (chunk, cell) = (Int(root.reference >> Self.chunkBits), Int(root.reference & Self.chunkMask))
    firstSymbols = tells && !chunks[chunk][cell].flags.contains(.dname) ? root.ways : ~0
    self.use = use ?? ChunkUse(wholeChunks: chunks.count)
  }

  static let chunkBits: UInt32 = 13
  static let chunkLength = 1 << 13
  static let chunkMask: UInt32 = 1 << 13 - 1

  subscript(reference: UInt32) -> Cell {
    @inline(__always) get {
      chunks[Int(reference >> Self.chunkBits)][Int(reference & Self.chunkMask)]
    }
  }
}

/// What a walk needs to know of a name without looking at its records.
struct NameFlags: OptionSet, Sendable {
  let rawValue: UInt8

  /// It has NS records and is no apex.
  static let cut = NameFlags(rawValue: 1)
  static let dname = NameFlags(rawValue: 2)
  /// It is the zone's own name.
  static let apex = NameFlags(rawValue: 4)
}
