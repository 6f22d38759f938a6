import DNSWire
import LeafCore

/// What leaf runs with: every value checked, each by itself and against the others.
struct Configuration: Sendable {
  var zones: [DomainName] = []
  var hosts: [Host] = []
  var listen: [ListenAddress] = []
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

  var tcpTimeouts = StreamTimeouts(idle: .zero, read: .zero, write: .zero)
  var maximumFrameLength = 0
  var maximumDatagramLength = 0

  /// What the server answers from.
  var authority: Authority {
    var settings = Authority.Settings()
    settings.ttl = ttl
    settings.any = any
    settings.serverID = serverID
    settings.versionText = versionText
    settings.tcpIdleTimeout = tcpTimeouts.idle
    if cookies { settings.cookieSecret = cookieSecret ?? .random() }
    return Authority(zones: zones.compactMap(zone), hosts: hosts, settings: settings)
  }

  /// nil when a default name does not fit below the apex, which `problems` reports.
  private func zone(_ apex: DomainName) -> Zone? {
    guard let nameServers = nameServers ?? (try? [apex.child("ns1")]), let mname = nameServers.first,
      let rname = hostmaster ?? (try? apex.child("hostmaster"))
    else { return nil }
    let soa = SOA(
      mname: mname, rname: rname, serial: soaSerial, refresh: soaRefresh, retry: soaRetry, expire: soaExpire,
      minimum: soaMinimum)
    return Zone(apex: apex, nameServers: nameServers, soa: soa)
  }

  /// What is wrong with the values taken together, each with the setting to look at.
  var problems: [(setting: Setting, problem: String)] {
    var problems: [(setting: Setting, problem: String)] = []
    if zones.isEmpty {
      problems.append((.zones, "no zone to serve; name one, such as dev.example.com"))
    }
    for apex in zones where zone(apex) == nil {
      problems.append(
        (.zones, "\(apex) leaves no room for ns1 and hostmaster below it; set zone-ns and zone-hostmaster"))
    }
    let names = ZoneNames(zones)
    for host in hosts where !zones.isEmpty && names.closest(to: host.name) == nil {
      problems.append(
        (.hosts, "\(host.name) lies in none of the zones, so that nobody would ask leaf for it"))
    }
    return problems
  }

  /// What leaf starts with all the same, but should not stay as it is.
  func warnings(_ authority: Authority) -> [String] {
    authority.nameServersWithoutAddress.map {
      "the name server \($0) has no address, so that resolvers cannot follow a delegation to it;"
        + " give it one in hosts, such as \($0)=192.0.2.1"
    }
  }
}

extension CookieSecret {
  static func random() -> CookieSecret {
    var generator = SystemRandomNumberGenerator()
    return CookieSecret(low: generator.next(), high: generator.next())
  }
}
