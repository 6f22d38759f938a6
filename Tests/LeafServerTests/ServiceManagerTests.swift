import Foundation
import TestPrograms
import Testing

@testable import LeafServer

/// Hears what a program tells its service manager.
private final class Manager: Sendable {
  private let descriptor: Int32
  /// As in NOTIFY_SOCKET.
  let address: String

  init(isAbstract: Bool) throws {
    let path = "/tmp/leaf-\(UUID().uuidString)"
    address = isAbstract ? "@" + path : path
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    var name = sockaddr_un()
    name.sun_family = sa_family_t(AF_UNIX)
    let octets = (isAbstract ? [0] : []) + Array(path.utf8)
    withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: octets) }
    let length = socklen_t(MemoryLayout<sa_family_t>.size + octets.count)
    let result = withUnsafePointer(to: &name) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
    }
    try #require(result == 0)
  }

  deinit {
    close(descriptor)
    if !address.hasPrefix("@") { unlink(address) }
  }

  /// The next thing that is told, but for what is not asked for.
  func next(ignoring ignored: String = "") -> String? {
    while true {
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, 10_000) > 0 else { return nil }
      var octets = [UInt8](repeating: 0, count: 1_000)
      let count = recv(descriptor, &octets, octets.count, 0)
      let text = String(decoding: octets.prefix(max(0, count)), as: UTF8.self)
      if text != ignored { return text }
    }
  }
}

@Suite(.sideBySide) struct `A service manager (sd_notify)` {
  @Test(arguments: [false, true])
  func `hears when leaf is ready, reloads and stops`(isAbstract: Bool) async throws {
    let manager = try Manager(isAbstract: isAbstract)
    let server = try await ServerProcess(environment: ["NOTIFY_SOCKET": manager.address])
    #expect(manager.next() == "READY=1")
    kill(server.identifier, SIGHUP)
    #expect(manager.next()?.wholeMatch(of: #/RELOADING=1\nMONOTONIC_USEC=[0-9]{6,}/#) != nil)
    #expect(manager.next() == "READY=1")
    #expect(await server.stop() == 0)
    #expect(manager.next() == "STOPPING=1")
  }

  @Test func `does not hear that leaf is ready when a reload ends behind its stop`() throws {
    let manager = try Manager(isAbstract: true)
    let health = Health(telling: ServiceManager(environment: ["NOTIFY_SOCKET": manager.address]))
    health.reload { health.isStopping() }
    health.isStopping()
    #expect(manager.next()?.hasPrefix("RELOADING=1") == true)
    for _ in 0..<2 { #expect(manager.next() == "STOPPING=1") }
  }

  @Test func `hears that leaf is alive, twice as often as it asks for`() async throws {
    let manager = try Manager(isAbstract: true)
    let server = try await ServerProcess(
      environment: ["NOTIFY_SOCKET": manager.address, "WATCHDOG_USEC": "100000"])
    for _ in 0..<5 { #expect(manager.next(ignoring: "READY=1") == "WATCHDOG=1") }
    #expect(await server.stop() == 0)
    #expect(manager.next(ignoring: "WATCHDOG=1") == "STOPPING=1")
  }

  @Test func `hears nothing of the watchdog when it asks another process`() async throws {
    let manager = try Manager(isAbstract: true)
    let server = try await ServerProcess(
      environment: ["NOTIFY_SOCKET": manager.address, "WATCHDOG_USEC": "1000", "WATCHDOG_PID": "1"])
    #expect(manager.next() == "READY=1")
    #expect(await server.stop() == 0)
    #expect(manager.next() == "STOPPING=1")
  }

  @Test(arguments: ["", "/nonexistent/socket", String(repeating: "x", count: 200)])
  func `that cannot be reached keeps nobody from serving`(address: String) async throws {
    let server = try await ServerProcess(environment: ["NOTIFY_SOCKET": address])
    #expect(await server.stop() == 0)
  }
}

@Suite(.sideBySide) struct `The unit for systemd` {
  private static let unit = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("packaging/leaf.service")

  private static func analyze(_ arguments: String...) async throws -> (
    status: Int32, output: String, errors: String
  ) {
    try await runProcess(URL(fileURLWithPath: "/usr/bin/systemd-analyze"), arguments)
  }

  @Test func `exposes little`() async throws {
    let run = try await Self.analyze("security", "--offline=true", "--threshold=15", Self.unit.path)
    #expect(run.status == 0, "\(run.output.suffix(200))\(run.errors)")
  }

  @Test(arguments: ["leaf.service", "leaf.socket"])
  func `has nothing that systemd does not know`(name: String) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for name in ["leaf.service", "leaf.socket"] {
      // Neither program nor page is installed here.
      let unit = Self.unit.deletingLastPathComponent().appendingPathComponent(name)
      let text = try String(contentsOf: unit, encoding: .utf8)
        .replacing("/usr/bin/leaf", with: ServerProcess.executable.path)
        .replacing(#/Documentation=.*\n/#, with: "")
      try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }
    let run = try await Self.analyze("verify", folder.appendingPathComponent(name).path)
    #expect(run.status == 0 && run.output + run.errors == "", "\(run.output)\(run.errors)")
  }
}
