import DNSWire
import LeafCore
import TestPrograms
import Testing

@testable import LeafConfiguration

/// What a test needs to know of a setting.
struct SettingCase: Sendable, CustomTestStringConvertible {
  let setting: Setting
  /// The value in a configuration, as text.
  let read: @Sendable (Configuration) -> String
  let byDefault: String
  /// Values, lowest and highest among them, and how `read` shows them.
  let valid: [(text: String, shown: String)]
  let invalid: [String]

  init(
    _ setting: Setting.ID, default byDefault: String, valid: [String], shown: [String]? = nil,
    invalid: [String],
    read: @escaping @Sendable (Configuration) -> String
  ) {
    self.setting = Setting[setting]
    self.byDefault = byDefault
    self.valid = Array(zip(valid, shown ?? valid))
    self.invalid = invalid
    self.read = read
  }

  var testDescription: String { setting.id.key }

  private static let notNumbers = [
    "", "x", "-1", "+5", "1.5", "5 5", "0x10", "99999999999999999999", "٣",
  ]

  private static func number(
    _ setting: Setting.ID, default byDefault: String, _ range: ClosedRange<Int>,
    read: @escaping @Sendable (Configuration) -> String
  ) -> SettingCase {
    SettingCase(
      setting, default: byDefault,
      valid: ["\(range.lowerBound)", "\(range.upperBound)", "\(range.lowerBound + 7)"],
      invalid: notNumbers + ["\(range.lowerBound - 1)", "\(range.upperBound + 1)", "off"], read: read)
  }

  private static func rate(
    _ setting: Setting.ID, default byDefault: String, read: @escaping @Sendable (Configuration) -> UInt32?
  ) -> SettingCase {
    SettingCase(
      setting, default: byDefault, valid: ["1", "10000000", "off"],
      invalid: notNumbers + ["0", "10000001", "OFF"],
      read: { read($0).map(String.init) ?? "off" })
  }

  private static func lifetime(
    _ setting: Setting.ID, read: @escaping @Sendable (Configuration) -> UInt32?
  ) -> SettingCase {
    SettingCase(
      setting, default: "off", valid: ["1", "3650", "off"], invalid: notNumbers + ["0", "3651", "OFF"],
      read: { read($0).map(String.init) ?? "off" })
  }

  private static func milliseconds(
    _ setting: Setting.ID, default byDefault: String, read: @escaping @Sendable (Configuration) -> Duration
  ) -> SettingCase {
    number(setting, default: byDefault, 1...3_600_000) { "\(Int(read($0) / .milliseconds(1)))" }
  }

  private static func boolean(
    _ setting: Setting.ID, default byDefault: String, read: @escaping @Sendable (Configuration) -> Bool
  ) -> SettingCase {
    SettingCase(
      setting, default: byDefault, valid: ["true", "false"], invalid: ["", "yes", "1", "TRUE", "on"],
      read: { "\(read($0))" })
  }

  static let all: [SettingCase] = [
    SettingCase(
      "zones", default: "dev.example.com.",
      valid: ["a.example", "a.example,B.example", ".", #"a\.b.example."#],
      shown: ["a.example.", "a.example.,B.example.", ".", #"a\.b.example."#],
      invalid: ["", "a..b", ".a", String(repeating: "a", count: 64), "a b", "é.example", "a,,b", #"a\25"#]
    ) { $0.zones.map(\.description).joined(separator: ",") },
    SettingCase(
      "hosts", default: "",
      valid: [
        "ns1.dev.example.com=192.0.2.1", "a.dev.example.com=192.0.2.1+2001:db8::1,b.dev.example.com=::1",
      ],
      shown: ["ns1.dev.example.com. 1 0", "a.dev.example.com. 1 1,b.dev.example.com. 0 1"],
      invalid: [
        "", "x", "x=", "=192.0.2.1", "a..b=192.0.2.1", "a=192.0.2", "a=192.0.2.1+", "a=192.0.2.256",
        "*.dev.example.com=192.0.2.1", "a.dev.example.com=192.0.2.1,A.dev.example.com=192.0.2.2",
        "a.dev.example.com=" + (0...2_000).map { "10.0.\($0 / 256).\($0 % 256)" }.joined(separator: "+"),
      ]
    ) { $0.hosts.map { "\($0.name) \($0.ipv4.count) \($0.ipv6.count)" }.joined(separator: ",") },
    SettingCase(
      "dns.zone_ns", default: "nil", valid: ["ns.example.net", "ns1.example.net,ns2.example.net"],
      shown: ["ns.example.net.", "ns1.example.net.,ns2.example.net."],
      invalid: ["", "a..b", (0...16).map { "ns\($0)" }.joined(separator: ",")]
    ) { $0.everyZone.nameServers?.map(\.description).joined(separator: ",") ?? "nil" },
    SettingCase(
      "dns.zone_hostmaster", default: "nil", valid: ["hostmaster.example.net"],
      shown: ["hostmaster.example.net."],
      invalid: ["", "a..b", "root@example.net"]
    ) { $0.everyZone.hostmaster?.description ?? "nil" },
    number("dns.ttl", default: "60", 1...2_147_483_647) { "\($0.everyZone.ttl)" },
    SettingCase(
      "dns.dialect", default: "leaf", valid: ["leaf", "nip", "sslip"], invalid: ["", "Leaf", "xip"]
    ) { $0.dialect.rawValue },
    boolean("dns.ipv6", default: "false") { $0.everyZone.hasIPv6 },
    SettingCase(
      "dns.absent", default: "nxdomain", valid: ["nxdomain", "nodata"], invalid: ["", "NXDOMAIN", "refused"]
    ) { $0.everyZone.absent.rawValue },
    SettingCase(
      "dns.allow", default: "", valid: ["public", "10.0.0.0/8,private,::1", "link-local,0.0.0.0/0"],
      shown: ["public", "10.0.0.0/8,private,::1", "link-local,0.0.0.0/0"],
      invalid: ["", "Private", "localhost", "10.0.0.1/8", "1.2.3", "public;private"]
    ) { $0.everyZone.filter.allowed.map(\.shown).joined(separator: ",") },
    SettingCase(
      "dns.deny", default: "", valid: ["private", "multicast,documentation,shared,unspecified,loopback"],
      invalid: ["", "all", "10.0.0.0/33"]
    ) { $0.everyZone.filter.denied.map(\.shown).joined(separator: ",") },
    SettingCase(
      "dns.blocklist_file", default: "nil", valid: ["blocklist", "blocklist.txt", "off"],
      shown: ["blocklist", "blocklist.txt", "nil"], invalid: [""]
    ) {
      $0.everyZone.filter.blocklistFile ?? "nil"
    },
    SettingCase(
      "dns.blocked", default: "nodata",
      valid: ["nodata", "nxdomain", "refused", "192.0.2.1", "2001:db8::1,192.0.2.1"],
      shown: ["nodata", "nxdomain", "refused", "192.0.2.1", "192.0.2.1,2001:db8::1"],
      invalid: ["", "Nodata", "drop", "192.0.2.1,192.0.2.2", "nodata,192.0.2.1", "::1,::2", "nodata,refused"]
    ) { Setting["dns.blocked"].value(in: $0).flat },
    SettingCase(
      "dns.acme", default: "nil", valid: ["delegate", "acme.example.net", "off"],
      shown: ["delegate", "acme.example.net.", "nil"], invalid: ["", "a..b", "delegat", "true"]
    ) { Setting["dns.acme"].value(in: $0).flat.isEmpty ? "nil" : Setting["dns.acme"].value(in: $0).flat },
    SettingCase(
      "dns.informational", default: "", valid: ["ip", "ip,version,status"], invalid: ["", "IP", "uptime"]
    ) { $0.everyZone.informational.map(\.rawValue).joined(separator: ",") },
    SettingCase(
      "dns.any", default: "nil", valid: ["refused", "hinfo", "one", "all"], invalid: ["", "Refused", "two"]
    ) { $0.everyZone.any?.rawValue ?? "nil" },
    SettingCase(
      "dns.rrset_order", default: "stored", valid: ["stored", "rotated"], invalid: ["", "Stored", "random"]
    ) { $0.everyZone.order.rawValue },
    SettingCase(
      "dns.check", default: "default", valid: ["strict", "default", "off"], invalid: ["", "Strict", "on"]
    ) { $0.everyZone.check.rawValue },
    SettingCase(
      "zone_poll_interval", default: "off", valid: ["1", "86400", "off"],
      invalid: notNumbers + ["0", "86401", "OFF"]
    ) { $0.zonePollInterval.map(String.init) ?? "off" },
    SettingCase("zones_dir", default: "nil", valid: ["zones", "/etc/leaf/zones"], invalid: []) {
      $0.zonesFolder ?? "nil"
    },
    SettingCase(
      "zone_files", default: "", valid: ["a.example=a.zone", "a.example=x=y,B.example=/b.zone", ".=root"],
      shown: ["a.example.=a.zone", "a.example.=x=y,B.example.=/b.zone", ".=root"],
      invalid: ["", "x", "a.example=", "=a.zone", "a..b=a.zone", "a.example=a,A.example=b"]
    ) { $0.zoneFiles.map { "\($0.apex)=\($0.path)" }.joined(separator: ",") },
    number("soa.serial", default: "1", 0...4_294_967_295) { "\($0.everyZone.serial)" },
    number("soa.refresh", default: "300", 0...2_147_483_647) { "\($0.everyZone.refresh)" },
    number("soa.retry", default: "60", 0...2_147_483_647) { "\($0.everyZone.retry)" },
    number("soa.expire", default: "86400", 0...2_147_483_647) { "\($0.everyZone.expire)" },
    number("soa.minimum", default: "60", 1...2_147_483_647) { "\($0.everyZone.minimum)" },
    SettingCase(
      "identity.server_id", default: "nil", valid: ["leaf-1", String(repeating: "x", count: 128), "ü"],
      invalid: ["", String(repeating: "x", count: 129)]
    ) { $0.identity.serverID.map { String(decoding: $0, as: UTF8.self) } ?? "nil" },
    SettingCase(
      "identity.version", default: "nil", valid: ["leaf", String(repeating: "x", count: 255)],
      invalid: ["", String(repeating: "x", count: 256)]
    ) { $0.identity.versionText.map { String(decoding: $0, as: UTF8.self) } ?? "nil" },
    boolean("edns.cookies", default: "true") { $0.identity.cookies },
    SettingCase(
      "edns.cookie_secret", default: "nil",
      valid: ["000102030405060708090a0b0c0d0e0f", "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"], shown: ["set", "set"],
      invalid: ["", "00", "g0010203040506070809a0b0c0d0e0f0", "000102030405060708090a0b0c0d0e0f00"]
    ) { $0.identity.cookieSecret == nil ? "nil" : "set" },
    SettingCase(
      "listen", default: "0.0.0.0:5300",
      valid: ["127.0.0.1:53", "[::1]:0,192.0.2.1:65535", "[::]:5300", ":53", "*:53,127.0.0.1:5300"],
      shown: [
        "127.0.0.1:53", "[::1]:0,192.0.2.1:65535", "[::]:5300", "0.0.0.0:53,[::]:53",
        "0.0.0.0:53,[::]:53,127.0.0.1:5300",
      ],
      invalid: [
        "", "5300", ":", "*", "**:53", "[]:53", "[*]:53", "127.0.0.1", "127.0.0.1:65536", "::1:53",
        "[127.0.0.1]:53", "localhost:53",
        "[::1]", "127.0.0.1:-1", "127.0.0.1:+53",
      ]
    ) { $0.sockets.listen.map(\.description).joined(separator: ",") },
    boolean("server.take_over", default: "false") { $0.sockets.takesOver },
    SettingCase(
      "server.udp_workers", default: "3", valid: ["1", "256"],
      invalid: notNumbers + ["0", "257"]
    ) { "\($0.sockets.udpWorkers)" },
    rate("limits.global_qps_limit", default: "5000") { $0.limits.queries.globalQueries },
    rate("limits.per_ip_qps_limit", default: "200") { $0.limits.queries.queriesPerAddress },
    rate("limits.per_ip_invalid_qname_qps_limit", default: "20") { $0.limits.queries.invalidAnswersPerName },
    number("limits.limiter_max_tracked_ips", default: "10000", 1...1_000_000) {
      "\($0.limits.queries.trackedAddresses)"
    },
    number("limits.invalid_qname_limiter_max_tracked_keys", default: "50000", 1...1_000_000) {
      "\($0.limits.queries.trackedNames)"
    },
    number("limits.slip", default: "0", 0...1_000) { "\($0.limits.queries.slip)" },
    number("limits.ipv6_prefix", default: "64", 1...128) { "\($0.limits.queries.ipv6Prefix)" },
    SettingCase(
      "limits.exempt", default: "",
      valid: ["192.0.2.0/24", "2001:db8::/32, 192.0.2.7,192.0.2.7/32", "0.0.0.0/0,::/0"],
      shown: ["192.0.2.0/24", "2001:db8::/32,192.0.2.7/32", "0.0.0.0/0,::/0"],
      invalid: [
        "", "x", "192.0.2.0/33", "192.0.2.0/", "192.0.2/24", "192.0.2.1/24", "2001:db8::1/64", "::/129",
        "192.0.2.0/-1", "192.0.2.0/24/1", "192.0.2.0/ 24",
      ]
    ) { $0.limits.queries.exempt.map { "\($0.address)/\($0.length)" }.joined(separator: ",") },
    SettingCase(
      "limits.tcp_max_connections", default: "1024", valid: ["64", "1000000"],
      invalid: notNumbers + ["0", "1000001", "63"]
    ) { "\($0.limits.connections.total)" },
    SettingCase(
      "limits.tcp_max_connections_per_ip", default: "64", valid: ["1", "1024"],
      invalid: notNumbers + ["0", "1025", "1000001"]
    ) { "\($0.limits.connections.perAddress)" },
    milliseconds("limits.tcp_idle_timeout_ms", default: "10000") { $0.limits.timeouts.idle },
    milliseconds("limits.tcp_read_timeout_ms", default: "3000") { $0.limits.timeouts.read },
    milliseconds("limits.tcp_write_timeout_ms", default: "3000") { $0.limits.timeouts.write },
    number("limits.max_tcp_frame_bytes", default: "4096", 12...65_535) { "\($0.limits.maximumFrameLength)" },
    number("limits.max_udp_request_bytes", default: "1232", 12...65_535) {
      "\($0.limits.maximumDatagramLength)"
    },
    boolean("logging.query_log_enabled", default: "false") { $0.log.queries },
    boolean("logging.drop_log_include_client_ip", default: "false") { $0.log.clientAddressOnDrops },
    SettingCase(
      "logging.level", default: "info",
      valid: ["trace", "debug", "info", "notice", "warn", "warning", "error", "critical"],
      shown: ["trace", "debug", "info", "notice", "warn", "warn", "error", "critical"],
      invalid: ["", "INFO", "WARN"]
    ) { $0.log.level.rawValue },
    rate("dnssec.sign_qps_limit", default: "20000") { $0.onlineSigning.signaturesPerSecond },
    number("dnssec.signatures_kept", default: "200000", 4...100_000_000) {
      "\($0.onlineSigning.signaturesKept)"
    },
    SettingCase("state_dir", default: "/var/lib/leaf", valid: ["state", "/s"], invalid: []) {
      $0.stateFolder ?? "nil"
    },
    boolean("dnssec.enabled", default: "false") { $0.everyZone.security.isEnabled },
    SettingCase(
      "dnssec.mode", default: "nil", valid: ["load", "online", "presigned"], invalid: ["", "no", "Load"]
    ) { $0.everyZone.security.mode?.rawValue ?? "nil" },
    SettingCase(
      "dnssec.denial", default: "nil", valid: ["nsec", "nsec3", "compact"], invalid: ["", "nsec5"]
    ) { $0.everyZone.security.denial?.rawValue ?? "nil" },
    SettingCase(
      "dnssec.algorithm", default: "ecdsap256sha256",
      valid: ["rsasha256", "rsasha512", "ecdsap256sha256", "ecdsap384sha384", "ed25519", "13"],
      shown: ["rsasha256", "rsasha512", "ecdsap256sha256", "ecdsap384sha384", "ed25519", "ecdsap256sha256"],
      invalid: ["", "rsasha1", "5", "ed448"]
    ) { $0.everyZone.security.algorithm.mnemonic.lowercased() },
    number("dnssec.lifetime", default: "14", 1...365) { "\($0.everyZone.security.lifetime)" },
    boolean("dnssec.cds", default: "true") { $0.everyZone.security.tellsParent },
    boolean("dnssec.standby", default: "false") { $0.everyZone.security.keepsStandby },
    lifetime("dnssec.ksk_lifetime") { $0.everyZone.security.entryPointLifetime },
    lifetime("dnssec.zsk_lifetime") { $0.everyZone.security.zoneKeyLifetime },
    number("dnssec.propagation_delay", default: "3600", 0...604_800) {
      "\($0.everyZone.security.propagation)"
    },
    number("dnssec.ds_ttl", default: "86400", 0...604_800) { "\($0.everyZone.security.parentTTL)" },
    SettingCase(
      "dnssec.resolvers", default: "", valid: ["127.0.0.1:53", "[::1]:53,192.0.2.1:5300"],
      invalid: ["", "53", "localhost:53", "127.0.0.1"]
    ) { $0.everyZone.security.resolvers.map(\.description).joined(separator: ",") },
    boolean("dnssec.zonemd", default: "false") { $0.everyZone.security.hasDigest },
    SettingCase(
      "metrics.listen", default: "", valid: ["127.0.0.1:9153", "[::1]:0,192.0.2.1:65535"],
      invalid: ["", "9153", "localhost:9153", "127.0.0.1", "127.0.0.1:65536", "::1:9153"]
    ) { $0.metrics.listen.map(\.description).joined(separator: ",") },
    SettingCase("logging.format", default: "text", valid: ["text", "json"], invalid: ["", "JSON", "xml"]) {
      $0.log.format.rawValue
    },
  ]

  /// The value as TOML: numbers and flags bare, everything else as a text.
  static func toml(_ text: String) -> String {
    let isBare = (Int(text).map { "\($0)" == text } ?? false) || text == "true" || text == "false"
    return isBare ? text : "'\(text)'"
  }

  func file(_ text: String, flat: Bool) -> String {
    let value = Self.toml(text)
    guard !flat || setting.flatKeys.isEmpty, let nested = setting.nestedKey else {
      return "\(setting.words[0]) = \(value)\n"
    }
    return "[\(nested.table)]\n\(setting.words[0]) = \(value)\n"
  }
}

/// Loads a configuration from values alone; a zone is there unless the test is about zones.
func load(
  _ commandLine: [String: [String]] = [:], _ environment: [String: String] = [:],
  set assignments: [String] = [],
  file: String? = nil
) throws(ConfigurationError) -> LoadedConfiguration {
  let givesZone =
    commandLine["zone"] != nil || environment["LEAF_ZONE"] != nil || environment["LEAF_ZONES"] != nil
  let withZone = file?.contains(#/^zones? = /#.anchorsMatchLineEndings()) == true || givesZone
  var file = file
  if !withZone { file = "zones = ['dev.example.com']\n" + (file ?? "") }
  let octets = file.map { Array($0.utf8) }
  return try LoadedConfiguration(
    commandLine: CommandLineValues(flags: commandLine, assignments: assignments), environment: environment,
    coreCount: 3
  ) { path throws(FileError) in
    if path.hasPrefix("blocklist") { return Array("bad.example\n192.0.2.0/24\n".utf8) }
    return path == "leaf.toml" ? octets : nil
  }
}

@Suite(.sideBySide) struct `Each setting` {
  @Test func `is in the table of tests`() {
    let tested = Set(SettingCase.all.map(\.setting.id) + ["config"])
    #expect(tested == Set(Setting.all.map(\.id)))
    #expect(Set(Setting.all.flatMap(\.flags)).count == Setting.all.flatMap(\.flags).count)
    #expect(Set(Setting.all.flatMap(\.flatKeys)).count == Setting.all.flatMap(\.flatKeys).count)
  }

  @Test(arguments: SettingCase.all)
  func `has its default`(test: SettingCase) throws {
    #expect(test.read(try load().configuration) == test.byDefault)
  }

  @Test(arguments: SettingCase.all)
  func `takes its values, to the bounds, from each source`(test: SettingCase) throws {
    for (text, shown) in test.valid {
      let flag = test.setting.flag
      let isZones = test.setting.id == "zones"
      #expect(test.read(try load([flag: [text]]).configuration) == shown)
      #expect(test.read(try load([:], [test.setting.variables[0]: text]).configuration) == shown)
      #expect(test.read(try load(file: test.file(text, flat: true)).configuration) == shown)
      if !isZones { #expect(test.read(try load(file: test.file(text, flat: false)).configuration) == shown) }
    }
  }

  @Test(arguments: SettingCase.all, [" ", "\t", "\n"])
  func `loses the blanks around its value, and a list a comma at its end`(
    test: SettingCase, blank: String
  ) throws {
    let (text, shown) = test.valid[0]
    let comma = test.setting.isList ? blank + "," : ""
    let value = blank + text + comma + blank
    let key = test.setting.id.key
    for loaded in [
      try load([:], [test.setting.variables[0]: value]), try load([test.setting.flag: [value]]),
      try load(set: ["\(key)=\(value)"]), try load(file: "\(key) = \(value.debugDescription)\n"),
    ] { #expect(test.read(loaded.configuration) == shown) }
  }

  @Test(arguments: SettingCase.all, ["", " ", "\n"])
  func `is not set by a variable without a value`(test: SettingCase, nothing: String) throws {
    let variables = Dictionary(uniqueKeysWithValues: test.setting.variables.map { ($0, nothing) })
    let (text, shown) = test.valid[0]
    let without = try load([:], variables, file: "zones = ['dev.example.com']\n")
    #expect(test.read(without.configuration) == test.byDefault)
    #expect(test.read(try load([:], variables, file: test.file(text, flat: false)).configuration) == shown)
  }

  @Test(arguments: SettingCase.all)
  func `refuses a bad value, and names where it stands`(test: SettingCase) throws {
    for text in test.invalid {
      let isConflict = text == "63" || text == "1025"
      let found = isConflict ? "more than" : "is not"
      for (place, values) in [
        ("--\(test.setting.flag)", ([test.setting.flag: [text]], [:], nil)),
        (test.setting.variables[0], ([:], [test.setting.variables[0]: text], nil)),
        ("leaf.toml:", ([:], [:], test.file(text, flat: false))),
      ] as [(String, ([String: [String]], [String: String], String?))]
      // A variable set to nothing is not set.
      where !(text.isEmpty && place == test.setting.variables[0]) {
        let error = #expect(throws: ConfigurationError.self, "\(place) '\(text)'") {
          _ = try load(values.0, values.1, file: values.2)
        }
        let problem = try #require(error?.problems.first, "\(text)")
        #expect(problem.description.contains(found), "\(problem)")
        if !isConflict { #expect(problem.description.hasPrefix(place), "\(problem)") }
      }
    }
  }

  @Test(arguments: SettingCase.all)
  func `is taken from the command line before the environment before the file, flat before nested`(
    test: SettingCase
  ) throws {
    // Three values that differ, where there are as many.
    let values = test.valid + [(text: test.valid[0].text, shown: test.valid[0].shown)]
    let (low, high) = (values[0], values[1])
    let setting = test.setting
    let file = test.file(low.text, flat: false)
    func origin(_ loaded: LoadedConfiguration) -> Origin? {
      loaded.values.first { $0.setting.id == setting.id }?.origin
    }
    let fromFile = try load(file: file)
    #expect(test.read(fromFile.configuration) == low.shown)
    if case .file("leaf.toml", _, _) = origin(fromFile) {} else { Issue.record("\(fromFile)") }
    let fromEnvironment = try load([:], [setting.variables[0]: high.text], file: file)
    #expect(test.read(fromEnvironment.configuration) == high.shown)
    #expect(origin(fromEnvironment) == .variable(setting.variables[0]))
    let fromFlag = try load([setting.flag: [high.text]], [setting.variables[0]: low.text], file: file)
    #expect(test.read(fromFlag.configuration) == high.shown)
    #expect(origin(fromFlag) == .flag(setting.flag))
    let overFile = try load([setting.flag: [high.text]], file: file)
    #expect(test.read(overFile.configuration) == high.shown)
    if setting.nestedKey != nil, !setting.flatKeys.isEmpty {
      let both = test.file(high.text, flat: true) + file
      #expect(test.read(try load(file: both).configuration) == high.shown)
    }
  }
}

extension Setting: CustomTestStringConvertible {
  public var testDescription: String { id.key }
}

extension AddressChoice {
  fileprivate var shown: String {
    switch self {
    case .prefix(let prefix):
      prefix.length == prefix.address.bitCount ? "\(prefix.address)" : "\(prefix.address)/\(prefix.length)"
    case .group(let group): group.rawValue
    }
  }
}
