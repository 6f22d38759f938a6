import DNSWire

/// Some octets of a name's key; zeros past its end.
struct NameKey: Comparable, Sendable {
  /// In octets.
  static let length = 16

  fileprivate(set) var high: UInt64 = 0
  fileprivate(set) var low: UInt64 = 0

  /// Whether there is none.
  var isEmpty: Bool { high == 0 && low == 0 }

  static func < (left: NameKey, right: NameKey) -> Bool {
    left.high != right.high ? left.high < right.high : left.low < right.low
  }
}

/// The canonical order (RFC 4034 §6.1) of a zone's names, in lower case, by where their wire forms begin.
///
/// A name's key is what stands before the apex: labels from the last to the first, each with a 0 behind it. Octet by
/// octet, keys compare as their names do. A 0 in a label stands in the key as 1 and 1, a 1 as 1 and 2.
struct NameOrder {
  /// How many labels the zone's name has, the root not among them.
  private let apexLabels: Int

  init(apex: DomainName) { apexLabels = apex.labelOffsets.count }

  /// Sixteen octets of a name's key.
  ///
  /// - Parameter depth: So many octets of the key are left out.
  func key(ofNameAt name: Int, from depth: Int, in octets: Span<UInt8>) -> NameKey {
    let labels = LabelStarts(ofNameAt: name, in: octets)
    var key = KeyWriter(leavingOut: depth)
    var label = labels.count - apexLabels
    while label > 0, !key.isFull {
      label -= 1
      let start = name + labels[label]
      for index in start + 1...start + Int(octets[start]) { key.appendInLabel(octets[index]) }
      key.append(0)
    }
    return key.key
  }

  /// Whether one name comes before another; nil if they are the same.
  func precedes(
    _ left: Int, in leftOctets: Span<UInt8>, _ right: Int, in rightOctets: Span<UInt8>
  ) -> Bool? {
    let leftLabels = LabelStarts(ofNameAt: left, in: leftOctets)
    let rightLabels = LabelStarts(ofNameAt: right, in: rightOctets)
    let shared = min(leftLabels.count, rightLabels.count)
    for step in stride(from: apexLabels + 1, through: shared, by: 1) {
      let leftLabel = leftOctets.string(at: left + leftLabels[leftLabels.count - step])
      let rightLabel = rightOctets.string(at: right + rightLabels[rightLabels.count - step])
      if let precedes = leftOctets.precedes(leftLabel, rightLabel, in: rightOctets) { return precedes }
    }
    return leftLabels.count == rightLabels.count ? nil : leftLabels.count < rightLabels.count
  }

  /// How many labels at their ends two names have in common.
  func sharedLabels(_ left: Int, _ right: Int, in octets: Span<UInt8>) -> Int {
    let leftLabels = LabelStarts(ofNameAt: left, in: octets)
    let rightLabels = LabelStarts(ofNameAt: right, in: octets)
    var shared = apexLabels
    while shared < min(leftLabels.count, rightLabels.count) {
      let leftLabel = octets.string(at: left + leftLabels[leftLabels.count - shared - 1])
      let rightLabel = octets.string(at: right + rightLabels[rightLabels.count - shared - 1])
      if octets.precedes(leftLabel, rightLabel, in: octets) != nil { break }
      shared += 1
    }
    return shared
  }
}

/// Where the labels of a name begin, from its start; the root's is not among them.
struct LabelStarts {
  private var starts = InlineArray<128, UInt8>(repeating: 0)
  private(set) var count = 0
  /// Where the root's label is.
  private(set) var end = 0

  init(ofNameAt name: Int, in octets: Span<UInt8>) {
    while octets[name + end] != 0 {
      starts[count] = UInt8(truncatingIfNeeded: end)
      count += 1
      end += 1 + Int(octets[name + end])
    }
  }

  subscript(label: Int) -> Int { Int(starts[label]) }

  /// Whether a label begins here, the root's too.
  func contains(_ start: Int) -> Bool { start == end || (0..<count).contains { self[$0] == start } }
}

/// Writes octets of a key.
private struct KeyWriter {
  private(set) var key = NameKey()
  private var leftOut: Int
  /// Of the next octet in its half.
  private var shift: UInt64 = 56
  private var isInLow = false
  private(set) var isFull = false

  init(leavingOut leftOut: Int) { self.leftOut = leftOut }

  mutating func appendInLabel(_ octet: UInt8) {
    if octet <= 1 {
      append(1)
      append(octet + 1)
    } else {
      append(octet)
    }
  }

  mutating func append(_ octet: UInt8) {
    if leftOut > 0 {
      leftOut -= 1
    } else if !isFull {
      if isInLow { key.low |= UInt64(octet) << shift } else { key.high |= UInt64(octet) << shift }
      advance()
    }
  }

  private mutating func advance() {
    if shift > 0 { return shift -= 8 }
    isFull = isInLow
    isInLow = true
    shift = 56
  }
}

extension Span where Element == UInt8 {
  /// Where the octets are of which a length octet tells.
  fileprivate func string(at offset: Int) -> Range<Int> { offset + 1..<offset + 1 + Int(self[offset]) }

  /// Whether the octets of one range come before those of another; nil if they are the same.
  func precedes(_ left: Range<Int>, _ right: Range<Int>, in other: Span<UInt8>) -> Bool? {
    let shared = Swift.min(left.count, right.count)
    var index = 0
    while index + 8 <= shared {
      let (a, b) = (word(at: left.lowerBound + index), other.word(at: right.lowerBound + index))
      if a != b { return a < b }
      index += 8
    }
    while index < shared {
      let (a, b) = (self[left.lowerBound + index], other[right.lowerBound + index])
      if a != b { return a < b }
      index += 1
    }
    return left.count == right.count ? nil : left.count < right.count
  }
}
