import Foundation
import LeafConfiguration
import TestMessages
import TestPrograms
import Testing

@testable import LeafServer

/// A line of the log, as far as docs/log-events.md describes it.
private struct Line: Equatable {
  let level: String
  let event: String
  let keys: [String]

  init?(text: some StringProtocol) {
    guard let match = String(text).wholeMatch(of: #/\S+Z ([A-Z]+) leaf: event="(\w+)"(.*)/#) else {
      return nil
    }
    level = match.1.lowercased()
    event = String(match.2)
    keys = match.3.matches(of: #/ ([\w-]+)=(?:"(?:[^"\\]|\\.)*"|[^ "]+)/#).map { String($0.1) }
  }

  init?(json: some StringProtocol) {
    let text = String(json)
    guard let object = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any],
      let level = object["level"] as? String, let event = object["event"] as? String,
      let start = text.range(of: "\"event\":\"\(event)\"")
    else { return nil }
    self.level = level
    self.event = event
    // In the order in which they are written.
    keys = text[start.upperBound...].matches(of: #/,"([\w-]+)":/#).map { String($0.1) }
  }
}

/// Holds docs/log-events.md to what the log can say.
@Suite(.sideBySide) struct `The documented log` {
  private static let document = Document("docs/log-events.md")

  /// What the table says of each event.
  private static let events = document.table("event", "level", "keys", "when").reduce(
    into: [String: (levels: Set<String>, keys: Set<String>)]()
  ) { events, row in
    for event in codeSpans(row[0]) {
      events[event, default: ([], [])].levels.insert(row[1])
      events[event]?.keys.formUnion(codeSpans(row[2]))
    }
  }

  private static func expectDocumented(_ line: Line) {
    guard let event = events[line.event] else {
      Issue.record("docs/log-events.md has no \(line.event)")
      return
    }
    #expect(event.levels.contains(line.level) || event.levels == ["any"], "\(line)")
    // A library gives its messages keys of its own.
    let keys = line.event == "message" ? Array(line.keys.prefix(1)) : line.keys
    #expect(event.keys.isSuperset(of: keys), "\(line.event): \(Set(keys).subtracting(event.keys))")
  }

  @Test func `has the events of the code`() {
    #expect(Set(Self.events.keys) == Set(LogEvent.Name.allCases.map(\.rawValue)))
  }

  @Test func `has an example of each event and key, in both forms alike`() {
    let text = Self.document.blocks(of: "text")[0].split(separator: "\n").map { Line(text: $0) }
    let json = Self.document.blocks(of: "json")[0].split(separator: "\n").map { Line(json: $0) }
    #expect(text == json)
    var keys: [String: Set<String>] = [:]
    for line in text {
      guard let line else { Issue.record("an example is no line of the log"); continue }
      Self.expectDocumented(line)
      keys[line.event, default: []].formUnion(line.keys)
    }
    for (name, event) in Self.events where !name.hasSuffix("_error") {
      // Of two events with a row in common, either has an example of a key.
      let shown = Self.events.filter { $0.value.keys == event.keys }.keys
        .reduce(Set<String>()) { $0.union(keys[$1] ?? []) }
      #expect(keys[name] != nil && event.keys.subtracting(shown) == [], "\(name)")
    }
  }

  /// All that clients and reloads can make a server say.
  @Test(arguments: [LogFormat.text, .json])
  func `is what a server writes`(format: LogFormat) async throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).toml")
    defer { try? FileManager.default.removeItem(at: file) }
    let zones = try ZoneFolder(["a.zone": ZoneFolder.zone().replacing("$TTL 60", with: "$TTL 1")])
    // With more problems than are told of in a second, but fewer bad zones.
    let problems = String(repeating: "x\n", count: 12)
    for number in 0..<3 { try zones.write("z\(number).zone", problems) }
    // And more that are given keys.
    let signed = (0..<40).map { "[zone.'s\($0)']\nfile = '\(zones.path)/a.zone'\ndnssec.enabled = true\n" }
    let settings =
      "dnssec.propagation_delay = 0\nexempt = ['192.0.2.1']\nzones_dir = '\(zones.path)'\nstate_dir = '\(zones.path)/state'\n"
    try (settings + signed.joined()).write(to: file, atomically: true, encoding: .utf8)
    let measured = try await MeasuredServer(
      [
        "--config", file.path, "--log-format", format.rawValue, "--log-level", "trace", "--log-queries",
        "true",
        "--log-drop-client-ip", "true",
      ],
      limits: ["--per-ip-invalid-qname-qps-limit", "1", "--per-ip-qps-limit", "off"])
    let server = measured.server
    #expect(await server.line { $0.contains("zones") && $0.contains("not_ready") } != nil)
    let nope = Message.query("nope.dev.example.com").octets
    let udp = try Client(.udp, server.port)
    for octets in [nope, nope, [0], [UInt8](repeating: 0, count: 1_300)] { try udp.send(octets) }
    for _ in 0..<100 { try udp.send([0]) }
    let tcp = try Client(.tcp, server.port)
    try tcp.send(frame(Message.query("dev.example.com").octets) + [UInt8](repeating: 255, count: 9))
    for text in ["suppressed", "announced_bytes"] { #expect(await server.line { $0.contains(text) } != nil) }
    var lost: Client? = try Client(.tcp, server.port)
    try lost?.send(frame(Message.query("dev.example.com").octets))
    #expect(lost?.messages(1).count == 1)
    lost?.reset()
    lost = nil
    #expect(await server.line { $0.contains("tcp_connection_error") } != nil)
    #expect(await server.line { $0.contains("zone_problem") && $0.contains("suppressed") } != nil)
    #expect(await server.line { $0.contains("zone_key") && $0.contains("suppressed") } != nil)
    let rollover = try await runProcess(
      builtProgram("leaf"), ["key", "rollover", "s0", "--keys", "\(zones.path)/state/keys"])
    #expect(rollover.status == 0, "\(rollover.errors)")
    // The keys' time goes on from here.
    #expect(await server.line { $0.contains("zone_key") && $0.contains("next") } != nil)
    try zones.write("a.zone", "x")
    kill(server.identifier, SIGHUP)
    #expect(await server.line { $0.contains("applied") } != nil)
    #expect(await server.line { $0.contains("refused") && $0.contains("serial") } != nil)
    try "x".write(to: file, atomically: true, encoding: .utf8)
    kill(server.identifier, SIGHUP)
    #expect(await server.line { $0.contains("unchanged") } != nil)
    #expect(await server.stop() == 0)

    var keys: [String: Set<String>] = [:]
    for text in server.log.split(separator: "\n") {
      let line = try #require(format == .text ? Line(text: text) : Line(json: text), "\(text)")
      Self.expectDocumented(line)
      keys[line.event, default: []].formUnion(line.keys)
    }
    // Of a datagram's length and a frame's, each belongs to one transport.
    let drops = (keys["udp_drop"] ?? []).union(keys["tcp_drop"] ?? [])
    for event in ["udp_drop", "tcp_drop"] { keys[event] = drops }
    for (name, event) in Self.events where !name.hasSuffix("_error") && name != "log_overflow" {
      #expect(event.keys.subtracting(keys[name] ?? []) == [], "\(name) never has them")
    }
  }
}
