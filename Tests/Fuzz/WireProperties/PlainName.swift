import DNSWire

/// A name as its labels, the root label left out.
package struct PlainName: Hashable, Sendable {
  package var labels: [[UInt8]]

  package init(_ labels: [[UInt8]]) { self.labels = labels }

  package init(_ name: DomainName) {
    labels = name.labelOffsets.map { offset in
      (offset + 1..<offset + 1 + Int(name[offset])).map { name[$0] }
    }
  }

  package var wireForm: [UInt8] { labels.flatMap { [UInt8($0.count)] + $0 } + [0] }

  /// The name with ASCII letters in lower case.
  package var folded: PlainName {
    PlainName(labels.map { $0.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 } })
  }

  /// Whether this name is `ancestor` or lies below it, whatever the letter case.
  package func isEqualToOrBelow(_ ancestor: PlainName) -> Bool { folded.hasSuffix(ancestor.folded) }

  /// Whether this name ends with another one, in the same letter case.
  func hasSuffix(_ name: PlainName) -> Bool { labels.suffix(name.labels.count).elementsEqual(name.labels) }

  /// The name and all above it, down to the root.
  var suffixes: [PlainName] { (0...labels.count).map { PlainName(Array(labels.dropFirst($0))) } }

  /// The name with another end (RFC 6672 §2.2); nil if it has more than 255 octets.
  func replacing(_ end: PlainName, with newEnd: PlainName) -> PlainName? {
    let name = PlainName(labels.dropLast(end.labels.count) + newEnd.labels)
    return name.wireForm.count <= 255 ? name : nil
  }
}

extension PlainName: CustomStringConvertible {
  package var description: String { "\(labels.map { String(decoding: $0, as: UTF8.self) })" }
}
