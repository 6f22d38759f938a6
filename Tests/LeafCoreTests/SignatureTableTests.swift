import ProgramSupport
import Testing

@testable import LeafCore

@Suite struct `The table of signatures` {
  private static let keys = 12

  /// What is kept with a key: none of its words is another key's.
  private static func signature(of key: SignatureTable.Key) -> SignatureTable.Signature {
    SignatureTable.Signature { index in (key.0 &+ UInt64(index)) &* 0x9E37_79B9_7F4A_7C15 ^ key.1 }
  }

  private static func isWhole(_ signature: SignatureTable.Signature, _ key: SignatureTable.Key) -> Bool {
    let whole = Self.signature(of: key)
    return signature.indices.allSatisfy { signature[$0] == whole[$0] }
  }

  /// Keys of two sets of four places, so that they crowd each other out.
  private static let all: [SignatureTable.Key] = {
    var random = SeededGenerator(seed: 17)
    return (0..<UInt64(keys)).map { (random.next(), random.next() >> 1 | $0 << 63) }
  }()

  /// Keeps and finds signatures, by turns.
  ///
  /// - Returns: How many have been found, and how many of those were not what was kept.
  private static func use(_ table: SignatureTable, _ seed: UInt64) -> (found: Int, torn: Int) {
    var random = SeededGenerator(seed: seed)
    var (found, torn) = (0, 0)
    for _ in 0..<100_000 {
      let key = all[Int(random.next() % UInt64(keys))]
      if random.next() & 1 == 0 {
        table.keep(signature(of: key), key)
      } else if let signature = table.find(key) {
        found += 1
        if !isWhole(signature, key) { torn += 1 }
      }
    }
    return (found, torn)
  }

  @Test func `has whole signatures alone, whoever else writes in the same places`() async {
    let table = SignatureTable(signatures: 8, hashKeys: ((1, 2), (3, 4)))
    let results = await withTaskGroup { group in
      for seed in 0..<4 { group.addTask { Self.use(table, UInt64(seed)) } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(results.allSatisfy { $0.torn == 0 && $0.found > 0 }, "\(results)")
    let figures = table.figures
    #expect(figures.used == figures.capacity && figures.capacity == 8)
    #expect(figures.hits == UInt64(results.reduce(0) { $0 + $1.found }))
  }

  @Test func `finds what was kept last, and nothing else`() throws {
    let table = SignatureTable(signatures: 8, hashKeys: ((1, 2), (3, 4)))
    for key in Self.all {
      table.keep(Self.signature(of: key), key)
      let signature = try #require(table.find(key))
      #expect(
        Self.isWhole(signature, key) && table.find((key.0, key.1 ^ 1)) == nil
          && table.find((key.0 ^ 4, key.1)) == nil)
    }
  }
}
