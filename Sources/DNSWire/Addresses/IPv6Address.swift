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

  private static let groupCount = 8

  /// Eight groups of 16 bits, the first the most significant.
  private var groups: [UInt16] {
    [high, low].flatMap { half in
      (0..<4).map { UInt16(truncatingIfNeeded: half >> (48 - 16 * UInt64($0))) }
    }
  }

  private init(groups: [UInt16]) {
    high = groups[..<4].reduce(0) { $0 << 16 | UInt64($1) }
    low = groups[4...].reduce(0) { $0 << 16 | UInt64($1) }
  }
}

extension IPv6Address: LosslessStringConvertible {
  /// Reads any of the forms of RFC 4291 §2.2: groups of one to four hexadecimal digits, `::` once for one or more
  /// groups of zeros, and an IPv4 address in place of the last two groups.
  package init?(_ text: String) { self.init(presentation: text.utf8) }

  init?(presentation text: some Collection<UInt8>) {
    guard let (before, after) = Self.halves(Array(text)),
      let first = Self.groups(before, isLast: after == nil)
    else { return nil }
    guard let after else {
      guard first.count == Self.groupCount else { return nil }
      self.init(groups: first)
      return
    }
    guard let last = Self.groups(after, isLast: true), first.count + last.count < Self.groupCount else {
      return nil
    }
    let zeros = [UInt16](repeating: 0, count: Self.groupCount - first.count - last.count)
    self.init(groups: first + zeros + last)
  }

  /// What stands before and after the first `::`; `after` is nil where there is none.
  private static func halves(_ text: [UInt8]) -> (before: ArraySlice<UInt8>, after: ArraySlice<UInt8>?)? {
    let colon = UInt8(ascii: ":")
    let gap = text.indices.dropLast().first { text[$0] == colon && text[$0 + 1] == colon }
    guard let gap else { return text.isEmpty ? nil : (text[...], nil) }
    return (text[..<gap], text[(gap + 2)...])
  }

  /// - Parameter isLast: Whether it ends the address, so that an IPv4 address may stand last.
  private static func groups(_ text: ArraySlice<UInt8>, isLast: Bool) -> [UInt16]? {
    guard !text.isEmpty else { return [] }
    let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    var groups: [UInt16] = []
    for (index, part) in parts.enumerated() {
      if isLast, index == parts.count - 1, let address = IPv4Address(presentation: part) {
        groups += [UInt16(address.rawValue >> 16), UInt16(truncatingIfNeeded: address.rawValue)]
      } else if let group = group(part) {
        groups.append(group)
      } else {
        return nil
      }
    }
    return groups
  }

  private static func group(_ digits: ArraySlice<UInt8>) -> UInt16? {
    guard (1...4).contains(digits.count) else { return nil }
    var value: UInt16 = 0
    for digit in digits {
      guard let digit = Character(Unicode.Scalar(digit)).hexDigitValue else { return nil }
      value = value << 4 | UInt16(digit)
    }
    return value
  }

  /// RFC 5952 §4: lower case, no leading zeros, `::` for the longest run of two or more groups of zeros, the first
  /// of several; §5: the last 32 bits of an IPv4-mapped address as IPv4.
  package var description: String {
    if high == 0, low >> 32 == 0xFFFF {
      return "::ffff:\(IPv4Address(rawValue: UInt32(truncatingIfNeeded: low)))"
    }
    let groups = groups
    func text(_ range: Range<Int>) -> String {
      groups[range].map { String($0, radix: 16) }.joined(separator: ":")
    }
    guard let zeros = Self.longestZeros(groups) else { return text(0..<Self.groupCount) }
    return text(0..<zeros.lowerBound) + "::" + text(zeros.upperBound..<Self.groupCount)
  }

  private static func longestZeros(_ groups: [UInt16]) -> Range<Int>? {
    var longest = 0..<1
    var start: Int?
    for index in 0...groupCount {
      if index < groupCount, groups[index] == 0 {
        start = start ?? index
      } else if let first = start {
        if index - first > longest.count { longest = first..<index }
        start = nil
      }
    }
    return longest.count > 1 ? longest : nil
  }
}
