import DNSWire
import Foundation
import LeafConfiguration
import LeafCore
import TestMessages
import TestPrograms
import Testing

@testable import LeafServer

@Suite struct `Lines of the log` {
  @Test func `fields come in order, strings in quotes, addresses and numbers bare`() {
    let event = LogEvent(
      .udpDrop,
      [
        ("reason", .text("rate_limited")), ("src_ip", .address("192.0.2.7")), ("src_port", .number(5_353)),
        ("x", .flag(true)),
      ])
    #expect(event.text == #"event="udp_drop" reason="rate_limited" src_ip=192.0.2.7 src_port=5353 x=true"#)
    #expect(
      event.json
        == #""event":"udp_drop","reason":"rate_limited","src_ip":"192.0.2.7","src_port":5353,"x":true"#)
  }

  @Test(arguments: [
    "a\"b", "a\\b", "a\nb", "a\r\n2026-11-20T22:27:01.123Z WARN leaf: event=\"udp_drop\"", "\u{1B}[31m", "é",
    "\u{2028}", "\u{0}",
    "\u{7F}", "👍",
  ])
  func `no text can end its string or its line`(text: String) throws {
    let event = LogEvent(.tcpConnectionError, [("error", .text(text)), ("n", .number(1))])
    #expect(event.text.utf8.allSatisfy { (0x20...0x7E).contains($0) })
    let quoted = try #require(
      event.text.wholeMatch(of: #/event="tcp_connection_error" error="((?:[^"\\]|\\.)*)" n=1/#))
    #expect(!quoted.1.isEmpty)
    #expect(event.json.utf8.allSatisfy { (0x20...0x7E).contains($0) })
    let object = try JSONSerialization.jsonObject(with: Data("{\(event.json)}".utf8)) as? [String: Any]
    #expect(object?["error"] as? String == text)
  }
}

/// Expects that no member of a JSON object has the name of another: which of them counts, readers decide.
private func expectNamesOnce(in line: String) {
  let names = line.matches(of: #/[{,]"([^"\\]+)":/#).map { String($0.1) }
  #expect(names.count >= 3 && Set(names).count == names.count, "\(line)")
}

@Suite struct `Names in an event` {
  private static let events: [LogEvent] = {
    let loaded = try? LoadedConfiguration(
      commandLine: CommandLineValues(flags: ["zone": ["a.example"]]), environment: [:], coreCount: 1
    ) { _ in nil }
    return
      (loaded.map {
        LogEvent.startup($0.configuration, listening: $0.configuration.sockets.listen, metrics: [])
      } ?? [])
      + LogBounds.Kind.allCases.map { $0.suppressed(1) } + [.warning("x")]
  }()

  @Test func `are each there once, and the line's own`() {
    #expect(Self.events.count > 10)
    for event in Self.events { expectNamesOnce(in: logLine(.info, event, as: .json)) }
  }

  @Test(arguments: [LogFormat.text, .json])
  func `a warning is warn`(format: LogFormat) {
    let line = logLine(.warning, .warning("x"), as: format)
    #expect(line.contains(format == .text ? " WARN leaf: " : #""level":"warn""#))
  }
}

extension `Names in an event` {
  @Test func `that a library has chosen give way`() {
    let event = LogEvent(
      message: "m", ["level": "a", "event": "b", "time": "c", "text": "d", "text_": "e", "signal": "f"])
    #expect(
      event.text
        == #"event="message" text="m" event_="b" level_="a" signal="f" text_="d" text__="e" time_="c""#)
    expectNamesOnce(in: logLine(.info, event, as: .json))
  }

  @Test(arguments: [
    EventLog.DropDetails.none, .rcode(.refused), .datagramLength(received: 1_300, limit: 1_232),
    .frameLength(announced: 5_000, limit: 4_096),
  ])
  func `about a drop are each there once`(details: EventLog.DropDetails) {
    for peer in [nil, Peer(address: .ipv4(IPv4Address(192, 0, 2, 1)), port: 53)] {
      let event = dropEvent(over: .tcp, .requestTooLarge, details, from: peer)
      expectNamesOnce(in: logLine(.info, event, as: .json))
    }
  }
}

@Suite(.alone) struct `The log of a running server` {
  private static let query = Message.query("secret-name.1-2-3-4.dev.example.com", flags: 0x0100).octets

  /// Sends, and waits for the line.
  private func line(
    _ pattern: String, _ server: ServerProcess, _ octets: [UInt8], over transport: Client.Transport = .udp
  ) async throws -> String {
    let client = try Client(transport, server.port)
    try client.send(transport == .tcp ? frame(octets) : octets)
    let line = await server.line { $0.contains(pattern) }
    return try #require(line, "\(server.log)")
  }

  @Test func `start-up says what is in force, in two lines`() async throws {
    let server = try await ServerProcess(["--slip", "3"], limits: [])
    let lines = try #require(
      await server.line { $0.contains("query_log_enabled") }.map { _ in server.log.split(separator: "\n") })
    #expect(
      try lines[0].wholeMatch(
        of: Regex(
          #"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z INFO leaf: event="startup" listen="127\.0\.0\.1:\d+" zones="dev\.example\.com\." "#
            + #"udp_workers=\d+ global_qps_limit=5000 per_ip_qps_limit=200 per_ip_invalid_qname_qps_limit=20 "#
            + #"limiter_max_tracked_ips=10000 invalid_qname_limiter_max_tracked_keys=50000 slip=3 ipv6_prefix=64 "#
            + #"tcp_max_connections=1024 tcp_max_connections_per_ip=64 tcp_idle_timeout_ms=10000 "#
            + #"tcp_read_timeout_ms=3000 tcp_write_timeout_ms=3000 max_tcp_frame_bytes=4096 max_udp_request_bytes=1232"#
        )) != nil,
      "\(lines[0])")
    #expect(
      lines[1].hasSuffix(
        #"INFO leaf: event="startup" log_level="info" log_format="text" query_log_enabled=false drop_log_include_client_ip=false"#
      ))
  }

  @Test func `an answer gets a line when it should, without the name and the client`() async throws {
    let server = try await ServerProcess(["--log-queries", "true"])
    let udp = try await line("udp_query", server, Self.query)
    #expect(
      udp.hasSuffix(
        #"INFO leaf: event="udp_query" qtype="A" rcode="NOERROR" authoritative=true answers=1 authority=0 request_bytes=53 response_bytes=69"#
      ),
      "\(udp)")
    let nope = Message.query("nope.dev.example.com", .aaaa).octets
    let tcp = try await line("tcp_query", server, nope, over: .tcp)
    #expect(
      tcp.hasSuffix(
        #"INFO leaf: event="tcp_query" qtype="AAAA" rcode="NXDOMAIN" authoritative=true answers=0 authority=1 request_bytes=38 response_bytes=89"#
      ),
      "\(tcp)")
    let unreadable = try await line("FORMERR", server, Message(counts: [0: 1]).octets)
    #expect(unreadable.contains(#"qtype="none" rcode="FORMERR" authoritative=false"#))
    #expect(
      !server.log.contains("secret-name") && !server.log.contains("127.0.0.1 ")
        && !server.log.contains("src_"))
  }

  @Test func `by default an answer gets none`() async throws {
    let server = try await ServerProcess()
    _ = try Client(.udp, server.port).exchange(Self.query)
    _ = await server.stop()
    #expect(!server.log.contains("udp_query"))
  }

  @Test func `drops say why, and who only when asked`() async throws {
    let silent = try await ServerProcess()
    let response = Message(flags: 0x8000).octets
    #expect(
      try await line("udp_drop", silent, response).hasSuffix(
        #"WARN leaf: event="udp_drop" reason="parse_error""#))
    let server = try await ServerProcess(
      ["--log-drop-client-ip", "true", "--per-ip-invalid-qname-qps-limit", "1"],
      limits: ["--per-ip-qps-limit", "off"])
    let parse = try await line("parse_error", server, [1, 2, 3])
    // What fail2ban looks for.
    let filter = #/event="(?:udp_drop|tcp_drop)".*reason="parse_error".*src_ip=(?<host>[0-9a-f.:]+)(?:\s|$)/#
    #expect(try filter.firstMatch(in: parse)?.host == "127.0.0.1")
    #expect(parse.firstMatch(of: #/ src_port=[1-9][0-9]*$/#) != nil)
    let long = try await line("request_too_large", server, [UInt8](repeating: 0, count: 1_300))
    #expect(
      long.contains(
        #"event="udp_drop" reason="request_too_large" received_bytes=1300 limit_bytes=1232 src_ip=127.0.0.1"#)
    )
    let frame = try await line("tcp_drop", server, [UInt8](repeating: 0, count: 5_000), over: .tcp)
    #expect(
      frame.contains(
        #"event="tcp_drop" reason="request_too_large" announced_bytes=5000 limit_bytes=4096 src_ip=127.0.0.1"#
      )
    )
    let nope = Message.query("nope.dev.example.com").octets
    _ = try Client(.udp, server.port).exchange(nope)
    let limited = try await line("invalid_query_rate_limited", server, nope)
    #expect(
      limited.contains(
        #"event="udp_drop" reason="invalid_query_rate_limited" rcode="NXDOMAIN" src_ip=127.0.0.1"#))
  }

  @Test func `a flood of drops makes 20 lines in a second and one that counts the rest`() async throws {
    let server = try await ServerProcess(["--per-ip-qps-limit", "1"], limits: [])
    let client = try Client(.udp, server.port)
    // In portions that the socket's buffer holds.
    for number in 0..<2_000 {
      try client.send(Self.query)
      if number % 100 == 99 { _ = client.receive(within: 10) }
    }
    let suppressed = try #require(await server.line { $0.contains("suppressed=") })
    #expect(suppressed.contains(#"event="udp_drop" reason="rate_limited" suppressed="#))
    _ = await server.stop()
    let lines = server.log.split(separator: "\n").filter { $0.contains("udp_drop") }
    let counted = lines.compactMap { $0.firstMatch(of: #/suppressed=([0-9]+)/#).flatMap { Int($0.1) } }
      .reduce(0, +)
    let single = lines.count { !$0.contains("suppressed") }
    // Two windows at most have begun. One query was answered, and the kernel may have dropped some.
    #expect((20...40).contains(single), "\(single)")
    #expect(counted + single <= 1_999 && counted > 1_000, "\(counted)")
  }

  @Test func `JSON is an object a line`() async throws {
    let server = try await ServerProcess(
      ["--log-format", "json", "--log-queries", "true", "--log-drop-client-ip", "true"])
    _ = try await line("udp_query", server, Self.query)
    _ = try await line("udp_drop", server, [0])
    _ = await server.stop()
    for line in server.log.split(separator: "\n") {
      let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      #expect(object["time"] is String && object["level"] is String && object["event"] is String)
      if object["event"] as? String == "udp_query" { #expect(object["response_bytes"] as? Int == 69) }
      if object["event"] as? String == "udp_drop" { #expect(object["src_ip"] as? String == "127.0.0.1") }
    }
    #expect(server.log.split(separator: "\n").count >= 5)
  }

  @Test func `no member of a JSON object has the name of another`() async throws {
    let server = try await ServerProcess(
      [
        "--log-format", "json", "--log-level", "trace", "--log-queries", "true", "--log-drop-client-ip",
        "true",
      ])
    _ = try await line("udp_query", server, Self.query)
    _ = try await line("tcp_query", server, Self.query, over: .tcp)
    _ = try await line("udp_drop", server, [0])
    _ = try await line("request_too_large", server, [UInt8](repeating: 0, count: 1_300))
    _ = try await line("tcp_drop", server, [UInt8](repeating: 0, count: 5_000), over: .tcp)
    kill(server.identifier, SIGHUP)
    _ = await server.line { $0.contains("reload") }
    _ = await server.stop()
    for line in server.log.split(separator: "\n") { expectNamesOnce(in: String(line)) }
    #expect(server.log.contains("shutdown"))
  }

  @Test(arguments: ["warn", "warning"])
  func `the level decides what is written`(level: String) async throws {
    let server = try await ServerProcess(
      ["--log-level", level, "--log-queries", "true"], startsSilently: true)
    try Client(.udp, server.port).send([0])
    #expect(await server.line { $0.contains("udp_drop") } != nil)
    _ = try Client(.udp, server.port).exchange(Self.query)
    _ = await server.stop()
    #expect(!server.log.contains("INFO"))
  }
}
