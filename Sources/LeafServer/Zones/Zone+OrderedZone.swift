import DNSWire
import DNSZoneFile
import LeafConfiguration
import LeafCore

extension Zone {
  /// A zone as its file has it.
  ///
  /// - Parameter ordered: With an SOA record at the apex, as the first of its records.
  convenience init(_ ordered: OrderedZone, _ settings: ZoneSettings) {
    let records = ordered.zone.records.map { record in
      StoredRecord(
        owner: ordered.zone.owner(of: record), record.type, ttl: record.ttl,
        Array(ordered.zone.octets[record.rdataRange]))
    }
    self.init(
      apex: ordered.zone.apex, records,
      synthesizer: settings.dialect.map { _ in .encodedNames(ttl: settings.ttl) }, any: settings.anyPolicy)
  }
}
