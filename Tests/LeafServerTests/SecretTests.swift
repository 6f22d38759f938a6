import Foundation
import LeafCore
import TestMessages
import TestPrograms
import Testing

/// Whoever reads the secret of the cookies makes valid ones for any address.
@Suite(.sideBySide) struct `The secret of the cookies` {
  private static let hexadecimal = "0123456789abcdeffedcba9876543210"

  /// Everything that the secret could look like: its digits, its octets in decimal, its halves as numbers, all in
  /// either order of octets.
  private static let looks: [String] = {
    let octets = hex(hexadecimal)
    return [octets, octets.reversed()].flatMap { octets in
      let halves = [octets.prefix(8), octets.suffix(8)].map {
        $0.reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
      }
      let digits = octets.map { String(format: "%02x", $0) }.joined()
      return [digits, octets.map(String.init).joined(separator: ", ")]
        + halves.flatMap { [String($0), String(Int64(bitPattern: $0)), String($0, radix: 16)] }
    }
  }()

  private func requireHidden(in output: String, _ place: String) {
    let output = output.lowercased()
    for look in Self.looks { #expect(!output.contains(look), "\(place) shows \(look):\n\(output)") }
  }

  private enum Source: String, CaseIterable, Sendable {
    case flag, variable, file

    /// How the program is given the secret.
    func given(_ folder: URL) throws -> (arguments: [String], environment: [String: String]) {
      switch self {
      case .flag: return (["--cookie-secret", hexadecimal], [:])
      case .variable: return ([], ["LEAF_COOKIE_SECRET": hexadecimal])
      case .file:
        let file = folder.appendingPathComponent("leaf.toml")
        try "[edns]\ncookie_secret = \"\(hexadecimal)\"\n".write(to: file, atomically: true, encoding: .utf8)
        return (["--config", file.path], [:])
      }
    }
  }

  private static let debug = [
    "--log-level", "debug", "--log-queries", "true", "--log-drop-client-ip", "true",
  ]

  private func withFolder(_ body: (URL) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder)
  }

  @Test(arguments: Source.allCases, ["text", "json"])
  private func `is in no line of a server, from start to stop`(source: Source, format: String) async throws {
    try await withFolder { folder in
      let given = try source.given(folder)
      let measured = try await MeasuredServer(
        Self.debug + ["--log-format", format] + given.arguments, environment: given.environment)
      let server = measured.server
      let client = try Client(.udp, server.port)
      try client.send(Message.query("1-2-3-4.dev.example.com", additional: [opt(cookie(8))]).octets)
      _ = try #require(await server.line { $0.contains("udp_query") })
      requireHidden(in: try measured.get("/metrics").body, "the metrics")
      kill(server.identifier, SIGHUP)
      _ = try #require(await server.line { $0.contains("applied") })
      #expect(await server.stop() == 0)
      _ = try #require(await server.line { $0.contains("shutdown") })
      // What libraries say is there, so that it has been looked at.
      #expect(server.log.contains("Starting service"))
      requireHidden(in: server.log, "the log")
    }
  }

  @Test(arguments: [
    ["check"], ["explain", "1-2-3-4.dev.example.com"], ["init"], ["--help"], ["--version"], ["--slip", "x"],
    ["check", "--zone", "\\"], ["--no-such-flag"],
  ])
  func `is in the output of no command`(command: [String]) async throws {
    try await withFolder { folder in
      let flags = ["--zone", "dev.example.com", "--cookie-secret", Self.hexadecimal] + Self.debug
      let written = folder.appendingPathComponent("new.toml").path
      let arguments = command == ["init"] ? ["init", written] : command + flags
      let run = try await ServerProcess.run(
        arguments, environment: ["LEAF_COOKIE_SECRET": Self.hexadecimal])
      #expect(!(run.output + run.errors).isEmpty)
      requireHidden(in: run.output + run.errors, "\(command)")
    }
  }

  @Test(arguments: [
    ["cookie-secret=\(hexadecimal)"], ["--cookie-secret=\(hexadecimal)", hexadecimal],
    ["--cookie-secert", hexadecimal], ["--cookie-secert=\(hexadecimal)"],
    ["--hosts", "cookie-secret=\(hexadecimal)"],
    ["--set", "cookie_secert=\(hexadecimal)"],
  ])
  func `is not repeated where it was not meant to stand`(arguments: [String]) async throws {
    for command in [[], ["check"], ["explain", "1.2.3.4.a"]] {
      let run = try await ServerProcess.run(command + ["--zone", "a"] + arguments)
      #expect([64, 78].contains(run.status) && !run.errors.isEmpty)
      requireHidden(in: run.output + run.errors, "the error")
    }
  }

  @Test func `a wrong one is not repeated`() async throws {
    let run = try await ServerProcess.run(["check", "--zone", "a", "--cookie-secret", Self.hexadecimal + "0"])
    #expect(run.status == 78)
    requireHidden(in: run.output + run.errors, "the error")
  }

  @Test func `prints masked, whatever prints it`() throws {
    let secret = try #require(CookieSecret(hex(Self.hexadecimal)))
    struct Holder { var secret: CookieSecret }
    var dumped = ""
    dump(Holder(secret: secret), to: &dumped)
    let texts = [
      "\(secret)", String(describing: secret), String(reflecting: secret), "\(Holder(secret: secret))",
      "\(Optional(secret) as Any)", dumped,
    ]
    for text in texts {
      requireHidden(in: text, "printing")
      #expect(text.contains("CookieSecret") || text.contains("(not shown)"))
    }
    #expect(Mirror(reflecting: secret).children.isEmpty)
  }
}
