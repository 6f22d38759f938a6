import Foundation
import FuzzDriver
import TestPrograms
import Testing

@Suite struct `Replaying inputs` {
  @Test func `an input that breaks a property ends the program, and is named with what differs`() async throws
  {
    let result = try await #require(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      fuzz(arguments: ["fuzz-nothing", "/proc/self/comm"]) { octets throws(Violation) in
        try requireEqual(octets.isEmpty, true, "no octets")
      }
    }
    let errors = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(errors.contains("no octets: found false, expected true"))
    #expect(errors.contains("replay: failed: /proc/self/comm\n"))
  }

  @Test func `an input that overflows the stack is named`() async throws {
    let result = try await #require(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      fuzz(arguments: ["fuzz-nothing", "/proc/self/comm"]) { octets throws(Violation) in
        try requireEqual(depth(below: octets), 0, "the depth")
      }
    }
    let errors = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(errors.contains("replay: failed: /proc/self/comm\n"))
  }

  /// The limit is there, and made shorter than the test could wait for.
  @Test func `an input that never ends is ended, and named`() async throws {
    let result = try await #require(
      processExitsWith: .signal(SIGALRM), observing: [\.standardErrorContent]
    ) {
      fuzz(arguments: ["fuzz-nothing", "/proc/self/comm"]) { _ throws(Violation) in
        try require(alarm(1) > 0, "there is no limit")
        while true { pause() }
      }
    }
    let errors = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(errors.contains("replay: failed: takes too long: /proc/self/comm\n"))
  }

  @Test func `a folder without an input is no success`() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("empty"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let run = try await runProcess(
      builtProgram("fuzz-name"), [FuzzedTarget(name: "name").corpus.path, folder.path])
    #expect(run.status == EX_NOINPUT)
    #expect(run.errors == "replay: \(folder.path): holds no input\n")
  }

  @Test func `an option is refused, as is an input that is not there`() async throws {
    let program = builtProgram("fuzz-name")
    let option = try await runProcess(program, ["-runs=1", "input"])
    #expect(option.status == EX_USAGE)
    #expect(option.errors.contains("-runs=1: this build replays inputs and takes no options"))
    let nothing = try await runProcess(program, [])
    #expect(nothing.status == EX_USAGE)
    #expect(nothing.errors == "usage: \(program.path) FILE|FOLDER...\n")
    let missing = try await runProcess(program, ["/nonexistent/input"])
    #expect(missing.status == EX_NOINPUT)
    #expect(missing.errors == "replay: /nonexistent/input: No such file or directory\n")
  }
}

/// Calls itself until the stack is used up.
private func depth(below octets: [UInt8]) -> Int {
  octets.isEmpty ? 0 : 1 + depth(below: octets)
}
