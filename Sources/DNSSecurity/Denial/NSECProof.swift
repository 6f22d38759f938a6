import DNSWire

/// What an NSEC record shows (RFC 4034 §4).
package struct NSECProof: Sendable {
  /// The name that has it.
  package let owner: DomainName
  /// The next name in canonical order; after the last one that of the zone.
  package let next: DomainName
  /// Those that the owner has.
  package let types: [RRType]

  /// - Returns: nil for what is no RDATA of an NSEC record.
  package init?(owner: DomainName, rdata: [UInt8]) {
    guard (try? rdata.span.checkRDATA(rdata.indices, of: .nsec)) != nil else { return nil }
    var offset = 0
    var next = DomainName.root
    guard (try? rdata.span.readName(at: &offset, into: &next)) != nil else { return nil }
    (self.owner, self.next) = (owner, next)
    types = rdata.span.types(in: offset..<rdata.count)
  }

  /// Whether the zone has no records at a name, as it stands between both.
  package func covers(_ name: DomainName) -> Bool {
    owner.precedes(name) && (name.precedes(next) || !owner.precedes(next))
  }
}

extension DomainName {
  /// Whether it comes before another in canonical order (RFC 4034 §6.1).
  package func precedes(_ other: DomainName) -> Bool {
    labelsFromTheRoot.lexicographicallyPrecedes(other.labelsFromTheRoot) { $0.lexicographicallyPrecedes($1) }
  }

  private var labelsFromTheRoot: [ArraySlice<UInt8>] {
    let octets = canonicalForm
    return labelOffsets.reversed().map { octets[($0 + 1)...($0 + Int(octets[$0]))] }
  }
}
