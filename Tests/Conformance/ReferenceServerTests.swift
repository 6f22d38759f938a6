import Foundation
import TestPrograms
import Testing

/// What the probe says of leaf and of the others stays what it was: a change is a finding to read.
///
/// With `LEAF_WRITE_VERDICTS=1` in the environment the files in `Verdicts` are written anew; what stands there behind
/// a `#` is kept.
@Suite(.alone) struct `reference servers` {
  @Test func `get the verdicts that they have always got`() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for program in ReferenceProgram.allCases {
        for signing in program.signings { group.addTask { try await check(program, signing) } }
      }
      try await group.waitForAll()
    }
  }

  private func check(_ program: ReferenceProgram, _ signing: ReferenceSigning) async throws {
    let server = try await ReferenceServer(program, signing)
    let run = try await ProbeRun(port: server.port, ["-x", "LEAF", "-x", "NIP"])
    withExtendedLifetime(server) {}
    print("\(program.rawValue) \(signing.rawValue): \(run.results.count) checks in \(run.time)")
    let verdicts = Dictionary(
      uniqueKeysWithValues: run.results.filter { $0.verdict != "pass" }.map { ($0.key, $0.verdict) })
    let file = VerdictFile(program, signing)
    if ProcessInfo.processInfo.environment["LEAF_WRITE_VERDICTS"] == "1" {
      try file.write(verdicts)
      return
    }
    for (key, verdict) in Self.known[program] ?? [:] {
      #expect(verdicts[key] == verdict, "\(program) \(signing): \(key)")
    }
    let stored = try file.read()
    let changed = Set(verdicts.keys).union(stored.keys).filter { verdicts[$0] != stored[$0] }
    // All in one line, as it is all that a summary of a run shows.
    let lines = changed.sorted().map {
      "\(program) \(signing): was \(stored[$0] ?? "pass"), is \(run.account(of: [$0]))"
    }
    #expect(lines == [])
  }

  /// What was seen on these servers by other means, with what a verdict calls it.
  private static let known: [ReferenceProgram: [String: String]] = [
    // It copies the flags of a query with OPCODE 15, Z among them.
    .nsd: ["OP-02/udp": "fail", "HDR-19/udp": "fail"],
    // It answers QCLASS ANY with AA, and drops two questions.
    .knot: ["CLS-03/udp": "non-strict", "CNT-03/udp": "non-strict"],
    // It drops OPCODEs that it does not know, queries with TC=1 and those without a question.
    .powerdns: ["OP-01/udp": "fail", "HDR-15/udp": "fail", "CNT-01/udp": "non-strict"],
  ]
}

/// Verdicts other than pass on one server: a case with its transport, the verdict, and behind `#` what people made of it.
/// Lines of nothing but a comment come first: the server's name and version.
private struct VerdictFile {
  private let url: URL

  init(_ program: ReferenceProgram, _ signing: ReferenceSigning) {
    let name = [program.rawValue, signing.rawValue].filter { !$0.isEmpty }.joined(separator: "-")
    url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Verdicts/\(name).txt")
  }

  private func lines() throws -> [(key: String, verdict: String, note: String)] {
    try String(contentsOf: url, encoding: .utf8).split(separator: "\n").compactMap { line in
      let parts = line.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
      let words = parts[0].split(separator: " ").map(String.init)
      guard words.count == 2 else { return nil }
      return (words[0], words[1], parts.count == 2 ? parts[1].trimmingCharacters(in: .whitespaces) : "")
    }
  }

  private var heading: [Substring] {
    let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").filter { $0.hasPrefix("#") }
  }

  func read() throws -> [String: String] {
    Dictionary(uniqueKeysWithValues: try lines().map { ($0.key, $0.verdict) })
  }

  func write(_ verdicts: [String: String]) throws {
    let old = (try? lines()) ?? []
    let notes = Dictionary(uniqueKeysWithValues: old.map { ("\($0.key) \($0.verdict)", $0.note) })
    let text = verdicts.sorted { $0.key < $1.key }.map { key, verdict in
      let note = notes["\(key) \(verdict)"] ?? ""
      return note.isEmpty ? "\(key) \(verdict)\n" : "\(key) \(verdict)  # \(note)\n"
    }
    let lines = heading.map { "\($0)\n" } + text
    try Data(lines.joined().utf8).write(to: url)
  }
}
