import DNSWire

/// Sequences of words that names can be looked through for: a word is what stands between dots, dashes and the ends. Each
/// beginning of a sequence is in a hash table, so that a look-up ends where no sequence goes on with the next word.
///
/// Of each it has 62 bits of a hash alone: of a million sequences one is taken for another word once in 10^12 times.
struct WordTable: Sendable {
  /// What there is to know of a beginning, in the lowest bits.
  private static let isWhole: UInt64 = 1
  private static let goesOn: UInt64 = 2
  private static let ofBeginning: UInt64 = 3

  /// A power of two, at least half of which are free, that is 0.
  private var slots = [UInt64](repeating: 0, count: 16)
  private var count = 0

  var isEmpty: Bool { count == 0 }

  /// Adds the words of a name, at least one.
  mutating func add(_ name: ArraySlice<UInt8>) {
    let words = name.split { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
    var hash = WordHash()
    for (index, word) in words.enumerated() {
      for octet in word { hash.combine(octet) }
      add(hash.value, index == words.count - 1 ? Self.isWhole : Self.goesOn)
      hash.endWord()
    }
  }

  private mutating func add(_ hash: UInt64, _ flag: UInt64) {
    let place = place(of: hash)
    if slots[place] == 0 { count += 1 }
    slots[place] = hash | slots[place] & Self.ofBeginning | flag
    if 2 * count > slots.count { grow() }
  }

  private mutating func grow() {
    let before = slots
    slots = [UInt64](repeating: 0, count: 2 * before.count)
    for slot in before where slot != 0 { slots[place(of: slot & ~Self.ofBeginning)] = slot }
  }

  /// Where a beginning is, or would be.
  private func place(of hash: UInt64) -> Int {
    var place = Int(truncatingIfNeeded: hash >> 2) & (slots.count - 1)
    while slots[place] != 0, slots[place] & ~Self.ofBeginning != hash { place = (place + 1) & (slots.count - 1) }
    return place
  }
}

extension WordTable {
  /// Whether a name has one of the sequences, that begins before the zone's name.
  ///
  /// - Parameters:
  ///   - labels: Where each label before the zone's name has its length octet; the zone's name follows.
  func isIn(_ labels: Span<UInt16>, in name: Span<UInt8>) -> Bool {
    for index in labels.indices {
      let label = name.text(ofLabelAt: labels[index])
      for offset in label where name.isPieceStart(offset, in: label) {
        if begins(at: offset, endingAt: label.upperBound, in: name) { return true }
      }
    }
    return false
  }

  /// Whether a sequence begins with the word at a place.
  ///
  /// - Parameter end: Where the word's label ends.
  private func begins(at start: Int, endingAt end: Int, in name: Span<UInt8>) -> Bool {
    var (offset, end) = (start, end)
    var hash = WordHash()
    while true {
      let word = offset
      while offset < end, name[offset] != UInt8(ascii: "-") {
        hash.combine(name[offset])
        offset += 1
      }
      if offset > word {
        let found = slots[place(of: hash.value)]
        guard found & Self.goesOn != 0, found & Self.isWhole == 0 else { return found & Self.isWhole != 0 }
        hash.endWord()
      } else if word == start {
        return false
      }
      if offset == end {
        // In a store the zone's name is but a mark.
        guard 1...UInt8(DomainName.maximumLabelLength) ~= name[offset] else { return false }
        end += 1 + Int(name[offset])
      }
      offset += 1
    }
  }
}

/// Of words, whatever their case: FNV-1a, mixed at the end.
private struct WordHash {
  private var hash: UInt64 = 0xCBF2_9CE4_8422_2325

  @inline(__always)
  mutating func combine(_ octet: UInt8) {
    hash = (hash ^ UInt64(DomainName.lowercased(octet))) &* 0x100_0000_01B3
  }

  mutating func endWord() { hash = (hash ^ UInt64(UInt8(ascii: "."))) &* 0x100_0000_01B3 }

  /// Never 0, with the two lowest bits unset.
  var value: UInt64 {
    var mixed = hash ^ hash >> 32
    mixed = mixed &* 0x9E37_79B9_7F4A_7C15
    return (mixed ^ mixed >> 29) & ~3 | 4
  }
}
