import Foundation
import TestMessages
import TestPrograms
import Testing

/// A server that has its metrics on loopback.
struct MeasuredServer {
  let server: ServerProcess
  let port: UInt16

  init(
    _ arguments: [String] = [], limits: [String] = ServerProcess.withoutLimits,
    shell: (before: String, after: String)? = nil, environment: [String: String] = [:]
  ) async throws {
    server = try await ServerProcess(
      ["--metrics-listen", "127.0.0.1:0"] + arguments, limits: limits, shell: shell,
      environment: environment)
    let line = await server.line { $0.contains("metrics_listen") }
    port = try #require(
      line?.firstMatch(of: #/metrics_listen"?[=:]"127.0.0.1:([0-9]+)"/#).flatMap { UInt16($0.1) })
  }

  /// What comes for a request until the connection ends.
  func send(_ request: String) throws -> String {
    let client = try Client(.tcp, port)
    try client.send(Array(request.utf8))
    var octets: [UInt8] = []
    while case .octets(let more) = client.receive() { octets += more }
    return String(decoding: octets, as: UTF8.self)
  }

  func get(_ path: String, _ fields: String = "") throws -> (head: String, body: String) {
    let response = try send("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\(fields)\r\n")
    let end = try #require(response.range(of: "\r\n\r\n"))
    return (String(response[..<end.lowerBound]), String(response[end.upperBound...]))
  }

  /// The sum of all samples of a metric whose line contains each of some texts.
  func value(_ name: String, _ labels: String...) throws -> Double {
    try Self.value(name, labels, in: get("/metrics").body)
  }

  static func value(_ name: String, _ labels: [String] = [], in page: String) -> Double {
    page.split(separator: "\n")
      .filter { line in
        (line.hasPrefix("\(name){") || line.hasPrefix("\(name) ")) && labels.allSatisfy { line.contains($0) }
      }
      .compactMap { $0.split(separator: " ").last.flatMap { Double($0) } }.reduce(0, +)
  }
}

@Suite(.sideBySide) struct `Metrics and health` {
  @Test(arguments: ["", "Accept: application/openmetrics-text\r\n"])
  func `promtool finds nothing wrong with the page`(accept: String) async throws {
    let measured = try await MeasuredServer()
    let (head, body) = try measured.get("/metrics", accept)
    #expect(head.hasPrefix("HTTP/1.1 200 OK") && head.contains("connection: close"))
    #expect(body.hasSuffix("# EOF\n") == !accept.isEmpty)
    guard accept.isEmpty else { return }
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).prom")
    try body.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let run = try await runProcess(
      URL(fileURLWithPath: "/bin/sh"), ["-c", "promtool check metrics < \"$0\"", file.path])
    #expect(run.status == 0 && run.errors == "" && run.output == "", "\(run.output)\(run.errors)")
    #expect(await measured.server.stop() == 0)
  }

  @Test func `what was asked and answered is counted, by transport, family, RCODE, step, QTYPE and zone`()
    async throws
  {
    // The connection outlives the reading of the page, also on a busy machine.
    let measured = try await MeasuredServer(["--listen", "[::1]:0", "--tcp-idle-timeout-ms", "60000"])
    let udp = try Client(.udp, measured.server.port)
    for name in ["1-2-3-4.dev.example.com", "nope.dev.example.com", "example.org"] {
      _ = try udp.exchange(Message.query(name).octets)
    }
    _ = try Client(.udp, measured.server.listeners[1].port, at: "::1")
      .exchange(Message.query("dev.example.com", .soa).octets)
    let tcp = try Client(.tcp, measured.server.port)
    try tcp.send(frame(Message.query("1-2-3-4.dev.example.com").octets))
    #expect(tcp.messages(1).count == 1)
    #expect(try measured.value("leaf_queries_total", "udp", "ipv4") == 3)
    #expect(try measured.value("leaf_queries_total", "udp", "ipv6") == 1)
    #expect(try measured.value("leaf_queries_total", "tcp") == 1)
    #expect(try measured.value("leaf_responses_total", "NXDOMAIN") == 1)
    #expect(try measured.value("leaf_responses_total", "REFUSED") == 1)
    #expect(try measured.value("leaf_responses_total") == 5)
    #expect(try measured.value("leaf_responses_by_rule_total", "step=\"16\"", "udp") == 1)
    #expect(try measured.value("leaf_responses_by_qtype_total", "\"SOA\"") == 1)
    #expect(try measured.value("leaf_responses_by_zone_total", "dev.example.com.") == 4)
    #expect(try measured.value("leaf_responses_by_zone_total", "none") == 1)
    #expect(try measured.value("leaf_answer_duration_seconds_count") == 5)
    #expect(try measured.value("leaf_tcp_connections_open") == 1)
    #expect(try measured.value("process_resident_memory_bytes") > 1_000_000)
    #expect(try measured.value("process_open_fds") > 5)
    #expect(await measured.server.stop() == 0)
  }

  @Test func `responses are counted by what the cookie was worth`() async throws {
    let measured = try await MeasuredServer()
    let udp = try Client(.udp, measured.server.port)
    let client: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8]
    func exchange(_ options: [UInt8]...) throws -> [UInt8] {
      try udp.exchange(
        Message.query("1-2-3-4.dev.example.com", additional: options.map { opt($0) }).octets)
    }
    _ = try exchange()
    _ = try exchange(option(10, [1]))
    // It is the last thing in the response.
    let valid = try exchange(option(10, client)).suffix(24)
    #expect(valid.starts(with: client))
    for _ in 0..<2 { _ = try exchange(option(10, client + [UInt8](repeating: 0, count: 16))) }
    for _ in 0..<3 { _ = try exchange(option(10, Array(valid))) }
    for (state, count) in [("none", 1.0), ("malformed", 1), ("client", 1), ("invalid", 2), ("valid", 3)] {
      #expect(try measured.value("leaf_responses_by_cookie_total", "udp", "\"\(state)\"") == count)
    }
    #expect(await measured.server.stop() == 0)
  }

  private static let ends: [(cause: String, end: @Sendable (Client) throws -> Void)] = [
    ("client", { $0.finishSending() }), ("lost", { $0.reset() }), ("idle_timeout", { _ in }),
    ("read_timeout", { try $0.send([0]) }), ("unanswered", { try $0.send([0, 1, 0]) }),
  ]

  @Test func `each end of a connection is counted by its cause`() async throws {
    let measured = try await MeasuredServer([
      "--tcp-max-connections", "2", "--tcp-max-connections-per-ip", "2", "--tcp-idle-timeout-ms", "900",
      "--tcp-read-timeout-ms", "300",
    ])
    for (cause, end) in Self.ends {
      var client: Client? = try Client(.tcp, measured.server.port)
      // Before it is answered it may not be known to leaf yet.
      try client?.send(frame(Message.query("dev.example.com").octets))
      #expect(client?.messages(1).count == 1)
      try client.map(end)
      if cause == "lost" { client = nil }
      #expect(try await hasEnded(cause, measured), "\(cause)")
      client?.finishSending()
    }
    let clients = try ["127.0.0.1", "127.0.0.1", "127.0.0.2"].map {
      try Client(.tcp, measured.server.port, from: $0)
    }
    #expect(try await hasEnded("displaced", measured))
    // Of one moment: some of them end by themselves.
    let page = try measured.get("/metrics").body
    let (all, ended, open) = (
      MeasuredServer.value("leaf_tcp_connections_total", in: page),
      MeasuredServer.value("leaf_tcp_connections_ended_total", in: page),
      MeasuredServer.value("leaf_tcp_connections_open", in: page)
    )
    #expect(all == 8 && ended + open == 8)
    clients.forEach { $0.finishSending() }
    #expect(await measured.server.stop() == 0)
  }

  /// Whether just one connection comes to be counted for a cause.
  private func hasEnded(_ cause: String, _ measured: MeasuredServer) async throws -> Bool {
    for _ in 0..<1_000 {
      let count = try measured.value("leaf_tcp_connections_ended_total", "\"\(cause)\"")
      if count > 0 { return count == 1 }
      try await Task.sleep(for: .milliseconds(10))
    }
    return false
  }

  @Test func `it is alive at once, ready when it serves, and not ready any more while it stops`() async throws
  {
    let measured = try await MeasuredServer(["--tcp-write-timeout-ms", "60000"])
    #expect(try measured.get("/healthz").body == "ok\n")
    #expect(try measured.get("/readyz").body == "serving\n")
    // One who takes no responses keeps the server for a while.
    let client = try Client(.tcp, measured.server.port)
    let query = frame(Message.query("1-2-3-4.dev.example.com").octets)
    _ = client.sendUntilFull([[UInt8]](repeating: query, count: 200_000).flatMap { $0 })
    kill(measured.server.identifier, SIGTERM)
    var response = try measured.get("/readyz")
    for _ in 0..<500 where response.body == "serving\n" {
      try await Task.sleep(for: .milliseconds(2))
      response = try measured.get("/readyz")
    }
    #expect(response.head.hasPrefix("HTTP/1.1 503") && response.body == "stopping\n")
    #expect(await measured.server.stop() == 0)
  }

  @Test func `reloads are counted with what came of them`() async throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).toml").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try "ttl = 60\n".write(toFile: path, atomically: true, encoding: .utf8)
    let measured = try await MeasuredServer(["--config", path])
    for (count, text) in ["ttl = 61\n", "ttl = x\n"].enumerated() {
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      kill(measured.server.identifier, SIGHUP)
      _ = await measured.server.text { $0.components(separatedBy: "event=\"reload\"").count == count + 2 }
    }
    #expect(try measured.value("leaf_reloads_total", "applied") == 1)
    #expect(try measured.value("leaf_reloads_total", "unchanged") == 1)
    #expect(try measured.value("leaf_last_reload_successful") == 0)
    #expect(await measured.server.stop() == 0)
  }

  @Test(arguments: [
    ("GET / HTTP/1.1\r\nHost: a\r\n\r\n", "404"),
    ("POST /metrics HTTP/1.1\r\nContent-Length: 0\r\n\r\n", "405"),
    ("HEAD /readyz HTTP/1.1\r\n\r\n", "200"), ("GET /metrics?x=1 HTTP/1.0\r\n\r\n", "200"),
    ("GET /metrics/ HTTP/1.1\r\n\r\n", "404"), ("nonsense\r\n\r\n", "400"),
    ("GET /metrics HTTP/1.1\r\nX: \(String(repeating: "x", count: 9_000))\r\n\r\n", "400"),
  ])
  func `nothing else is served, and each request ends its connection`(request: String, status: String)
    async throws
  {
    let measured = try await MeasuredServer()
    let response = try measured.send(request)
    #expect(response.hasPrefix("HTTP/1.1 \(status) "), "\(response.prefix(100))")
    if request.hasPrefix("HEAD") { #expect(response.hasSuffix("\r\n\r\n")) }
    #expect(await measured.server.stop() == 0)
  }

  @Test func `of more connections than there is room for the last end at once`() async throws {
    let measured = try await MeasuredServer()
    let clients = try (0..<40).map { _ in try Client(.tcp, measured.port) }
    #expect(clients.suffix(8).allSatisfy { $0.isEnded() })
    #expect(!clients[0].isEnded(within: 0))
    clients[0].finishSending()
    #expect(await measured.server.stop() == 0)
  }

  @Test func `as many descriptors as leaf says it needs are enough for metrics too`() async throws {
    let arguments = ["--zone", "dev.example.com", "--listen", "127.0.0.1:0", "--udp-workers", "2"]
    let run = try await runProcess(
      URL(fileURLWithPath: "/bin/sh"),
      ["-c", "ulimit -n 12; exec \"$0\" \"$@\"", ServerProcess.executable.path] + arguments
        + ["--metrics-listen", "127.0.0.1:0"])
    let needed = try #require(run.errors.firstMatch(of: #/([0-9]+) descriptors are needed/#)?.1)
    let measured = try await MeasuredServer(
      ["--udp-workers", "2"], shell: ("ulimit -n \(needed);", ""))
    #expect(try measured.get("/readyz").body == "serving\n")
    _ = try Client(.udp, measured.server.port).exchange(Message.query("dev.example.com").octets)
    let tcp = try Client(.tcp, measured.server.port)
    try tcp.send(frame(Message.query("dev.example.com").octets))
    #expect(tcp.messages(1).count == 1)
    #expect(try measured.value("process_max_fds") == Double(needed))
    #expect(await measured.server.stop() == 0)
  }

  @Test func `a busy port is status 71, and says which`() async throws {
    let measured = try await MeasuredServer()
    let run = try await ServerProcess.run([
      "--zone", "dev.example.com", "--listen", "127.0.0.1:0", "--metrics-listen",
      "127.0.0.1:\(measured.port)",
    ])
    #expect(run.status == 71 && run.errors.contains("cannot listen on 127.0.0.1:\(measured.port)"))
    #expect(await measured.server.stop() == 0)
  }
}

@Suite(.sideBySide) struct `Alerts and the dashboard` {
  private static let packaging = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("packaging")

  @Test(arguments: [
    "promtool check rules leaf.rules.yml", "promtool test rules leaf.rules.test.yml",
    "python3 -m json.tool ../grafana/leaf.json",
  ])
  func `are sound`(command: String) async throws {
    let folder = Self.packaging.appendingPathComponent("prometheus").path
    let run = try await runProcess(
      URL(fileURLWithPath: "/bin/sh"), ["-c", "cd \"$0\" && \(command)", folder])
    #expect(run.status == 0, "\(run.output)\(run.errors)")
  }

  @Test func `each alert has a case in the test of the rules`() throws {
    let folder = Self.packaging.appendingPathComponent("prometheus")
    let (rules, tests) = try (Self.text(folder, "leaf.rules.yml"), Self.text(folder, "leaf.rules.test.yml"))
    let alerts = rules.matches(of: #/- alert: (\w+)/#).map(\.1)
    #expect(alerts.count == 9)
    for alert in alerts { #expect(tests.contains("alertname: \(alert)\n        exp_alerts:\n"), "\(alert)") }
  }

  private static func text(_ folder: URL, _ name: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }

  @Test(arguments: ["prometheus/leaf.rules.yml", "prometheus/leaf.rules.test.yml", "grafana/leaf.json"])
  func `have no metric that a server does not have`(file: String) async throws {
    let measured = try await MeasuredServer()
    let page = try measured.get("/metrics").body
    let known = Set(page.matches(of: #/(?m)^([a-z_]+)[ {]/#).map { String($0.1) })
    let used = Set(
      try Self.text(Self.packaging, file).matches(of: #/\b(?:leaf|process)_[a-z_]+/#).map { String($0.0) })
    #expect(used.count > 5 && used.subtracting(known) == [])
    #expect(await measured.server.stop() == 0)
  }
}

@Suite(.alone) struct `Metrics under load` {
  @Test func `queries are responses and dropped queries together, to the last one`() async throws {
    let measured = try await MeasuredServer(
      ["--udp-workers", "2", "--max-udp-request-bytes", "100"],
      limits: ["--per-ip-qps-limit", "2000", "--global-qps-limit", "off"])
    let port = measured.server.port
    let sent = await withTaskGroup(of: Int.self) { tasks in
      for task in 0..<4 {
        tasks.addTask {
          guard let client = try? Client(.udp, port) else { return 0 }
          var sent = 0
          for number in 0..<2_000 {
            var octets = Message.query(
              number % 7 == 0 ? "n\(number).dev.example.com" : "1-2-3-4.dev.example.com"
            ).octets
            if number % 11 == task { octets = [UInt8](repeating: 0, count: number % 13 == 0 ? 5 : 120) }
            if (try? client.send(octets)) != nil { sent += 1 }
            if number % 16 == 0 { _ = client.receive(within: 20) }
          }
          return sent
        }
      }
      return await tasks.reduce(0, +)
    }
    // What the kernel has taken and leaf has not read yet.
    var queries = 0.0
    for _ in 0..<1_000 {
      let now = try measured.value("leaf_queries_total")
      if now == queries, now > 0 { break }
      queries = now
      try await Task.sleep(for: .milliseconds(20))
    }
    let (answered, dropped) = (
      try measured.value("leaf_responses_total"), try measured.value("leaf_dropped_queries_total")
    )
    #expect(answered > 0 && dropped > 0)
    #expect(queries == answered + dropped)
    #expect(queries <= Double(sent))
    #expect(try measured.value("leaf_responses_by_rule_total") == answered)
    #expect(try measured.value("leaf_query_size_bytes_count") == queries)
    #expect(await measured.server.stop() == 0)
  }
}
