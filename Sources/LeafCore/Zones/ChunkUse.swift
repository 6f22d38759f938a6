/// What the versions of a zone have taken of a store's or a trie's chunks, and when one of them is made whole again.
///
/// A version shares its chunks with the one before. What it has otherwise stands behind what the last chunk has, in a
/// copy of that, or in a chunk of its own if the last one is long: so a version takes little memory, and many small ones
/// do not make as many chunks. What is replaced stays where it is, as garbage. A version that has more garbage than all
/// else, or four times as many chunks as one that was made whole, is made whole itself. Both take as many changes as the
/// zone is large, so that each change bears a share of that which does not grow with the zone.
struct ChunkUse: Sendable {
  /// Up to so many octets are copied rather than shared.
  static let copiedLength = 0x4000
  /// More chunks than four times those of a version made whole: small zones have few.
  private static let spareChunks = 64
  /// Leaves room for what one version adds.
  private static let maximumChunks = StorePlace.maximumChunks - 0x400

  /// Octets or cells that this version does not lead to.
  var garbage = 0
  /// How many chunks the version had that was last made whole.
  let wholeChunks: Int

  /// Whether a version is to be made whole.
  ///
  /// - Parameters:
  ///   - total: What all chunks have, garbage included, in octets or cells.
  ///   - chunks: How many there are.
  func isExceeded(total: Int, chunks: Int) -> Bool {
    garbage > total / 2 || chunks > min(4 * wholeChunks + Self.spareChunks, Self.maximumChunks)
  }
}

extension Array {
  /// The same elements without room for more.
  var withoutReserve: Self {
    var copy: Self = []
    copy.reserveCapacity(count)
    copy += self
    return copy
  }
}
