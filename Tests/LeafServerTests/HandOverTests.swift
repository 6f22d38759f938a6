import Foundation
import TestMessages
import TestPrograms
import Testing

private let query = Message.query("1-2-3-4.dev.example.com").octets

/// Starts a server beside another one, on its address.
private func start(beside server: ServerProcess, at address: String = "127.0.0.1") async throws
  -> ServerProcess
{
  try await ServerProcess(listen: ["\(address):\(server.port)"], ["--take-over", "true"])
}

@Suite(.sideBySide) struct `Starting beside a running server` {
  @Test func `takes a flag, and is never silent`() async throws {
    let old = try await ServerProcess()
    let address = "127.0.0.1:\(old.port)"
    let refused = try await ServerProcess.run(["--zone", "dev.example.com", "--listen", address])
    #expect(refused.status == 71)
    #expect(refused.errors.contains("--take-over true takes over from a leaf of the same user"))
    let new = try await start(beside: old)
    #expect(
      await new.line { $0.contains("config_warning") && $0.contains("another server has \(address) too") }
        != nil)
    #expect(await old.stop() == 0)
    #expect(try Client(.udp, new.port).exchange(query).suffix(4) == [1, 2, 3, 4])
    let stream = try Client(.tcp, new.port)
    try stream.send(frame(query))
    #expect(stream.messages(1).first?.suffix(4) == [1, 2, 3, 4])
  }

  @Test func `alone it warns of nothing`() async throws {
    let server = try await ServerProcess(["--take-over", "true"])
    #expect(await server.stop() == 0)
    #expect(!server.log.contains("another server"))
  }

  @Test func `shares no port with another program`() async throws {
    let other = BusyPort(.udp)
    let address = "127.0.0.1:\(other.number)"
    let run = try await ServerProcess.run([
      "--zone", "dev.example.com", "--listen", address, "--take-over", "true",
    ])
    #expect(run.status == 71)
    #expect(run.errors.contains("cannot listen on \(address) over UDP: Address already in use"))
    withExtendedLifetime(other) {}
  }

  @Test func `shares the page of metrics too`() async throws {
    let number = getpid()
    let address = "127.85.\(number >> 8 & 255).\(number & 255):5399"
    let arguments = ["--metrics-listen", address, "--take-over", "true"]
    let servers = [try await ServerProcess(arguments), try await ServerProcess(arguments)]
    for server in servers { #expect(await server.stop() == 0) }
  }
}

@Suite(.alone) struct `Taking over` {
  /// Queries from many ports, until it is told to end.
  private final class Load: Sendable {
    private static let clients = 200
    private let isDone = Locked(false)
    private let work: Task<(sent: Int, lost: Int), any Error>

    init(_ port: UInt16, at address: String) {
      let isDone = isDone
      work = Task.detached {
        let clients = try (0..<Self.clients).map { _ in try Client(.udp, port, at: address) }
        var (sent, lost) = (0, 0)
        while !isDone.change({ $0 }) {
          for client in clients { try client.send(query) }
          lost += clients.count { $0.receive(within: 2_000) == .nothing }
          sent += clients.count
        }
        return (sent, lost)
      }
    }

    func end() async throws -> (sent: Int, lost: Int) {
      isDone.change { $0 = true }
      return try await work.value
    }
  }

  @Test(arguments: [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("[::1]", "::1"), ("[::]", "::1")])
  func `no query over UDP is lost`(listen: String, asked: String) async throws {
    var server = try await ServerProcess(listen: ["\(listen):0"])
    let load = Load(server.port, at: asked)
    for _ in 0..<8 {
      let new = try await start(beside: server, at: listen)
      #expect(await server.stop() == 0)
      server = new
    }
    let (sent, lost) = try await load.end()
    #expect(sent > 1_000 && lost == 0, "\(lost) of \(sent)")
  }

  private static func hasNamespaces() async throws -> Bool {
    let unshare = URL(fileURLWithPath: "/usr/bin/unshare")
    return try await runProcess(unshare, ["--map-root-user", "--net", "true"]).status == 0
  }

  @Test(.enabled("chroots and containers refuse namespaces", hasNamespaces))
  func `hardly a query over TCP is lost where the kernel hands connections over`() async throws {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("scripts/hand-over")
    let run = try await runProcess(
      URL(fileURLWithPath: "/usr/bin/python3"), [script.path, "10", "--leaf", ServerProcess.executable.path],
      ["PYTHONDONTWRITEBYTECODE": "1", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"])
    #expect(run.output.contains(#/udp: 0 of [1-9][0-9]{3,} queries/#), "\(run.output)\(run.errors)")
    // One run of some fifty lost any: probably where a handshake ended in the moment in which its listener did, for
    // which the kernel's inet_csk_reqsk_queue_add has no other listener.
    #expect(run.output.contains(#/tcp: [01] of [1-9][0-9]{3,} queries/#), "\(run.output)")
  }

  @Test func `connections that wait to be accepted are served before the end`() async throws {
    let server = try await ServerProcess()
    kill(server.identifier, SIGSTOP)
    let clients = try (0..<100).map { _ in try Client(.tcp, server.port) }
    for client in clients { try client.send(frame(query)) }
    kill(server.identifier, SIGTERM)
    #expect(await server.stop(SIGCONT) == 0)
    #expect(clients.count { $0.messages(1).first?.suffix(4) == [1, 2, 3, 4] } == clients.count)
  }

  @Test func `connections that came before it served anybody are served when it ends at once`() async throws {
    var clients: [Client] = []
    let server = try ServiceInProcess(
      responder: .respond,
      early: { port in
        clients = try (0..<10).map { _ in try Client(.tcp, port) }
        for client in clients { try client.send(frame(query)) }
      })
    #expect(clients.count { $0.messages(1).first?.suffix(4) == [1, 2, 3, 4] } == clients.count)
    try await server.stop()
  }

  @Test func `as many connections may wait as leaf asks for`() async throws {
    let server = try await ServerProcess()
    let deadline = ContinuousClock.now + .seconds(10)
    var length = ""
    // It is set when the event loop has taken the listener over.
    while length != "1024", ContinuousClock.now < deadline {
      let run = try await runProcess(
        URL(fileURLWithPath: "/usr/bin/ss"), ["-Hltn", "sport = :\(server.port)"])
      length = run.output.split(separator: " ").dropFirst(2).first.map(String.init) ?? ""
    }
    #expect(length == "1024")
  }

  @Test func `a connection's first query is waited for, for a second`() async throws {
    let server = try await ServerProcess()
    let asking = try (0..<20).map { _ in try Client(.tcp, server.port) }
    let silent = try Client(.tcp, server.port)
    // They have been accepted when a later one has.
    let last = try Client(.tcp, server.port)
    try last.send(frame(query))
    #expect(last.messages(1).count == 1)
    let end = Task { await server.timedStop() }
    #expect(last.receive() == .end)
    for client in asking {
      try client.send(frame(query))
      #expect(client.messages(1).first?.suffix(4) == [1, 2, 3, 4])
      #expect(client.receive() == .end)
    }
    #expect(silent.receive() == .end)
    let (status, time) = await end.value
    #expect(status == 0 && time < .seconds(3), "\(time)")
  }
}
