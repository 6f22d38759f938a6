import DNSWire

/// Where a QNAME leads.
package struct Location: Equatable, Sendable {
  /// A number in `Authority.zones`.
  package var zone: Int
  /// Where the message's question has the zone's name.
  package var apexOffset: Int
  package var node: Node
  /// A number in `Authority.hosts`, when the node has a host's addresses.
  package var host: Int?
}

extension Authority {
  /// Finds the zone that answers a question, and what the name is in it.
  ///
  /// - Parameter question: Its name is uncompressed.
  /// - Returns: nil when the name lies outside every zone.
  package func locate(_ question: Question, in message: Span<UInt8>) -> Location? {
    guard let location = locate(question.qname, in: message) else { return nil }
    guard question.qtype == .ds, case .apex = location.node, let parent = enclosingZones[location.zone] else {
      return location
    }
    // A DS record belongs to the parent's side of the cut (RFC 4035 §3.1.4.1), where the name has no records.
    let apexOffset = question.qname.upperBound - zones[parent].apex.count
    return Location(zone: parent, apexOffset: apexOffset, node: .emptyNonTerminal)
  }

  /// Finds the zone with the most labels that ends the QNAME.
  private func locate(_ qname: Range<Int>, in message: Span<UInt8>) -> Location? {
    var labels = LabelsNextToZone()
    var position = qname.lowerBound
    while position < qname.upperBound {
      if let zone = zoneTable.value(of: position..<qname.upperBound, in: message) {
        return location(qname, in: message, zone: zone, apexOffset: position, labels: labels)
      }
      labels.append(position)
      position += 1 + Int(message[position])
    }
    return nil
  }

  private func location(
    _ qname: Range<Int>, in message: Span<UInt8>, zone: Int, apexOffset: Int, labels: LabelsNextToZone
  ) -> Location {
    let stored = storedNames.value(of: qname, in: message)
    var location = Location(zone: zone, apexOffset: apexOffset, node: .apex([]))
    if case .host(let host) = stored {
      location.host = host
      let families = hostRecords[host].families
      location.node = labels.count == 0 ? .apex(families) : .host(families)
    } else if labels.count > 0 {
      location.node = encodedNode(labels, in: message)
      if location.node == .absent, stored != nil { location.node = .emptyNonTerminal }
    }
    return location
  }
}

/// The labels that stand next to a zone, the closest first: no more than four of them matter.
struct LabelsNextToZone {
  /// The offsets of their length octets; only the first `count` mean anything.
  var offsets: InlineArray<4, Int> = [0, 0, 0, 0]
  /// How many labels there are, those that are not kept included.
  var count = 0

  /// Takes one more label, one closer to the zone.
  mutating func append(_ offset: Int) {
    offsets[3] = offsets[2]
    offsets[2] = offsets[1]
    offsets[1] = offsets[0]
    offsets[0] = offset
    count += 1
  }
}

/// What the labels before a zone's name make of a name: encoded, an empty non-terminal above one, or absent.
func encodedNode(_ labels: LabelsNextToZone, in message: Span<UInt8>) -> Node {
  guard labels.count > 0 else { return .absent }
  if let address = message.dashedAddress(at: labels.offsets[0]) { return .encoded(address) }
  var address: UInt32 = 0
  for index in 0..<min(labels.count, 4) {
    guard let octet = message.octetLabel(at: labels.offsets[index]) else { return .absent }
    address |= octet << (8 * UInt32(index))
  }
  // Fewer labels leave room for those of a whole address above them.
  return labels.count < 4 ? .emptyNonTerminal : .encoded(IPv4Address(rawValue: address))
}

/// A name that exists because the configuration has it.
enum StoredName: Sendable {
  /// A number in `Authority.hosts`.
  case host(Int)
  /// The apex of a zone, or an empty non-terminal above a host or above a zone inside another.
  case nameOnly

  /// All such names.
  static func table(_ zones: ZoneNames, hosts: [Host]) -> NameTable<StoredName> {
    var names: [DomainName: StoredName] = [:]
    for name in hosts.map(\.name) + zones.apexes {
      // Above every zone there is nothing that leaf could say about a name.
      for ancestor in name.suffixes.prefix(while: { zones.closest(to: $0) != nil }) {
        names[ancestor] = .nameOnly
      }
    }
    for (number, host) in hosts.enumerated() { names[host.name] = .host(number) }
    return NameTable(names.map { ($0.key, $0.value) })
  }
}
