import DNSWire

/// Where the labels of an uncompressed QNAME are, the root label left out.
struct LabelOffsets {
  /// The first octet of the name.
  let start: Int
  /// Past its root label.
  let end: Int
  /// From `start` to each length octet, the root label's included; only the first `count` + 1 mean anything.
  private var offsets = InlineArray<128, UInt8>(repeating: 0)
  private(set) var count = 0

  init(of qname: Range<Int>, in message: Span<UInt8>) {
    start = qname.lowerBound
    end = qname.upperBound
    var position = start
    while true {
      offsets[count] = UInt8(truncatingIfNeeded: position - start)
      let length = Int(message[position])
      guard length > 0 else { break }
      count += 1
      position += 1 + length
    }
  }

  /// Where label `index` has its length octet; for `count` the root label.
  subscript(index: Int) -> Int { start + Int(offsets[index]) }
}
