/// A domain name.
struct Name: Hashable, Sendable {
  /// The uncompressed wire form (RFC 1035 §3.1): all that is kept, as a hostile response may hold thousands of names.
  let wire: [UInt8]

  static let root = Name(labels: [])

  /// - Parameter labels: Each of 1 to 63 octets, without the root's empty one.
  init(labels: [[UInt8]]) {
    wire = labels.flatMap { [UInt8(truncatingIfNeeded: $0.count)] + $0 } + [0]
  }

  /// - Parameter wire: Labels with their lengths, and the root's.
  init(wire: [UInt8]) { self.wire = wire }

  /// Reads the presentation form without escapes, as people type it; a final dot makes no difference.
  ///
  /// Returns nil for an empty label, one above 63 octets, or a name above 255 (RFC 1035 §2.3.4).
  init?(_ text: String) {
    let body = text.hasSuffix(".") ? String(text.dropLast()) : text
    let labels =
      body.isEmpty ? [] : body.split(separator: ".", omittingEmptySubsequences: false).map { Array($0.utf8) }
    guard labels.allSatisfy({ (1...63).contains($0.count) }), !text.isEmpty else { return nil }
    self.init(labels: labels)
    guard wire.count <= 255 else { return nil }
  }

  /// The labels' octets, without the root's empty label.
  var labels: [[UInt8]] {
    var labels: [[UInt8]] = []
    var rest = wire[...]
    while let length = rest.popFirst(), length > 0 {
      labels.append(Array(rest.prefix(Int(length))))
      rest = rest.dropFirst(Int(length))
    }
    return labels
  }

  var isRoot: Bool { wire.count == 1 }

  /// This name with labels of plain text put before it: `Name("example.com").under("a", "b")` is a.b.example.com.
  func under(_ labels: String...) -> Name { Name(labels: labels.map { Array($0.utf8) } + self.labels) }

  var parent: Name { Name(labels: Array(labels.dropFirst())) }

  /// This name and every one above it, up to but without `apex`.
  func ancestors(below apex: Name) -> [Name] {
    guard isInside(apex) else { return [] }
    return (0..<max(0, labels.count - apex.labels.count)).map { Name(labels: Array(labels.dropFirst($0))) }
  }

  /// Compares as DNS does: ASCII letters without their case (RFC 4343 §3).
  func isSame(as other: Name) -> Bool { isSame(as: other, from: 0) }

  /// Whether this is `apex` or below it, by whole labels.
  func isInside(_ apex: Name) -> Bool {
    let start = wire.count - apex.wire.count
    return labelStarts.contains(start) && apex.isSame(as: self, from: start)
  }

  /// Whether the other name is this one from an offset on; no length of a label is that of a letter.
  private func isSame(as other: Name, from start: Int) -> Bool {
    guard other.wire.count - start == wire.count else { return false }
    return wire.indices.allSatisfy { lowercase(wire[$0]) == lowercase(other.wire[start + $0]) }
  }

  /// Where in the wire form the labels begin, the root's too.
  private var labelStarts: some Sequence<Int> {
    sequence(first: 0) { wire[$0] == 0 ? nil : $0 + 1 + Int(wire[$0]) }
  }

  var lowercased: Name { Name(wire: wire.map(lowercase)) }

  var uppercased: Name { mapOctets { (0x61...0x7A).contains($0) ? $0 & 0xDF : $0 } }

  /// The same name with every second letter in the other case, beginning as `seed` says.
  func mixedCase(seed: Int) -> Name {
    var letter = seed
    return mapOctets { octet in
      guard (0x41...0x5A).contains(octet & 0xDF) else { return octet }
      letter += 1
      // Neither all of one letter nor every second one: what a server might fold by chance.
      return (letter &* 2_654_435_761) >> 7 & 1 == 0 ? octet | 0x20 : octet & 0xDF
    }
  }

  private func mapOctets(_ transform: (UInt8) -> UInt8) -> Name {
    Name(labels: labels.map { $0.map(transform) })
  }
}

extension Name: CustomStringConvertible {
  /// The presentation form (RFC 1035 §5.1), with a final dot.
  var description: String {
    var text: [UInt8] = []
    for label in labels {
      for octet in label { Name.append(octet, to: &text) }
      text.append(UInt8(ascii: "."))
    }
    return text.isEmpty ? "." : String(decoding: text, as: UTF8.self)
  }

  private static func append(_ octet: UInt8, to text: inout [UInt8]) {
    switch octet {
    case UInt8(ascii: "."), UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: ";"), UInt8(ascii: "@"),
      UInt8(ascii: "$"), UInt8(ascii: "("), UInt8(ascii: ")"):
      text += [UInt8(ascii: "\\"), octet]
    case 0x21...0x7E: text.append(octet)
    default:
      let digits = [octet / 100, octet / 10 % 10, octet % 10].map { UInt8(ascii: "0") + $0 }
      text += [UInt8(ascii: "\\")] + digits
    }
  }
}

private func lowercase(_ octet: UInt8) -> UInt8 { (0x41...0x5A).contains(octet) ? octet | 0x20 : octet }
