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
}
