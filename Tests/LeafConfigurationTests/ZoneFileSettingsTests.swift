import DNSWire
import LeafCore
import Testing

@testable import LeafConfiguration

/// Loads a configuration that says what is in `/etc/leaf/leaf.toml` and in its folder `zones`.
private func load(
  _ file: String, _ flags: [String: [String]] = [:], _ environment: [String: String] = [:],
  folder: [String]? = []
) throws(ConfigurationError) -> LoadedConfiguration {
  try LoadedConfiguration(
    commandLine: CommandLineValues(flags: flags.merging(["config": ["/etc/leaf/leaf.toml"]]) { $1 }),
    environment: environment, coreCount: 1,
    readFile: { path throws(FileError) in Array(file.utf8) },
    listFolder: { path throws(FileError) in
      guard let folder else { throw FileError(reason: "Permission denied") }
      return folder
    })
}

private func problems(
  _ file: String, _ flags: [String: [String]] = [:], folder: [String]? = []
) -> [String] {
  let error = #expect(throws: ConfigurationError.self) { _ = try load(file, flags, folder: folder) }
  return error?.problems.map(\.description) ?? []
}

extension LoadedConfiguration {
  /// Each zone with a file, and that.
  fileprivate var files: [String] {
    configuration.zones.compactMap { apex in
      configuration.settings(of: apex).file.map { "\(apex) \($0)" }
    }
  }
}

@Suite struct `The files of zones` {
  @Test
  func `are relative to the configuration file where that names them, and to the working directory else`()
    throws
  {
    let tables = "[zone.'a.example']\nfile = 'a.zone'\n[zone.'b.example']\nfile = '/b.zone'\n"
    #expect(
      try load("zone_files = ['c.example=z/c']\n" + tables).files
        == ["a.example. /etc/leaf/a.zone", "b.example. /b.zone", "c.example. /etc/leaf/z/c"])
    #expect(try load("", ["zone-file": ["a.example=a", ".=/root"]]).files == ["a.example. a", ". /root"])
    #expect(try load("", [:], ["LEAF_ZONE_FILES": "a.example=a,b.example=b"]).files.count == 2)
    #expect(
      try load("zones_dir = 'zones'", folder: ["a.example.zone"]).files
        == ["a.example. /etc/leaf/zones/a.example.zone"])
    #expect(
      try load("", ["zones-dir": ["zones"]], folder: ["a.example.zone"]).files
        == ["a.example. zones/a.example.zone"])
  }

  @Test
  func `that are named in several places are those of zone_files, then of the table, then of the folder`()
    throws
  {
    let file =
      "zones = 'c.example'\nzones_dir = '/z'\n[zone.'a.example']\nfile = 'a'\n[zone.'b.example']\nfile = 'b'\n"
    let folder = ["a.example.zone", "b.example.zone", "c.example.zone"]
    let loaded = try load(file, ["zone-file": ["a.example=x"]], folder: folder)
    #expect(
      loaded.files == ["c.example. /z/c.example.zone", "a.example. x", "b.example. /etc/leaf/b"])
    #expect(loaded.configuration.zones.count == 3)
  }

  @Test func `have settings of their own, and those of all zones`() throws {
    let file =
      "zones = 'd.example'\n[dns]\ncheck = 'strict'\n[zone.'a.example']\nfile = 'a'\ndialect = 'leaf'\nttl = 7\ncheck = 'off'\nany = 'all'\n[zone.'b.example']\nfile = 'b'\n"
    let configuration = try load(file).configuration
    let (a, b, d) = try (
      configuration.settings(of: DomainName(presentation: "a.example")),
      configuration.settings(of: DomainName(presentation: "b.example")),
      configuration.settings(of: DomainName(presentation: "d.example"))
    )
    #expect(a.dialect == .leaf && a.ttl == 7 && a.check == .off && a.anyPolicy == .all)
    #expect(b.dialect == nil && b.check == .strict && b.anyPolicy == .one)
    #expect(d.anyPolicy == .refused)
  }

  @Test func `have block lists, which are read once each`() throws {
    var reads: [String: Int] = [:]
    let file =
      "blocklist_file = 'all'\n[zone.'a.example']\nttl = 5\n[zone.'b.example']\nblocklist_file = 'b'\n[zone.'c.example']\nblocklist_file = '/c'\n"
    let loaded = try LoadedConfiguration(
      commandLine: CommandLineValues(flags: ["config": ["/etc/leaf/leaf.toml"]]), environment: [:],
      coreCount: 1,
      readFile: { path throws(FileError) in
        reads[path, default: 0] += 1
        return Array((path.hasSuffix(".toml") ? file : "x\ny\n").utf8)
      })
    #expect(
      reads == ["/etc/leaf/leaf.toml": 1, "/etc/leaf/all": 1, "/etc/leaf/b": 1, "/c": 1])
    let paths = try ["a", "b", "c"].map {
      loaded.configuration.settings(of: try DomainName(presentation: "\($0).example")).filter.blocklistFile
    }
    #expect(paths == ["/etc/leaf/all", "/etc/leaf/b", "/c"])
  }

  @Test func `have block lists, in which each line that is wrong is named`() {
    let file = "zones = 'a.example'\n[zone.'b.example']\nblocklist_file = 'list'\n"
    let error = #expect(throws: ConfigurationError.self) {
      _ = try LoadedConfiguration(
        commandLine: CommandLineValues(flags: [:]), environment: [:], coreCount: 1,
        readFile: { path throws(FileError) in
          Array((path == "leaf.toml" ? file : "good\n1.2.3\n\nx y\n").utf8)
        })
    }
    #expect(
      error?.problems.map(\.description) == [
        "list:2: '1.2.3' stands here; allowed is an address or prefix, such as 192.0.2.0/24 or 2001:db8::/32, with no bit set behind its length",
        "list:4: 'x y' stands here; allowed is one name, address or prefix a line",
      ])
  }

  @Test func `in a folder are those that end in .zone, each by its name`() throws {
    let files = [
      "b.example.zone", "a.example.zone", "..zone", #"x\047y.example.zone"#, ".hidden.zone", "a.example",
      "a.zone.swp", "README", ".", "..", "A.example.zone", "a..b.zone", "a b.zone", ".zone",
    ]
    let loaded = try load("zones_dir = '/z'", folder: files)
    #expect(
      loaded.files == [
        ". /z/..zone", "A.example. /z/A.example.zone", "b.example. /z/b.example.zone",
        #"x/y.example. /z/x\047y.example.zone"#,
      ])
    #expect(
      loaded.warnings == [
        "/z/a b.zone is not served: its name is not that of a zone: a blank has to be written as \\032",
        "/z/a..b.zone is not served: its name is not that of a zone: it has an empty label",
        "/z/a.example.zone is not served: A.example.zone is the file of the same zone",
      ])
  }

  @Test func `in a folder that cannot be read, or is not there yet`() throws {
    #expect(
      problems("zones_dir = 'z'", folder: nil) == [
        "/etc/leaf/leaf.toml:1: zones_dir: /etc/leaf/z cannot be read: Permission denied"
      ])
    // Zones may come into it.
    #expect(try load("zones_dir = 'z'").configuration.zones.isEmpty)
  }

  @Test(arguments: [
    (
      "zone_ns = ['ns.example']", #"zone_ns: a zone with a file has its NS records there; write them into /f"#
    ),
    (
      "zone_hostmaster = 'h.example'",
      "zone_hostmaster: a zone with a file has its SOA record there; write it into /f"
    ),
    ("soa.serial = 5", "soa.serial: a zone with a file has its SOA record there; write it into /f"),
    ("minimum = 5", "minimum: a zone with a file has its SOA record there; write it into /f"),
    ("ttl = 5", "ttl: the records of a zone's file have their own TTLs; write it into the file, as $TTL"),
  ])
  func `have what settings of encoded names say`(line: String, problem: String) {
    let wanted = [#"/etc/leaf/leaf.toml:2: zone."a.example".\#(problem)"#]
    #expect(problems("[zone.'a.example']\n\(line)\nfile = '/f'") == wanted)
    #expect(problems("[zone.'a.example']\n\(line)\n", ["zone-file": ["a.example=/f"]]) == wanted)
    #expect(
      problems("[zone.'a.example']\n\(line)\n", ["zones-dir": ["/z"]], folder: ["a.example.zone"])
        == wanted.map { $0.replacing("/f", with: "/z/a.example.zone") })
  }

  @Test func `are what is checked`() {
    #expect(
      problems("[zone.'a.example']\ncheck = 'off'") == [
        #"/etc/leaf/leaf.toml:2: zone."a.example".check: there is no file of this zone to check; name it as file"#
      ])
  }

  @Test func `have the hosts of their zones`() throws {
    let hosts = "[hosts]\n'x.sub.a.example' = '192.0.2.1'\n"
    #expect(
      problems("zone_files = ['a.example=/f']\n" + hosts) == [
        "/etc/leaf/leaf.toml:3: hosts: x.sub.a.example. lies in a.example., which has a file; write its addresses into /f"
      ])
    // A zone of encoded names below has hosts.
    #expect(
      try load("zones = 'sub.a.example'\nzone_files = ['a.example=/f']\n" + hosts).configuration.hosts.count
        == 1)
  }

  @Test func `need no room for default names`() throws {
    let name = Array(repeating: String(repeating: "a", count: 61), count: 4).joined(separator: ".")
    #expect(try load("[zone.'\(name)']\nfile = 'f'").configuration.zones.count == 1)
  }
}
