import DNSWire
import LeafCore

/// What applies in a zone.
package struct ZoneSettings: Equatable, Sendable {
  /// The primary first; nil for `ns1` in the zone.
  package var nameServers: [DomainName]?
  /// nil for `hostmaster` in the zone.
  package var hostmaster: DomainName?
  package var ttl: UInt32 = 0
  package var any = AnyPolicy.refused
  package var serial: UInt32 = 0
  package var refresh: UInt32 = 0
  package var retry: UInt32 = 0
  package var expire: UInt32 = 0
  package var minimum: UInt32 = 0

  /// The name servers and the SOA record; nil when a default name does not fit below the apex.
  package func records(of apex: DomainName) -> (nameServers: [DomainName], soa: SOA)? {
    guard let nameServers = nameServers ?? (try? [apex.child("ns1")]), let mname = nameServers.first,
      let rname = hostmaster ?? (try? apex.child("hostmaster"))
    else { return nil }
    let soa = SOA(
      mname: mname, rname: rname, serial: serial, refresh: refresh, retry: retry, expire: expire,
      minimum: minimum)
    return (nameServers, soa)
  }
}

extension SettingGroup {
  static let zones = SettingGroup("Zones") {
    Setting.server(
      "zones", "LEAF_ZONES", or: SettingAlias(variable: "LEAF_ZONE", key: "zone"), .names("ZONE"), \.zones,
      traits: .inForce, example: #"zones = ["dev.example.com"]"#, "Zones to serve; at least one.")
    Setting.server(
      "hosts", "LEAF_HOSTS", .hosts, \.hosts,
      example: #"# "ns1.dev.example.com" = ["192.0.2.53", "2001:db8::53"]"#,
      "Names inside a zone with fixed IPv4 and IPv6 addresses, such as the name servers'.")
    Setting.both(
      "dns.zone_ns", "LEAF_ZONE_NS", .names(atMost: 16), \.nameServers,
      "The name servers of every zone, the primary first; ns1.ZONE unless given.")
    Setting.both(
      "dns.zone_hostmaster", "LEAF_ZONE_HOSTMASTER", .mailbox, \.hostmaster,
      "The mailbox of who runs the zones, as a name; hostmaster.ZONE unless given.")
  }

  static let answers = SettingGroup("Answers") {
    Setting.both(
      "dns.ttl", "LEAF_TTL", .number(1...2_147_483_647), \.ttl, default: 60,
      "TTL of positive answers, in seconds.")
    Setting.both(
      "dns.any", "LEAF_ANY", .choice, \.any, default: "refused",
      "What a query for type ANY gets: REFUSED, or the HINFO record of RFC 8482.")
  }

  static let soa = SettingGroup("SOA record") {
    Setting.both(
      "soa.serial", "LEAF_SOA_SERIAL", .number(0...UInt32.max), \.serial, default: 1, "Serial number.")
    Setting.both(
      "soa.refresh", "LEAF_SOA_REFRESH", .number(0...2_147_483_647), \.refresh, default: 300,
      "Refresh, in seconds.")
    Setting.both(
      "soa.retry", "LEAF_SOA_RETRY", .number(0...2_147_483_647), \.retry, default: 60, "Retry, in seconds.")
    Setting.both(
      "soa.expire", "LEAF_SOA_EXPIRE", .number(0...2_147_483_647), \.expire, default: 86_400,
      "Expire, in seconds.")
    Setting.both(
      "soa.minimum", "LEAF_SOA_MINIMUM", .number(1...2_147_483_647), \.minimum, default: 60,
      "Minimum, in seconds: the most that a negative answer is kept for.")
  }
}
