import Foundation
import TestPrograms

/// One run of the program `leaf-probe`, and what its JSON report says.
struct ProbeRun {
  struct Result: Decodable {
    let id: String
    let level: String
    let address: String
    let transport: String
    let verdict: String
    let requirement: String
    let reason: String?
    let findings: [Finding]

    /// `NEG-01/udp`
    var key: String { "\(id)/\(transport)" }
  }

  struct Finding: Decodable {
    let expected: [String]
    let actual: String
  }

  struct Unreachable: Decodable {
    let address: String
    let transport: String
    let reason: String
  }

  private struct Report: Decodable {
    let results: [Result]
    let unreachable: [Unreachable]
  }

  let status: Int32
  let results: [Result]
  let unreachable: [Unreachable]
  /// What went to standard error.
  let errors: String
  let time: Duration

  static let executable = builtProgram("leaf-probe")

  /// - Parameter wrapper: A program, and its arguments, that runs the probe.
  static func start(
    _ arguments: [String], wrapper: [String] = []
  ) async throws -> (status: Int32, output: String, errors: String) {
    let words = wrapper + [executable.path] + arguments
    return try await runProcess(URL(fileURLWithPath: words[0]), Array(words.dropFirst()))
  }

  /// Runs the whole catalogue, or what `arguments` choose of it, against a server on this machine.
  ///
  /// - Throws: `NotReady` where standard output holds no report.
  init(
    _ address: String = "127.0.0.1", port: UInt16, zone: String = "dev.example.com",
    _ arguments: [String] = [],
    wrapper: [String] = []
  ) async throws {
    let start = ContinuousClock.now
    let run = try await Self.start(
      ["@\(address)", "-p", "\(port)", zone, "--qps", "off", "--format", "json"] + arguments, wrapper: wrapper
    )
    time = .now - start
    guard let report = try? JSONDecoder().decode(Report.self, from: Data(run.output.utf8)) else {
      throw NotReady(log: "leaf-probe exited with \(run.status): \(run.errors)\(run.output.prefix(500))")
    }
    status = run.status
    errors = run.errors
    results = report.results
    unreachable = report.unreachable
  }

  /// The keys of the cases with a verdict.
  func keys(_ verdict: String) -> Set<String> { Set(results.filter { $0.verdict == verdict }.map(\.key)) }

  /// Why cases did not pass, a line each, for a test that says so.
  func account(of keys: some Sequence<String>) -> String {
    let keys = Set(keys)
    return results.filter { keys.contains($0.key) }.map { result in
      let findings = result.findings.map { "\($0.actual); expected \($0.expected.joined(separator: " or "))" }
      return
        "\(result.key) \(result.verdict): \(([result.reason].compactMap { $0 } + findings).joined(separator: "; "))"
    }.joined(separator: "\n")
  }

  /// What `leaf-probe --list` says of each case: its ID and level.
  /// The cases of all profiles.
  static func list() async throws -> [String: String] {
    var levels: [String: String] = [:]
    for profile in ["leaf", "sslip", "nip"] {
      let run = try await start(["--list", "--profile", profile])
      for line in run.output.split(separator: "\n") {
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
        levels[String(fields[0])] = String(fields[1])
      }
    }
    return levels
  }
}
