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
