import DNSWire
import LeafCore

/// What applies in a zone.
package struct ZoneSettings: Equatable, Sendable {
  /// The primary first; nil for `ns1` in the zone.
  package var nameServers: [DomainName]?
  /// nil for `hostmaster` in the zone.
  package var hostmaster: DomainName?
  /// TTL of positive answers, in seconds.
  package var ttl: UInt32 = 0
  /// What type ANY gets.
  package var any = AnyPolicy.refused
  /// SERIAL of the SOA record.
  package var serial: UInt32 = 0
  /// REFRESH, in seconds.
  package var refresh: UInt32 = 0
  /// RETRY, in seconds.
  package var retry: UInt32 = 0
  /// EXPIRE, in seconds.
  package var expire: UInt32 = 0
  /// MINIMUM, in seconds.
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

extension ZoneSettings {
  @Rows<ZoneSettings> static var nameRows: [Row<ZoneSettings>] {
    Row(
      "dns.zone_ns", "LEAF_ZONE_NS", .names(atMost: 16), \.nameServers, for: .both,
      "The name servers of every zone, the primary first; ns1.ZONE unless given.")
    Row(
      "dns.zone_hostmaster", "LEAF_ZONE_HOSTMASTER", .mailbox, \.hostmaster, for: .both,
      "The mailbox of who runs the zones, as a name; hostmaster.ZONE unless given.")
  }

  @Rows<ZoneSettings> static var answerRows: [Row<ZoneSettings>] {
    Row(
      "dns.ttl", "LEAF_TTL", .number(1...2_147_483_647), \.ttl, for: .both, default: 60,
      "TTL of positive answers, in seconds.")
    Row(
      "dns.any", "LEAF_ANY", .choice, \.any, for: .both, default: "refused",
      "What a query for type ANY gets: REFUSED, or the HINFO record of RFC 8482.")
  }

  @Rows<ZoneSettings> static var soaRows: [Row<ZoneSettings>] {
    Row(
      "soa.serial", "LEAF_SOA_SERIAL", .number(0...UInt32.max), \.serial, for: .both, default: 1,
      "Serial number.")
    Row(
      "soa.refresh", "LEAF_SOA_REFRESH", .number(0...2_147_483_647), \.refresh, for: .both, default: 300,
      "Refresh, in seconds.")
    Row(
      "soa.retry", "LEAF_SOA_RETRY", .number(0...2_147_483_647), \.retry, for: .both, default: 60,
      "Retry, in seconds.")
    Row(
      "soa.expire", "LEAF_SOA_EXPIRE", .number(0...2_147_483_647), \.expire, for: .both, default: 86_400,
      "Expire, in seconds.")
    Row(
      "soa.minimum", "LEAF_SOA_MINIMUM", .number(1...2_147_483_647), \.minimum, for: .both, default: 60,
      "Minimum, in seconds: the most that a negative answer is kept for.")
  }
}
