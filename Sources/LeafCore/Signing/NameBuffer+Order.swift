import DNSWire

// Names behind and before another one in canonical order (RFC 4034 §6.1), as close to it as RFC 4471 has them or nearly so.
extension NameBuffer {
  /// Writes the name right behind another one: `\\000.NAME` (RFC 9824 §3.1), or where there is no room what comes next.
  /// The other one then is there.
  ///
  /// - Parameter apexLength: Of the zone's name.
  /// - Returns: Its length.
  mutating func writeSuccessor(_ name: Int, in message: Span<UInt8>, apexLength: Int) -> Int {
    let length = readLowercased(name, in: message)
    guard length + 2 <= DomainName.maximumLength else { return becomeNext(length, apexLength) }
    for index in (0..<length).reversed() { self[index + 2] = self[index] }
    (self[0], self[1]) = (1, 0)
    return length + 2
  }

  /// Makes a name the first one of the zone behind it and all below it: its first label with `\\000` behind (RFC 9824 §3.4).
  /// Behind the last one is the zone's own.
  ///
  /// - Parameters:
  ///   - length: Of the name, in lower case.
  ///   - apexLength: Of the zone's name.
  /// - Returns: Its new length.
  mutating func becomeNext(_ length: Int, _ apexLength: Int) -> Int {
    guard length > apexLength else { return length }
    let label = Int(self[0])
    if label < 63, length < DomainName.maximumLength {
      for index in (label + 1..<length).reversed() { self[index + 1] = self[index] }
      (self[0], self[label + 1]) = (UInt8(label + 1), 0)
      return length + 1
    }
    return becomeRaised(length, apexLength)
  }

  /// The last octet of the first label that can be raised is, and those behind it fall away (RFC 4471 §3.1.2); so does a
  /// label that has none.
  private mutating func becomeRaised(_ length: Int, _ apexLength: Int) -> Int {
    let label = Int(self[0])
    guard let raised = (1...label).last(where: { self[$0] < 255 }) else {
      close(0..<label + 1, length)
      return becomeNext(length - label - 1, apexLength)
    }
    self[raised] = self[raised] == UInt8(ascii: "@") ? UInt8(ascii: "[") : self[raised] + 1
    self[0] = UInt8(raised)
    close(raised + 1..<label + 1, length)
    return length - (label - raised)
  }

  private mutating func close(_ gap: Range<Int>, _ length: Int) {
    for index in gap.upperBound..<length { self[index - gap.count] = self[index] }
  }

  /// Makes the first label of a name what stands before the others in a name before it: the label with its last octet lowered,
  /// and as many of 255 behind that as there is room for. It is the last one (RFC 4471 §3.1.1) but for names below it, of
  /// which a zone with a label like this could have some.
  ///
  /// - Parameter length: Of the name, in lower case.
  /// - Returns: How many octets that are; none where the name without its first label comes right before.
  mutating func becomeLabelsBefore(_ length: Int) -> Int {
    let label = Int(self[0])
    guard self[label] > 0 else { return becomeLabelsWithoutZero(length) }
    self[label] = self[label] == UInt8(ascii: "[") ? UInt8(ascii: "@") : self[label] - 1
    let filled = label + Swift.min(63 - label, DomainName.maximumLength - length)
    for index in label + 1..<filled + 1 { self[index] = 255 }
    self[0] = UInt8(filled)
    return filled + 1
  }

  /// Before `NAME\\000` come `NAME` and what is below it: the last of those, unless there is no room for another label.
  private mutating func becomeLabelsWithoutZero(_ length: Int) -> Int {
    let label = Int(self[0])
    guard label > 1 else { return 0 }
    let filled = Swift.min(63, DomainName.maximumLength - length)
    let start = filled > 0 ? filled + 1 : 0
    for index in (1..<label).reversed() { self[start + index] = self[index] }
    for index in 0..<start { self[index] = index == 0 ? UInt8(filled) : 255 }
    self[start] = UInt8(label - 1)
    return start + label
  }
}
