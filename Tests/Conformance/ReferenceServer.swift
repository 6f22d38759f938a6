import Foundation
import TestOctets
import TestPrograms

/// Who signs the zone that a reference server has.
enum ReferenceSigning: String, CaseIterable, Sendable {
  case none = ""
  /// The probe, in the file that it prints.
  case printed = "signed"
  /// The server, by its default policy.
  case own = "own-signed"
}

/// leaf, or one of the servers that the field knows, as Debian ships it: with its default settings, the zone that the
/// probe prints, and leave to transfer it for who asks from this machine, where that is not the default.
enum ReferenceProgram: String, CaseIterable, Sendable {
  case leaf, nsd, knot, bind, powerdns, gdnsd

  fileprivate var executable: String {
    switch self {
    case .leaf: ServerProcess.executable.path
    case .nsd: "/usr/sbin/nsd"
    case .knot: "/usr/sbin/knotd"
    case .bind: "/usr/sbin/named"
    case .powerdns: "/usr/sbin/pdns_server"
    case .gdnsd: "/usr/sbin/gdnsd"
    }
  }

  fileprivate func arguments(_ folder: String) -> [String] {
    switch self {
    case .leaf: ["--config", "\(folder)/configuration"] + ServerProcess.withoutLimits
    case .nsd: ["-d", "-c", "\(folder)/configuration"]
    case .knot: ["-c", "\(folder)/configuration"]
    case .bind: ["-g", "-n", "1", "-c", "\(folder)/configuration"]
    case .powerdns: ["--config-dir=\(folder)"]
    case .gdnsd: ["-c", folder, "start"]
    }
  }

  /// NSD does not sign, and PowerDNS would sign each response as it is asked for.
  var signings: [ReferenceSigning] {
    switch self {
    case .knot, .bind: ReferenceSigning.allCases
    case .leaf, .nsd, .powerdns: [.none, .printed]
    case .gdnsd: [.none]
    }
  }

  /// What is run before it starts: PowerDNS must be told that a zone is signed.
  fileprivate func preparations(_ folder: String, _ signing: ReferenceSigning) -> [[String]] {
    guard self == .powerdns, signing == .printed else { return [] }
    return [["create-bind-db", "\(folder)/dnssec"], ["set-presigned", zone]].map {
      ["--config-dir=\(folder)"] + $0
    }
  }

  /// PowerDNS and gdnsd insist on their file's name.
  fileprivate var configurationName: String {
    switch self {
    case .powerdns: "pdns.conf"
    case .gdnsd: "config"
    case .leaf, .nsd, .knot, .bind: "configuration"
    }
  }

  fileprivate func configuration(_ folder: String, _ port: UInt16, _ signing: ReferenceSigning) -> String {
    switch self {
    case .leaf:
      """
      listen = ["127.0.0.1:\(port)"]
      zone_files = ["\(zone)=\(folder)/zone"]
      """
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
        provide-xfr: 127.0.0.1 NOKEY
      """
    case .knot:
      """
      server:
        rundir: \(folder)
        listen: 127.0.0.1@\(port)
      database:
        storage: \(folder)
      acl:
        - id: here
          address: 127.0.0.1
          action: transfer
      zone:
        - domain: \(zone)
          acl: here
          storage: \(folder)
          file: zone
          zonefile-sync: -1
          journal-content: none
          dnssec-signing: \(signing == .own ? "on" : "off")
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
      zone "\(zone)" {
        type primary; file "zone"; \(signing == .own ? "dnssec-policy default; inline-signing yes;" : "")
      };
      """
    case .powerdns:
      """
      launch=bind
      bind-config=\(folder)/zones
      local-address=127.0.0.1
      local-port=\(port)
      socket-dir=\(folder)
      dname-processing=yes
      \(signing == .printed ? "bind-dnssec-db=\(folder)/dnssec" : "")
      """
    case .gdnsd:
      """
      options => { listen => 127.0.0.1:\(port), run_dir => \(folder)/run, state_dir => \(folder)/state }
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
  init(_ program: ReferenceProgram, _ signing: ReferenceSigning) async throws {
    guard FileManager.default.isExecutableFile(atPath: program.executable) else {
      throw NotReady(log: "\(program.executable) is missing: scripts/test installs it")
    }
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("leaf-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    port = try unusedPort()
    let options = signing == .printed ? ["--signed"] : []
    let records = program == .gdnsd ? Self.small : try await printedZone(zone, options)
    try Self.write(records, folder, "zone")
    // gdnsd takes each file there for the zone of its name.
    for name in ["run", "state", "zones"] where program == .gdnsd {
      try FileManager.default.createDirectory(
        at: folder.appendingPathComponent(name), withIntermediateDirectories: true)
    }
    if program == .gdnsd { try Self.write(records, folder, "zones/\(zone)") }
    if program == .powerdns {
      try Self.write(
        "zone \"\(zone)\" { type master; file \"\(folder.path)/zone\"; };\n", folder, "zones")
    }
    try Self.write(
      program.configuration(folder.path, port, signing) + "\n", folder, program.configurationName)
    for arguments in program.preparations(folder.path, signing) {
      _ = try await runProcess(URL(fileURLWithPath: "/usr/bin/pdnsutil"), arguments)
    }
    self.program = try RunningProgram(
      URL(fileURLWithPath: program.executable), program.arguments(folder.path))
    for _ in 0..<200 where self.program.isRunning {
      // A server that signs has the NSEC RRs last.
      if try answers(type: signing == .own ? 47 : 6) { return }
      _ = waitToRead([], milliseconds: 100)
    }
    throw NotReady(log: "\(program.rawValue): \(self.program.errors.text)")
  }

  deinit {
    // NSD has children that only it can end.
    kill(program.identifier, SIGTERM)
    try? FileManager.default.removeItem(at: folder)
  }

  /// Asks for RRs of the zone's name and waits a tenth of a second at most.
  private func answers(type: UInt8) throws -> Bool {
    let client = try LoopbackSocket(.udp, connectedTo: port)
    client.send([0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0] + wire(zone) + [0, type, 0, 1])
    guard waitToRead([client.descriptor], milliseconds: 100).isEmpty == false,
      let octets = client.receive()?.octets
    else { return false }
    return octets.count > 12 && octets[3] & 0xF == 0 && octets.octetPair(at: 6) > 0
  }

  private static func write(_ text: String, _ folder: URL, _ name: String) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
  }

  /// What a server can load that knows few types.
  private static let small = """
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
