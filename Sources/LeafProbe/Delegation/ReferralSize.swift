extension Delegation {
  /// How many octets a referral takes to the longest name below the zone, with an address of each family that all of
  /// the name servers need glue for: what no parent may leave out.
  func referralSize(to zone: Name, parent: Name) -> Int {
    var names = NameCompressor()
    // Header, and a question of 255 octets.
    let question = 12 + 255 + 4
    names.note(zone)
    let records = nameServers.map { names.size(of: zone) + 10 + names.size(of: $0) }.reduce(0, +)
    return question + records + glueSize(parent: parent)
  }

  private func glueSize(parent: Name) -> Int {
    guard nameServers.allSatisfy({ $0.isInside(parent) }) else { return 0 }
    let addresses = glue.values.flatMap { $0 }
    return [(AddressFamily.ipv4, 4), (.ipv6, 16)].reduce(0) { size, family in
      addresses.contains { $0.family == family.0 } ? size + 2 + 10 + family.1 : size
    }
  }
}

/// How long names are in a message that has others before them (RFC 1035 §4.1.4).
private struct NameCompressor {
  private var suffixes: Set<Name> = []

  /// The name stands in the message: it and those above it may be pointed to.
  mutating func note(_ name: Name) { suffixes.formUnion(name.lowercased.ancestors(below: .root)) }

  /// The octets that the name takes where it is put next.
  mutating func size(of name: Name) -> Int {
    defer { note(name) }
    var size = 0
    for suffix in name.lowercased.ancestors(below: .root) {
      if suffixes.contains(suffix) { return size + 2 }
      size += 1 + (suffix.labels.first?.count ?? 0)
    }
    return size + 1
  }
}
