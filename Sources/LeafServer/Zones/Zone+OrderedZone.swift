import DNSWire
import DNSZoneFile
import LeafConfiguration
import LeafCore
import ProgramSupport

extension Zone {
  /// A zone as its file has it.
  ///
  /// - Parameters:
  ///   - ordered: With an SOA record at the apex.
  ///   - dialect: Of names that carry an address, if the zone has any.
  ///   - signer: Of what has no signatures, in a zone that is signed online.
  convenience init(
    _ ordered: OrderedZone, _ settings: ZoneSettings, _ dialect: Dialect?, signer: OnlineSigner? = nil
  ) {
    self.init(
      apex: ordered.zone.apex, RecordStoreBuilder(ordered), settings.policy(of: ordered.zone.apex, dialect),
      signer: signer)
  }
}

extension ZoneSettings {
  /// All that answers depend on besides the records.
  func policy(of apex: DomainName, _ dialect: Dialect?) -> Zone.Policy {
    let carriesAddresses = synthesis == nil && dialect != nil
    return Zone.Policy(
      synthesizer: synthesizer(of: apex, dialect), reverseZone: reverseZone ?? .root,
      challenges: carriesAddresses ? challenges : nil,
      informational: carriesAddresses ? InformationalNames(informational) : InformationalNames(),
      any: anyPolicy, absent: absentPolicy,
      ttl: file == nil ? ttl : Zone.Policy().ttl, order: order)
  }
}

extension InformationalNames {
  fileprivate init(_ names: [InformationalName]) {
    self.init(
      hasClient: names.contains(.ip),
      version: names.contains(.version) ? Array("leaf \(ProgramSupport.version)".utf8) : nil,
      hasStatus: names.contains(.status))
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
      // All records of one owner have it in the same place.
      if next != owner { beginName(octets.span, at: next) }
      owner = next
      add(record.type, ttl: record.ttl, octets.span, record.rdataRange)
    }
  }
}
