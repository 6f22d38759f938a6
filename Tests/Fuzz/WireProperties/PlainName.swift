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
  package func isEqualToOrBelow(_ ancestor: PlainName) -> Bool {
    folded.labels.suffix(ancestor.labels.count).elementsEqual(ancestor.folded.labels)
  }
}

extension PlainName: CustomStringConvertible {
  package var description: String { "\(labels.map { String(decoding: $0, as: UTF8.self) })" }
}
