import DNSWire
import LeafCore

/// What leaf runs with: every value checked, each by itself and against the others.
package struct Configuration: Sendable {
  var zones: [DomainName] = []
  var hosts: [Host] = []
  package var listen: [ListenAddress] = []
  var udpWorkers = 0

  var ttl: UInt32 = 0
  var any = AnyPolicy.refused
  /// nil for `ns1` in each zone.
  var nameServers: [DomainName]?
  /// nil for `hostmaster` in each zone.
  var hostmaster: DomainName?
  var soaSerial: UInt32 = 0
  var soaRefresh: UInt32 = 0
  var soaRetry: UInt32 = 0
  var soaExpire: UInt32 = 0
  var soaMinimum: UInt32 = 0

  var serverID: [UInt8]?
  var versionText: [UInt8]?
  var cookies = false
  /// nil for one that is made up at every start.
  var cookieSecret: CookieSecret?

  var limits = Limits()
  var connectionLimits = ConnectionLimits(total: 0, perAddress: 0)
  var tcpTimeouts = StreamTimeouts(idle: .zero, read: .zero, write: .zero)
  var maximumFrameLength = 0
  var maximumDatagramLength = 0

  var log = LogSettings()

  /// What the server answers from.
  ///
  /// - Parameter randomSecret: The cookies' secret, unless one is configured.
  package func authority(randomSecret: CookieSecret) -> Authority {
    var settings = Identity.Settings()
    settings.serverID = serverID
    settings.versionText = versionText
    settings.tcpIdleTimeout = tcpTimeouts.idle
    if cookies { settings.cookieSecret = cookieSecret ?? randomSecret }
    return Authority(encodedZones.set, Identity(settings))
  }

  package var encodedZones: EncodedZones { EncodedZones(zones.compactMap(zone), hosts: hosts) }

  /// nil when a default name does not fit below the apex, which `conflicts` reports.
  private func zone(_ apex: DomainName) -> EncodedZone? {
    guard let nameServers = nameServers ?? (try? [apex.child("ns1")]), let mname = nameServers.first,
      let rname = hostmaster ?? (try? apex.child("hostmaster"))
    else { return nil }
    let soa = SOA(
      mname: mname, rname: rname, serial: soaSerial, refresh: soaRefresh, retry: soaRetry, expire: soaExpire,
      minimum: soaMinimum)
    return EncodedZone(apex: apex, nameServers: nameServers, soa: soa, ttl: ttl, any: any)
  }

  /// Something wrong with values taken together.
  struct Conflict {
    let setting: Setting
    /// Another setting that has a part in it.
    let other: Setting
    let text: String
  }

  /// What is wrong with the values taken together.
  var conflicts: [Conflict] {
    var conflicts: [Conflict] = []
    func report(_ setting: Setting, _ other: Setting, _ text: String) {
      conflicts.append(Conflict(setting: setting, other: other, text: text))
    }
    if zones.isEmpty { report(.zones, .zones, "no zone to serve; name one, such as dev.example.com") }
    for apex in zones where zone(apex) == nil {
      report(
        .zones, .zones,
        "\(apex) leaves no room for ns1 and hostmaster below it; set zone_ns and zone_hostmaster")
    }
    let names = ZoneNames(zones)
    for host in hosts where names.closest(to: host.name) == nil {
      report(
        .hosts, .zones, "\(host.name) lies in none of the zones, so that nobody would ask leaf for it")
    }
    let (total, perAddress) = (connectionLimits.total, connectionLimits.perAddress)
    if perAddress > total {
      report(
        .tcpMaxConnectionsPerIP, .tcpMaxConnections,
        "'\(perAddress)' is more than tcp_max_connections, which is \(total)")
    }
    return conflicts
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
