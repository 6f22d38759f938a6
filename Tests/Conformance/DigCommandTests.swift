import Foundation
import TestPrograms
import Testing

/// The `dig` line that a report gives for an exchange sends what the probe sent.
@Suite(.sideBySide) struct `dig lines` {
  @Test(arguments: ["+udp", "+tcp"])
  func `send the probe's own query, octet for octet but its ID`(transport: String) async throws {
    let leaf = try await ServerProcess(["--hosts", "ns1.dev.example.com=127.0.0.1"])
    let run = try await ProbeRun.start([
      "@127.0.0.1", "-p", "\(leaf.port)", "dev.example.com", "--profile", "leaf", "--qps", "off", "-v",
      "--idle", "0.5",
      transport,
    ])
    let lines = Self.lines(in: run.output)
    print("\(lines.count) dig lines over \(transport)")
    #expect(lines.count > 50)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (index, line) in lines.enumerated() {
        if index >= 16 { try await group.next() }
        group.addTask { try await Self.check(line.key, sends: line.value, before: leaf.port) }
      }
      try await group.waitForAll()
    }
    withExtendedLifetime(leaf) {}
  }

  private static func check(_ command: String, sends query: String, before leaf: UInt16) async throws {
    let seen = Locked([[UInt8]]())
    // With TC and BADVERS dig would ask again in another way.
    let spoiler = Spoiler(
      name: "takes notes, and truncates all over UDP", fails: [],
      query: { _, octets in
        seen.change { $0.append(octets) }
        return octets
      },
      responses: { _, delivery in
        var delivery = delivery
        if delivery.transport == .udp { delivery.octets[2] |= 0x02 }
        return [delivery]
      })
    let server = try SpoilingServer(spoiler, before: leaf)
    let line = command.replacing("-p \(leaf) ", with: "-p \(server.port) ")
    _ = try await runProcess(URL(fileURLWithPath: "/bin/sh"), ["-c", "\(line) +tries=1 +timeout=10"])
    withExtendedLifetime(server) {}
    let sent = seen.change { $0.map { hex($0.dropFirst(2)) } }
    #expect(sent == [query], "\(command)")
  }

  /// The distinct `dig` lines of a report, each with the query that it stands for, in hexadecimal and without the ID.
  private static func lines(in report: String) -> [String: String] {
    var lines: [String: String] = [:]
    var query = ""
    for line in report.split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
      guard words.count == 2 else { continue }
      let rest = words[1].trimmingCharacters(in: .whitespaces)
      if words[0] == "query" { query = String(rest.dropFirst(4)) }
      if words[0] == "try" { lines[rest] = query }
    }
    return lines
  }
}

private func hex(_ octets: some Sequence<UInt8>) -> String {
  octets.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
