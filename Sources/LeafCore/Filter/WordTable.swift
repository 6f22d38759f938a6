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
  mutating func add(_ octets: Span<UInt8>, _ name: Range<Int>) {
    var hash = WordHash()
    var (hasWords, isInWord) = (false, false)
    for index in name {
      guard octets[index] != UInt8(ascii: "."), octets[index] != UInt8(ascii: "-") else {
        isInWord = false
        continue
      }
      if hasWords, !isInWord {
        add(hash.value, Self.goesOn)
        hash.endWord()
      }
      (hasWords, isInWord) = (true, true)
      hash.combine(octets[index])
    }
    add(hash.value, Self.isWhole)
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
    while slots[place] != 0, slots[place] & ~Self.ofBeginning != hash {
      place = (place + 1) & (slots.count - 1)
    }
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
      let text = name.extracting(label)
      var hash = WordHash()
      for offset in text.indices {
        if text[offset] == UInt8(ascii: "-") {
          if ends(hash, before: label.lowerBound + offset, label.upperBound, in: name) { return true }
          hash = WordHash()
        } else {
          hash.combine(text[offset])
        }
      }
      if ends(hash, before: label.upperBound, label.upperBound, in: name) { return true }
    }
    return false
  }

  /// Whether a sequence is there whose first words end before an octet.
  ///
  /// - Parameter labelEnd: Where the last word's label ends.
  private func ends(_ hash: WordHash, before offset: Int, _ labelEnd: Int, in name: Span<UInt8>) -> Bool {
    let found = slots[place(of: hash.value)]
    guard found & Self.ofBeginning != 0 else { return false }
    return found & Self.isWhole != 0 || goesOn(hash, from: offset, labelEnd, in: name)
  }

  /// The same with one more word behind what separates it from the last.
  private func goesOn(_ first: WordHash, from end: Int, _ labelEnd: Int, in name: Span<UInt8>) -> Bool {
    var (offset, labelEnd, hash) = (end, labelEnd, first)
    hash.endWord()
    // Between two separators there is no word.
    repeat {
      if offset == labelEnd {
        // In a store the zone's name is but a mark.
        guard 1...UInt8(DomainName.maximumLabelLength) ~= name[offset] else { return false }
        labelEnd += 1 + Int(name[offset])
      }
      offset += 1
    } while offset == labelEnd || name[offset] == UInt8(ascii: "-")
    while offset < labelEnd, name[offset] != UInt8(ascii: "-") {
      hash.combine(name[offset])
      offset += 1
    }
    return ends(hash, before: offset, labelEnd, in: name)
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
