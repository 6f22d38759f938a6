import Foundation
import LeafConfiguration
import LeafCore
import Synchronization
import TestMessages
import TestPrograms
import Testing

@testable import LeafServer

@Suite(.alone) struct `Zone files` {
  @Test func `are served, and what is wrong with one of them concerns no other`() async throws {
    let folder = try ZoneFolder([
      "a.zone": ZoneFolder.zone(), "b.zone": ZoneFolder.zone(www: "192.0.2.300"),
      "..zone": ZoneFolder.zone(www: "192.0.2.9"),
    ])
    let server = try await ServerProcess(
      folder, "zones = 'dev.example.com'\nzones_dir = '.'\n[zone.'c.example']\nfile = 'a.zone'\n")
    #expect(await server.text { $0.contains(#"event="zones" loaded=3 refused=1 ready=4 not_ready=1"#) })
    #expect(try server.address("www.a") == "192.0.2.1")
    #expect(try server.address("www.c.example") == "192.0.2.1")
    #expect(try server.address("www") == "192.0.2.9")
    #expect(try server.address("1-2-3-4.dev.example.com") == "1.2.3.4")
    let response = try Client(.udp, server.port).exchange(
      Message.query("www.b", additional: [opt()]).octets)
    // SERVFAIL, and EDE 14 (RFC 8914 §4.15).
    #expect(response[2] & 4 == 0 && response[3] & 0xF == 2)
    #expect(response.suffix(6) == [0, 15, 0, 2, 0, 14])
    #expect(
      server.log.contains(
        #"WARN leaf: event="zone_problem" zone="b." problem="\#(folder.path)/./b.zone:5:7: '192.0.2.300' stands here"#
      ))
    #expect(
      server.log.contains(
        #"ERROR leaf: event="zone" result="refused" zone="b." source="\#(folder.path)/./b.zone" errors=1 warnings=0 since="20"#
      ))
    #expect(await server.stop() == 0)
  }

  @Test func `that change are read at SIGHUP, and a bad or missing one keeps what was served`() async throws {
    let folder = try ZoneFolder(["a.zone": ZoneFolder.zone(), "b.zone": ZoneFolder.zone()])
    let server = try await ServerProcess(
      folder, "zone_files = ['a.example=a.zone', 'b.example=b.zone']\n", ["--log-level", "debug"])
    #expect(await server.text { $0.contains(#"event="zones""#) })
    let (loaded, refused, unchanged) = (
      #"result="loaded" zone="a.example.""#, #"result="refused" zone="a.example.""#,
      #"result="unchanged" zone="a.example.""#
    )
    #expect(await server.reload(until: unchanged))
    try folder.write("a.zone", ZoneFolder.zone(serial: 2, www: "192.0.2.2"))
    #expect(await server.reload(until: loaded))
    #expect(try server.address("www.a.example") == "192.0.2.2")
    // The same contents in another file.
    try folder.write("a.zone", ZoneFolder.zone(serial: 2, www: "192.0.2.2"))
    #expect(await server.reload(until: unchanged))
    try folder.write("a.zone", ZoneFolder.zone(serial: 3, "www CNAME x"))
    #expect(await server.reload(until: refused))
    #expect(try server.address("www.a.example") == "192.0.2.2")
    let since = try #require(server.log.firstMatch(of: #/since="([^"]*)" serial=2/#)?.1)
    try folder.remove("a.zone")
    #expect(await server.reload(until: refused))
    #expect(try server.address("www.a.example") == "192.0.2.2")
    #expect(server.count(#"since="\#(since)" serial=2"#) == 2)
    #expect(server.log.contains(#"a.zone: No such file or directory"#))
    // What is in force needs no reading.
    try folder.write("a.zone", ZoneFolder.zone(serial: 2, www: "192.0.2.2"))
    #expect(await server.reload(until: unchanged))
    try folder.write("a.zone", ZoneFolder.zone(serial: 4, www: "192.0.2.4"))
    #expect(await server.reload(until: loaded))
    #expect(try server.address("www.a.example") == "192.0.2.4")
    #expect(server.count(#"result="loaded" zone="b.example.""#) == 1)
    #expect(server.count("has not risen") == 0)
    #expect(await server.stop() == 0)
  }

  @Test func `are looked at whatever has become of the configuration`() async throws {
    let folder = try ZoneFolder(["a.zone": ZoneFolder.zone()])
    let server = try await ServerProcess(folder, "zone_files = 'a.example=a.zone'\n")
    #expect(await server.text { $0.contains(#"event="zones""#) })
    try folder.write("leaf.toml", "zones = [\n")
    try folder.write("a.zone", ZoneFolder.zone(serial: 2, www: "192.0.2.2"))
    #expect(await server.reload(until: #"result="loaded""#))
    #expect(try server.address("www.a.example") == "192.0.2.2")
    #expect(server.count(#"event="reload" result="unchanged""#) == 1)
  }

  @Test func `that are included are a part of the zone`() async throws {
    let folder = try ZoneFolder([
      "a.zone": ZoneFolder.zone("$INCLUDE more"), "more": "x A 192.0.2.7\n",
    ])
    let server = try await ServerProcess(folder, "zone_files = 'a.example=a.zone'\n")
    #expect(await server.text { $0.contains(#"event="zones""#) })
    #expect(try server.address("x.a.example") == "192.0.2.7")
    try folder.write("more", "x A 192.0.2.8\n")
    #expect(await server.reload(until: #"result="loaded""#))
    #expect(try server.address("x.a.example") == "192.0.2.8")
    try folder.remove("more")
    #expect(await server.reload(until: #"result="refused""#))
    #expect(try server.address("x.a.example") == "192.0.2.8")
  }

  @Test(arguments: [
    (UInt32(5), UInt32(5), true), (5, 4, true), (5, 6, false), (4_294_967_295, 0, false),
    (0, 4_294_967_295, true), (0, 2_147_483_647, false), (0, 2_147_483_648, true),
  ])
  func `whose serial has not risen are warned about (RFC 1982)`(
    before: UInt32, after: UInt32, isWarned: Bool
  ) async throws {
    let folder = try ZoneFolder(["a.zone": ZoneFolder.zone(serial: before)])
    let server = try await ServerProcess(folder, "zone_files = 'a.example=a.zone'\n")
    #expect(await server.text { $0.contains(#"event="zones""#) })
    try folder.write("a.zone", ZoneFolder.zone(serial: after, www: "192.0.2.2"))
    #expect(await server.reload(until: #"event="zones""#))
    #expect(
      server.log.contains(
        "the records have changed, and the serial has not risen: it is \(after), and was \(before)")
        == isWarned)
    // It is served all the same.
    #expect(try server.address("www.a.example") == "192.0.2.2")
  }

  @Test func `are looked at by themselves, and so is their folder`() async throws {
    let folder = try ZoneFolder(["a.example.zone": ZoneFolder.zone()])
    let server = try await ServerProcess(folder, "zones_dir = '.'\nzone_poll_interval = 1\n")
    #expect(await server.text { $0.contains(#"event="zones""#) })
    try folder.write("a.example.zone", ZoneFolder.zone(serial: 2, www: "192.0.2.2"))
    #expect(
      await server.text {
        $0.contains(#"zone="a.example." source="\#(folder.path)/./a.example.zone" serial=2"#)
      })
    try folder.write("b.example.zone", ZoneFolder.zone(www: "192.0.2.3"))
    #expect(await server.text { $0.contains(#"result="loaded" zone="b.example.""#) })
    #expect(try server.address("www.b.example") == "192.0.2.3")
    // The file of the configuration is not read for that.
    try folder.write("leaf.toml", "zones = [\n")
    try folder.remove("a.example.zone")
    #expect(await server.text { $0.contains(#"event="reload" result="applied" zones="b.example."#) })
    #expect(try server.address("www.a.example") == "5")
    #expect(server.count(#"result="loaded" zone="b.example.""#) == 1)
    #expect(server.count(#"result="unchanged""#) == 0)
  }

  @Test func `of zones that a new configuration has as before are not read again`() async throws {
    let folder = try ZoneFolder([
      "a.zone": ZoneFolder.zone(), "b.zone": ZoneFolder.zone(), "c.zone": ZoneFolder.zone(),
    ])
    let file = { (zone: String, more: String) in "[zone.'\(zone).example']\nfile = '\(zone).zone'\n\(more)\n"
    }
    let server = try await ServerProcess(
      folder, file("a", "") + file("b", "") + "[zone.'c.example']\nttl = 9\n")
    #expect(await server.text { $0.contains(#"event="zones""#) })
    #expect(try server.address("1-2-3-4.c.example") == "1.2.3.4")
    try folder.write(
      "leaf.toml", "soa.serial = 9\n" + file("a", "") + file("b", "dialect = 'leaf'") + file("c", ""))
    #expect(await server.reload(until: #"event="zones""#))
    #expect(server.count(#"result="loaded" zone="a.example.""#) == 1)
    #expect(server.count(#"result="loaded" zone="b.example.""#) == 2)
    #expect(server.count(#"result="loaded" zone="c.example.""#) == 1)
    #expect(try server.address("1-2-3-4.b.example") == "1.2.3.4")
    #expect(try server.address("www.c.example") == "192.0.2.1")
    #expect(server.count("has not risen") == 0)
    try folder.write("leaf.toml", file("b", "dialect = 'leaf'"))
    #expect(await server.reload(until: #"event="reload" result="applied""#))
    #expect(try server.address("www.a.example") == "5")
    #expect(try server.address("www.b.example") == "192.0.2.1")
  }

  @Test func `of which one is read again and again under load lose no query`() async throws {
    let folder = try ZoneFolder(["a.zone": ZoneFolder.zone(), "b.zone": ZoneFolder.zone(www: "192.0.2.2")])
    let server = try await ServerProcess(folder, "zone_files = ['a.example=a.zone', 'b.example=b.zone']\n")
    #expect(await server.text { $0.contains(#"event="zones""#) })
    let isDone = Locked(false)
    let port = server.port
    let load = Task.detached { () throws -> (sent: Int, lost: Int, wrong: Int) in
      let client = try Client(.udp, port)
      let queries = [Message.query("www.a.example").octets, Message.query("www.b.example").octets]
      var (sent, lost, wrong) = (0, 0, 0)
      while !isDone.change({ $0 }) {
        for number in 0..<32 { try client.send(queries[number & 1]) }
        for _ in 0..<32 {
          guard case .octets(let response) = client.receive() else { lost += 1; continue }
          // Either version of one, and always the same of the other.
          if ![[192, 0, 2, 1], [192, 0, 2, 2], [192, 0, 2, 3]].contains(Array(response.suffix(4))) {
            wrong += 1
          }
        }
        sent += 32
      }
      return (sent, lost, wrong)
    }
    for serial in 2...60 {
      try folder.write(
        "a.zone", ZoneFolder.zone(serial: UInt32(serial), www: serial & 1 == 0 ? "192.0.2.3" : "192.0.2.1"))
      #expect(await server.reload(until: #"event="zones" loaded=1"#))
    }
    isDone.change { $0 = true }
    let result = try await load.value
    #expect(result.lost == 0 && result.wrong == 0 && result.sent > 1_000, "\(result)")
    #expect(server.count(#"result="loaded" zone="b.example.""#) == 1)
    #expect(await server.stop() == 0)
  }

  @Test func `are by the thousand`() async throws {
    let folder = try ZoneFolder()
    for number in 0..<1_000 {
      try folder.write(
        "z\(number).example.zone", ZoneFolder.zone(www: "10.0.\(number / 256).\(number % 256)"))
    }
    let server = try await ServerProcess(folder, "zones_dir = '.'\n")
    #expect(await server.text { $0.contains("ready=1000 not_ready=0") })
    for number in stride(from: 0, to: 1_000, by: 37) {
      #expect(try server.address("www.z\(number).example") == "10.0.\(number / 256).\(number % 256)")
    }
    // So many lines would help nobody.
    #expect(server.count(#"result="loaded" zone="#) < 200)
    #expect(server.log.contains(" and 900 more\" zones_dir="))
    kill(server.identifier, SIGTERM)
  }

  @Test func `are read before leaf takes over from another`() async throws {
    let folder = try ZoneFolder(["a.zone": ZoneFolder.zone()])
    let server = try await ServerProcess(folder, "zone_files = 'a.example=a.zone'\ntake_over = true\n")
    let log = server.log
    let loaded = try #require(log.range(of: #"result="loaded""#))
    let startup = try #require(log.range(of: #"event="startup""#))
    #expect(loaded.lowerBound < startup.lowerBound)
  }

  @Test func `are told of by the metrics, and are waited for by readyz`() async throws {
    let folder = try ZoneFolder(["a.zone": ZoneFolder.zone(serial: 7), "b.zone": "x"])
    let measured = try await MeasuredServer(
      [
        "--zone-file", "a.example=\(folder.path)/a.zone", "--zone-file", "b.example=\(folder.path)/b.zone",
      ])
    #expect(await measured.server.text { $0.contains(#"event="zones""#) })
    let page = try measured.get("/metrics").body
    for line in [
      #"leaf_zones{state="ready"} 2"#, #"leaf_zones{state="not_ready"} 1"#, "leaf_zones_failing 1",
      #"leaf_zone_versions_total{result="loaded"} 1"#, #"leaf_zone_serial{zone="a.example."} 7"#,
      #"leaf_zone_failures_total{zone="b.example."} 1"#,
    ] { #expect(page.contains(line + "\n"), "\(line)") }
    #expect(page.contains(#/leaf_zone_loaded_timestamp_seconds{zone="a.example."} [0-9]{10}\n/#))
  }

  @Test func `give out what block lists leave, which are read again when they change`() async throws {
    let folder = try ZoneFolder(["a.zone": ZoneFolder.zone(), "list": "bad\n", "b.zone": ZoneFolder.zone()])
    let server = try await ServerProcess(
      folder,
      "zones = 'dev.example.com'\nzone_poll_interval = 1\nblocklist_file = 'list'\n[zone.'a.example']\nfile = 'a.zone'\ndialect = 'nip'\n[zone.'b.example']\nfile = 'b.zone'\n"
    )
    #expect(await server.text { $0.contains(#"event="zones" loaded=2"#) })
    let zones = ["dev.example.com", "a.example"]
    func answers(_ label: String) throws -> [String] {
      try zones.map { try server.address("\(label).\($0)") }
    }
    #expect(try answers("bad.1.2.3.4") == ["0", "0"])
    #expect(try answers("worse.1.2.3.4") == ["1.2.3.4", "1.2.3.4"])
    try folder.write("list", "worse\n5.6.7.0/24\n")
    #expect(await server.text { $0.contains(#"event="reload" result="applied"#) })
    #expect(try answers("bad.1.2.3.4") == ["1.2.3.4", "1.2.3.4"])
    #expect(try answers("worse.1.2.3.4") == ["0", "0"] && answers("5.6.7.8") == ["0", "0"])
    try folder.write("list", "1.2.3\n")
    #expect(await server.text { $0.contains("list:1: '1.2.3' stands here") })
    #expect(try answers("worse.1.2.3.4") == ["0", "0"])
    try folder.write("list", "")
    #expect(await server.reload(until: #"event="reload" result="applied"#))
    #expect(try answers("worse.1.2.3.4") == ["1.2.3.4", "1.2.3.4"])
    #expect(try server.address("www.a.example") == "192.0.2.1")
    #expect(await server.stop() == 0)
  }

  /// Nobody would have signed what leaf makes up.
  @Test func `that are signed have no dialect`() async throws {
    let signed =
      "@ RRSIG SOA 13 2 60 20300101000000 20200101000000 1 a.example. AAAA\n@ NSEC ns SOA NS RRSIG NSEC"
    let folder = try ZoneFolder(["a.zone": ZoneFolder.zone(signed)])
    for (dialect, status) in [("", 0), ("dialect = 'nip'\ncheck = 'off'\n", 65)] as [(String, Int32)] {
      try folder.write("leaf.toml", "[zone.'a.example']\nfile = 'a.zone'\n\(dialect)")
      let check = try await ServerProcess.run(["check", "--config", "\(folder.path)/leaf.toml"])
      #expect(check.status == status, "\(check)")
      guard status != 0 else { continue }
      #expect(
        check.errors
          == "leaf: \(folder.path)/a.zone:6:1: a.example. is signed; names that are made up would have no signatures: serve them from a zone of their own, or leave out dialect or synthesize\n"
      )
    }
  }

  @Test func `are read by leaf check and leaf explain`() async throws {
    let folder = try ZoneFolder(["a.zone": ZoneFolder.zone(), "b.zone": ZoneFolder.zone("x TXT 1 2 )")])
    let a = ["--zone-file", "a.example=\(folder.path)/a.zone"]
    let check = try await ServerProcess.run(["check"] + a)
    #expect(check.status == 0 && check.errors == "", "\(check)")
    let bad = try await ServerProcess.run(["check", "--zone-file", "b.example=\(folder.path)/b.zone"] + a)
    #expect(bad.status == 65)
    #expect(bad.errors.hasPrefix("leaf: \(folder.path)/b.zone:6:11: "), "\(bad.errors)")
    let explain = try await ServerProcess.run(["explain", "www.a.example"] + a)
    #expect(explain.output.hasPrefix("zone: a.example.\n") && explain.output.contains("192.0.2.1"))
    let meets: [(lines: String, qname: String, met: String)] = [
      ("sub NS ns.sub", "x.sub", "cut: sub.a.example.\nrule: 13"),
      ("old DNAME new", "x.old", "DNAME: old.a.example.\nrule: 18"),
      ("*.w TXT t", "y.x.w", "closest encloser: w.a.example.\nwildcard: *.w.a.example.\nrule: 17"),
      ("y A 192.0.2.9", "x.y", "closest encloser: y.a.example.\nrule: 18"),
      ("x.y A 192.0.2.9", "y", "rule: 17"),
    ]
    for (lines, qname, met) in meets {
      let folder = try ZoneFolder(["a.zone": ZoneFolder.zone(lines)])
      let explain = try await ServerProcess.run(
        ["explain", "\(qname).a.example", "--zone-file", "a.example=\(folder.path)/a.zone"])
      #expect(explain.output.hasPrefix("zone: a.example.\n\(met): "), "\(explain)")
    }
    let notReady = try await ServerProcess.run(
      ["explain", "b.example", "--zone-file", "b.example=\(folder.path)/b.zone"])
    #expect(notReady.output.hasPrefix("zone: b.example.\nrule: 11: in a zone that is not loaded\n"))
    #expect(notReady.output.contains("; EDE: 14 (Not Ready)"))
  }
}
