import DNSWire
import LeafCore

/// A server that messages of the fuzzer come to.
package struct FuzzedServer: Sendable {
  package let authority: Authority
  package let limiter: Limiter?
  /// The same as `authority`, without leaf's code.
  package let plain: PlainAuthority

  package init(authority: Authority, limiter: Limiter?) {
    self.init(authority, PlainAuthority(authority), limiter)
  }

  private init(_ authority: Authority, _ plain: PlainAuthority, _ limiter: Limiter?) {
    self.authority = authority
    self.plain = plain
    self.limiter = limiter
  }

  /// - Parameter choice: From the lowest bit: two of zones and settings, two of limits; the rest is unused.
  package init(choice: UInt8) {
    let (authority, plain) = Self.authorities[Int(choice & 3)]
    self.init(authority, plain, Self.limits[Int(choice >> 2 & 3)].map { Limiter($0, hashKey: (1, 2)) })
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

  private static let authorities = [simple, everything, root, large].map { ($0, PlainAuthority($0)) }

  private static let simple = authority(zones: ["dev.example.com"])

  private static let everything = authority(
    zones: ["dev.example.com", "sub.dev.example.com", "1.2.3.4.test", "deep.inner.test", "test"],
    hosts: [
      host("ns1.dev.example.com", ipv4: 1, ipv6: 1), host("dev.example.com", ipv4: 1, ipv6: 2),
      host("a.b.c.dev.example.com", ipv4: 0, ipv6: 1), host("1-2-3-4.dev.example.com", ipv4: 1, ipv6: 0),
    ]
  ) { settings in
    settings.any = .hinfo
    settings.serverID = Array("leaf-1".utf8)
    settings.versionText = Array("leaf".utf8)
    settings.cookieSecret = secret
  }

  private static let root = authority(zones: ["."], hosts: [host("ns1", ipv4: 1, ipv6: 1)]) { settings in
    settings.cookieSecret = secret
    settings.tcpIdleTimeout = .seconds(3_600)
  }

  /// Every response that can be long is.
  private static let large = authority(
    zones: [longApex, "dev.example.com"],
    nameServers: (0..<16).map { "ns\($0).dev.example.com" },
    hosts: (0..<16).map { host("ns\($0).dev.example.com", ipv4: 9 * $0, ipv6: 120 - 8 * $0) }
      + [host("many.dev.example.com", ipv4: Host.maximumAddresses, ipv6: Host.maximumAddresses)]
  ) { settings in
    settings.ttl = 0x7FFF_FFFF
    settings.any = .hinfo
    settings.serverID = [UInt8](repeating: 0x69, count: Authority.Settings.maximumServerIDLength)
    settings.versionText = [UInt8](repeating: 0x76, count: Authority.Settings.maximumTextLength)
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

  private static func authority(
    zones: [String], nameServers: [String]? = nil, hosts: [Host] = [],
    _ change: (inout Authority.Settings) -> Void = { _ in }
  ) -> Authority {
    var settings = Authority.Settings()
    change(&settings)
    let zones = zones.map { text in
      let apex = name(text)
      let targets = nameServers?.map { name($0) } ?? [name(text == "." ? "ns1" : "ns1.\(text)")]
      let soa = SOA(
        mname: targets[0], rname: name("hostmaster.example"), serial: 1, refresh: 300, retry: 60,
        expire: 86_400, minimum: 60)
      return Zone(apex: apex, nameServers: targets, soa: soa)
    }
    return Authority(zones: zones, hosts: hosts, settings: settings)
  }

  private static func name(_ text: String) -> DomainName {
    do {
      return try DomainName(presentation: text)
    } catch {
      preconditionFailure("\(text): \(error)")
    }
  }
}
