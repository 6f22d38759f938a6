import Foundation
import TestPrograms
import Testing

/// What a user meets who types something wrong, wants help, or has waited enough.
@Suite(.sideBySide) struct `command line` {
  @Test(arguments: [
    (["@", "example.com"], "names no server"), (["@127.0.0.1", "example.com", "-p", "0"], "0 is no port"),
    (["@127.0.0.1", "example.com", "-6"], "is an IPv4 address"),
    (["@::1", "example.com", "-4"], "is an IPv6"),
    (["@127.0.0.1", "example.com", "LOOP-01", "+tcp"], "none runs over TCP"),
    (["--foo"], "Unknown option '--foo'"), (["example.com", "--foo"], "Unknown option '--foo'"),
    (["@127.0.0.1", "--foo"], "Unknown option '--foo'"), ([], "name the server"),
    (["@127.0.0.1"], "name the zone"),
    (["--list", "NOPE"], "NOPE chooses no check"),
    (["--list", "LEAF"], "the profile authoritative has none"),
  ])
  func `a mistake is exit 64, and said`(arguments: [String], message: String) async throws {
    let run = try await ProbeRun.start(arguments)
    #expect(run.status == 64 && run.output.isEmpty)
    #expect(run.errors.contains(message), "\(run.errors)")
  }

  @Test func `a run of nothing but skips is exit 3, and says so`() async throws {
    let leaf = try await ServerProcess(["--hosts", "ns1.dev.example.com=127.0.0.1"])
    let run = try await ProbeRun.start([
      "@127.0.0.1", "-p", "\(leaf.port)", "dev.example.com", "LEAF", "--format", "tap",
    ])
    #expect(run.status == 3 && run.errors == "leaf-probe: not tested: each check was skipped\n")
  }

  @Test func `the list is of the profile`() async throws {
    let lists = [
      try await ProbeRun.start(["--list"]), try await ProbeRun.start(["--list", "--profile", "leaf"]),
    ]
    #expect(lists.allSatisfy { $0.status == 0 })
    #expect(lists.map { $0.output.contains("LEAF-01\tmust\t") } == [false, true])
  }

  @Test(
    arguments: [["+udp"], ["+udp", "--qps", "1"], ["+tcp"], ["--format", "json"]], [SIGINT, SIGTERM])
  func `an interrupt ends the run at once, with what ran`(arguments: [String], signal: Int32) async throws {
    let (udp, tcp, port) = try bindBoth()
    try await expectInterruption(arguments, by: signal, port: port) { _ in
      #expect(!waitToRead([udp.descriptor, tcp.descriptor], milliseconds: 60_000).isEmpty, "it asks nothing")
    }
    withExtendedLifetime((udp, tcp)) {}
  }

  @Test func `no socket takes the place of a standard stream that is closed`() async throws {
    let (udp, tcp, port) = try bindBoth()
    let probe = try RunningProgram(
      URL(fileURLWithPath: "/bin/bash"),
      [
        "-c", "exec \"$0\" \"$@\" 0<&- 1>&- 2>&-", ProbeRun.executable.path, "@127.0.0.1", "-p", "\(port)",
        "dev.example.com", "--timeout", "60",
      ])
    defer { kill(probe.identifier, SIGKILL) }
    #expect(!waitToRead([udp.descriptor, tcp.descriptor], milliseconds: 60_000).isEmpty, "it asks nothing")
    for stream in 0...2 {
      let file = try FileManager.default.destinationOfSymbolicLink(
        atPath: "/proc/\(probe.identifier)/fd/\(stream)")
      #expect(file == "/dev/null", "\(stream)")
    }
    withExtendedLifetime((udp, tcp)) {}
  }

  @Test func `a baseline is a regular file, and nothing else is waited for`() async throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("leaf-\(UUID().uuidString)").path
    try #require(mkfifo(path, 0o600) == 0)
    defer { unlink(path) }
    let run = try await ProbeRun.start(
      ["@127.0.0.1", "dev.example.com", "--baseline", path], wrapper: ["/usr/bin/timeout", "300"])
    #expect(run.status == 64 && run.errors.contains("cannot read \(path): it is a FIFO"), "\(run)")
  }

  @Test func `an interrupt ends the run while it connects`() async throws {
    let (udp, tcp, port) = try bindBoth()
    // No room for a connection beside the one that nobody accepts: the probe's SYN is dropped.
    listen(tcp.descriptor, 0)
    let first = try LoopbackSocket(.tcp, connectedTo: port)
    try await expectInterruption(["+tcp"], by: SIGINT, port: port) { probe in
      let connecting = ":" + String(port, radix: 16, uppercase: true).leftPadded(to: 4) + " 02 "
      while try !procText("/proc/net/tcp").contains(connecting) {
        try #require(probe.isRunning, "it ends before it connects")
        usleep(1000)
      }
    }
    withExtendedLifetime((udp, tcp, first)) {}
  }

  /// - Parameter wait: Returns once the probe is in the midst of it.
  private func expectInterruption(
    _ arguments: [String], by signal: Int32, port: UInt16, once wait: (RunningProgram) throws -> Void
  ) async throws {
    let output = Pipe()
    let probe = try RunningProgram(
      ProbeRun.executable, ["@127.0.0.1", "-p", "\(port)", "dev.example.com", "--timeout", "60"] + arguments,
      output: output)
    let text = LineReader(output.fileHandleForReading)
    try wait(probe)
    let start = ContinuousClock.now
    kill(probe.identifier, signal)
    let (status, end) = await probe.end()
    let time = end - start
    await text.end()
    #expect(status == 130)
    #expect(time < .seconds(10), "\(time)")
    #expect(text.text.contains(arguments.contains("json") ? "\"interrupted\": true" : "Interrupted: "))
  }

  private static func document() throws -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try String(contentsOf: root.appendingPathComponent("docs/leaf-probe.md"), encoding: .utf8)
  }

  @Test func `the document has every option that the help has`() async throws {
    let help = try await ProbeRun.start(["--help"])
    #expect(help.status == 0)
    let options = help.output.matches(of: #/(?m)^  (-.*?)(?:  |$)/#).flatMap { line in
      line.1.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces).split(separator: " ")[0] }
    }
    #expect(options.count > 20)
    let document = try Self.document()
    for option in options { #expect(document.contains("`\(option)"), "\(option)") }
  }

  @Test func `the document has every area, and says of a check what the list says`() async throws {
    let document = try Self.document()
    let list = try await ProbeRun.start(["--list", "--profile", "leaf"]).output.split(separator: "\n")
      .map { $0.split(separator: "\t").map(String.init) }
    for area in Set(list.map { $0[0].prefix { $0 != "-" } }) {
      #expect(document.contains("(`\(area)`)"), "\(area)")
    }
    let shown = document.matches(of: #/(?m)^  \S+ +([A-Z]+-[0-9]+) +[a-z ]*?  +(.+)$/#)
    #expect(shown.count >= 3)
    // Those of delegations are not in the list.
    for check in shown where !check.1.hasPrefix("DLG") {
      let row = list.first { $0[0] == check.1 }
      #expect(row?.last == String(check.2), "\(check.1)")
    }
  }
}

extension String {
  fileprivate func leftPadded(to length: Int) -> String {
    String(repeating: "0", count: Swift.max(0, length - count)) + self
  }
}
