import Foundation
import TestPrograms
import Testing

/// What the probe finds out before it judges.
@Suite(.sideBySide) struct `before the checks` {
  private static let hosts = ["--hosts", "ns1.dev.example.com=127.0.0.1"]

  @Test func `a server that serves the reserved names too is not told to refuse them`() async throws {
    let some = try await ServerProcess(
      zones: ["dev.example.com", "leaf-probe.invalid", "leaf-probe.test"], Self.hosts + ["--any", "hinfo"])
    let run = try await ProbeRun(port: some.port)
    #expect(run.status == 0, "\(run.account(of: run.keys("fail").union(run.keys("non-strict"))))")
    #expect(run.keys("pass").isSuperset(of: ["OOZ-01/udp", "HDR-10/tcp"]))

    let all = try await ServerProcess(
      zones: ["dev.example.com", "leaf-probe.invalid", "leaf-probe.test", "org"],
      Self.hosts + ["--any", "hinfo"])
    let other = try await ProbeRun(port: all.port)
    #expect(other.status == 0, "\(other.account(of: other.keys("fail").union(other.keys("non-strict"))))")
    #expect(other.keys("skip").isSuperset(of: ["OOZ-01/udp", "HDR-10/tcp"]))
  }

  @Test(arguments: [
    (["--existing", "nobody"], "--existing: nobody.dev.example.com. A gets NXDOMAIN without an A RR"),
    (["--missing", "1-2-3-4"], "--missing: 1-2-3-4.dev.example.com. has data of type A"),
  ])
  func `a name that is not what it is said to be ends the test`(arguments: [String], reason: String)
    async throws
  {
    let leaf = try await ServerProcess(Self.hosts)
    let run = try await ProbeRun(port: leaf.port, arguments)
    #expect(run.status == 3)
    #expect(
      run.unreachable.count == 2 && run.unreachable.allSatisfy { $0.reason.hasPrefix(reason) },
      "\(run.unreachable)")
    #expect(run.keys("pass").isEmpty && run.keys("fail").isEmpty)
  }

  @Test func `a zone that is only delegated here is lame, once`() async throws {
    let run = try await probe("delegated.example.net")
    #expect(run.status == 1)
    try expectLame(run, "lame: a referral to delegated.example.net.")
  }

  @Test func `a resolver is lame, once`() async throws {
    let run = try await run(
      .response("is a resolver", []) { _, response in
        response.flags = response.flags & ~DNSMessage.aa | DNSMessage.ra
      }, "example.net")
    #expect(run.status == 1)
    try expectLame(run, "lame: a resolver answers, with RA=1 and AA=0")
  }

  @Test func `a name that is no zone is not tested`() async throws {
    let run = try await probe("www.example.net")
    #expect(run.status == 3)
    #expect(
      run.unreachable.map(\.reason)
        == Array(repeating: "www.example.net. is a name in the zone example.net., and no zone", count: 2))
  }

  @Test(arguments: [".", "example.net", "child.example.net"])
  func `a server of the root, of a zone and of a zone in it is right`(zone: String) async throws {
    let run = try await probe(zone)
    let bad = run.keys("fail").union(run.keys("non-strict"))
    #expect(run.status == 0 && bad.isEmpty, "\(run.account(of: bad))")
  }

  /// leaf with the root, a zone and a child of it, and another child that it only delegates.
  private static func family() async throws -> ServerProcess {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("leaf-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // It is read at the start.
    defer { try? FileManager.default.removeItem(at: folder) }
    let start = "$TTL 3600\n@ SOA ns1 hostmaster 1 7200 3600 1209600 300\n@ NS ns1\n@ NS ns2\n"
    let hosts = "ns1 A 192.0.2.1\nns2 A 192.0.2.2\nwww A 192.0.2.3\n"
    let zones = [
      (".", "org NS ns.elsewhere.test.\nnet NS ns.elsewhere.test.\n"),
      (
        "example.net",
        "delegated NS ns.delegated\nns.delegated A 192.0.2.4\nchild NS ns1.child\nns1.child A 192.0.2.1\n"
      ),
      ("child.example.net", ""),
    ]
    let flags = try zones.flatMap { zone, records in
      let file = folder.appendingPathComponent(zone == "." ? "root" : zone)
      try (start + hosts + records).write(to: file, atomically: true, encoding: .utf8)
      return ["--zone-file", "\(zone)=\(file.path)"]
    }
    let server = try await ServerProcess(zones: zones.map(\.0), flags + ["--any", "hinfo"])
    _ = await server.text { $0.components(separatedBy: "result=\"loaded\"").count > zones.count }
    return server
  }

  @Test func `a name server in a child zone of the same server is no name of the zone`() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("leaf-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let soa = "$TTL 3600\n@ SOA a.nic.par.example. hostmaster 1 7200 3600 1209600 300\n"
    let zones = [
      (
        "par.example",
        "@ NS a.nic\n@ NS b.nic\nnic NS a.nic\nnic NS b.nic\na.nic A 192.0.2.1\nb.nic A 192.0.2.2\nwww A 192.0.2.3\n"
      ),
      ("nic.par.example", "@ NS a\n@ NS b\na A 192.0.2.1\nb A 192.0.2.2\n"),
    ]
    let flags = try zones.flatMap { zone, records in
      let file = folder.appendingPathComponent(zone)
      try (soa + records).write(to: file, atomically: true, encoding: .utf8)
      return ["--zone-file", "\(zone)=\(file.path)"]
    }
    let server = try await ServerProcess(zones: [], flags + ["--any", "hinfo"])
    await server.readZones()
    let run = try await ProbeRun(port: server.port, zone: "par.example", ["NEG", "TYPE", "ZONE"])
    let bad = run.keys("fail").union(run.keys("non-strict"))
    #expect(run.status == 0 && bad.isEmpty, "\(run.account(of: bad))")
  }

  private func probe(_ zone: String) async throws -> ProbeRun {
    let leaf = try await Self.family()
    defer { withExtendedLifetime(leaf) {} }
    return try await ProbeRun(port: leaf.port, zone: zone)
  }

  private func run(_ spoiler: Spoiler, _ zone: String) async throws -> ProbeRun {
    let leaf = try await Self.family()
    let server = try SpoilingServer(spoiler, before: leaf.port)
    defer { withExtendedLifetime((leaf, server)) {} }
    return try await ProbeRun(port: server.port, zone: zone)
  }

  private func expectLame(_ run: ProbeRun, _ reason: String) throws {
    #expect(run.keys("fail") == ["ZONE-01/udp", "ZONE-01/tcp"], "\(run.keys("fail").sorted())")
    #expect(Set(run.results.map(\.verdict)) == ["fail", "skip"])
    // Those that run only when they are named say so first.
    let reasons = Set(run.results.compactMap(\.reason).filter { !$0.hasPrefix("runs only") })
    #expect(reasons == [reason])
  }
}
