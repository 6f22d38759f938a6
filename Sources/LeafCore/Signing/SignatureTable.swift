import DNSWire
import Synchronization

/// Signatures that have been made, found by what they sign: all threads share them, in memory that never grows, and none
/// waits for another.
///
/// A signature can be in one of four places. What is found there is always whole: each place counts how often it has been
/// written, and is being written while the count is odd.
package final class SignatureTable: Sendable {
  /// A hash of 128 bits of all that is signed, so that nothing else has the signature.
  typealias Key = (UInt64, UInt64)
  /// 64 octets.
  typealias Signature = InlineArray<8, UInt64>

  private static let places = 4
  /// Of a place: the count, the key, the signature.
  private static let placeLength = 11

  private final class Places: Sendable {
    let words = InlineArray<44, Atomic<UInt64>> { _ in Atomic(0) }
  }

  private let sets: [Places]
  private let hits = Atomic<UInt64>(0)
  private let made = Atomic<UInt64>(0)
  private let refused = Atomic<UInt64>(0)
  private let rate = RateCounter()
  private let hashKeys: (Key, Key)

  /// - Parameters:
  ///   - signatures: How many are kept.
  ///   - hashKeys: Random, so that nobody can choose what crowds others out, or has another's signature.
  package init(signatures: Int, hashKeys: ((UInt64, UInt64), (UInt64, UInt64))) {
    sets = (0..<max(1, signatures / Self.places)).map { _ in Places() }
    self.hashKeys = hashKeys
  }

  /// What the table has done and holds.
  package struct Figures: Sendable {
    /// Signatures that were there.
    package var hits: UInt64
    /// Signatures that were not, and have been made.
    package var made: UInt64
    /// Signatures that would have been over the limit.
    package var refused: UInt64
    /// Places that have one.
    package var used: Int
    /// Places.
    package var capacity: Int
  }

  /// What it has done and holds now.
  package var figures: Figures {
    let used = sets.reduce(0) { used, set in
      used + (0..<Self.places).count { set.words[$0 * Self.placeLength].load(ordering: .relaxed) > 0 }
    }
    return Figures(
      hits: hits.load(ordering: .relaxed), made: made.load(ordering: .relaxed),
      refused: refused.load(ordering: .relaxed), used: used, capacity: sets.count * Self.places)
  }
}

extension SignatureTable {
  /// The signature of some octets, if it is there.
  func find(_ key: Key) -> Signature? {
    let set = set(of: key)
    for place in 0..<Self.places {
      let start = place * Self.placeLength
      let count = set.words[start].load(ordering: .acquiring)
      guard count & 1 == 0, set.words[start + 1].load(ordering: .relaxed) == key.0,
        set.words[start + 2].load(ordering: .relaxed) == key.1
      else { continue }
      var signature = Signature(repeating: 0)
      for index in 0..<8 { signature[index] = set.words[start + 3 + index].load(ordering: .relaxed) }
      atomicMemoryFence(ordering: .acquiring)
      guard set.words[start].load(ordering: .relaxed) == count else { continue }
      hits.add(1, ordering: .relaxed)
      return signature
    }
    return nil
  }

  /// Keeps a signature, in the place of another if need be. If another thread writes there, it is not kept.
  func keep(_ signature: Signature, _ key: Key) {
    let set = set(of: key)
    let free = (0..<Self.places).first { set.words[$0 * Self.placeLength].load(ordering: .relaxed) == 0 }
    let start = (free ?? Int(key.0 & 3)) * Self.placeLength
    let count = set.words[start].load(ordering: .relaxed)
    guard count & 1 == 0,
      set.words[start].compareExchange(expected: count, desired: count + 1, ordering: .acquiring).exchanged
    else { return }
    // Nobody may see the signature before the count.
    atomicMemoryFence(ordering: .releasing)
    set.words[start + 1].store(key.0, ordering: .relaxed)
    set.words[start + 2].store(key.1, ordering: .relaxed)
    for index in 0..<8 { set.words[start + 3 + index].store(signature[index], ordering: .relaxed) }
    set.words[start].store(count + 2, ordering: .releasing)
  }

  private func set(of key: Key) -> Places {
    sets[Int(truncatingIfNeeded: key.1.multipliedFullWidth(by: UInt64(sets.count)).high)]
  }

  /// Counts a signature that is to be made. Whether it is within the limit.
  ///
  /// - Parameter limit: In a second; nil for none.
  func admits(at now: Now, limit: UInt32?) -> Bool {
    guard limit.map({ rate.admits(at: now, limit: UInt64($0)) }) ?? true else {
      refused.add(1, ordering: .relaxed)
      return false
    }
    made.add(1, ordering: .relaxed)
    return true
  }

  /// - Parameter identity: Of what signs them.
  func key(of octets: Span<UInt8>, by identity: UInt64) -> Key {
    (octets.hash(with: hashKeys.0, identity), octets.hash(with: hashKeys.1, identity))
  }
}

extension Span where Element == UInt8 {
  fileprivate func hash(with key: SignatureTable.Key, _ identity: UInt64) -> UInt64 {
    var hash = SipHash(key: key)
    hash.combine(identity)
    var offset = 0
    while offset + 8 <= count {
      hash.combine(word(at: offset))
      offset += 8
    }
    var tail: UInt64 = 0
    while offset < count {
      tail = tail << 8 | UInt64(self[offset])
      offset += 1
    }
    return hash.finish(tail: tail, length: count)
  }
}
