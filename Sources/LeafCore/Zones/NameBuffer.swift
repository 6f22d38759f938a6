import DNSWire

/// Room for one uncompressed name in wire form.
typealias NameBuffer = InlineArray<255, UInt8>

extension NameBuffer {
  static var empty: Self { Self(repeating: 0) }

  /// Writes a stored name, with the zone's name in place of the mark.
  ///
  /// - Returns: Its length in octets.
  mutating func write(_ name: Span<UInt8>, in store: RecordStore) -> Int {
    let labels = 0..<name.count - 1
    var end = write(name, labels, at: 0)
    if name[labels.upperBound] == RecordStore.apexMark {
      let apex = store.apex
      end = write(apex.span, apex.indices, at: end)
    } else {
      end = write(name, labels.upperBound..<name.count, at: end)
    }
    return end
  }

  /// Reads a name of a message that has been written.
  ///
  /// - Returns: Its length in octets.
  mutating func read(_ message: Span<UInt8>, at offset: Int) -> Int {
    guard let name = try? message.readName(at: offset) else { preconditionFailure("no name at \(offset)") }
    var written = mutableSpan
    for index in 0..<name.count { written[index] = name[index] }
    return name.count
  }

  /// Reads a name of a message that has been written, in lower case.
  ///
  /// - Returns: Its length in octets.
  mutating func readLowercased(_ name: Int, in message: Span<UInt8>) -> Int {
    let length = read(message, at: name)
    for index in 0..<length { self[index] = DomainName.lowercased(self[index]) }
    return length
  }

  /// Copies octets to a place.
  ///
  /// - Returns: Where they end.
  mutating func write(_ octets: Span<UInt8>, _ range: Range<Int>, at offset: Int) -> Int {
    var written = mutableSpan
    for (index, place) in zip(range, offset...) { written[place] = octets[index] }
    return offset + range.count
  }
}

extension Span where Element == UInt8 {
  /// Where a name that has been written ends at its place, whatever its pointer leads to.
  func endOfName(at start: Int) -> Int {
    var offset = start
    while self[offset] != 0, self[offset] < 0xC0 { offset += 1 + Int(self[offset]) }
    return offset + (self[offset] == 0 ? 1 : 2)
  }
}
