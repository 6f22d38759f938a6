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
        synthesizer: settings.dialect.map(settings.synthesizer), any: settings.anyPolicy,
        absent: settings.absent, order: settings.order))
  }
}

extension ZoneSettings {
  /// What makes up the zone's names.
  func synthesizer(_ dialect: Dialect) -> Synthesizer { .names(dialect, ttl: ttl, hasIPv6: hasIPv6) }
}

extension RecordStoreBuilder {
  /// The records of a zone, those of one name side by side.
  fileprivate init(_ ordered: OrderedZone) {
    self.init(apex: ordered.zone.apex)
    let octets = ordered.zone.octets
    var owner: Int?
    for record in ordered.zone.records {
      let next = Int(record.owner)
      // All records of one owner have it in the same place.
      if next != owner { beginName(octets.span, at: next) }
      owner = next
      add(record.type, ttl: record.ttl, octets.span, record.rdataRange)
    }
  }
}
