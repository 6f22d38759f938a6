import DNSWire

/// Puts the names of a zone into the flat storage that they stay in.
struct NameTreeBuilder {
  /// The RRsets of each name that owns any.
  var rrsets: [DomainName: [RRsetIndex]] = [:]

  private var nodes: [NameTree.Node] = []
  private var octets: [UInt8] = []
  private var lists: [RRsetIndex] = []

  /// - Parameter apex: Every name of `rrsets` is it or lies below.
  mutating func build(apex: DomainName, _ store: inout RecordStoreBuilder) -> NameTree {
    let names = childrenByName(apex)
    addNode(apex, store: &store)
    var waiting = [apex]
    // Level by level, so that the children of a name stand side by side.
    for number in 0... {
      guard number < waiting.count else { break }
      let children = (names[waiting[number]] ?? []).sorted { Self.precedes($0, $1) }
      nodes[number].children = Int32(nodes.count)..<Int32(nodes.count + children.count)
      for child in children {
        nodes[number].childLengths |= 1 << UInt64(child[0])
        if child[0] == 1, child[1] == UInt8(ascii: "*") {
          nodes[number].wildcard = NodeIndex(rawValue: Int32(nodes.count))
        }
        addNode(child, store: &store)
      }
      waiting += children
    }
    return NameTree(nodes: nodes, octets: octets, rrsets: lists)
  }

  /// The names right below each, those that own nothing included (RFC 4592 §2.2.2).
  private func childrenByName(_ apex: DomainName) -> [DomainName: Set<DomainName>] {
    var children: [DomainName: Set<DomainName>] = [:]
    for owner in rrsets.keys {
      let path = owner.suffixes.prefix(owner.labelOffsets.count - apex.labelOffsets.count + 1)
      for (name, parent) in zip(path, path.dropFirst()) { children[parent, default: []].insert(name) }
    }
    return children
  }

  private mutating func addNode(_ name: DomainName, store: inout RecordStoreBuilder) {
    let firstOctet = Int32(octets.count), firstRRset = Int32(lists.count)
    let label = name.wireForm.prefix(1 + Int(name[0])).map { DomainName.lowercased($0) }
    octets += label
    lists += rrsets[name] ?? []
    let types = lists[Int(firstRRset)...].map { store[$0].type }
    nodes.append(
      NameTree.Node(
        name: store.add(name), label: firstOctet..<Int32(octets.count), children: 0..<0,
        rrsets: firstRRset..<Int32(lists.count), isCut: !nodes.isEmpty && types.contains(.ns),
        hasDNAME: types.contains(.dname)))
  }

  /// The order in which the tree looks for labels.
  private static func precedes(_ left: DomainName, _ right: DomainName) -> Bool {
    guard left[0] == right[0] else { return left[0] < right[0] }
    return left.wireForm.map { DomainName.lowercased($0) }
      .lexicographicallyPrecedes(right.wireForm.map { DomainName.lowercased($0) })
  }
}
