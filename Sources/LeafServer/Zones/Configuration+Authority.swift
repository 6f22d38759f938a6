import DNSWire
import LeafConfiguration
import LeafCore

// The one place where a configuration becomes what LeafCore answers from.
extension Configuration {
  /// - Parameters:
  ///   - randomSecret: The cookies' secret, unless one is configured.
  ///   - zone: The version of a zone that is loaded while leaf runs, which is in force; nil while there is none.
  package func authority(
    randomSecret: CookieSecret, zone: (DomainName) -> Zone? = { _ in nil }
  ) -> Authority {
    var settings = Identity.Settings()
    settings.serverID = identity.serverID
    settings.versionText = identity.versionText
    settings.tcpIdleTimeout = limits.timeouts.idle
    if identity.cookies { settings.cookieSecret = identity.cookieSecret ?? randomSecret }
    return Authority(zoneSet(zone), Identity(settings))
  }

  /// All zones, in the order of the configuration.
  private func zoneSet(_ zone: (DomainName) -> Zone?) -> ZoneSet {
    let encoded = encodedZones.set
    return ZoneSet(
      slots: zones.map { apex in
        let version =
          origin(of: apex) == nil
          ? zoneOfOwnRecords(apex) ?? encoded.index(of: apex).flatMap { encoded[$0] } : zone(apex)
        return (version?.filtered(by: filter(of: apex))).map(ZoneSet.Slot.ready) ?? .notReady(apex)
      })
  }

  private func zoneOfOwnRecords(_ apex: DomainName) -> Zone? {
    let settings = settings(of: apex)
    return zonesOfRecords[apex].map { Zone($0, settings, dialect(of: apex)) }
  }

  /// The zones that have no records but hosts, and these.
  package var encodedZones: EncodedZones { EncodedZones(zones.compactMap(encodedZone), hosts: hosts) }

  private func encodedZone(_ apex: DomainName) -> EncodedZone? {
    let settings = settings(of: apex)
    let policy = settings.policy(of: apex, dialect(of: apex))
    guard settings.file == nil, settings.recordTexts.isEmpty, let records = settings.records(of: apex),
      let synthesizer = policy.synthesizer
    else { return nil }
    return EncodedZone(
      apex: apex, nameServers: records.nameServers, soa: records.soa, synthesizer, policy)
  }

  /// What leaf starts with all the same, but should not stay as it is.
  package var warnings: [String] {
    blocklists.filter { $0.value.entryCount == 0 }.keys.sorted().map {
      "the block list \(printable($0)) is empty"
    }
      + encodedZones.nameServersWithoutAddress.map {
        "the name server \($0) has no address, so that resolvers cannot follow a delegation to it;"
          + " give it one in hosts, such as \("\($0)".dropLast())=192.0.2.1"
      }
  }
}

extension CookieSecret {
  package static func random() -> CookieSecret {
    CookieSecret(low: .random(in: .min ... .max), high: .random(in: .min ... .max))
  }
}
