import Foundation
import TestPrograms
import Testing

/// What only a server on a public address can fail, on such an address in a network of its own.
@Suite(.sideBySide) struct `deployments` {
  static let address = "198.51.100.53"

  private static func hasNamespaces() async throws -> Bool {
    let unshare = URL(fileURLWithPath: "/usr/bin/unshare")
    return try await runProcess(unshare, ["--map-root-user", "--net", "true"]).status == 0
  }

  /// Where it can run, CI sees to it that it does.
  @Test(.enabled("chroots and containers refuse namespaces", hasNamespaces))
  func `one name server is too few`() async throws {
    let prepare = "ip link set lo up && ip address add \(Self.address)/32 dev lo && exec \"$0\" \"$@\""
    let server = try await ServerProcess(
      listen: ["\(Self.address):0"], ["--any", "hinfo", "--hosts", "ns1.dev.example.com=\(Self.address)"],
      shell: ("exec unshare --map-root-user --net /bin/sh -c '\(prepare)' \"$0\" \"$@\";", ""))
    let run = try await ProbeRun(
      Self.address, port: server.port,
      wrapper: [
        "/usr/bin/nsenter", "--target", "\(server.identifier)", "--user", "--net", "--preserve-credentials",
      ])
    #expect(run.keys("non-strict") == ["\(deploymentCase)/udp", "\(deploymentCase)/tcp"])
    #expect(run.status == 0)
  }

  @Test(.enabled("chroots and containers refuse namespaces", hasNamespaces), arguments: [SIGINT, SIGTERM])
  func `an interrupt ends the search for the server's address`(signal: Int32) async throws {
    let resolver = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try "nameserver 127.0.0.1\noptions timeout:30\n".write(to: resolver, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: resolver) }
    let prepare =
      "ip link set lo up && mount --bind \(resolver.path) /etc/resolv.conf && exec \"$0\" \"$@\""
    // A name server that is stopped says nothing.
    let server = try await ServerProcess(
      listen: ["127.0.0.1:53"],
      shell: ("exec unshare --map-root-user --net --mount /bin/sh -c '\(prepare)' \"$0\" \"$@\";", ""))
    kill(server.identifier, SIGSTOP)
    let probe = try RunningProgram(
      URL(fileURLWithPath: "/usr/bin/nsenter"),
      [
        "--target", "\(server.identifier)", "--user", "--net", "--mount", "--preserve-credentials",
        ProbeRun.executable.path, "@ns1.example.net", "example.net",
      ])
    defer { kill(probe.identifier, SIGKILL) }
    while try !procText("/proc/\(server.identifier)/net/udp").contains(" 0100007F:0035 01 ") {
      try #require(probe.isRunning, "\(probe.errors.text)")
      usleep(1_000)
    }
    let start = ContinuousClock.now
    kill(probe.identifier, signal)
    let (status, end) = await probe.end()
    #expect(status == 130 && end - start < .seconds(10), "\(status) after \(end - start)")
  }
}
