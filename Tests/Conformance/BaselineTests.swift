import Foundation
import TestPrograms
import Testing

/// `--baseline` and `--diff` on real runs.
@Suite(.sideBySide) struct `known failures` {
  private static let zone = "dev.example.com"
  private static let spoiler = Spoiler.octets("sets RA and AD", []) { _, octets in octets[3] |= 0xA0 }

  private func servers() async throws -> (leaf: ServerProcess, wrong: SpoilingServer) {
    let leaf = try await ServerProcess(["--any", "hinfo", "--hosts", "ns1.dev.example.com=127.0.0.1"])
    return (leaf, try SpoilingServer(Self.spoiler, before: leaf.port))
  }

  private func probe(
    _ port: UInt16, baseline: String, _ arguments: [String] = ["HDR-01", "HDR-09"]
  ) async throws -> (status: Int32, output: String, errors: String) {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("leaf-\(UUID().uuidString)")
    try Data(baseline.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try await ProbeRun.start(
      ["@127.0.0.1", "-p", "\(port)", Self.zone, "--baseline", file.path] + arguments)
  }

  @Test(arguments: [
    ("", 1), ("HDR-01\n", 1), ("# both\nHDR-01\nHDR-09\n", 0), ("HDR-01\r\nHDR-09/udp\r\n", 1),
    ("HDR-01\nHDR-09/udp\nHDR-09/tcp\n", 0),
  ])
  func `do not count, and any other does`(baseline: String, status: Int32) async throws {
    let (leaf, wrong) = try await servers()
    let run = try await probe(wrong.port, baseline: baseline)
    withExtendedLifetime((leaf, wrong)) {}
    #expect(run.status == status, "\(run.output)")
    #expect(!run.output.contains("take it out of the baseline"))
  }

  @Test func `are named once they pass`() async throws {
    let (leaf, _) = try await servers()
    let run = try await probe(leaf.port, baseline: "HDR-01\nHDR-09/tcp\n")
    #expect(run.status == 0)
    #expect(run.output.contains("\nHDR-01 passes: take it out of the baseline\n"))
    #expect(run.output.contains("\nHDR-09/tcp passes: take it out of the baseline\n"))
  }

  @Test(arguments: [("HDR-01\n\nNOPE-01\n", "line 3: NOPE-01"), ("HDR-01/sctp", "line 1: HDR-01/sctp")])
  func `are given by ID, or the line is named that is not one`(baseline: String, problem: String) async throws
  {
    let run = try await probe(9, baseline: baseline)
    #expect(run.status == 64 && run.output.isEmpty)
    #expect(run.errors.contains(problem), "\(run.errors)")
  }

  @Test func `cannot come from a file that is not there`() async throws {
    let run = try await ProbeRun.start(["@127.0.0.1", Self.zone, "--baseline", "/nowhere/known"])
    #expect(run.status == 64 && run.errors.contains("/nowhere/known: No such file"), "\(run.errors)")
  }

  @Test func `of one server alone are what a comparison shows`() async throws {
    let (leaf, wrong) = try await servers()
    func compare(_ first: UInt16, _ second: UInt16) async throws -> (status: Int32, output: String) {
      let run = try await ProbeRun.start([
        "--diff", "@127.0.0.1#\(first)", "@127.0.0.1#\(second)", Self.zone, "HDR-09", "NEG-01", "--qps",
        "off",
      ])
      return (run.status, run.output)
    }
    let different = try await compare(leaf.port, wrong.port)
    #expect(different.status == 1)
    #expect(different.output.contains("HDR-09 tcp  ") && different.output.contains("HDR-09 udp  "))
    #expect(different.output.contains("\n  127.0.0.1#\(leaf.port): pass: "))
    #expect(different.output.contains("\n  127.0.0.1#\(wrong.port): fail: "))
    let same = try await compare(leaf.port, leaf.port)
    #expect(same.status == 0 && !same.output.contains("HDR-09"), "\(same.output)")
    let down = try await compare(leaf.port, try unusedPort())
    #expect(down.status == 3 && down.output.contains("\nNot tested: 127.0.0.1:"), "\(down.output)")
    withExtendedLifetime((leaf, wrong)) {}
  }
}
