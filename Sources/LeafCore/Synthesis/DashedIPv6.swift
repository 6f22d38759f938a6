import DNSWire

// IPv6 addresses in a label: as RFC 4291 §2.2 writes them, with dashes for colons, or as 32 hexadecimal digits.

/// Where an address ends, which may be before its label does.
struct FoundIPv6 {
  var address: IPv6Address
  var end: Int
}

extension Span where Element == UInt8 {
  /// The address that a whole label is.
  func dashedIPv6(_ label: Range<Int>) -> IPv6Address? {
    guard let found = dashedIPv6(label, from: label.lowerBound), found.end == label.upperBound else {
      return nil
    }
    return found.address
  }

  /// The longest address that begins somewhere in a label, and ends with it or before a dash.
  func dashedIPv6(_ label: Range<Int>, from start: Int) -> FoundIPv6? {
    let before = groups(in: start..<label.upperBound, atMost: 8)
    if before.count == 8 { return FoundIPv6(address: IPv6Address(before.value), end: before.end) }
    guard isDoubleDash(at: before.end, in: label) else { return nil }
    let rest = before.end + 2..<label.upperBound
    let after = groups(in: rest, atMost: 7 - before.count)
    guard after.count > 0 || rest.isEmpty || self[rest.lowerBound] == UInt8(ascii: "-") else { return nil }
    return FoundIPv6(
      address: IPv6Address(before.value << (16 * (8 - before.count)) | after.value), end: after.end)
  }

  /// The address of a text of 32 hexadecimal digits.
  func hexadecimalIPv6(_ text: Range<Int>) -> IPv6Address? {
    guard text.count == 32 else { return nil }
    var address: UInt128 = 0
    for quarter in 0..<4 {
      let start = text.lowerBound + 8 * quarter
      guard let digits = AddressPiece(start..<start + 8, in: self).ipv4 else { return nil }
      address = address << 32 | UInt128(digits)
    }
    return IPv6Address(address)
  }

  func isDoubleDash(at offset: Int, in text: Range<Int>) -> Bool {
    offset + 2 <= text.upperBound && self[offset] == UInt8(ascii: "-")
      && self[offset + 1] == UInt8(ascii: "-")
  }

  /// Whether a label or a dash ends there.
  func isPieceStart(_ offset: Int, in label: Range<Int>) -> Bool {
    offset == label.lowerBound || self[offset - 1] == UInt8(ascii: "-")
  }

  /// Groups of an address with a dash between two, each ended by another one or the text.
  func groups(in text: Range<Int>, atMost maximum: Int) -> AddressGroups {
    var groups = AddressGroups(end: text.lowerBound)
    var start = text.lowerBound
    while groups.count < maximum {
      var end = start
      // A group has four digits at most.
      while end < text.upperBound, end - start < 5, self[end] != UInt8(ascii: "-") { end += 1 }
      guard let group = AddressPiece(start..<end, in: self).group else { break }
      groups.append(group, endingAt: end)
      guard end < text.upperBound else { break }
      start = end + 1
    }
    return groups
  }
}

/// Some groups of an address that follow each other.
struct AddressGroups {
  private(set) var value: UInt128 = 0
  private(set) var count = 0
  /// Behind the last one.
  private(set) var end: Int

  init(end: Int) { self.end = end }

  mutating func append(_ group: UInt16, endingAt end: Int) {
    value = value << 16 | UInt128(group)
    count += 1
    self.end = end
  }
}

extension IPv6Address {
  init(_ value: UInt128) {
    self.init(high: UInt64(truncatingIfNeeded: value >> 64), low: UInt64(truncatingIfNeeded: value))
  }
}
