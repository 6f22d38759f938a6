import DNSWire

extension RecordStore {
  /// What two names end with alike.
  struct SharedLabels {
    /// How many labels.
    var count: Int
    /// Whether they are all that the stored name has.
    var isWholeName: Bool
  }

  /// How many labels a name of the store and a QNAME end with alike, before the zone's name.
  ///
  /// - Parameter hasAsterisk: Whether the QNAME has a label `*` before `labels`.
  func sharedLabels(
    _ name: NameIndex, _ labels: Span<UInt16>, in octets: Span<UInt8>, hasAsterisk: Bool
  ) -> SharedLabels {
    let place = StorePlace(name.rawValue)
    let chunk = chunks[place.chunk]
    let stored = chunk.span.extracting(place.offset + 1..<place.offset + 2 + Int(chunk[place.offset]))
    if !hasAsterisk, isSame(stored, labels, in: octets) {
      return SharedLabels(count: labels.count, isWholeName: true)
    }
    var offsets = LabelOffsets.empty
    let count = offsets.noteStored(stored)
    let storedLabels = offsets.span.extracting(..<count)
    var shared = 0
    while shared < min(count, labels.count) {
      let left = stored.label(at: storedLabels[count - 1 - shared])
      let right = octets.label(at: labels[labels.count - 1 - shared])
      guard stored.equalsIgnoringCase(left, octets, right) else { break }
      shared += 1
    }
    if hasAsterisk, shared == labels.count, count > shared,
      stored.isAsterisk(at: Int(storedLabels[count - 1 - shared]))
    {
      shared += 1
    }
    return SharedLabels(count: shared, isWholeName: shared == count)
  }

  /// Whether all labels are the same.
  ///
  /// - Parameter stored: With what stands behind its labels.
  private func isSame(_ stored: Span<UInt8>, _ labels: Span<UInt16>, in octets: Span<UInt8>) -> Bool {
    guard !labels.isEmpty else { return stored.count == 1 }
    let end = octets.label(at: labels[labels.count - 1]).upperBound
    return stored.equalsIgnoringCase(0..<stored.count - 1, octets, Int(labels[0])..<end)
  }
}

extension Span where Element == UInt8 {
  /// Where a label is, from its length octet on.
  @inline(__always)
  func label(at offset: UInt16) -> Range<Int> {
    Int(offset)..<Int(offset) + 1 + Int(self[Int(offset)])
  }

  fileprivate func isAsterisk(at offset: Int) -> Bool {
    self[offset] == 1 && self[offset + 1] == UInt8(ascii: "*")
  }

  /// Whether labels are the same but for case, eight octets at a time.
  func equalsIgnoringCase(_ range: Range<Int>, _ other: Span<UInt8>, _ otherRange: Range<Int>) -> Bool {
    guard range.count == otherRange.count else { return false }
    let left = extracting(range), right = other.extracting(otherRange)
    var position = 0
    while position + 8 <= left.count {
      guard DomainName.lowercased(left.word(at: position)) == DomainName.lowercased(right.word(at: position))
      else { return false }
      position += 8
    }
    while position < left.count {
      guard DomainName.lowercased(left[position]) == DomainName.lowercased(right[position]) else {
        return false
      }
      position += 1
    }
    return true
  }

  /// Two octets that the caller knows are there, the first the more significant.
  @inline(__always)
  func uint16(at offset: Int) -> UInt16 { UInt16(self[offset]) << 8 | UInt16(self[offset + 1]) }

  /// Four octets that the caller knows are there, the first the most significant.
  @inline(__always)
  func uint32(at offset: Int) -> UInt32 {
    UInt32(uint16(at: offset)) << 16 | UInt32(uint16(at: offset + 2))
  }
}
