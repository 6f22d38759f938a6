import Foundation
import TestMessages
import TestPrograms
import Testing

/// What goes wrong around a server: it stays alive, and right afterwards.
@Suite(.alone) struct `Faults` {
  private static let query = Message.query("1-2-3-4.dev.example.com").octets

  private func expectService(_ server: ServerProcess) throws {
    #expect(try Client(.udp, server.port).exchange(Self.query).suffix(4) == [1, 2, 3, 4])
    let stream = try Client(.tcp, server.port)
    try stream.send(frame(Self.query))
    #expect(stream.messages(1).first?.suffix(4) == [1, 2, 3, 4])
  }

  @Test func `descriptors run out, and come back`() async throws {
    let server = try await ServerProcess(
      ["--udp-workers", "1", "--tcp-idle-timeout-ms", "60000"], shell: ("ulimit -n 48;", ""))
    let clients = try (0..<100).map { _ in try Client(.tcp, server.port) }
    for client in clients { try client.send(frame(Self.query)) }
    // Some are served, the others wait in the kernel's queue.
    #expect(clients[0].messages(1).count == 1)
    #expect(clients[99].receive(within: 200) == .nothing)
    for _ in 0..<10 {
      #expect(try Client(.udp, server.port).exchange(Self.query).suffix(4) == [1, 2, 3, 4])
    }
    for client in clients { client.finishSending() }
    // Those that are served end, and make room for the rest.
    #expect(clients[99].messages(1).count == 1)
    try expectService(server)
    #expect(await server.stop() == 0)
  }

  @Test func `too few descriptors to start are status 71, and it says how many are needed`() async throws {
    let arguments = ["-c", "ulimit -n 12; exec \"$0\" \"$@\"", ServerProcess.executable.path]
    let run = try await runProcess(
      URL(fileURLWithPath: "/bin/sh"),
      arguments + ["--zone", "dev.example.com", "--listen", "127.0.0.1:0", "--udp-workers", "4"])
    #expect(run.status == 71)
    #expect(run.errors.contains("descriptors are needed to start, and 12 are allowed; raise the limit"))
  }

  @Test func `standard error is closed`() async throws {
    let server = try await ServerProcess(
      ["--log-queries", "true"], startsSilently: true, shell: ("", "2>&-"))
    for _ in 0..<100 { try expectService(server) }
    #expect(await server.stop() == 0)
  }

  @Test(arguments: ["0<&-", "1>&-", "2>&-", "0<&- 1>&- 2>&-"])
  func `no descriptor of its own takes the place of a standard stream that is closed`(
    closing: String
  ) async throws {
    let server = try await ServerProcess(startsSilently: true, shell: ("", closing))
    try expectService(server)
    for stream in ["0", "1", "2"] where closing.contains("\(stream)<") || closing.contains("\(stream)>") {
      let file = try FileManager.default.destinationOfSymbolicLink(
        atPath: "/proc/\(server.identifier)/fd/\(stream)")
      #expect(file == "/dev/null", "\(stream)")
    }
  }

  @Test func `all standard streams are closed`() async throws {
    let server = try await ServerProcess(
      ["--log-queries", "true"], startsSilently: true, shell: ("", "0<&- 1>&- 2>&-"))
    for _ in 0..<20 { try expectService(server) }
    #expect(await server.stop() == 0)
  }

  @Test func `standard error is a pipe that nobody reads any more`() async throws {
    // The pipe's reader ends at once.
    let server = try await ServerProcess(
      ["--log-queries", "true"], startsSilently: true, shell: ("", "2> >(true)"))
    for _ in 0..<20 { try expectService(server) }
  }

  @Test func `standard error is a full pipe`() async throws {
    // A reader that never reads.
    let server = try await ServerProcess(
      ["--log-queries", "true"], startsSilently: true, shell: ("", "2> >(exec sleep 30)"))
    let client = try Client(.udp, server.port)
    for _ in 0..<3_000 { _ = try client.exchange(Self.query) }
    try expectService(server)
  }

  @Test func `ICMP errors storm in`() async throws {
    let server = try await ServerProcess(["--udp-workers", "1"])
    let port = server.port
    let steady = try Client(.udp, port)
    for _ in 0..<500 {
      // The socket is gone before the responses come.
      let client = try Client(.udp, port)
      for _ in 0..<4 { try client.send(Self.query) }
      #expect(try steady.exchange(Self.query).suffix(4) == [1, 2, 3, 4])
    }
    try expectService(server)
  }

  @Test func `SIGTERM comes right after the start-up line`() async throws {
    for _ in 0..<5 {
      let server = try await ServerProcess()
      #expect(await server.stop() == 0)
    }
  }

  @Test func `SIGHUP comes right after the start-up line`() async throws {
    let server = try await ServerProcess()
    kill(server.identifier, SIGHUP)
    #expect(await server.line { $0.contains("event=\"reload\"") } != nil)
    try expectService(server)
  }

  @Test func `connections go on coming while it stops`() async throws {
    for _ in 0..<3 {
      let server = try await ServerProcess()
      let port = server.port
      let isDone = Locked(false)
      let load = Task.detached {
        while !isDone.change({ $0 }) {
          guard let client = try? Client(.tcp, port) else {
            await Task.yield()
            continue
          }
          try? client.send(frame(Self.query))
          _ = client.receive(within: 50)
        }
      }
      _ = try Client(.udp, port).exchange(Self.query)
      let (status, time) = await server.timedStop()
      #expect(status == 0 && time < .seconds(5), "\(time)")
      isDone.change { $0 = true }
      await load.value
    }
  }

  @Test func `a client that takes nothing does not keep it from ending`() async throws {
    let server = try await ServerProcess(["--tcp-write-timeout-ms", "60000"])
    let client = try Client(.tcp, server.port)
    _ = client.sendUntilFull([[UInt8]](repeating: frame(Self.query), count: 200_000).flatMap { $0 })
    let (status, time) = await server.timedStop()
    #expect(status == 0 && time < .seconds(5), "\(time)")
  }
}
