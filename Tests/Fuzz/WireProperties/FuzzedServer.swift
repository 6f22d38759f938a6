import DNSWire
import LeafCore

/// A server that messages of the fuzzer come to.
package struct FuzzedServer: Sendable {
  package let authority: Authority
  /// nil for one without limits.
  package let limiter: Limiter?
  /// The same as `authority`, without leaf's code.
  package let plain: PlainAuthority

  /// - Parameter filter: That of all zones.
  package init(_ zones: EncodedZones, _ settings: Identity.Settings, filter: PlainFilter? = nil) {
    authority = Authority(zones.set, Identity(settings))
    plain = PlainAuthority(zones.contents(filter), settings)
    limiter = nil
  }

  init(_ zones: [ZoneContent], _ settings: Identity.Settings) {
    let slots = zones.map { zone in
      zone.records.map { .ready(Zone(apex: zone.apex, $0, zone.policy)) } ?? ZoneSet.Slot.notReady(zone.apex)
    }
    authority = Authority(ZoneSet(slots: slots), Identity(settings))
    plain = PlainAuthority(zones, settings)
    limiter = nil
  }

  private init(_ other: FuzzedServer, limiter: Limiter?) {
    authority = other.authority
    plain = other.plain
    self.limiter = limiter
  }

  /// - Parameter choice: From the lowest bit: two of zones and settings, two of limits, two of whether the zones
  ///   are encoded, stored, in other dialects or of addresses; the rest is unused.
  package init(choice: UInt8) {
    let limits = Self.limits[Int(choice >> 2 & 3)]
    let servers = [Self.encoded, Self.stored, Self.dialects, Self.reverse][Int(choice >> 4 & 3)]
    self.init(servers[Int(choice & 3)], limiter: limits.map { Limiter($0, hashKey: (1, 2)) })
  }

  private static let limits: [Limits?] =
    [nil]
    + [UInt32(0), 1, 2].map { slip in
      var limits = Limits()
      limits.globalQueries = 5
      limits.queriesPerAddress = 3
      limits.invalidAnswersPerName = 1
      limits.trackedAddresses = 4
      limits.trackedNames = 4
      limits.slip = slip
      return limits
    }

  private static let encoded = [simple, everything, root, large]
  private static let stored = StoredZones.all.map { FuzzedServer($0, Identity.Settings()) }

  private static let dialects = [
    server(
      any: .all, zones: ["dev.example.com"], challenges: .delegated,
      filter: PlainFilter(denied: ["1.2.0.0/16"]),
      .names(.leaf, ttl: 60, hasIPv6: true)),
    server(
      any: .one, zones: ["dev.example.com"], challenges: .alias(name("acme.example")),
      filter: PlainFilter(
        denied: ["127.0.0.0/8", "2001:db8::/120"], listed: ["x.34", "g", "1.2.3.4/32", "ffff::/16"],
        answer: .addresses(ipv4: IPv4Address(192, 0, 2, 1), ipv6: nil)), .names(.sslip, ttl: 60)),
    server(
      any: .all, zones: ["dev.example.com"], hosts: [host("ns1.dev.example.com", ipv4: 1, ipv6: 1)],
      .names(.nip, ttl: 60, hasIPv6: true)),
    server(
      zones: ["dev.example.com"], absent: .nodata, challenges: .delegated,
      filter: PlainFilter(listed: ["1.0.0.0/8", "abcde"], answer: .nxdomain), .names(.nip, ttl: 60)),
  ]

  private static let reverse = [
    reverse(["2.0.192.in-addr.arpa"]), reverse(["in-addr.arpa", "64/26.2.0.192.in-addr.arpa"], any: .all),
    reverse(["8.b.d.0.1.0.0.2.ip6.arpa"], any: .one, to: "."),
    reverse(["ip6.arpa", "0-127.0.0.10.in-addr.arpa", "0-29.0.0.10.in-addr.arpa"], any: .hinfo),
  ]

  private static func reverse(
    _ zones: [String], any: AnyPolicy = .refused, to target: String = "dev.example.com"
  )
    -> FuzzedServer
  {
    let zones = zones.map { text in
      guard let space = AddressSpace(name(text)) else { preconditionFailure("\(text)") }
      let soa = SOA(
        mname: name("ns1.example"), rname: name("hostmaster.example"), serial: 1, refresh: 300, retry: 60,
        expire: 86_400, minimum: 60)
      return EncodedZone(
        apex: name(text), nameServers: [name("ns1.example")], soa: soa, .reverse(space, ttl: 60),
        Zone.Policy(reverseZone: name(target), any: any))
    }
    return FuzzedServer(EncodedZones(zones, hosts: []), Identity.Settings())
  }

  private static let simple = server(zones: ["dev.example.com"])

  private static let everything = server(
    any: .hinfo,
    zones: ["dev.example.com", "sub.dev.example.com", "1.2.3.4.test", "deep.inner.test", "test"],
    hosts: [
      host("ns1.dev.example.com", ipv4: 1, ipv6: 1), host("dev.example.com", ipv4: 1, ipv6: 2),
      host("a.b.c.dev.example.com", ipv4: 0, ipv6: 1), host("1-2-3-4.dev.example.com", ipv4: 1, ipv6: 0),
    ]
  ) { settings in
    settings.serverID = Array("leaf-1".utf8)
    settings.versionText = Array("leaf".utf8)
    settings.cookieSecret = secret
  }

  private static let root = server(zones: ["."], hosts: [host("ns1", ipv4: 1, ipv6: 1)]) { settings in
    settings.cookieSecret = secret
    settings.tcpIdleTimeout = .seconds(3_600)
  }

  /// Every response that can be long is.
  private static let large = server(
    any: .hinfo, zones: [longApex, "dev.example.com"],
    nameServers: (0..<16).map { "ns\($0).dev.example.com" },
    hosts: (0..<16).map { host("ns\($0).dev.example.com", ipv4: 9 * $0, ipv6: 120 - 8 * $0) }
      + [host("many.dev.example.com", ipv4: Host.maximumAddresses, ipv6: Host.maximumAddresses)],
    .names(ttl: 0x7FFF_FFFF)
  ) { settings in
    settings.serverID = [UInt8](repeating: 0x69, count: Identity.Settings.maximumServerIDLength)
    settings.versionText = [UInt8](repeating: 0x76, count: Identity.Settings.maximumTextLength)
    settings.cookieSecret = secret
  }

  /// 247 octets: room for a label such as `1-2-3-4`.
  private static let longApex: String = {
    let label = String(repeating: "x", count: 63)
    return [label, label, label, String(repeating: "x", count: 53)].joined(separator: ".")
  }()

  /// The one of RFC 9018's first test vector.
  private static let secret = CookieSecret([
    0xE5, 0xE9, 0x73, 0xE5, 0xA6, 0xB2, 0xA4, 0x3F, 0x48, 0xE7, 0xDC, 0x84, 0x9E, 0x37, 0xBF, 0xCF,
  ])

  private static func host(_ text: String, ipv4: Int, ipv6: Int) -> Host {
    Host(
      name: name(text), ipv4: (0..<ipv4).map { IPv4Address(rawValue: 0xC000_0200 + UInt32($0)) },
      ipv6: (0..<ipv6).map { IPv6Address(high: 0x2001_0DB8_0000_0000, low: UInt64($0)) })
  }

  private static func server(
    any: AnyPolicy = .refused, zones: [String], nameServers: [String]? = nil, hosts: [Host] = [],
    absent: AbsentPolicy = .nxdomain, challenges: ChallengePolicy? = nil, filter: PlainFilter? = nil,
    _ synthesizer: Synthesizer = .names(ttl: 60),
    _ change: (inout Identity.Settings) -> Void = { _ in }
  ) -> FuzzedServer {
    var settings = Identity.Settings()
    change(&settings)
    let zones = zones.map { text in
      let apex = name(text)
      let targets = nameServers?.map { name($0) } ?? [name(text == "." ? "ns1" : "ns1.\(text)")]
      let soa = SOA(
        mname: targets[0], rname: name("hostmaster.example"), serial: 1, refresh: 300, retry: 60,
        expire: 86_400, minimum: 60)
      return EncodedZone(
        apex: apex, nameServers: targets, soa: soa, synthesizer,
        Zone.Policy(filter: filter?.leaf, challenges: challenges, any: any, absent: absent))
    }
    return FuzzedServer(EncodedZones(zones, hosts: hosts), settings, filter: filter)
  }

  private static func name(_ text: String) -> DomainName {
    do {
      return try DomainName(presentation: text)
    } catch {
      preconditionFailure("\(text): \(error)")
    }
  }
}
