import DNSWire

extension [UInt8] {
  /// Appends a key for the name whose wire form begins at `offset` of `octets`. Octet by octet, keys compare as their
  /// names do in canonical order (RFC 4034 §6.1), and one begins with another where its name is equal to or below the
  /// other's: labels from the last to the first, in lower case, each with a 0 behind it.
  mutating func appendCanonicalKey(of octets: Span<UInt8>, at offset: Int) {
    var starts = InlineArray<128, Int>(repeating: 0)
    var count = 0
    var start = offset
    while octets[start] != 0 {
      starts[count] = start
      count += 1
      start += 1 + Int(octets[start])
    }
    while count > 0 {
      count -= 1
      let label = starts[count]
      for index in label + 1...label + Int(octets[label]) { appendInKey(octets[index]) }
      append(0)
    }
  }

  /// 0 ends a label, so that it stands as two octets itself; 1, which begins these, does too.
  private mutating func appendInKey(_ octet: UInt8) {
    if octet > 1 {
      append(DomainName.lowercased(octet))
    } else {
      append(1)
      append(octet + 1)
    }
  }

  /// Whether the octets of one range come before those of another.
  func precedes(_ left: Range<Int>, _ right: Range<Int>) -> Bool? {
    let shared = Swift.min(left.count, right.count)
    for index in 0..<shared {
      let (a, b) = (self[left.lowerBound + index], self[right.lowerBound + index])
      if a != b { return a < b }
    }
    return left.count == right.count ? nil : left.count < right.count
  }

  /// Whether the octets of one range begin with those of another.
  func begins(_ range: Range<Int>, with other: Range<Int>) -> Bool {
    range.count >= other.count
      && (0..<other.count).allSatisfy { self[range.lowerBound + $0] == self[other.lowerBound + $0] }
  }
}
