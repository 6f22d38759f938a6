import Foundation
import TestMessages
import TestPrograms
import Testing

@Suite(.sideBySide) struct `The filters for fail2ban` {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("packaging/fail2ban")

  /// The log of a server that has dropped messages of one client: two that it should be banned for, and one not.
  private func log(_ arguments: [String], at address: String) async throws -> String {
    let listen = address.contains(":") ? "[\(address)]:0" : "\(address):0"
    let server = try await ServerProcess(
      listen: [listen],
      ["--log-drop-client-ip", "true", "--per-ip-invalid-qname-qps-limit", "1"] + arguments,
      limits: ["--per-ip-qps-limit", "off"])
    let client = try Client(.udp, server.port, at: address)
    _ = try client.exchange(Message.query("nope.dev.example.com").octets)
    for octets in [
      Message.query("nope.dev.example.com").octets, [1, 2, 3], [UInt8](repeating: 0, count: 1_300),
    ] {
      try client.send(octets)
    }
    _ = await server.line { $0.contains("request_too_large") }
    #expect(await server.stop() == 0)
    return server.log
  }

  /// The journal's lines are what fail2ban makes of it, with the machine and the program before the text.
  @Test(
    arguments: [
      ("leaf", "text", ""), ("leaf", "text", "ns1 leaf[7]: "), ("leaf-json", "json", ""),
      ("leaf-json", "json", "ns1 leaf[7]: "),
    ],
    ["127.0.0.1", "::1"])
  func `find the clients of a real log, and them alone`(
    filter: (name: String, format: String, prefix: String), address: String
  ) async throws {
    let lines = try await log(["--log-format", filter.format], at: address).split(separator: "\n")
    let log = lines.map { "\(filter.prefix)\($0)\n" }.joined()
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).log")
    try log.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let run = try await runProcess(
      URL(fileURLWithPath: "/usr/bin/fail2ban-regex"),
      ["-o", "ip", file.path, Self.folder.appendingPathComponent("\(filter.name).conf").path])
    #expect(run.output.split(separator: "\n").map(String.init) == [address, address], "\(log)\(run.errors)")
  }
}
