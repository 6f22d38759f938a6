/// An IPv6 address, as its upper and lower 64 bits.
package struct IPv6Address: Hashable, Sendable {
  /// The first eight octets, the first one the most significant.
  package let high: UInt64
  /// The last eight octets.
  package let low: UInt64

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The address as RDATA.
  package var octets: [UInt8] {
    [high, low].flatMap { half in (0..<8).map { UInt8(truncatingIfNeeded: half >> (56 - 8 * UInt64($0))) } }
  }

  fileprivate static let groupCount = 8
}

extension IPv6Address: LosslessStringConvertible {
  /// Reads any of the forms of RFC 4291 §2.2: groups of one to four hexadecimal digits, `::` once for one or more
  /// groups of zeros, and an IPv4 address in place of the last two groups.
  package init?(_ text: String) {
    let octets = Array(text.utf8)
    guard let address = octets.span.ipv6Address(octets.indices) else { return nil }
    self = address
  }

  /// RFC 5952 §4: lower case, no leading zeros, `::` for the longest run of two or more groups of zeros, the first
  /// of several; §5: the last 32 bits of an IPv4-mapped address as IPv4.
  package var description: String {
    var text: [UInt8] = []
    text.append(self)
    return String(decoding: text, as: UTF8.self)
  }

  /// One of the eight groups of 16 bits.
  package func group(_ index: Int) -> UInt16 {
    UInt16(truncatingIfNeeded: (index < 4 ? high : low) >> (48 - 16 * UInt64(index % 4)))
  }

  /// The longest run of two or more groups of zeros, the first of several; none at the end without one.
  package var longestZeros: Range<Int> {
    var longest = Self.groupCount..<Self.groupCount
    var start = 0
    for index in 0..<Self.groupCount {
      if group(index) != 0 { start = index + 1 }
      if index + 1 - start > max(longest.count, 1) { longest = start..<index + 1 }
    }
    return longest
  }
}

extension [UInt8] {
  /// Appends the presentation form of an address.
  mutating func append(_ address: IPv6Address) {
    if address.high == 0, address.low >> 32 == 0xFFFF {
      self += "::ffff:".utf8
      return append(IPv4Address(rawValue: UInt32(truncatingIfNeeded: address.low)))
    }
    let zeros = address.longestZeros
    append(address, groups: 0..<zeros.lowerBound)
    guard !zeros.isEmpty else { return }
    self += [UInt8(ascii: ":"), UInt8(ascii: ":")]
    append(address, groups: zeros.upperBound..<IPv6Address.groupCount)
  }

  private mutating func append(_ address: IPv6Address, groups: Range<Int>) {
    for index in groups {
      if index > groups.lowerBound { append(UInt8(ascii: ":")) }
      append(hexadecimal: address.group(index))
    }
  }

  /// Appends a number without leading zeros.
  private mutating func append(hexadecimal number: UInt16) {
    for shift in stride(from: UInt16(12), through: 0, by: -4) where number >> shift != 0 || shift == 0 {
      let digit = UInt8(number >> shift & 0xF)
      append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }
}

extension Span where Element == UInt8 {
  /// The address that a text is, in any of the forms of RFC 4291 §2.2.
  func ipv6Address(_ text: Range<Int>) -> IPv6Address? {
    var groups = IPv6Groups()
    var offset = text.lowerBound
    if skipGap(at: &offset, before: text.upperBound) { _ = groups.beginGap() }
    while offset < text.upperBound {
      let end = (offset..<text.upperBound).first { self[$0] == UInt8(ascii: ":") } ?? text.upperBound
      guard append(offset..<end, isLast: end == text.upperBound, to: &groups) else { return nil }
      offset = end
      if skipGap(at: &offset, before: text.upperBound) {
        guard groups.beginGap() else { return nil }
      } else if offset < text.upperBound {
        offset += 1
        guard offset < text.upperBound else { return nil }
      }
    }
    return groups.address
  }

  /// Moves past two colons.
  private func skipGap(at offset: inout Int, before end: Int) -> Bool {
    guard end - offset >= 2, self[offset] == UInt8(ascii: ":"), self[offset + 1] == UInt8(ascii: ":") else {
      return false
    }
    offset += 2
    return true
  }

  /// - Parameter isLast: Whether the part ends the address, so that it may be an IPv4 address.
  private func append(_ part: Range<Int>, isLast: Bool, to groups: inout IPv6Groups) -> Bool {
    guard (1...4).contains(part.count) else {
      guard isLast, let address = ipv4Address(part) else { return false }
      return groups.append(address.rawValue >> 16) && groups.append(address.rawValue & 0xFFFF)
    }
    var group: UInt32 = 0
    for index in part {
      guard let digit = self[index].hexadecimalDigit else { return false }
      group = group << 4 | UInt32(digit)
    }
    return groups.append(group)
  }
}

/// The groups of an address, those before `::` and those behind it.
private struct IPv6Groups {
  private var groups = InlineArray<8, UInt32>(repeating: 0)
  private var count = 0
  /// How many come before `::`.
  private var gap: Int?

  /// - Returns: Whether there was room.
  mutating func append(_ group: UInt32) -> Bool {
    guard count < 8 else { return false }
    groups[count] = group
    count += 1
    return true
  }

  /// - Returns: Whether this is the first `::`.
  mutating func beginGap() -> Bool {
    guard gap == nil else { return false }
    gap = count
    return true
  }

  /// nil unless there are eight groups, or fewer and `::`.
  var address: IPv6Address? {
    guard gap == nil ? count == 8 : count < 8 else { return nil }
    return IPv6Address(high: half(0..<4), low: half(4..<8))
  }

  private func half(_ range: Range<Int>) -> UInt64 { range.reduce(0) { $0 << 16 | UInt64(group($1)) } }

  private func group(_ index: Int) -> UInt32 {
    guard let gap, index >= gap else { return groups[index] }
    let behind = index - (8 - count)
    return behind >= gap ? groups[behind] : 0
  }
}
