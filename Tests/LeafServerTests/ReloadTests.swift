import Foundation
import Synchronization
import TestMessages
import TestPrograms
import Testing

@testable import LeafServer

@Suite(.alone) struct `Reload` {
  /// A configuration file of its own, which is gone with the test.
  private final class File: Sendable {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("leaf-test-\(UUID().uuidString).toml").path

    init(_ text: String) throws { try write(text) }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ text: String) throws { try text.write(toFile: path, atomically: true, encoding: .utf8) }

    func remove() throws { try FileManager.default.removeItem(atPath: path) }
  }

  private static let base = "zones = ['dev.example.com']\nlisten = '127.0.0.1:0'\nlog_level = 'x'\n"
    .replacing("log_level = 'x'\n", with: "")

  private func start(_ file: File, _ arguments: [String] = []) async throws -> ServerProcess {
    try await ServerProcess(zones: [], listen: [], ["--config", file.path] + arguments, limits: [])
  }

  /// Sends SIGHUP and waits until it has been acted on.
  private func reload(_ server: ServerProcess) async {
    let before = server.log.split(separator: "\n").count { $0.contains("event=\"reload\"") }
    kill(server.identifier, SIGHUP)
    _ = await server.text { text in
      text.split(separator: "\n").count { $0.contains("event=\"reload\"") } > before
    }
  }

  private func answer(_ server: ServerProcess, _ name: String, _ additional: [UInt8]...) throws -> [UInt8] {
    try Client(.udp, server.port).exchange(Message.query(name, additional: additional).octets)
  }

  @Test func `leaf.toml of the working directory that is gone changes nothing, and is missed`() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("leaf-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("leaf.toml")
    try "ttl = 7\n".write(to: file, atomically: true, encoding: .utf8)
    let server = try await ServerProcess(shell: ("cd \(folder.path);", ""))
    try FileManager.default.removeItem(at: file)
    await reload(server)
    #expect(
      server.log.contains(#"result="unchanged" problem="leaf.toml was read at the start, and is not there"#))
    #expect(try answer(server, "1-2-3-4.dev.example.com").suffix(10) == hex("00000007 0004 01020304")[...])
  }

  @Test func `zones, hosts, TTL, SOA, limits and logging change at once`() async throws {
    let file = try File(Self.base)
    let server = try await start(file)
    #expect(try answer(server, "1-2-3-4.dev.example.com").suffix(10) == hex("0000003c 0004 01020304")[...])
    #expect(try answer(server, "1-2-3-4.new.example.com")[3] & 0xF == 5)
    let waiting = try Client(.tcp, server.port)
    try file.write(
      """
      zones = ['new.example.com']
      listen = '127.0.0.1:0'
      [dns]
      ttl = 7
      [soa]
      minimum = 5
      [limits]
      per_ip_qps_limit = 20
      max_udp_request_bytes = 400
      [logging]
      query_log_enabled = true
      [hosts]
      "www.new.example.com" = "192.0.2.9"
      """)
    await reload(server)
    #expect(try answer(server, "1-2-3-4.new.example.com").suffix(10) == hex("00000007 0004 01020304")[...])
    // A connection that was open before is served by the same rules.
    try waiting.send(frame(Message.query("www.new.example.com").octets))
    #expect(waiting.messages(1).first?.suffix(10) == hex("00000007 0004 c0000209")[...])
    #expect(await server.line { $0.contains("udp_query") } != nil)
    let long = Message.query(
      "1-2-3-4.new.example.com", additional: [opt(option(12, [UInt8](repeating: 0, count: 400)))])
    let client = try Client(.udp, server.port)
    try client.send(long.octets)
    #expect(await server.line { $0.contains("limit_bytes=400") } != nil)
    for _ in 0..<30 { try client.send(Message.query("1-2-3-4.new.example.com").octets) }
    #expect(await server.line { $0.contains("rate_limited") } != nil)
  }

  @Test func `a bad file changes nothing, and says why`() async throws {
    let file = try File(Self.base)
    let server = try await start(file)
    try file.write("zones = ['dev.example.com'\n")
    await reload(server)
    try file.write(Self.base + "[dns]\nttl = 0\nttll = 1\n")
    await reload(server)
    try file.remove()
    await reload(server)
    #expect(try answer(server, "1-2-3-4.dev.example.com").suffix(10) == hex("0000003c 0004 01020304")[...])
    for text in [
      ":2: , or ] should follow", "dns.ttl: '0' is not", "dns.ttll: unknown key", "No such file",
    ] {
      #expect(
        await server.line {
          $0.contains(#"WARN leaf: event="reload" result="unchanged""#) && $0.contains(text)
        } != nil)
    }
    try file.write(Self.base)
    await reload(server)
    #expect(await server.line { $0.contains(#"result="applied""#) } != nil)
  }

  @Test(arguments: [SIGTERM, SIGINT])
  func `a file that has become a FIFO is not waited for`(signal: Int32) async throws {
    let file = try File(Self.base)
    let server = try await start(file)
    try file.remove()
    try #require(mkfifo(file.path, 0o600) == 0)
    kill(server.identifier, SIGHUP)
    let line = await server.line { $0.contains(#"event="reload" result="unchanged""#) }
    #expect(try #require(line, "the reload does not end").contains("it is a FIFO"))
    try file.remove()
    try file.write(Self.base)
    await reload(server)
    #expect(await server.line { $0.contains(#"result="applied""#) } != nil)
    try file.remove()
    try #require(mkfifo(file.path, 0o600) == 0)
    kill(server.identifier, SIGHUP)
    let (status, time) = await server.timedStop(signal)
    #expect(status == 0 && time < .seconds(5), "\(time)")
  }

  @Test func `an end does not wait for a reload, and one that still reads is followed by one at most`()
    async throws
  {
    let file = try File(Self.base)
    let server = try await start(file)
    // As good as a file that never ends: tests are built without optimization.
    try file.write(Self.base + String(repeating: "# A line that says nothing.\n", count: 2_000_000))
    kill(server.identifier, SIGHUP)
    try await Task.sleep(for: .milliseconds(300))
    for _ in 0..<3 {
      kill(server.identifier, SIGHUP)
      try await Task.sleep(for: .milliseconds(50))
    }
    let (status, time) = await server.timedStop()
    #expect(status == 0 && time < .seconds(5), "\(time)")
    let lines = server.log.split(separator: "\n").filter { $0.contains(#"event="reload""#) }
    #expect(!lines.isEmpty)
    #expect(
      lines.allSatisfy { $0.hasSuffix(#"WARN leaf: event="reload" result="waiting""#) }, "\(lines)")
  }

  @Test func `what needs a restart is named`() async throws {
    let file = try File(Self.base)
    let server = try await start(file)
    try file.write(Self.base.replacing("127.0.0.1:0", with: "127.0.0.1:5399") + "udp_workers = 7\n")
    await reload(server)
    for setting in ["listen", "udp_workers"] {
      #expect(
        await server.line {
          $0.contains(
            #"config_warning" warning="\#(setting) has changed; it takes effect with the next start""#)
        } != nil)
    }
    #expect(try answer(server, "1-2-3-4.dev.example.com").suffix(4) == [1, 2, 3, 4])
  }

  @Test func `cookies of a random secret stay valid`() async throws {
    let file = try File(Self.base)
    let server = try await start(file)
    let cookie = try answer(server, "1-2-3-4.dev.example.com", opt(option(10, Array(0..<8)))).suffix(24)
    await reload(server)
    let confirm = Message(additional: [opt(option(10, Array(cookie)))]).octets
    #expect(try Client(.udp, server.port).exchange(confirm)[3] & 0xF == 0)
  }

  @Test func `100 reloads under load lose no query, answer none wrong and keep no memory`() async throws {
    let file = try File(Self.base + "global_qps_limit = 'off'\nper_ip_qps_limit = 'off'\n")
    let server = try await start(file)
    let isDone = Locked(false)
    let port = server.port
    let load = Task.detached { () throws -> (sent: Int, wrong: Int) in
      let client = try Client(.udp, port)
      let stream = try Client(.tcp, port)
      var (sent, wrong) = (0, 0)
      while !isDone.change({ $0 }) {
        for number in 0..<32 {
          try client.send(
            Message(id: UInt16(number), questions: [question("10-0-0-\(number).dev.example.com")]).octets)
        }
        for number in 0..<32 {
          guard case .octets(let response) = client.receive(),
            Array(response.suffix(4)) == [10, 0, 0, UInt8(number)]
          else {
            wrong += 1
            continue
          }
        }
        try stream.send(frame(Message.query("1-2-3-4.dev.example.com").octets))
        if stream.messages(1).first?.suffix(4) != [1, 2, 3, 4] { wrong += 1 }
        sent += 33
      }
      return (sent, wrong)
    }
    for _ in 0..<10 { await reload(server) }
    let memory = try residentMemory(server.identifier)
    for _ in 0..<90 { await reload(server) }
    let growth = try residentMemory(server.identifier) - memory
    isDone.change { $0 = true }
    let result = try await load.value
    #expect(result.wrong == 0 && result.sent > 1_000, "\(result)")
    #expect(growth < 4_000_000, "\(growth) octets more")
  }
}

@Suite(.sideBySide) struct `A job in the background` {
  @Test func `holds nobody up, and is done once more for all that asked meanwhile`() throws {
    let (turn, goOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let job = BackgroundJob(named: "test") {
      turn.signal()
      goOn.wait()
    }
    #expect(try job.request() == .begun)
    turn.wait()
    for _ in 0..<3 { #expect(try job.request() == .waits) }
    goOn.signal()
    #expect(turn.wait(timeout: .now() + 10) == .success)
    goOn.signal()
    #expect(turn.wait(timeout: .now() + 0.2) == .timedOut)
    #expect(try job.request() == .begun)
    goOn.signal()
  }
}

@Suite(.alone) struct `Stopping under load` {
  @Test func `every query received before SIGTERM is answered, and the end comes within 5 seconds`()
    async throws
  {
    let server = try await ServerProcess()
    let udp = try Client(.udp, server.port)
    let tcp = try Client(.tcp, server.port)
    let idle = try (0..<20).map { _ in try Client(.tcp, server.port) }
    let midFrame = try Client(.tcp, server.port)
    try midFrame.send([0, 40, 1])
    let silent = try Client(.tcp, server.port)
    _ = silent.sendUntilFull(
      [[UInt8]](repeating: frame(Message.query("1-2-3-4.dev.example.com").octets), count: 60_000).flatMap {
        $0
      })
    // The server is stopped while they arrive, so that all are in the kernel when it is told to end.
    kill(server.identifier, SIGSTOP)
    for number in 0..<100 {
      try udp.send(Message(id: UInt16(number), questions: [question("1-2-3-4.dev.example.com")]).octets)
    }
    try tcp.send(
      (0..<2_000).flatMap {
        frame(Message(id: UInt16($0), questions: [question("1-2-3-4.dev.example.com")]).octets)
      })
    kill(server.identifier, SIGTERM)
    let end = Task { await server.timedStop(SIGCONT) }
    var answered = 0
    while answered < 100, case .octets = udp.receive(within: 3_000) { answered += 1 }
    #expect(answered == 100)
    #expect(tcp.messages(2_000).map { Array($0.prefix(2)) } == (0..<2_000).map { octetPair(UInt16($0)) })
    let (status, time) = await end.value
    #expect(status == 0 && time < .seconds(5), "\(time)")
    #expect(idle.allSatisfy { $0.receive() == .end })
  }
}
