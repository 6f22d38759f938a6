import DNSWire
import Foundation
import LeafCore
import Testing

@testable import LeafConfiguration

@Suite struct `The configuration file` {
  private static let nested = """
    # The documented layout.
    zones = ["dev.example.com", "test.example.com"]
    listen = "127.0.0.1:5353"
    zones_dir = "zones"
    zone_files = ["file.example=file.zone"]
    zone_poll_interval = 60
    state_dir = "/state"

    [dns]
    check = "strict"
    ttl = 120
    zone_ns = ["ns1.dev.example.com", "ns2.dev.example.com"]
    zone_hostmaster = "admin.example.com"
    any = "hinfo"
    rrset_order = "rotated"
    dialect = "sslip"
    ipv6 = true
    absent = "nodata"
    allow = ["public", "10.0.0.0/8"]
    deny = "198.51.100.0/24"
    blocked = ["192.0.2.1", "2001:db8::1"]
    blocklist_file = "blocklist"
    acme = "acme.example.net"
    informational = ["ip", "status"]

    [soa]
    serial = 2026112001
    refresh = 600
    retry = 120
    expire = 172800
    minimum = 30

    [limits]
    global_qps_limit = 10000
    per_ip_qps_limit = "off"
    per_ip_invalid_qname_qps_limit = 10
    limiter_max_tracked_ips = 2000
    invalid_qname_limiter_max_tracked_keys = 3000
    slip = 2
    ipv6_prefix = 56
    exempt = ["192.0.2.0/24", "2001:db8::1"]
    tcp_max_connections = 512
    tcp_max_connections_per_ip = 32
    tcp_idle_timeout_ms = 5000
    tcp_read_timeout_ms = 1000
    tcp_write_timeout_ms = 2000
    max_tcp_frame_bytes = 2048
    max_udp_request_bytes = 1000

    [identity]
    server_id = "leaf-1"
    version = "leaf"

    [edns]
    cookies = true
    cookie_secret = "000102030405060708090a0b0c0d0e0f"

    [server]
    udp_workers = 3
    take_over = true

    [logging]
    query_log_enabled = true
    drop_log_include_client_ip = true
    level = "debug"
    format = "json"

    [dnssec]
    enabled = false
    mode = "presigned"
    denial = "nsec3"
    algorithm = "ed25519"
    lifetime = 30
    cds = false
    standby = true
    ksk_lifetime = 365
    zsk_lifetime = 90
    propagation_delay = 600
    ds_ttl = 7200
    resolvers = ["127.0.0.1:53"]
    zonemd = true
    sign_qps_limit = "off"
    signatures_kept = 1000

    [metrics]
    listen = "127.0.0.1:9153"

    [hosts]
    "ns1.dev.example.com" = ["192.0.2.1", "2001:db8::1"]
    "www.dev.example.com" = "192.0.2.2"
    """

  /// The same without tables, but for those that have to be.
  private static let flat: String = {
    let lines = nested.split(separator: "\n").filter {
      !$0.hasPrefix("[") || ["[metrics]", "[hosts]", "[dnssec]"].contains($0)
    }
    return lines.joined(separator: "\n")
      .replacing("query_log_enabled", with: "log_queries")
      .replacing("drop_log_include_client_ip", with: "log_drop_client_ip")
  }()

  @Test(arguments: [nested, flat])
  func `the documented layout, nested and flat, is read whole`(text: String) throws {
    let loaded = try load(file: text)
    let configuration = loaded.configuration
    #expect(
      configuration.zones.map(\.description) == ["dev.example.com.", "test.example.com.", "file.example."])
    #expect(configuration.zonesFolder == "zones" && configuration.zonePollInterval == 60)
    #expect(configuration.everyZone.check == .strict)
    #expect(configuration.sockets.listen.map(\.description) == ["127.0.0.1:5353"])
    #expect(configuration.metrics.listen.map(\.description) == ["127.0.0.1:9153"])
    #expect(configuration.everyZone.ttl == 120 && configuration.everyZone.any == .hinfo)
    #expect(configuration.everyZone.order == .rotated && configuration.dialect == .sslip)
    #expect(configuration.everyZone.hasIPv6 && configuration.everyZone.absent == .nodata)
    #expect(
      configuration.everyZone.filter
        == FilterSettings(
          allowed: [
            .group(.public), .prefix(try #require(IPPrefix(.ipv4(IPv4Address(10, 0, 0, 0)), length: 8))),
          ],
          denied: [.prefix(try #require(IPPrefix(.ipv4(IPv4Address(198, 51, 100, 0)), length: 24)))],
          blocklistFile: "blocklist",
          blocked: .addresses(ipv4: IPv4Address(192, 0, 2, 1), ipv6: IPv6Address("2001:db8::1"))))
    #expect(configuration.everyZone.challenges == .alias(try DomainName(presentation: "acme.example.net")))
    #expect(configuration.everyZone.informational == [.ip, .status])
    #expect(configuration.stateFolder == "/state")
    #expect(
      configuration.onlineSigning == OnlineSigningSettings(signaturesPerSecond: nil, signaturesKept: 1000))
    #expect(
      configuration.everyZone.security
        == SecuritySettings(
          isEnabled: false, mode: .presigned, denial: .nsec3, algorithm: .ed25519, lifetime: 30,
          tellsParent: false, keepsStandby: true, entryPointLifetime: 365, zoneKeyLifetime: 90,
          propagation: 600, parentTTL: 7200,
          resolvers: [ListenAddress(ip: .ipv4(IPv4Address(127, 0, 0, 1)), port: 53)], hasDigest: true))
    #expect(configuration.blocklists["blocklist"]?.entryCount == 2)
    #expect(configuration.everyZone.nameServers?.count == 2)
    #expect(configuration.everyZone.hostmaster?.description == "admin.example.com.")
    #expect(configuration.everyZone.serial == 2_026_112_001 && configuration.everyZone.minimum == 30)
    #expect(
      configuration.limits.queries.globalQueries == 10_000
        && configuration.limits.queries.queriesPerAddress == nil)
    #expect(configuration.limits.queries.slip == 2 && configuration.limits.queries.ipv6Prefix == 56)
    #expect(configuration.limits.connections == ConnectionLimits(total: 512, perAddress: 32))
    #expect(
      configuration.limits.timeouts
        == StreamTimeouts(idle: .seconds(5), read: .seconds(1), write: .seconds(2)))
    #expect(configuration.identity.serverID == Array("leaf-1".utf8) && configuration.sockets.udpWorkers == 3)
    #expect(configuration.identity.cookieSecret != nil && configuration.sockets.takesOver)
    #expect(
      configuration.log
        == LogSettings(level: .debug, format: .json, queries: true, clientAddressOnDrops: true))
    #expect(
      configuration.hosts.map { "\($0.name)" }.sorted() == ["ns1.dev.example.com.", "www.dev.example.com."])
    for value in loaded.values where value.setting.key != nil {
      guard case .file("leaf.toml", _, _) = value.origin else {
        Issue.record("\(value.setting.id.key) is not from the file")
        continue
      }
    }
  }

  @Test func `zone and zones add up, and so do the flags and the variables`() throws {
    let text = "zone = 'a.example'\nzones = ['b.example', 'c.example,d.example']\n"
    #expect(try load(file: text).configuration.zones.count == 4)
    #expect(
      try load([:], ["LEAF_ZONE": "a.example", "LEAF_ZONES": "b.example,c.example"]).configuration.zones.count
        == 3)
    #expect(try load(["zone": ["a.example", "b.example,c.example"]]).configuration.zones.count == 3)
  }

  @Test func `every problem is reported, with its line and the nearest key`() throws {
    let text = """
      zones = ["dev.example.com"]
      unknown_thing = 1

      [dns]
      ttl = 0
      tttl = 3

      [limits]
      per_ip_qps = 100
      global_qps_limit = 1.5
      slip = [1, 2]

      [limit]
      slip = 2

      [logging]
      level = 2026-01-01

      [hosts]
      "www.example.org" = "192.0.2.1"
      """
    let error = #expect(throws: ConfigurationError.self) { _ = try load(file: text) }
    #expect(
      error?.problems.map(\.description) == [
        "leaf.toml:2: unknown_thing: unknown key",
        "leaf.toml:5: dns.ttl: '0' is not a whole number from 1 to 2147483647",
        "leaf.toml:6: dns.tttl: unknown key; did you mean ttl?",
        "leaf.toml:9: limits.per_ip_qps: unknown key; did you mean per_ip_qps_limit?",
        "leaf.toml:10: limits.global_qps_limit: '1.5' is not a whole number from 1 to 10000000, or off",
        "leaf.toml:11: limits.slip: '[1, 2]' is not a single value",
        "leaf.toml:13: limit: unknown key; did you mean limits?",
        "leaf.toml:17: logging.level: '2026-01-01' is not trace or debug or info or notice or warn or error or critical",
        "leaf.toml:20: hosts: www.example.org. lies in none of the zones, so that nobody would ask leaf for it",
      ])
  }

  @Test(arguments: [("zones = [\"a\"\nttl = 3\n", 2), ("zones = 'a'\nttl = 0\nz\u{224} = 1", 3)])
  func `a line that is no TOML is named, and nothing else is guessed`(text: String, line: Int) throws {
    let error = #expect(throws: ConfigurationError.self) { _ = try load(file: text) }
    #expect(error?.problems.map(\.line) == [line])
  }

  @Test func `a problem of one in many is named by its own line`() throws {
    let text = """
      zones = ["dev.example.com", "b.example",
        "..",
      ]
      version = \"""
      ttl = 5
      \"""
      [dns] # see [1]
      ttl = 0
      """
    let error = #expect(throws: ConfigurationError.self) { _ = try load(file: text) }
    #expect(error?.problems.map(\.line) == [2, 8])
  }

  @Test(arguments: [
    "zones = ['a']\nttl = f\n", "[dns]\nzone_hostmaster = \"a\\n@b\"", "\"a\\nb\" = 1",
  ])
  func `an error is one line, whatever the file holds`(text: String) {
    let error = #expect(throws: ConfigurationError.self) { _ = try load(file: text) }
    for problem in error?.problems ?? [] { #expect(!problem.description.contains("\n"), "\(problem)") }
  }

  @Test(arguments: [
    ("192.0.2.1/24", "a prefix: only its first 24 bits may be set, as in 192.0.2.0/24"),
    ("2001:db8::1/32", "a prefix: only its first 32 bits may be set, as in 2001:db8::/32"),
    ("192.0.2.0/33", "a prefix: after / stands a whole number from 0 to 32"),
    ("192.0.2", "an address or prefix, such as 192.0.2.0/24 or 2001:db8::/32"),
  ])
  func `a prefix that is none is told what would be one`(text: String, allowed: String) {
    let error = #expect(throws: ConfigurationError.self) {
      _ = try load(file: "zones = 'a'\nexempt = ['::1',\n'\(text)']")
    }
    #expect(error?.problems.map(\.description) == ["leaf.toml:3: exempt: '\(text)' is not \(allowed)"])
  }

  @Test func `a file that is named has to be there, one that is looked for has not`() throws {
    for (commandLine, environment, place) in [
      (["config": ["other.toml"]], [:], "--config"), ([:], ["LEAF_CONFIG": "other.toml"], "LEAF_CONFIG"),
    ] as [([String: [String]], [String: String], String)] {
      let error = #expect(throws: ConfigurationError.self) {
        _ = try LoadedConfiguration(
          commandLine: CommandLineValues(flags: commandLine), environment: environment, coreCount: 1
        ) { _ in nil }
      }
      #expect(
        error?.problems.map(\.description) == [
          "\(place): other.toml cannot be read: No such file or directory"
        ])
    }
    let loaded = try LoadedConfiguration(
      commandLine: CommandLineValues(flags: ["zone": ["a.example"]]), environment: [:], coreCount: 1
    ) { _ in nil }
    #expect(loaded.path == nil)
  }

  @Test func `a variable that looks like one of leaf's is warned about`() throws {
    let loaded = try load(
      [:],
      ["LEAF_TLL": "5", "LEAF_SLIPP": " ", "LEAF_PORT": "tcp://10.0.0.1:53", "LEAF_SERVICE_HOST": "10.0.0.1"])
    #expect(loaded.warnings == ["LEAF_TLL is no variable of leaf's; did you mean LEAF_TTL?"])
  }

  @Test func `a secret is never repeated`() throws {
    let decimal = "12345678901234567890123456789012"
    for value in [
      "'topsecret'", "['topsecret']", "{ a = 'topsecret' }", "topsecret", "'topsecret", "'a' topsecret",
      decimal,
      "\ntopsecret",
    ] {
      for table in ["[edns]", "[hosts]", ""] {
        let error = #expect(throws: ConfigurationError.self) {
          _ = try load(file: "\(table)\ncookie_secret = \(value)\n")
        }
        #expect(error?.problems.count == 1)
        for secret in ["topsecret", decimal] { #expect(!"\(String(describing: error))".contains(secret)) }
      }
    }
  }

  @Test(arguments: [
    "= 'topsecret'", "= ['topsecret']", "= [['topsecret']]", "= [{ a = 'topsecret' }]", "= 'top.secret:1'",
    "= '192.0.2.1+topsecret'", ".a = 'topsecret'", "= { a = 'topsecret' }", "= 987654321",
  ])
  func `a secret whose key is misspelt is not repeated, wherever it stands`(value: String) throws {
    for table in ["[edns]", "[hosts]", "", "[zone.\"a.example\"]"] {
      for key in ["cookie_secert", "cookiesecret", "cookie-secret", "Cookie_Secret", "secret"] {
        let error = #expect(throws: ConfigurationError.self) {
          _ = try load(file: "zones = 'a.example'\n\(table)\n\(key) \(value)\n")
        }
        #expect(error?.problems.count == 1)
        for secret in ["topsecret", "top.secret", "987654321"] {
          #expect(!"\(String(describing: error))".contains(secret), "\(key) \(table)")
        }
      }
    }
  }

  @Test func `a misspelt setting under [hosts] is named with what was meant`() throws {
    let digits = "00112233445566778899aabbccddeeff"
    let error = #expect(throws: ConfigurationError.self) {
      _ = try load(
        file:
          "[hosts]\ncookie_secert = '0011'\n'x.dev.example.com' = 'fourty-two'\n'y.dev.example.com' = '\(digits)'\n"
      )
    }
    #expect(
      error?.problems.map(\.description) == [
        "leaf.toml:3: hosts: 'cookie_secert' is not a host; did you mean cookie_secret, which is a setting of its own?",
        "leaf.toml:4: hosts: 'fourty-two' is not an IPv4 or IPv6 address (of x.dev.example.com.)",
        "leaf.toml:5: hosts: '…' is not an IPv4 or IPv6 address (of y.dev.example.com.)",
      ])
  }

  @Test(arguments: [
    "cookie_secert=topsecret", "cookie-secret=top.secret", "00112233445566778899aabbtopsecret",
    "x.a.example=00112233445566778899aabbtopsecret",
  ])
  func `nor is one among the hosts of a flag or a variable`(host: String) throws {
    for (flags, variables) in [(["hosts": [host]], [:]), ([:], ["LEAF_HOSTS": host])]
      as [([String: [String]], [String: String])]
    {
      let error = #expect(throws: ConfigurationError.self) { _ = try load(flags, variables) }
      #expect(error?.problems.count == 1)
      for secret in ["topsecret", "top.secret"] {
        #expect(!"\(String(describing: error))".contains(secret))
      }
    }
  }

  @Test(arguments: [
    ("[identity.version]\nx = 'y'", 2, #"identity.version: '{"x" = "y"}' is not a single value"#),
    ("ttl = [1]", 2, "ttl: '[1]' is not a single value"),
    ("listen = [\n'127.0.0.1:53',\n['::1']]", 4, #"listen: '["::1"]' is not a single value"#),
    ("[listen]", 2, "listen: '{}' is not a single value"),
    ("limits = 5", 2, "limits: has to be a table, [limits]"),
    ("[[dns]]\nttl = 5", 2, "dns: has to be a table, [dns]"),
    ("[hosts]\nttl = 5", 3, "hosts: 'ttl' is not a host: as a setting it has to stand above [hosts]"),
    (
      "[hosts]\nns1.a.example = '::1'", 3,
      #"hosts: 'ns1' is not a host: its name needs quotes, such as "ns1.dev.example.com""#
    ),
    ("[hosts]\n'a.example' = ['::1', {}]", 3, "hosts: '{}' is not a single value"),
    (
      "[logging]\nquery_log_enabled = true\nlog_queries = false", 4,
      "logging.log_queries: was given in line 3 already, by another name"
    ),
    ("any = 'x\u{2028}\u{202E}y'", 2, #"any: 'x\u{2028}\u{202E}y' is not refused or hinfo or one or all"#),
  ])
  func `a value of the wrong shape is named`(text: String, line: Int, problem: String) {
    let error = #expect(throws: ConfigurationError.self) {
      _ = try load(file: "zones = ['a.example']\n" + text)
    }
    #expect(error?.problems.map(\.description) == ["leaf.toml:\(line): \(problem)"])
  }

  @Test(arguments: [
    ("slip = -1", 0), ("slip = []", 1), ("slip = {}", 1), ("listen = [[]]", 1), ("cookie_secret = []", 1),
  ])
  func `a value that others go before has to be of the right shape, and no more`(text: String, problems: Int)
  {
    let flags = [
      "zone": ["a"], "slip": ["1"], "listen": ["[::]:53"],
      "cookie-secret": ["00112233445566778899aabbccddeeff"],
    ]
    let error = #expect(throws: ConfigurationError.self) { _ = try load(flags, file: "\(text)\nx = 1\n") }
    #expect(error?.problems.map(\.line) == [Int](repeating: 1, count: problems) + [2])
  }

  @Test func `what hosts hold keeps the line that it has`() {
    let error = #expect(throws: ConfigurationError.self) {
      _ = try load(
        file: "zones = 'a'\n[hosts]\n'x.a' = '::1'\n'y.a' = [\n'::1',\n'::x']\n'X.a' = '::2'\n'*.a' = '::1'")
    }
    #expect(
      error?.problems.map(\.description) == [
        "leaf.toml:4: hosts: '::x' is not an IPv4 or IPv6 address (of y.a.)",
        "leaf.toml:7: hosts: 'X.a=::2' is not the first of that name",
        "leaf.toml:8: hosts: '*.a=::1' is not a host: wildcards are not supported",
      ])
  }

  @Test func `hosts may stand in any form of table, and empty lists are as none`() throws {
    for hosts in ["[hosts]\n'x.a' = '::1'", "hosts = { 'x.a' = ['::1'] }", "hosts.'x.a' = '::1'"] {
      let loaded = try load(file: "zones = 'a'\nlisten = []\n\(hosts)")
      #expect(loaded.configuration.hosts.map(\.name.description) == ["x.a."])
      #expect(loaded.configuration.sockets.listen == (try load().configuration.sockets.listen))
    }
  }

  @Test func `no more than a hundred problems of a file are told`() {
    let text = (0..<1_000).map { "unknown\($0) = 1\n" }.joined()
    let error = #expect(throws: ConfigurationError.self) { _ = try load(file: text) }
    #expect(error?.problems.count == 100)
  }

  @Test func `control characters in a value do not break a line`() throws {
    let error = #expect(throws: ConfigurationError.self) {
      _ = try load(["any": ["x\u{1B}[31m\nleaf: fine"]])
    }
    #expect(
      error?.problems.first?.description
        == #"--any: 'x\u{1B}[31m\nleaf: fine' is not refused or hinfo or one or all"#)
  }

  @Test func `what leaf init writes is the example in the repository, and starts`() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let example = try String(contentsOf: root.appendingPathComponent("leaf.example.toml"), encoding: .utf8)
    #expect(example == exampleConfiguration())
    let loaded = try load(file: example)
    #expect(loaded.configuration.zones.map(\.description) == ["dev.example.com."])
    // With what is commented out put in force nothing changes but what has no default.
    let inForce = example.replacing(#/^# (?=[a-z_0-9]+ = )/#.anchorsMatchLineEndings(), with: "")
      .replacing(#/.*….*\n/#, with: "")
    let again = try load(file: inForce)
    let texts = [again, loaded].map { $0.values.filter { $0.setting.defaultText != nil }.map(\.text) }
    #expect(texts[0] == texts[1] && texts[0].count > 25)
    #expect(again.values.count { if case .file = $0.origin { true } else { false } } > 25)
  }
}

@Suite struct `The nearest key` {
  @Test(arguments: [
    ("per_ip_qps", "per_ip_qps_limit"), ("ttll", "ttl"), ("tll", "ttl"), ("zone_nss", "zone_ns"),
    ("global_qps_limt", "global_qps_limit"), ("listne", "listen"), ("completely_different", nil), ("", nil),
    ("x", nil),
  ])
  func `is suggested if it is near`(word: String, expected: String?) {
    #expect(nearest(to: word, among: Setting.all.flatMap(\.flatKeys)) == expected)
  }
}
