import DNSWire
import LeafCore

/// What leaf is configured with, as plain names and octets: what to answer is decided without leaf's code, so that a
/// mistake of one does not hide in the other.
package struct PlainAuthority: Sendable {
  let settings: Identity.Settings
  let zones: [PlainZone]

  package init(_ zones: [ZoneContent], _ settings: Identity.Settings) {
    self.settings = settings
    let apexes = zones.map { PlainName($0.apex).folded }
    self.zones = zones.map { PlainZone($0, among: apexes) }
  }

  /// The zone with the most labels that the name lies in. DS belongs to the parent's side of a zone cut, so for DS it is
  /// one above the name if there is any, and that has not given away what is between them (RFC 4035 §3.1.4.1).
  func zone(of name: PlainName, _ qtype: UInt16 = 1) -> PlainZone? {
    let candidates = zones.filter { name.hasSuffix($0.apex) }
      .sorted { $0.apex.labels.count > $1.apex.labels.count }
    guard qtype == 43, candidates.first?.apex == name, let above = candidates.dropFirst().first else {
      return candidates.first
    }
    guard above.isReady else { return above }
    switch above.find(name, qtype) {
    case .cut, .dname: return candidates.first
    case .owned, .absent, .blocked: return above
    }
  }
}

extension EncodedZones {
  /// The zones' records as they ought to be.
  func contents(_ filter: PlainFilter?) -> [ZoneContent] {
    zones.map { zone in
      let inside = hosts.filter { host in
        let around = zones.filter { host.name.isEqualToOrBelow($0.apex) }
        return around.max { $0.apex.count < $1.apex.count }?.apex == zone.apex
      }
      return ZoneContent(
        apex: zone.apex, zone.recordsOfApex + inside.flatMap { $0.addresses(ttl: zone.ttl) }, zone.policy,
        filter: filter)
    }
  }
}

extension EncodedZone {
  fileprivate var recordsOfApex: [StoredRecord] {
    let numbers = [soa.serial, soa.refresh, soa.retry, soa.expire, soa.minimum]
    let rdata = soa.mname.wireForm + soa.rname.wireForm + numbers.flatMap(octets)
    return [StoredRecord(owner: apex, .soa, ttl: ttl, rdata)]
      + nameServers.map { StoredRecord(owner: apex, .ns, ttl: ttl, $0.wireForm) }
  }
}

extension Host {
  fileprivate func addresses(ttl: UInt32) -> [StoredRecord] {
    ipv4.map { StoredRecord(owner: name, .a, ttl: ttl, octets($0.rawValue)) }
      + ipv6.map { StoredRecord(owner: name, .aaaa, ttl: ttl, octets($0.high) + octets($0.low)) }
  }
}

/// An integer's octets, the most significant first.
private func octets<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
  (1...Value.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> (Value.bitWidth - 8 * $0)) }
}
