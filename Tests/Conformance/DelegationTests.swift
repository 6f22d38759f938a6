import Foundation
import TestPrograms
import Testing

/// Delegations by a parent that NSD serves, found by Unbound.
@Suite(.sideBySide) struct `delegations` {
  /// What each zone below `test.` is missed for, over whichever transport; none for a good one.
  private static let faults: [(zone: String, ids: Set<String>)] = [
    ("good", []), ("lame", ["DLG-20"]), ("glue", ["DLG-06"]), ("serial", ["DLG-21"]), ("extra", ["DLG-04"]),
    ("surplus", ["DLG-03"]), ("alias", ["DLG-14"]), ("single", ["DLG-10"]), ("udponly", ["DLG-19"]),
    ("digest", ["DLG-27"]), ("unsigned", ["DLG-26"]), ("dead", ["DLG-18"]), ("absent", ["DLG-01"]),
  ]

  @Test func `fail for what is wrong with them and nothing else`() async throws {
    let servers = try await DelegationServers()
    for (zone, ids) in Self.faults {
      let run = try await servers.probe("\(zone).test", ["--resolver", "127.0.0.1#\(servers.resolverPort)"])
      #expect(run.missed == ids, "\(zone): \(run.output)")
      #expect(run.status == (ids.isEmpty ? 0 : ids.isSubset(of: ["DLG-04", "DLG-21"]) ? 2 : 1), "\(zone)")
    }
  }

  @Test func `are checked before they exist`() async throws {
    let servers = try await DelegationServers()
    let second = "ns2.good.test/127.0.0.52"
    let good = try await servers.probe("good.test", ["--ns", "ns1.good.test/127.0.0.51", "--ns", second])
    #expect(good.missed == [] && good.status == 0, "\(good.output)")
    let wrong = try await servers.probe("good.test", ["--ns", "ns1.good.test", "--ns", second])
    #expect(wrong.missed == ["DLG-05"] && wrong.status == 1, "\(wrong.output)")
    let signed = try await servers.probe(
      "good.test", ["--ns", "ns1.good.test/127.0.0.51", "--ns", second, "--ds", "1,13,2,00"])
    #expect(signed.missed == ["DLG-26"], "\(signed.output)")
  }

  @Test(arguments: [
    ["--resolver", "192.0.2.1"], ["--ns", "ns1.good.test/192.0.2.1"],
    ["--ns", "ns1.good.test/127.0.0.1,192.0.2.1"],
  ])
  func `are not looked for off this machine unless that is asked for`(arguments: [String]) async throws {
    let run = try await ProbeRun.start(["delegation", "good.test", "-p", "1"] + arguments)
    #expect(run.status == 64)
    #expect(run.errors.contains("192.0.2.1") && run.errors.contains("--yes-network"), "\(run.errors)")
  }

  @Test(arguments: [
    (["--ns", "ns1.elsewhere.test"], "ns1.elsewhere.test: it is outside good.test."),
    (["@127.0.0.1", "--ns", "ns1.good.test/127.0.0.1"], "delegation takes no @SERVER"),
  ])
  func `are not judged where nobody could be asked`(arguments: [String], problem: String) async throws {
    let run = try await ProbeRun.start(["delegation", "good.test"] + arguments)
    #expect(run.status == 64 && run.output.isEmpty && run.errors.contains(problem), "\(run.errors)")
  }

  @Test func `that no resolver finds are not tested`() async throws {
    let run = try await ProbeRun.start([
      "delegation", "good.test", "--resolver", "127.0.0.1#\(try unusedPort())", "--timeout", "0.2",
    ])
    #expect(run.status == 3)
    #expect(run.errors.contains("not tested: the resolver 127.0.0.1"), "\(run.errors)")
  }
}

/// A parent at 127.0.0.50, name servers at 127.0.0.51 to 53, and at 127.0.0.54 one without TCP.
private final class DelegationServers: Sendable {
  let resolverPort: UInt16
  private let port: UInt16
  private let folder: URL
  private let programs: [RunningProgram]

  init() async throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("leaf-\(UUID().uuidString)")
    port = try unusedPort()
    resolverPort = try unusedPort()
    var programs: [RunningProgram] = []
    programs.append(try Self.nsd(folder, "127.0.0.50", port, ["test": Self.parent]))
    for number in 1...3 {
      programs.append(try Self.nsd(folder, "127.0.0.5\(number)", port, Self.zones(of: number)))
    }
    programs.append(try Self.unbound(folder, "udp", Self.withoutTCP(port)))
    programs.append(try Self.unbound(folder, "resolver", Self.resolver(resolverPort, parentPort: port)))
    self.programs = programs
    for address in ["127.0.0.50", "127.0.0.51", "127.0.0.52", "127.0.0.53"] {
      try await waitFor(address, port, address == "127.0.0.50" ? "test" : "good.test")
    }
    try await waitFor("127.0.0.54", port, "udponly.test")
    try await waitFor("127.0.0.1", resolverPort, "test")
  }

  deinit {
    for program in programs { kill(program.identifier, SIGTERM) }
    try? FileManager.default.removeItem(at: folder)
  }

  private struct Report: Decodable {
    struct Result: Decodable {
      let id: String
      let verdict: String
    }

    let results: [Result]
  }

  func probe(
    _ zone: String, _ arguments: [String]
  ) async throws -> (status: Int32, missed: Set<String>, output: String) {
    let run = try await ProbeRun.start(
      [
        "delegation", zone, "-p", "\(port)", "--strict", "--timeout", "0.5", "--qps", "off", "--format",
        "json",
      ]
        + arguments)
    guard let report = try? JSONDecoder().decode(Report.self, from: Data(run.output.utf8)) else {
      throw NotReady(log: "leaf-probe exited with \(run.status): \(run.errors)")
    }
    let missed = report.results.filter { $0.verdict == "fail" || $0.verdict == "non-strict" }
    return (run.status, Set(missed.map(\.id)), run.output)
  }

  private func waitFor(_ address: String, _ port: UInt16, _ zone: String) async throws {
    for _ in 0..<100 {
      let run = try await runProcess(
        URL(fileURLWithPath: "/usr/bin/dig"),
        ["@\(address)", "-p", "\(port)", "+tries=1", "+time=1", "+short", zone, "SOA"])
      if run.output.contains("hostmaster") { return }
      try await Task.sleep(for: .milliseconds(100))
    }
    throw NotReady(log: programs.map(\.errors.text).joined())
  }
}

extension DelegationServers {
  private static func nsd(
    _ folder: URL, _ address: String, _ port: UInt16, _ zones: [String: String]
  ) throws -> RunningProgram {
    let own = folder.appendingPathComponent(address)
    try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
    for (name, records) in zones { try write("$ORIGIN \(name).\n$TTL 3600\n\(records)\n", own, name) }
    let configuration = """
      server:
        ip-address: \(address)@\(port)
        username: ""
        zonesdir: "\(own.path)"
        database: ""
        pidfile: "\(own.path)/pid"
        zonelistfile: "\(own.path)/zone.list"
        xfrdfile: "\(own.path)/xfrd.state"
        xfrdir: "\(own.path)"
        cookie-secret-file: ""
        rrl-ratelimit: 0
      remote-control:
        control-enable: no

      """
    try write(
      configuration + zones.keys.map { "zone:\n  name: \($0)\n  zonefile: \($0)\n" }.joined(), own,
      "configuration")
    return try RunningProgram(
      URL(fileURLWithPath: "/usr/sbin/nsd"), ["-d", "-c", "\(own.path)/configuration"])
  }

  private static func unbound(_ folder: URL, _ name: String, _ configuration: String) throws -> RunningProgram
  {
    let own = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
    let server = """
      server:
        username: ""
        chroot: ""
        directory: "\(own.path)"
        pidfile: "\(own.path)/pid"
        use-syslog: no
        do-daemonize: no
        module-config: "iterator"

      """
    try write(server + configuration + "\nremote-control:\n  control-enable: no\n", own, "configuration")
    return try RunningProgram(
      URL(fileURLWithPath: "/usr/sbin/unbound"), ["-d", "-d", "-c", "\(own.path)/configuration"])
  }

  private static func write(_ text: String, _ folder: URL, _ name: String) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
  }

  private static func resolver(_ port: UInt16, parentPort: UInt16) -> String {
    """
      interface: 127.0.0.1@\(port)
      do-not-query-localhost: no
      local-zone: "test." nodefault
    stub-zone:
      name: "test."
      stub-addr: 127.0.0.50@\(parentPort)
    """
  }

  private static func withoutTCP(_ port: UInt16) -> String {
    """
      interface: 127.0.0.54@\(port)
      access-control: 127.0.0.0/8 refuse_non_local
      do-tcp: no
      local-zone: "invalid." nodefault
      local-zone: "udponly.test." static
      local-data: "udponly.test. SOA ns1.udponly.test. hostmaster.test. 1 14400 3600 1209600 3600"
      local-data: "udponly.test. NS ns1.udponly.test."
      local-data: "udponly.test. NS ns2.udponly.test."
      local-data: "ns1.udponly.test. A 127.0.0.51"
      local-data: "ns2.udponly.test. A 127.0.0.54"
    """
  }

  private static let soa = "SOA ns1 hostmaster.test. 1 14400 3600 1209600 3600"
  private static let key = "DNSKEY 257 3 13 \(String(repeating: "AAAA", count: 21))AA=="
  private static let ds = "DS 12345 13 2 \(String(repeating: "0A", count: 32))"

  /// `labels` with the last octets of their addresses.
  private static func delegation(_ zone: String, _ servers: [(label: String, host: Int)]) -> String {
    servers.map { "\(zone) NS \($0.label).\(zone)\n\($0.label).\(zone) A 127.0.0.\($0.host)\n" }.joined()
  }

  private static let pair: [(label: String, host: Int)] = [("ns1", 51), ("ns2", 52)]

  private static let parent =
    "@ \(soa)\n@ NS ns\nns A 127.0.0.50\n"
    + ["good", "lame", "serial", "extra", "digest", "unsigned"].map { delegation($0, pair) }.joined()
    + delegation("glue", [("ns1", 51), ("ns2", 53)]) + delegation("alias", pair + [("ns3", 53)])
    + delegation("surplus", pair + [("ns3", 53)]) + delegation("single", [("ns1", 51)])
    + delegation("udponly", [("ns1", 51), ("ns2", 54)])
    + delegation("dead", [("ns1", 51), ("ns2", 59)])
    + "digest \(ds)\nunsigned \(ds)\n"

  /// What the name server with this number has.
  private static func zones(of number: Int) -> [String: String] {
    let common = "@ \(soa)\n@ NS ns1\n@ NS ns2\nns1 A 127.0.0.51\n"
    let plain = common + "ns2 A 127.0.0.52\n"
    let serial = plain.replacing(" 1 14400", with: " \(number) 14400")
    var zones = [
      "good": plain, "glue": plain, "serial": serial, "extra": plain + "@ NS ns3\nns3 A 127.0.0.53\n",
      "surplus": plain + "ns3 A 127.0.0.53\n", "alias": plain + "@ NS ns3\nns3 CNAME www\nwww A 127.0.0.53\n",
      "digest": plain + "@ \(key)\n", "unsigned": plain,
    ]
    if number == 1 {
      zones["lame"] = plain
      zones["single"] = "@ \(soa)\n@ NS ns1\nns1 A 127.0.0.51\n"
      zones["udponly"] = common + "ns2 A 127.0.0.54\n"
      zones["dead"] = common + "ns2 A 127.0.0.59\n"
    }
    return Dictionary(uniqueKeysWithValues: zones.map { ("\($0).test", $1) })
  }
}
