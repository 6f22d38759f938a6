import DNSWire

/// Where a message has names that a later one can end with (RFC 1035 §4.1.4): those of the question from the closest
/// encloser up, and all that have been written.
package struct NameCompression: ~Copyable {
  /// A name that can be pointed to: 0...63 for those that are kept, from 64 on for the zone's name in the question and
  /// those above it, by their count of labels.
  typealias Target = UInt8

  /// Where the question has the zone's name.
  let apexOffset: Int
  private let apex: Target
  /// Where the question has the closest name to the QNAME that exists.
  private let closestOffset: Int
  private var hasQuestion: Bool
  /// Whether what is written comes from another zone than the question's.
  var isAbroad = false

  /// What a pointer reaches: fourteen bits.
  static let reach = 0x4000
  private static let root: Target = 64

  /// Of each name its first label and the name behind that: the target in the upper eight bits, then the label's length
  /// and first four octets, then the place in the message. A name that finds no room here goes out whole when it comes
  /// again.
  private var entries = InlineArray<64, UInt64>(repeating: 0)
  private var count = 0

  /// For one response, in which no name stands yet but the question's.
  ///
  /// - Parameters:
  ///   - apexLabelCount: How many labels the zone's name has.
  ///   - closestOffset: Where the question has the closest name to the QNAME that exists; the zone's where nil.
  package init(apexOffset: Int, apexLabelCount: Int, closestOffset: Int? = nil) {
    self.apexOffset = apexOffset
    apex = Self.root + Target(apexLabelCount)
    self.closestOffset = closestOffset ?? apexOffset
    hasQuestion = self.closestOffset == apexOffset
  }

  /// Whether no name can be pointed to but the zone's own and those above it.
  var isUnused: Bool { count == 0 && hasQuestion }

  /// Appends a name: the labels that the message does not have yet, and a pointer to where it has the others.
  ///
  /// - Parameters:
  ///   - name: Its wire form, in which the mark may stand for the zone's name.
  ///   - limit: How long the message may become, in octets.
  /// - Returns: Whether there was room; if not, part of it may stand at the message's end.
  mutating func append(
    _ name: Span<UInt8>, limit: Int, to message: inout OutputSpan<UInt8>
  ) -> Bool {
    if !hasQuestion { noteQuestion(in: message.span) }
    var offsets = LabelOffsets.empty
    var labelCount = offsets.noteStored(name)
    let labels = offsets.span
    var target = apex
    if name[end(of: labels, labelCount, in: name)] == 0 {
      target = sharedWithApex(labels, &labelCount, name, message.span)
    }
    while labelCount > 0, let longer = find(target, name, at: labels[labelCount - 1], in: message.span) {
      target = longer
      labelCount -= 1
    }
    return append(name, labels, labelCount, behind: target, limit: limit, to: &message)
  }

  /// Where the first `count` labels end.
  @inline(__always)
  private func end(of labels: Span<UInt16>, _ count: Int, in name: Span<UInt8>) -> Int {
    count == 0 ? 0 : name.label(at: labels[count - 1]).upperBound
  }

  private mutating func append(
    _ name: Span<UInt8>, _ labels: Span<UInt16>, _ labelCount: Int, behind target: Target, limit: Int,
    to message: inout OutputSpan<UInt8>
  ) -> Bool {
    let length = end(of: labels, labelCount, in: name)
    guard message.count + length + (target == Self.root ? 1 : 2) <= limit else { return false }
    let start = message.count
    message.append(name, 0..<length)
    var behind: Target? = target
    for index in (0..<labelCount).reversed() {
      guard let known = behind else { break }
      behind = keep(known, name, at: labels[index], start + Int(labels[index]))
    }
    if target == Self.root {
      message.append(UInt8(0))
    } else {
      message.append(0xC000 | UInt16(truncatingIfNeeded: offset(of: target, in: message.span)))
    }
    return true
  }
}

// The names that are kept.
extension NameCompression {
  /// Those that are kept, in the order in which they came, but for their places.
  var kept: [(name: UInt64, offset: Int)] {
    (0..<count).map { (entries[$0] & ~0xFFFF, Int(entries[$0] & 0xFFFF)) }
  }

  /// Keeps a name as another message has kept it; none may have been kept in this one but such.
  mutating func keep(_ name: UInt64, at offset: Int) {
    guard offset < Self.reach, count < 64 else { return }
    entries[count] = name | UInt64(offset)
    count += 1
  }

  /// Keeps the name that is a label before another one.
  private mutating func keep(
    _ behind: Target, _ name: Span<UInt8>, at label: UInt16, _ offset: Int
  ) -> Target? {
    let target = count
    keep(Self.key(behind, name, at: label) << 16, at: offset)
    return count > target ? Target(target) : nil
  }

  private mutating func find(
    _ behind: Target, _ name: Span<UInt8>, at label: UInt16, in message: Span<UInt8>
  ) -> Target? {
    guard count > 0 else { return nil }
    let key = Self.key(behind, name, at: label)
    let range = name.label(at: label)
    for index in 0..<count {
      let entry = entries[index]
      guard entry >> 16 == key else { continue }
      let offset = Int(entry & 0xFFFF)
      if name.equalsIgnoringCase(range, message, offset..<offset + range.count) { return Target(index) }
    }
    return nil
  }

  private static func key(_ behind: Target, _ name: Span<UInt8>, at label: UInt16) -> UInt64 {
    let length = name[Int(label)]
    var key = UInt64(behind) << 8 | UInt64(length)
    for index in 1...4 {
      let octet = index <= length ? DomainName.lowercased(name[Int(label) + index]) : 0
      key = key << 8 | UInt64(octet)
    }
    return key
  }

  private mutating func offset(of target: Target, in message: Span<UInt8>) -> Int {
    if target < Self.root { return Int(entries[Int(target)] & 0xFFFF) }
    var offset = apexOffset
    for _ in 0..<apex - target { offset += 1 + Int(message[offset]) }
    return offset
  }
}

// The names of the question.
extension NameCompression {
  /// Keeps those below the zone's name.
  private mutating func noteQuestion(in message: Span<UInt8>) {
    hasQuestion = true
    var offsets = LabelOffsets.empty
    let question = message.extracting(closestOffset...)
    let all = offsets.note(question.indices, in: question)
    let labels = offsets.span.extracting(..<all)
    var behind: Target? = apex
    for index in labels.indices.reversed() where closestOffset + Int(labels[index]) < apexOffset {
      guard let known = behind else { return }
      behind = keep(known, question, at: labels[index], closestOffset + Int(labels[index]))
    }
  }

  /// Takes off the labels that a name and the zone's end with alike.
  private func sharedWithApex(
    _ labels: Span<UInt16>, _ labelCount: inout Int, _ name: Span<UInt8>, _ message: Span<UInt8>
  ) -> Target {
    var offsets = LabelOffsets.empty
    let question = message.extracting(apexOffset...)
    let all = offsets.note(question.indices, in: question)
    let apexLabels = offsets.span.extracting(..<(all - 1))
    var target = Self.root
    while labelCount > 0, target < apex {
      let left = name.label(at: labels[labelCount - 1])
      let right = question.label(at: apexLabels[apexLabels.count - 1 - Int(target - Self.root)])
      guard name.equalsIgnoringCase(left, question, right) else { break }
      target += 1
      labelCount -= 1
    }
    return target
  }
}
