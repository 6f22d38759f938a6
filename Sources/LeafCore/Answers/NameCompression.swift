import DNSWire

/// Where a message has names of one store that a later one can point to (RFC 1035 §4.1.4). Those of the question are the
/// zone's own and all above it.
package struct NameCompression: ~Copyable {
  /// Where the question has the zone's name.
  let apexOffset: Int

  /// What a pointer reaches: fourteen bits.
  private static let reach = 0x4000

  /// The name's number in the upper 32 bits, its place in the lower. A name that finds no room here goes out whole when
  /// it comes again.
  private var entries = InlineArray<64, UInt64>(repeating: 0)
  private var count = 0

  /// For one response, in which no name stands yet but the question's.
  package init(apexOffset: Int) { self.apexOffset = apexOffset }

  mutating func note(_ name: NameIndex, at offset: Int) {
    guard offset < Self.reach, count < 64 else { return }
    entries[count] = UInt64(UInt32(bitPattern: name.rawValue)) << 32 | UInt64(offset)
    count += 1
  }

  /// Those that are kept, in the order in which they came.
  var names: [(name: NameIndex, offset: Int)] {
    (0..<count).map {
      (NameIndex(rawValue: Int32(entries[$0] >> 32)), Int(entries[$0] & 0xFFFF_FFFF))
    }
  }

  /// Mutating, as whoever only borrows the entries copies them.
  mutating func offset(of name: NameIndex) -> Int? {
    for index in 0..<count {
      let entry = entries[index]
      if entry >> 32 == UInt64(UInt32(bitPattern: name.rawValue)) { return Int(entry & 0xFFFF_FFFF) }
    }
    return nil
  }
}
