import DNSWire
import LeafConfiguration
import LeafCore
import Testing

@testable import LeafServer

/// What a configuration file gives.
private func configured(_ file: String) throws -> LoadedConfiguration {
  try LoadedConfiguration(
    commandLine: CommandLineValues(flags: [:]), environment: [:], coreCount: 1
  ) { _ in Array(file.utf8) }
}

/// What is answered with it.
private func explained(_ name: String, _ type: String, _ loaded: LoadedConfiguration) throws -> String {
  explanation(
    of: try DomainName(presentation: name), try #require(QTYPE(presentation: type)),
    loaded.configuration.authority(randomSecret: .random()))
}

@Suite struct `Settings of a zone's own` {
  private static let file = """
    zones = ["a.example", "b.example"]
    ttl = 100
    [hosts]
    "ns1.b.example" = "192.0.2.53"
    [zone."b.example"]
    ttl = 5
    any = "hinfo"
    zone_hostmaster = "root.b.example"
    soa = { serial = 9, minimum = 3 }
    [zone."c.b.example"]
    zone_ns = ["ns.example.net", "ns.example.org"]
    any = "refused"
    """

  @Test(arguments: [
    ("1-2-3-4.a.example", "A", "1-2-3-4.a.example.\t100\tIN\tA\t1.2.3.4"),
    ("1-2-3-4.b.example", "A", "1-2-3-4.b.example.\t5\tIN\tA\t1.2.3.4"),
    ("1-2-3-4.c.b.example", "A", "1-2-3-4.c.b.example.\t100\tIN\tA\t1.2.3.4"),
    ("ns1.b.example", "A", "ns1.b.example.\t5\tIN\tA\t192.0.2.53"),
    ("b.example", "NS", "b.example.\t5\tIN\tNS\tns1.b.example."),
    ("b.example", "NS", "ns1.b.example.\t5\tIN\tA\t192.0.2.53"),
    ("c.b.example", "NS", "c.b.example.\t100\tIN\tNS\tns.example.org."),
    ("a.example", "SOA", "a.example.\t100\tIN\tSOA\tns1.a.example. hostmaster.a.example. 1 300 60 86400 60"),
    ("b.example", "SOA", "b.example.\t5\tIN\tSOA\tns1.b.example. root.b.example. 9 300 60 86400 3"),
    ("nope.b.example", "A", "b.example.\t3\tIN\tSOA\tns1.b.example. root.b.example. 9 300 60 86400 3"),
    (
      "nope.a.example", "A", "a.example.\t60\tIN\tSOA\tns1.a.example. hostmaster.a.example. 1 300 60 86400 60"
    ),
    ("b.example", "ANY", "b.example.\t5\tIN\tHINFO\t\"RFC8482\" \"\""),
    ("a.example", "ANY", "status: REFUSED"),
    ("c.b.example", "ANY", "status: REFUSED"),
  ])
  func `are in its answers, and in no other's`(name: String, type: String, line: String) throws {
    let loaded = try configured(Self.file)
    let text = try explained(name, type, loaded)
    #expect(text.contains(line), "\(text)")
  }
}

@Suite struct `Records of a zone's own` {
  private static let file = """
    zones = ["a.example", "b.example"]
    dialect = "nip"
    ttl = 100
    [hosts]
    "ns1.a.example" = "192.0.2.53"
    [zone."a.example"]
    records = [
      "@ MX 10 mail.example.net.", "@ TXT \\"v=spf1 -all, or so\\"", "www 5 A 192.0.2.80",
      "*.w CNAME www", "@ CAA 0 issue \\"ca.example.net\\"", "x A 192.0.2.1",
    ]
    """

  @Test(arguments: [
    ("a.example", "MX", "a.example.\t100\tIN\tMX\t10 mail.example.net."),
    ("a.example", "TXT", "a.example.\t100\tIN\tTXT\t\"v=spf1 -all, or so\""),
    ("a.example", "CAA", "a.example.\t100\tIN\tCAA\t0 issue \"ca.example.net\""),
    ("a.example", "NS", "ns1.a.example.\t100\tIN\tA\t192.0.2.53"),
    (
      "a.example", "SOA", "a.example.\t100\tIN\tSOA\tns1.a.example. hostmaster.a.example. 1 300 60 86400 60"
    ),
    ("www.a.example", "A", "www.a.example.\t5\tIN\tA\t192.0.2.80"),
    ("q.w.a.example", "A", "q.w.a.example.\t100\tIN\tCNAME\twww.a.example."),
    ("app-1-2-3-4.a.example", "A", "app-1-2-3-4.a.example.\t100\tIN\tA\t1.2.3.4"),
    ("nope.a.example", "A", "status: NXDOMAIN"), ("a.example", "ANY", "status: REFUSED"),
    ("x.b.example", "A", "status: NXDOMAIN"), ("app-1-2-3-4.b.example", "A", "IN\tA\t1.2.3.4"),
  ])
  func `stand beside what is made up`(name: String, type: String, line: String) throws {
    let loaded = try configured(Self.file)
    let text = try explained(name, type, loaded)
    #expect(text.contains(line), "\(text)")
    #expect(loaded.configuration.warnings.count == 1, "\(loaded.configuration.warnings)")
  }

  @Test(arguments: [("192-0-2-1", 0), ("ns1", 1)])
  func `need no address for a name server that carries one`(label: String, count: Int) throws {
    let loaded = try configured(
      "[zone.'a.example']\nzone_ns = '\(label).a.example'\nrecords = '@ TXT t'\n")
    #expect(loaded.warnings.count == count, "\(loaded.warnings)")
  }
}

@Suite struct `The first lines of the log` {
  private func startup(_ flags: [String: [String]]) throws -> String {
    let loaded = try LoadedConfiguration(
      commandLine: CommandLineValues(flags: ["zone": ["a.example"]].merging(flags) { $1 }), environment: [:],
      coreCount: 2, readFile: { _ in nil })
    return LogEvent.startup(loaded.configuration, listening: [], metrics: []).map(\.text).joined(
      separator: "\n")
  }

  @Test(arguments: [
    ("udp-workers", "cores", "udp_workers=2 "), ("udp-workers", "7", "udp_workers=7 "),
    ("per-ip-qps-limit", "off", #"per_ip_qps_limit="off" "#),
    ("exempt", "192.0.2.0/24,::1", #"exempt="192.0.2.0/24,::1" "#),
    ("log-level", "debug", #"level="debug" "#), ("log-queries", "true", "query_log_enabled=true "),
  ])
  func `show a setting by its key, as it is in force`(flag: String, value: String, field: String) throws {
    #expect(try startup([flag: [value]]).contains(field))
    #expect(try !startup([:]).contains("exempt"))
  }

  @Test(arguments: Setting.all.filter { $0.traits.contains(.secret) })
  func `show no secret`(setting: Setting) {
    #expect(setting.traits.isDisjoint(with: [.inForce, .logForm, .logContent]))
  }
}
