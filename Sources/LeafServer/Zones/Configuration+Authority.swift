import DNSWire
import LeafConfiguration
import LeafCore

// The one place where a configuration becomes what LeafCore answers from.
extension Configuration {
  /// - Parameter randomSecret: The cookies' secret, unless one is configured.
  package func authority(randomSecret: CookieSecret) -> Authority {
    var settings = Identity.Settings()
    settings.serverID = identity.serverID
    settings.versionText = identity.versionText
    settings.tcpIdleTimeout = limits.timeouts.idle
    if identity.cookies { settings.cookieSecret = identity.cookieSecret ?? randomSecret }
    return Authority(encodedZones.set, Identity(settings))
  }

  package var encodedZones: EncodedZones { EncodedZones(zones.compactMap(zone), hosts: hosts) }

  private func zone(_ apex: DomainName) -> EncodedZone? {
    let settings = settings(of: apex)
    return settings.records(of: apex).map {
      EncodedZone(
        apex: apex, nameServers: $0.nameServers, soa: $0.soa, ttl: settings.ttl, any: settings.any)
    }
  }

  /// What leaf starts with all the same, but should not stay as it is.
  package var warnings: [String] {
    encodedZones.nameServersWithoutAddress.map {
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
