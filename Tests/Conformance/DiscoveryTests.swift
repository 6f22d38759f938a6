import TestPrograms
import Testing

/// What the probe finds out before it judges.
@Suite(.sideBySide) struct `before the checks` {
  private static let hosts = ["--hosts", "ns1.dev.example.com=127.0.0.1"]

  @Test func `a server that serves the reserved names too is not told to refuse them`() async throws {
    let some = try await ServerProcess(
      zones: ["dev.example.com", "leaf-probe.invalid", "leaf-probe.test"], Self.hosts + ["--any", "hinfo"])
    let run = try await ProbeRun(port: some.port)
    #expect(run.status == 0, "\(run.account(of: run.keys("fail").union(run.keys("non-strict"))))")
    #expect(run.keys("pass").isSuperset(of: ["OOZ-01/udp", "HDR-10/tcp"]))

    let all = try await ServerProcess(
      zones: ["dev.example.com", "leaf-probe.invalid", "leaf-probe.test", "org"],
      Self.hosts + ["--any", "hinfo"])
    let other = try await ProbeRun(port: all.port)
    #expect(other.status == 0, "\(other.account(of: other.keys("fail").union(other.keys("non-strict"))))")
    #expect(other.keys("skip").isSuperset(of: ["OOZ-01/udp", "HDR-10/tcp"]))
  }

  @Test(arguments: [
    (["--existing", "nobody"], "--existing: nobody.dev.example.com. A gets NXDOMAIN without an A RR"),
    (["--missing", "1-2-3-4"], "--missing: 1-2-3-4.dev.example.com. has data of type A"),
  ])
  func `a name that is not what it is said to be ends the test`(arguments: [String], reason: String)
    async throws
  {
    let leaf = try await ServerProcess(Self.hosts)
    let run = try await ProbeRun(port: leaf.port, arguments)
    #expect(run.status == 3)
    #expect(
      run.unreachable.count == 2 && run.unreachable.allSatisfy { $0.reason.hasPrefix(reason) },
      "\(run.unreachable)")
    #expect(run.keys("pass").isEmpty && run.keys("fail").isEmpty)
  }
}
