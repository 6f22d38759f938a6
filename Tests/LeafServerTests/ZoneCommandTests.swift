import Foundation
import TestPrograms
import Testing

@Suite struct `The command zone` {
  private static let head = "@ 300 SOA ns host 1 7200 3600 1209600 300\n  NS ns\nns A 192.0.2.53\n"

  private func zone(_ arguments: [String], _ text: String) async throws -> (
    status: Int32, output: String, errors: String
  ) {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try text.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let run = try await runProcess(builtProgram("leaf"), ["zone"] + arguments + ["example.", file.path])
    return (run.status, run.output, run.errors.replacing(file.path, with: "FILE"))
  }

  @Test func `check ends with 0 for a zone without a problem, strict or not`() async throws {
    for arguments in [["check"], ["check", "--strict"]] {
      let run = try await zone(arguments, Self.head)
      #expect(run.status == 0)
      #expect(run.output == "example. has 3 records\n")
      #expect(run.errors == "")
    }
  }

  @Test func `check ends with 1 for warnings, if it is strict`() async throws {
    let text = Self.head + "a MX 0 b\nb CNAME ns\n"
    let warning = "leaf: warning: FILE:4:1: a.example. MX leads to b.example., which has a CNAME\n"
    let run = try await zone(["check"], text)
    #expect(run.status == 0)
    #expect(run.errors == warning)
    let strict = try await zone(["check", "--strict"], text)
    #expect(strict.status == 1)
    #expect(strict.errors == warning)
  }

  @Test func `check takes missing glue for an error, if it is strict`() async throws {
    let text = Self.head + "a NS b.a\n"
    let problem = "FILE:4:1: a.example. NS leads to b.a.example., which has no address in the zone\n"
    let run = try await zone(["check"], text)
    #expect(run.status == 0)
    #expect(run.errors == "leaf: warning: \(problem)")
    let strict = try await zone(["check", "--strict"], text)
    #expect(strict.status == EX_DATAERR)
    #expect(strict.errors == "leaf: \(problem)")
  }

  @Test(arguments: ["check", "print"])
  func `an error ends it with 65, and nothing is printed`(command: String) async throws {
    let run = try await zone([command], Self.head + "a A 192.0.2\n")
    #expect(run.status == EX_DATAERR)
    #expect(run.output == "")
    #expect(run.errors == "leaf: FILE:4:5: '192.0.2' stands here in A data; allowed is an IPv4 address\n")
  }

  @Test func `a ZONEMD of other records is an error, and print makes a right one`() async throws {
    let made = try await zone(["print", "--zonemd"], Self.head)
    #expect(made.status == 0 && made.output.contains("\tZONEMD\t1 1 1 "))
    #expect(try await zone(["check", "--strict"], made.output).status == 0)
    let damaged = try await zone(["check"], made.output.replacing("192.0.2.53", with: "192.0.2.54"))
    #expect(damaged.status == EX_DATAERR)
    #expect(
      damaged.errors
        == "leaf: FILE:3:1: example. has a ZONEMD with a digest of other records, so that some have been lost, added or changed since it was made; make it again, or take it out\n"
    )
    let edited = made.output.replacing("192.0.2.53", with: "192.0.2.54")
    let again = try await zone(["print", "--zonemd"], edited)
    #expect(again.status == 0 && again.output.count == made.output.count && again.output != edited)
    #expect(try await zone(["check", "--strict"], again.output).status == 0)
  }

  @Test func `problems past a hundred are counted`() async throws {
    let names = (1...150).map { "a\($0) MX 0 b\n" }.joined()
    let run = try await zone(["check"], Self.head + "b CNAME ns\n" + names)
    #expect(run.status == 0)
    #expect(run.errors.split(separator: "\n").count == 101)
    #expect(run.errors.hasSuffix("leaf: 50 more problems are not told\n"))
  }
}
