import Foundation
import DNSWire
import TestMessages
import TestPrograms
import Testing

@testable import LeafServer

/// A folder with a zone whose keys go through their stages in seconds.
private struct RollingZone {
  let folder: ZoneFolder

  private static let configuration = """
    state_dir = "state"
    [zone."a.example"]
    file = "a.zone"
    [zone."a.example".dnssec]
    enabled = true
    propagation_delay = 0
    ds_ttl = 1

    """

  init(_ more: String = "") throws {
    folder = try ZoneFolder(["a.zone": ZoneFolder.zone().replacing("$TTL 60", with: "$TTL 1")])
    try folder.write("leaf.toml", Self.configuration + more)
  }

  func start() async throws -> ServerProcess {
    let server = try await ServerProcess(["--config", "\(folder.path)/leaf.toml"])
    await server.readZones()
    return server
  }

  /// What `leaf key` says.
  func key(_ arguments: String...) async throws -> (status: Int32, output: String, errors: String) {
    try await runProcess(builtProgram("leaf"), ["key"] + arguments + ["--keys", "\(folder.path)/state/keys"])
  }

  /// The stage of each key, by its tag.
  func stages() async throws -> [String: String] {
    let lines = try await key("list", "a.example").output.split(separator: "\n")
    let fields = lines.map { $0.split(separator: "\t").map(String.init) }
    return Dictionary(uniqueKeysWithValues: fields.map { ($0[1], $0[4]) })
  }
}

@Suite(.sideBySide) struct `A server that rolls keys` {
  /// The line that says that a key is in a stage, and its tag.
  private func tag(of stage: String, _ server: ServerProcess) async throws -> String {
    let line = try #require(
      await server.line { $0.contains(#"event="zone_key" result="\#(stage)""#) && $0.contains("tag=") },
      "\(stage): \(server.log)")
    return try String(#require(line.firstMatch(of: /tag=(\d+)/)?.1))
  }

  private func count(_ type: RRType, _ server: ServerProcess) throws -> Int {
    let query = Message.query("a.example", QTYPE(rawValue: type.rawValue))
    let response = try Client(.udp, server.port).exchange(query.octets)
    return Int(response[6]) << 8 | Int(response[7])
  }

  /// Until there are so many records of a type at the apex.
  private func wait(for number: Int, _ type: RRType, _ server: ServerProcess) async throws {
    while try count(type, server) != number { try await Task.sleep(for: .milliseconds(50)) }
  }

  @Test func `has a new key take the old one's place, and is killed at every stage`() async throws {
    let zone = try RollingZone()
    var server = try await zone.start()
    let old = try #require(try await zone.stages().keys.first)
    #expect(try await zone.key("rollover", "a.example").status == 0)
    let new = try await tag(of: "made", server)
    for stage in ["published", "ready"] {
      #expect(try await tag(of: stage, server) == new)
      #expect(await server.stop(SIGKILL) == -SIGKILL)
      server = try await zone.start()
    }
    #expect(try await zone.stages() == [old: "active", new: "ready"])
    try await wait(for: 1, .cds, server)
    #expect(try count(.dnskey, server) == 2)
    let ds = try await zone.key("ds", "a.example").output
    #expect(ds.hasPrefix("a.example. IN DS \(new) ") && ds.split(separator: "\n").count == 1)
    #expect(await server.line { $0.contains("leaf key confirm a.example. \(new)") } != nil)
    #expect(try await zone.key("confirm", "a.example", new).status == 0)
    #expect(try await tag(of: "retiring", server) == old)
    #expect(await server.stop(SIGKILL) == -SIGKILL)
    server = try await zone.start()
    #expect(try await tag(of: "gone", server) == old)
    let ends = await server.text { $0.matches(of: /result="loaded" zone="a.example."/).count >= 2 }
    #expect(ends)
    while try await zone.stages().count > 1 { try await Task.sleep(for: .milliseconds(50)) }
    #expect(try await zone.stages() == [new: "active"])
    #expect(try count(.dnskey, server) == 1)
    #expect(await server.stop() == 0)
  }

  @Test func `says which key is lost, and what to do`() async throws {
    let zone = try RollingZone()
    let first = try await zone.start()
    let old = try #require(try await zone.stages().keys.first)
    #expect(try await zone.key("rollover", "a.example").status == 0)
    let new = try await tag(of: "published", first)
    #expect(await first.stop() == 0)
    let keys = "\(zone.folder.path)/state/keys"
    for file in try FileManager.default.contentsOfDirectory(atPath: keys) where file.contains("+\(pad(old))")
    {
      try FileManager.default.removeItem(atPath: "\(keys)/\(file)")
    }
    let server = try await zone.start()
    #expect(
      server.log.contains("the key of a.example. with tag \(old) is not there any more, which is active"))
    #expect(try await zone.key("remove", "a.example", old).status == 0)
    #expect(await server.reload(until: #"result="loaded" zone="a.example.""#))
    // What the parent leads to is lost: it has to learn of the other one.
    #expect(try await tag(of: "ready", server) == new)
    #expect(await server.stop() == 0)
  }

  private func pad(_ tag: String) -> String { String(repeating: "0", count: 5 - tag.count) + tag }

  @Test func `goes on with all its keys where nobody can know their stages`() async throws {
    let zone = try RollingZone()
    try FileManager.default.createDirectory(
      atPath: "\(zone.folder.path)/state", withIntermediateDirectories: true)
    try zone.folder.write(
      "state/leaf.db",
      "no database at all, but a text that is longer than a header of one is: 100 octets of it")
    let server = try await zone.start()
    #expect(await server.line { $0.contains("leaf.db: file is not a database") } != nil)
    #expect(try count(.dnskey, server) == 1)
    #expect(await server.stop() == 0)
    let list = try await zone.key("list", "a.example")
    #expect(list.status == 65 && list.errors.contains("file is not a database"))
  }

  @Test func `is asked for nothing that it cannot do`() async throws {
    let zone = try RollingZone()
    let none = try await zone.key("rollover", "a.example")
    #expect(none.status == 65 && none.errors.contains("No such file or directory"))
    let server = try await zone.start()
    for (arguments, problem) in [
      (["rollover", "b.example"], "leaf signs b.example. with no such key"),
      (["rollover", "a.example", "--role", "zsk"], "leaf signs a.example. with no such key"),
      (["confirm", "a.example", "1"], "a.example. is signed with no CSK or KSK with tag 1"),
    ] {
      let run = try await runProcess(
        builtProgram("leaf"), ["key"] + arguments + ["--keys", "\(zone.folder.path)/state/keys"])
      #expect(run.status == 65 && run.errors.contains(problem), "\(run.errors)")
    }
    #expect(
      try await zone.key("rollover", "a.example", "--algorithm", "ed25519", "--role", "csk").status == 64)
    #expect(try await zone.stages().count == 1)
    #expect(await server.stop() == 0)
  }

  /// A leaf with the parent zone is as good as a resolver.
  @Test func `asks a resolver what the parent has`() async throws {
    let parent = try ZoneFolder(["example.zone": Self.parentZone("")])
    let resolver = try await ServerProcess(["--zone-file", "example=\(parent.path)/example.zone"])
    await resolver.readZones()
    let zone = try RollingZone("resolvers = ['127.0.0.1:\(resolver.port)']\n")
    let server = try await zone.start()
    let old = try await zone.key("ds", "a.example").output
    #expect(try await zone.key("rollover", "a.example").status == 0)
    let new = try await tag(of: "ready", server)
    // What tells nothing, and what is as it was.
    for (records, seen) in [("", "no DS record"), (old, "DS \(old.split(separator: " ")[3])")] {
      try parent.write("example.zone", Self.parentZone(records))
      kill(resolver.identifier, SIGHUP)
      while try await !zone.key("list", "a.example").output.contains("127.0.0.1:\(resolver.port) has \(seen)")
      {
        try await Task.sleep(for: .milliseconds(200))
      }
      #expect(try await zone.stages()[new] == "ready")
    }
    try parent.write("example.zone", Self.parentZone(try await zone.key("ds", "a.example").output))
    kill(resolver.identifier, SIGHUP)
    #expect(try await tag(of: "active", server) == new)
    #expect(await server.stop() == 0)
    #expect(await resolver.stop() == 0)
  }

  private static func parentZone(_ records: String) -> String {
    "$TTL 1\n@ SOA ns host 1 7200 3600 1209600 300\n  NS ns\nns A 192.0.2.53\na NS ns.a\nns.a A 192.0.2.53\n\(records)"
  }

  @Test func `keeps a key in reserve`() async throws {
    let zone = try RollingZone("standby = true\n")
    let server = try await zone.start()
    let new = try await tag(of: "ready", server)
    try await wait(for: 2, .cds, server)
    #expect(try await zone.key("confirm", "a.example", new).status == 0)
    #expect(try await tag(of: "standby", server) == new)
    #expect(try await zone.key("rollover", "a.example").status == 0)
    #expect(try await tag(of: "active", server) == new)
    #expect(await server.stop() == 0)
  }
}
