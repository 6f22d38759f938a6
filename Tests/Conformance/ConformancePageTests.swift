import Foundation
import TestPrograms
import Testing

/// The page that people link to has every check, with the verdicts that are stored.
@Suite(.sideBySide) struct `docs/conformance.md` {
  @Test func `is what scripts/conformance-page makes`() async throws {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../scripts/conformance-page").standardized
    let run = try await runProcess(
      URL(fileURLWithPath: "/usr/bin/python3"), [script.path, "--check", "--probe", ProbeRun.executable.path])
    #expect(run.status == 0, "\(run.errors)")
  }
}
