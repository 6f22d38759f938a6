import DNSWire
import LeafCore

/// What leaf is configured with, as plain names and octets, and what a name is in it: decided without leaf's code,
/// so that a mistake of one does not hide in the other.
package struct PlainAuthority: Sendable {
  struct Zone: Sendable {
    var apex: PlainName
    var nameServers: [PlainName]
    var mname: PlainName
    var rname: PlainName
    var soaNumbers: [UInt8]
    var minimum: UInt32
    var ttl: UInt32
    var any: AnyPolicy

    /// Made each time: Swift marks pointers in such enums, and the leak sanitizer does not know them then.
    var soa: [MessageValues.Piece] { [.name(mname), .name(rname), .octets(soaNumbers)] }
  }

  struct Addresses: Sendable {
    var ipv4: [[UInt8]] = []
    var ipv6: [[UInt8]] = []
  }

  /// What a name inside a zone is.
  enum Node {
    /// The apex, a host or an encoded name, and what addresses it has.
    case owner(Addresses)
    case emptyNonTerminal
    case absent
  }

  let settings: Identity.Settings
  private let zones: [Zone]
  private let hosts: [(name: PlainName, addresses: Addresses)]
  /// Names that exist, as does everything between them and their zones.
  private let names: [PlainName]

  package init(_ configured: EncodedZones, _ settings: Identity.Settings) {
    self.settings = settings
    zones = configured.zones.map { zone in
      let numbers = [zone.soa.serial, zone.soa.refresh, zone.soa.retry, zone.soa.expire, zone.soa.minimum]
      return Zone(
        apex: PlainName(zone.apex), nameServers: zone.nameServers.map { PlainName($0) },
        mname: PlainName(zone.soa.mname), rname: PlainName(zone.soa.rname),
        soaNumbers: numbers.flatMap(octets), minimum: zone.soa.minimum,
        ttl: zone.ttl, any: zone.any)
    }
    hosts = configured.hosts.map { host in
      let addresses = Addresses(
        ipv4: host.ipv4.map { octets($0.rawValue) }, ipv6: host.ipv6.map { octets($0.high) + octets($0.low) })
      return (PlainName(host.name), addresses)
    }
    names = zones.map(\.apex) + hosts.map(\.name)
  }

  /// The zone with the most labels that the name lies in.
  ///
  /// - Parameter isAbove: Whether the zone that has the name as its apex does not count.
  func zone(of name: PlainName, isAbove: Bool = false) -> Zone? {
    zones.filter { name.isEqualToOrBelow($0.apex) && !(isAbove && $0.apex.labels.count == name.labels.count) }
      .max { $0.apex.labels.count < $1.apex.labels.count }
  }

  func node(at name: PlainName, in zone: Zone) -> Node {
    if let host = hosts.first(where: { $0.name.folded == name.folded }) { return .owner(host.addresses) }
    let labels = name.labels.dropLast(zone.apex.labels.count)
    if labels.isEmpty { return .owner(Addresses()) }
    if let address = encodedAddress(labels) { return .owner(Addresses(ipv4: [address])) }
    // Names above one that exists exist, and so do those above an address of four labels.
    let hasNamesBelow = names.contains { $0.isEqualToOrBelow(name) }
    let mayBecomeAddress = labels.count < 4 && decimalOctets(Array(labels)) != nil
    return hasNamesBelow || mayBecomeAddress ? .emptyNonTerminal : .absent
  }

  /// The addresses of a name server inside a zone.
  func addresses(of name: PlainName) -> Addresses {
    guard let zone = zone(of: name), case .owner(let addresses) = node(at: name, in: zone) else {
      return Addresses()
    }
    return addresses
  }
}

/// The address that labels carry, the last one next to the zone.
private func encodedAddress(_ labels: ArraySlice<[UInt8]>) -> [UInt8]? {
  guard let nearest = labels.last else { return nil }
  let dashed = nearest.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
  if dashed.count == 4, let address = decimalOctets(dashed.map { Array($0) }) { return address }
  return labels.count >= 4 ? decimalOctets(Array(labels.suffix(4))) : nil
}

/// The values of texts of one to three digits each; nil if one of them is no octet.
private func decimalOctets(_ texts: [[UInt8]]) -> [UInt8]? {
  let octets = texts.compactMap { text -> UInt8? in
    let isDecimal = (1...3).contains(text.count) && text.allSatisfy { (0x30...0x39).contains($0) }
    return isDecimal ? UInt8(String(decoding: text, as: UTF8.self)) : nil
  }
  return octets.count == texts.count ? octets : nil
}

/// An integer's octets, the most significant first.
private func octets<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
  (1...Value.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> (Value.bitWidth - 8 * $0)) }
}
