import Foundation
import TestPrograms
import Testing

/// What DNSViz, of which operators ask why a zone is bogus, makes of zones that leaf signs.
@Suite(.sideBySide) struct `DNSViz` {
  private static let signings =
    ["nsec", "nsec3"].flatMap { denial in
      ["rsasha256", "ecdsap256sha256", "ecdsap384sha384", "ed25519"].map { ("load", denial, $0) }
    } + ["ecdsap256sha256", "ed25519"].map { ("online", "compact", $0) }

  private static let zones = signings.map { mode, denial, algorithm in
    (
      apex: "\(mode)-\(denial)-\(algorithm).example",
      security: "mode = '\(mode)'\ndenial = '\(denial)'\nalgorithm = '\(algorithm)'"
    )
  }

  private static let configuration =
    "state_dir = '.'\n[dnssec]\nenabled = true\n"
    + zones.map { apex, security in
      "[zone.'\(apex)']\nfile = 'zone'\n[zone.'\(apex)'.dnssec]\n\(security)\n"
    }.joined()

  /// The version of pygraphviz, which this version of DNSViz looks for, is at another place than it was.
  private static let dnsviz = """
    import pygraphviz, runpy, sys, types
    sys.modules['pygraphviz.release'] = pygraphviz.release = types.ModuleType('pygraphviz.release')
    pygraphviz.release.version = pygraphviz.__version__
    sys.argv[0] = 'dnsviz'
    runpy.run_path('/usr/bin/dnsviz', run_name='__main__')
    """

  @Test func `finds neither error nor warning, and all secure`() async throws {
    let folder = try ZoneFolder([
      "zone": ZoneFolder.zone("@ MX 10 www\n*.w TXT wildcard\n").replacing("192.0.2.53", with: "127.0.0.1")
    ])
    let server = try await ServerProcess(folder, Self.configuration)
    await server.readZones()
    let probe = Self.zones.flatMap { ["-x", "\($0.apex)+:ns.\($0.apex)=127.0.0.1:\(server.port)"] }
    try await run(folder, "cat keys/*.key | grep -v '^;' >keys/trusted")
    try await run(
      folder, Self.dnsvizCommand(["probe", "-A"] + probe + ["-o", "probed"] + Self.zones.map(\.apex)))
    try await run(
      folder,
      Self.dnsvizCommand(["grok", "-t", "keys/trusted", "-l", "info", "-r", "probed", "-o", "judged"]))
    let judged = try JSONSerialization.jsonObject(
      with: Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/judged")))
    let zones = try #require(judged as? [String: Any])
    #expect(zones.keys.sorted() == Self.zones.map { "\($0.apex)." }.sorted())
    for (apex, zone) in zones {
      let judgement = Judgement(of: zone)
      #expect(judgement.complaints == [], "\(apex)")
      // The keys, the answers and what shows that there are none.
      #expect(judgement.secure > 15, "\(apex)")
    }
    #expect(await server.stop() == 0)
  }

  private static func dnsvizCommand(_ arguments: [String]) -> String {
    "/usr/bin/python3 -c \"$DNSVIZ\" " + arguments.map { "'\($0)'" }.joined(separator: " ")
  }

  private func run(_ folder: ZoneFolder, _ command: String) async throws {
    let run = try await runProcess(
      URL(fileURLWithPath: "/bin/sh"), ["-ec", "cd \(folder.path)\n\(command)"], ["DNSVIZ": Self.dnsviz])
    try #require(run.status == 0, "\(run.errors)")
  }
}

/// What DNSViz says of a zone.
private struct Judgement {
  /// Where it says what, of errors, warnings, and what is neither secure nor valid.
  var complaints: [String] = []
  /// How much is.
  var secure = 0

  init(of zone: Any) { read(zone, at: "") }

  private mutating func read(_ value: Any, at path: String) {
    if let list = value as? [Any] { for value in list { read(value, at: path) } }
    guard let object = value as? [String: Any] else { return }
    for (key, value) in object {
      switch (key, value as? String) {
      case ("errors", _), ("warnings", _): complaints.append("\(path) \(key): \(value)")
      case ("status", "SECURE"), ("status", "VALID"): secure += 1
      case ("status", "NOERROR") where path.isEmpty: break
      case ("status", let status?): complaints.append("\(path): \(status)")
      default: read(value, at: "\(path)/\(key)")
      }
    }
  }
}
