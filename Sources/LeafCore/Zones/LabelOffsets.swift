import DNSWire

/// Room for where in a message the labels of one name are. What was noted is handed on as a span: whoever indexes an
/// array that is part of a value copies all of it.
typealias LabelOffsets = InlineArray<128, UInt16>

extension LabelOffsets {
  static var empty: Self { Self(repeating: 0) }

  /// Notes where each label of an uncompressed QNAME has its length octet, the root label last.
  ///
  /// - Returns: How many labels there are, the root label counted.
  mutating func note(_ qname: Range<Int>, in message: Span<UInt8>) -> Int {
    var noted = mutableSpan
    var count = 0
    var position = qname.lowerBound
    while true {
      noted[count] = UInt16(truncatingIfNeeded: position)
      count += 1
      let length = Int(message[position])
      guard length > 0 else { return count }
      position += 1 + length
    }
  }

  /// Notes where each label of a stored name has its length octet.
  ///
  /// - Parameter name: From its first label on.
  /// - Returns: How many labels there are, without the root label and without the mark of a zone's name.
  @inline(__always)
  mutating func noteStored(_ name: Span<UInt8>) -> Int {
    var noted = mutableSpan
    var count = 0
    var position = 0
    while name[position] != 0, name[position] != RecordStore.apexMark {
      noted[count] = UInt16(truncatingIfNeeded: position)
      count += 1
      position += 1 + Int(name[position])
    }
    return count
  }
}
