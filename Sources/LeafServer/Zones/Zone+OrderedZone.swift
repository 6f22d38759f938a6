import DNSWire
import DNSZoneFile
import LeafConfiguration
import LeafCore

extension Zone {
  /// A zone as its file has it.
  ///
  /// - Parameter ordered: With an SOA record at the apex.
  convenience init(_ ordered: OrderedZone, _ settings: ZoneSettings) {
    self.init(
      apex: ordered.zone.apex, RecordStoreBuilder(ordered),
      Policy(
        synthesizer: settings.dialect.map { _ in .encodedNames(ttl: settings.ttl) }, any: settings.anyPolicy))
  }
}

extension RecordStoreBuilder {
  /// The records of a zone, those of one name side by side.
  fileprivate init(_ ordered: OrderedZone) {
    self.init(apex: ordered.zone.apex)
    let octets = ordered.zone.octets
    var owner: Int?
    for record in ordered.zone.records {
      let next = Int(record.owner)
      if owner.map({ octets.span.hasSameName(at: $0, next) }) != true { beginName(octets.span, at: next) }
      owner = next
      add(record.type, ttl: record.ttl, octets.span, record.rdataRange)
    }
  }
}

extension Span where Element == UInt8 {
  /// Whether two uncompressed names have the same octets.
  fileprivate func hasSameName(at left: Int, _ right: Int) -> Bool {
    guard left != right else { return true }
    var (left, right) = (left, right)
    while self[left] == self[right] {
      let next = 1 + Int(self[left])
      if next == 1 { return true }
      guard (1..<next).allSatisfy({ self[left + $0] == self[right + $0] }) else { return false }
      (left, right) = (left + next, right + next)
    }
    return false
  }
}
