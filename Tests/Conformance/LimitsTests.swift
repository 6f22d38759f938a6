import Foundation
import TestPrograms
import Testing

/// `leaf-probe limits`: what a server does to those who ask much.
@Suite(.sideBySide) struct `limits of a server` {
  private struct Report: Decodable {
    let servers: [Server]

    struct Server: Decodable {
      let queries: [Queries]
      let connections: Connections
      let timeouts: [Timeout]
      let datagrams: Datagrams?
      let obstacles: [String]
    }

    struct Queries: Decodable {
      let kind: String
      let rcode: String
      let unlimited_per_second: Int?
      let limited_per_second: Int?
      let seconds: [Second]
      let slip: Double?
      let with_cookie: Second?
    }

    struct Second: Decodable {
      let sent: Int
      let answered: Int
      let truncated: Int
    }

    struct Connections: Decodable {
      let served: Int
      let next: String
    }

    struct Timeout: Decodable {
      let waiting_for: String
      let closed_after_milliseconds: Int?
    }

    struct Datagrams: Decodable {
      let largest_octets: Int
    }
  }

  /// - Parameter limits: leaf's.
  private func measure(_ limits: [String], _ options: [String]) async throws -> Report.Server {
    let server = try await ServerProcess(
      limits + ["--tcp-max-connections-per-ip", "12", "--tcp-idle-timeout-ms", "1500"],
      limits: ["--global-qps-limit", "off"])
    let run = try await ProbeRun.start(
      ["limits", "@127.0.0.1", "-p", "\(server.port)", "dev.example.com", "--format", "json"] + options)
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    let report = try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
    #expect(report.servers.count == 1)
    return try #require(report.servers.first)
  }

  @Test func `are found, each by its kind`() async throws {
    let found = try await measure(
      ["--per-ip-qps-limit", "100", "--per-ip-invalid-qname-qps-limit", "20"], ["--qps", "400"])
    #expect(found.obstacles == [])
    #expect(found.queries.map(\.rcode) == ["NOERROR", "NXDOMAIN", "REFUSED"])
    for kind in found.queries {
      let limit = kind.rcode == "NOERROR" ? 100 : 20
      // A busy machine sends late, and then much at once.
      let limited = try #require(kind.limited_per_second, "\(kind)")
      #expect((limit / 2...4 * limit).contains(limited), "\(kind)")
      #expect(kind.unlimited_per_second ?? 0 < limited, "\(kind)")
      #expect(
        kind.seconds.reduce(0) { $0 + $1.answered } < kind.seconds.reduce(0) { $0 + $1.sent }, "\(kind)")
      #expect(kind.seconds.count == 6 && kind.seconds.allSatisfy { $0.sent == limited }, "\(kind)")
    }
    #expect(found.connections.served == 12 && ["closed", "reset"].contains(found.connections.next))
    #expect(
      found.timeouts.map(\.waiting_for) == ["first_query", "next_query", "rest_of_length", "rest_of_query"])
    for timeout in found.timeouts {
      #expect((1_000...8_000).contains(timeout.closed_after_milliseconds ?? 0), "\(timeout)")
    }
    #expect(found.datagrams == nil)
  }

  @Test func `that are not there are not found`() async throws {
    let found = try await measure(
      ["--per-ip-qps-limit", "off", "--per-ip-invalid-qname-qps-limit", "off"],
      ["--qps", "100", "--connections", "5", "--wait", "0.2"])
    #expect(found.queries.allSatisfy { $0.limited_per_second == nil && $0.unlimited_per_second == 100 })
    #expect(found.connections.served == 5 && found.connections.next == "untried")
    #expect(found.timeouts.allSatisfy { $0.closed_after_milliseconds == nil })
  }

  @Test func `with a slip are told with it`() async throws {
    let leaf = try await ServerProcess()
    let count = Locked((second: 0, answered: 0, withheld: 0))
    let server = try SpoilingServer(
      .deliveries("answers 30 queries a second, and every second one above with TC=1", []) {
        asked, delivery in
        guard delivery.transport == .udp else { return [delivery] }
        let (isAnswered, slips) = count.change { count -> (Bool, Bool) in
          let second = Int(Date().timeIntervalSince1970)
          if second != count.second { (count.second, count.answered) = (second, 0) }
          count.answered += 1
          if count.answered <= 30 { return (true, false) }
          count.withheld += 1
          return (false, count.withheld % 2 == 0)
        }
        if isAnswered { return [delivery] }
        var short = delivery
        short.octets = asked.response(rcode: 0, flags: DNSMessage.tc).octets
        return slips ? [short] : []
      }, before: leaf.port)
    let run = try await ProbeRun.start([
      "limits", "@127.0.0.1", "-p", "\(server.port)", "dev.example.com", "--format", "json", "--qps", "100",
      "--connections", "1", "--wait", "0.1",
    ])
    withExtendedLifetime((leaf, server)) {}
    let report = try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
    let queries = try #require(report.servers.first?.queries)
    #expect(queries.count == 3, "\(run.errors)")
    for kind in queries {
      #expect(kind.limited_per_second != nil)
      #expect((1.5...2.5).contains(kind.slip ?? 0), "\(kind)")
    }
  }

  @Test func `of datagrams are those of answers that come whole`() async throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("leaf-\(UUID().uuidString).zone")
    defer { try? FileManager.default.removeItem(at: file) }
    try await printedZone("large.example").write(to: file, atomically: true, encoding: .utf8)
    let server = try await ServerProcess(zones: [], ["--zone-file", "large.example=\(file.path)"])
    await server.readZones()
    func measure(_ name: String) async throws -> (status: Int32, output: String, errors: String) {
      try await ProbeRun.start([
        "limits", "@127.0.0.1", "-p", "\(server.port)", "large.example", "--large", name, "--qps", "5",
        "--connections", "1", "--wait", "0.1",
      ])
    }
    let large = try await measure("large")
    #expect(large.status == 0)
    #expect(
      large.output.contains(
        #/datagrams +large\.large\.example\. IN TXT never comes whole, of [0-9]{4} over TCP/#)
        || large.output.contains(
          #/datagrams +large\.large\.example\. IN TXT: [0-9]{3,4} octets at most, of [0-9]{4}/#),
      "\(large.output)")
    let none = try await measure("nobody")
    #expect(none.output.contains("datagrams        not measured without a large RRset"), "\(none.output)")
  }

  @Test func `are not measured for a zone that the server refuses`() async throws {
    let server = try await ServerProcess()
    let run = try await ProbeRun.start(["limits", "@127.0.0.1", "-p", "\(server.port)", "typo.example"])
    #expect(run.status == 3 && run.errors.contains("REFUSED and no SOA RR of typo.example."), "\(run.errors)")
  }

  @Test func `are not measured elsewhere without leave`() async throws {
    let run = try await ProbeRun.start(["limits", "@192.0.2.1", "example.com"])
    #expect(
      run.status == 64 && run.errors.contains("192.0.2.1:53 is not on this machine: nothing was sent there"))
  }

  @Test func `of a server that is not there are not measured`() async throws {
    let run = try await ProbeRun.start(["limits", "@127.0.0.1", "-p", "\(try unusedPort())", "example.com"])
    #expect(run.status == 3 && run.errors.contains("no response"), "\(run.errors)")
  }
}
