import Foundation
import TestOctets
import TestPrograms

/// One of the servers that the field knows, as Debian ships it, with its default settings and one small zone.
enum ReferenceProgram: String, CaseIterable, Sendable {
  case nsd, knot, bind, powerdns

  fileprivate var executable: String {
    switch self {
    case .nsd: "/usr/sbin/nsd"
    case .knot: "/usr/sbin/knotd"
    case .bind: "/usr/sbin/named"
    case .powerdns: "/usr/sbin/pdns_server"
    }
  }

  fileprivate func arguments(_ folder: String) -> [String] {
    switch self {
    case .nsd: ["-d", "-c", "\(folder)/configuration"]
    case .knot: ["-c", "\(folder)/configuration"]
    case .bind: ["-g", "-n", "1", "-c", "\(folder)/configuration"]
    case .powerdns: ["--config-dir=\(folder)"]
    }
  }

  /// PowerDNS insists on its file's name.
  fileprivate var configurationName: String { self == .powerdns ? "pdns.conf" : "configuration" }

  fileprivate func configuration(_ folder: String, _ port: UInt16) -> String {
    switch self {
    case .nsd:
      // Its limit of responses would only slow the probe down.
      """
      server:
        ip-address: 127.0.0.1@\(port)
        username: ""
        zonesdir: "\(folder)"
        database: ""
        pidfile: "\(folder)/nsd.pid"
        zonelistfile: "\(folder)/zone.list"
        xfrdfile: "\(folder)/xfrd.state"
        xfrdir: "\(folder)"
        cookie-secret-file: ""
        rrl-ratelimit: 0
      remote-control:
        control-enable: no
      zone:
        name: \(zone)
        zonefile: zone
      """
    case .knot:
      """
      server:
        rundir: \(folder)
        listen: 127.0.0.1@\(port)
      database:
        storage: \(folder)
      zone:
        - domain: \(zone)
          storage: \(folder)
          file: zone
          zonefile-sync: -1
          journal-content: none
      """
    case .bind:
      """
      options {
        directory "\(folder)";
        pid-file none;
        session-keyfile "\(folder)/session.key";
        listen-on port \(port) { 127.0.0.1; };
        listen-on-v6 { none; };
        recursion no;
        dnssec-validation no;
      };
      controls { };
      zone "\(zone)" { type primary; file "zone"; };
      """
    case .powerdns:
      """
      launch=bind
      bind-config=\(folder)/zones
      local-address=127.0.0.1
      local-port=\(port)
      socket-dir=\(folder)
      """
    }
  }
}

/// A reference server on a port of 127.0.0.1.
final class ReferenceServer: Sendable {
  let port: UInt16
  private let program: RunningProgram
  private let folder: URL

  /// Starts it and waits until it answers.
  ///
  /// - Throws: `NotReady` where it is not installed or does not answer.
  init(_ program: ReferenceProgram) async throws {
    guard FileManager.default.isExecutableFile(atPath: program.executable) else {
      throw NotReady(log: "\(program.executable) is missing: scripts/test installs it")
    }
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("leaf-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    port = try unusedPort()
    try Self.write(Self.records, folder, "zone")
    try Self.write(
      "zone \"\(zone)\" { type master; file \"\(folder.path)/zone\"; };\n", folder, "zones")
    try Self.write(program.configuration(folder.path, port) + "\n", folder, program.configurationName)
    self.program = try RunningProgram(
      URL(fileURLWithPath: program.executable), program.arguments(folder.path))
    for _ in 0..<200 where self.program.isRunning {
      if try answers() { return }
    }
    throw NotReady(log: "\(program.rawValue): \(self.program.errors.text)")
  }

  deinit {
    // NSD has children that only it can end.
    kill(program.identifier, SIGTERM)
    try? FileManager.default.removeItem(at: folder)
  }

  /// Asks for the zone's SOA RR and waits a tenth of a second.
  private func answers() throws -> Bool {
    let client = try LoopbackSocket(.udp, connectedTo: port)
    client.send([0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0] + wire(zone) + [0, 6, 0, 1])
    guard waitToRead([client.descriptor], milliseconds: 100).isEmpty == false,
      let octets = client.receive()?.octets
    else {
      // Nothing listens yet: the next try comes after as long as an answer would have been waited for.
      _ = waitToRead([], milliseconds: 100)
      return false
    }
    return octets.count > 12 && octets[3] & 0xF == 0 && octets.octetPair(at: 6) == 1
  }

  private static func write(_ text: String, _ folder: URL, _ name: String) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
  }

  /// With an empty non-terminal, and nothing that a case would skip for.
  private static let records = """
    $ORIGIN \(zone).
    $TTL 3600
    @ SOA ns1 hostmaster 1 300 60 86400 60
    @ NS ns1
    @ NS ns2
    ns1 A 127.0.0.1
    ns2 A 127.0.0.2
    www A 192.0.2.1
    a.b.c TXT "below an empty non-terminal"

    """
}
