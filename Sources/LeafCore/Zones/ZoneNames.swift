import DNSWire

/// The apexes of a set of zones, by number.
package struct ZoneNames: Sendable {
  package let apexes: [DomainName]
  private let numbers: [DomainName: Int]

  /// - Parameter apexes: Of names that are given twice, the first counts.
  package init(_ apexes: [DomainName]) {
    self.apexes = apexes
    numbers = Dictionary(apexes.enumerated().map { ($1, $0) }) { first, _ in first }
  }

  /// The zone with the most labels that `name` is the apex of, or lies in.
  package func closest(to name: DomainName) -> Int? {
    name.suffixes.lazy.compactMap { numbers[$0] }.first
  }

  /// The same, but for the zone that `apex` itself is the apex of.
  func closest(above apex: DomainName) -> Int? {
    apex.suffixes.dropFirst().lazy.compactMap { numbers[$0] }.first
  }

  /// The address that a name carries, as a host has it; none where it carries none.
  func encodedHost(_ name: DomainName) -> Host {
    guard let zone = closest(to: name) else { return Host(name: name) }
    let octets = name.wireForm
    var labels = LabelsNextToZone()
    for offset in name.labelOffsets where offset < name.count - apexes[zone].count { labels.append(offset) }
    guard case .encoded(let address) = encodedNode(labels, in: octets.span) else { return Host(name: name) }
    return Host(name: name, ipv4: [address])
  }
}
