/// SHA-1 (RFC 3174), with which NSEC3 hashes names (RFC 5155 §5). It keeps no secret, and allocates nothing.
struct SHA1 {
  typealias Digest = InlineArray<20, UInt8>

  private var state: InlineArray<5, UInt32> = [
    0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0,
  ]
  /// The block that is being filled.
  private var block = InlineArray<16, UInt32>(repeating: 0)
  /// How many octets have been taken.
  private var length = 0

  mutating func combine(_ octet: UInt8) {
    let word = length >> 2 & 15
    block[word] = block[word] &<< 8 | UInt32(octet)
    length += 1
    if length & 63 == 0 { compress() }
  }

  mutating func combine(_ octets: Span<UInt8>) {
    for index in octets.indices { combine(octets[index]) }
  }

  consuming func finish() -> Digest {
    let bits = UInt64(length) << 3
    combine(0x80)
    while length & 63 != 56 { combine(0) }
    for octet in 1...8 { combine(UInt8(truncatingIfNeeded: bits &>> UInt64(64 - 8 * octet))) }
    var digest = Digest(repeating: 0)
    for index in digest.indices {
      digest[index] = UInt8(truncatingIfNeeded: state[index >> 2] &>> UInt32(24 - 8 * (index & 3)))
    }
    return digest
  }

  // The algorithm is defined on sums modulo 2^32.
  private mutating func compress() {
    var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
    for round in 0..<80 {
      let (function, constant): (UInt32, UInt32) =
        switch round {
        case 0..<20: (b & c | ~b & d, 0x5A82_7999)
        case 20..<40: (b ^ c ^ d, 0x6ED9_EBA1)
        case 40..<60: (b & c | b & d | c & d, 0x8F1B_BCDC)
        default: (b ^ c ^ d, 0xCA62_C1D6)
        }
      let next = rotate(a, 5) &+ function &+ e &+ constant &+ word(round)
      (a, b, c, d, e) = (next, a, rotate(b, 30), c, d)
    }
    let words: InlineArray<5, UInt32> = [a, b, c, d, e]
    for index in words.indices { state[index] &+= words[index] }
  }

  /// The next word of the block's schedule, in which sixteen words take turns.
  private mutating func word(_ round: Int) -> UInt32 {
    guard round >= 16 else { return block[round] }
    let place = round & 15
    let mixed = block[(round + 13) & 15] ^ block[(round + 8) & 15] ^ block[(round + 2) & 15] ^ block[place]
    block[place] = rotate(mixed, 1)
    return block[place]
  }

  private func rotate(_ word: UInt32, _ bits: UInt32) -> UInt32 { word &<< bits | word &>> (32 - bits) }
}
