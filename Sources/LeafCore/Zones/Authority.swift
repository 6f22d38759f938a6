import DNSWire

/// All that leaf is authoritative for and how it answers, made once and never changed.
package final class Authority: Sendable {
  package struct Settings: Sendable {
    /// The TTL of positive answers in seconds, at most 2^31 - 1 (RFC 2181 §8).
    package var ttl: UInt32 = 60
    package var any = AnyPolicy.refused
    /// So that question and OPT record fit 512 octets whatever is asked.
    package static let maximumServerIDLength = 128
    /// What one character string holds (RFC 1035 §3.3).
    package static let maximumTextLength = 255

    /// For NSID and the CHAOS names of the server; at most `maximumServerIDLength` octets.
    package var serverID: [UInt8]?
    /// For `version.bind` and `version.server`; at most `maximumTextLength` octets.
    package var versionText: [UInt8]?
    /// nil turns cookies off.
    package var cookieSecret: CookieSecret?
    /// What edns-tcp-keepalive tells TCP clients.
    package var tcpIdleTimeout = Duration.seconds(10)

    package init() {}
  }

  package let settings: Settings
  package let zones: [Zone]
  package let hosts: [Host]
  /// NS targets inside a zone that have no address, so that no resolver can follow the delegation.
  package let nameServersWithoutAddress: [DomainName]

  /// For each zone the closest zone above it, where there is one.
  let enclosingZones: [Int?]
  /// Every RRset that can be sent as it is.
  let prepared: [PreparedRecords]
  let zoneRecords: [ZoneRecords]
  let hostRecords: [HostRecords]
  let zoneTable: NameTable<Int>
  let storedNames: NameTable<StoredName>
  let identity: IdentityRecords

  /// - Parameters:
  ///   - zones: No apex twice.
  ///   - hosts: Each inside a zone, no name twice, at most `Host.maximumAddresses` of either family.
  package init(zones: [Zone], hosts: [Host], settings: Settings) {
    self.settings = settings
    self.zones = zones
    self.hosts = hosts
    let names = ZoneNames(zones.map(\.apex))
    enclosingZones = zones.map { zone in names.closest(above: zone.apex) }
    let hostsByName = Dictionary(hosts.map { ($0.name, $0) }) { first, _ in first }
    let glue = zones.map { zone in
      zone.nameServers.filter { $0.isEqualToOrBelow(zone.apex) }.map { target in
        hostsByName[target] ?? names.encodedHost(target)
      }
    }
    nameServersWithoutAddress = Set(glue.joined().filter(\.families.isEmpty).map(\.name)).sorted {
      "\($0)" < "\($1)"
    }
    var prepared: [PreparedRecords] = []
    zoneRecords = zip(zones, glue).map { ZoneRecords($0, glue: $1, ttl: settings.ttl, into: &prepared) }
    hostRecords = hosts.map { HostRecords($0, ttl: settings.ttl, into: &prepared) }
    zoneTable = NameTable(zones.enumerated().map { ($1.apex, $0) })
    storedNames = StoredName.table(names, hosts: hosts)
    identity = IdentityRecords(settings, into: &prepared)
    self.prepared = prepared
  }

  /// The most octets that a response can have, at most 65,535: what TCP needs room for.
  package var maximumResponseLength: Int {
    let longest = prepared.map(\.length).max() ?? 0
    return min(
      ResponseLength.stream, ResponseLength.withoutRecords + max(longest, ResponseLength.encodedAddress))
  }
}
