import DNSWire

/// Where the labels of an uncompressed QNAME are, the root label left out.
struct LabelOffsets {
  /// The first octet of the name.
  let start: Int
  /// Past its root label.
  let end: Int
  /// From `start` to each length octet; only the first `count` mean anything.
  private var offsets = InlineArray<128, UInt8>(repeating: 0)
  private(set) var count = 0

  init(of qname: Range<Int>, in message: Span<UInt8>) {
    start = qname.lowerBound
    end = qname.upperBound
    var position = start
    // The last octet is the root label.
    while position < end - 1 {
      offsets[count] = UInt8(truncatingIfNeeded: position - start)
      count += 1
      position += 1 + Int(message[position])
    }
  }

  /// Where label `index` has its length octet; for `count` the root label.
  subscript(index: Int) -> Int { index < count ? start + Int(offsets[index]) : end - 1 }
}
