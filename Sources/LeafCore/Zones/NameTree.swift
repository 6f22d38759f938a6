import DNSWire

/// The number of a name that exists in a zone.
struct NodeIndex: Hashable, Sendable {
  let rawValue: Int32

  static let apex = NodeIndex(rawValue: 0)
}

/// The names that exist in a zone because it has records of theirs or of names below them, label by label.
final class NameTree: Sendable {
  struct Node: Sendable {
    /// Of the name, in the zone's store.
    var name: NameIndex
    /// The first label, from its length octet on, in lower case, in the tree's octets.
    var label: Range<Int32>
    /// In the order of their labels' lengths, then octets.
    var children: Range<Int32>
    /// A bit for each length that their labels have.
    var childLengths: UInt64 = 0
    /// In the tree's `rrsets`.
    var rrsets: Range<Int32>
    /// `*` below it (RFC 4592 §2.1.1).
    var wildcard: NodeIndex?
    /// Whether it has NS records and is no apex.
    var isCut = false
    var hasDNAME = false
  }

  private let nodes: [Node]
  private let octets: [UInt8]
  private let rrsets: [RRsetIndex]

  init(nodes: [Node], octets: [UInt8], rrsets: [RRsetIndex]) {
    self.nodes = nodes
    self.octets = octets
    self.rrsets = rrsets
  }

  subscript(node: NodeIndex) -> Node { nodes[Int(node.rawValue)] }

  /// Whether a name owns records.
  func ownsRecords(_ node: NodeIndex) -> Bool { !nodes[Int(node.rawValue)].rrsets.isEmpty }

  /// The name's number in the zone's store.
  func name(of node: NodeIndex) -> NameIndex { nodes[Int(node.rawValue)].name }

  /// What a walk from the apex down to a QNAME met.
  struct Walk: Equatable {
    /// The QNAME itself, or the closest name above it that exists: its closest encloser (RFC 4592 §3.3.1).
    var closest = NodeIndex.apex
    /// Whether that is the QNAME.
    var isExact = true
    /// The first zone cut on the way (RFC 1034 §4.3.2): from there on another zone has the names.
    var cut: NodeIndex?
    /// The first name above the QNAME that has a DNAME record (RFC 6672 §2.2).
    var dname: NodeIndex?
  }

  /// - Parameter labelCount: How many labels of the QNAME stand before the zone's name.
  func walk(_ labels: Span<UInt16>, labelCount: Int, in message: Span<UInt8>) -> Walk {
    var walk = Walk()
    var index = labelCount
    while index > 0 {
      let parent = nodes[Int(walk.closest.rawValue)]
      if parent.hasDNAME, walk.dname == nil { walk.dname = walk.closest }
      index -= 1
      guard let child = child(of: parent, labelled: Int(labels[index]), in: message) else {
        walk.isExact = false
        break
      }
      walk.closest = child
      if nodes[Int(child.rawValue)].isCut, walk.cut == nil { walk.cut = child }
    }
    return walk
  }

  /// - Parameter offset: Of the label's length octet.
  private func child(of parent: Node, labelled offset: Int, in message: Span<UInt8>) -> NodeIndex? {
    let length = Int(message[offset])
    // A name has children with labels of few lengths.
    guard parent.childLengths &>> UInt64(length) & 1 != 0 else { return nil }
    let label = message.extracting(offset..<offset + 1 + length)
    var low = parent.children.lowerBound
    var high = parent.children.upperBound
    let octets = octets
    while low < high {
      let middle = low + (high - low) / 2
      let candidate = nodes[Int(middle)].label
      let range = Int(candidate.lowerBound)..<Int(candidate.upperBound)
      switch order(of: label, and: octets.span.extracting(range)) {
      case .same: return NodeIndex(rawValue: middle)
      case .before: high = middle
      case .after: low = middle + 1
      }
    }
    return nil
  }

  /// The RRset of a type at a name.
  func rrset(_ qtype: QTYPE, at node: NodeIndex, in store: RecordStore) -> RRsetIndex? {
    let range = nodes[Int(node.rawValue)].rrsets
    for index in range where qtype == store[rrsets[Int(index)]].type { return rrsets[Int(index)] }
    return nil
  }
}
