import Foundation
import TestMessages
import TestPrograms
import Testing

private let query = Message.query("1-2-3-4.dev.example.com").octets

/// A program that hands sockets over as systemd does. Each argument up to `--` is one: what makes it, in Python, with
/// the port of the first for PORT. It starts the program behind `--` whenever that has ended in order.
private let manager = """
  import errno, os, sys
  from socket import *
  import socket
  def bound(type, address, *options):
    family = AF_INET6 if ":" in address[0] else AF_INET
    made = socket.socket(family, type)
    for option in options: made.setsockopt(*option, 1)
    made.bind(address)
    if type == SOCK_STREAM: made.listen(1024)
    return made
  shared, v6only = (SOL_SOCKET, SO_REUSEPORT), (IPPROTO_IPV6, IPV6_V6ONLY)
  def udp(address, *options): return bound(SOCK_DGRAM, address, *options)
  def tcp(address, *options): return bound(SOCK_STREAM, address, *options)
  split = sys.argv.index("--")
  def made():
    sockets, PORT = [], 0
    for text in sys.argv[1:split]:
      sockets.append(eval(text, globals(), {"PORT": PORT}))
      if PORT == 0 and isinstance(sockets[0], socket.socket) and sockets[0].family != AF_UNIX:
        PORT = sockets[0].getsockname()[1]
    return sockets
  while True:
    try:
      sockets = made()
      break
    except OSError as error:
      # The port that UDP was given may be taken for TCP; then another one will do.
      if error.errno != errno.EADDRINUSE: raise
  status = 0
  while status == 0:
    child = os.fork()
    if child == 0:
      # First out of the way of the numbers that they are to have.
      high = [os.dup(made.fileno()) for made in sockets]
      for number, descriptor in enumerate(high): os.dup2(descriptor, 3 + number)
      os.environ["LISTEN_FDS"] = os.environ.get("LISTEN_FDS") or str(len(sockets))
      os.environ["LISTEN_PID"] = str(os.getpid())
      os.environ["LISTEN_FDNAMES"] = ":".join(["leaf.socket"] * len(sockets))
      os.execv(sys.argv[split + 1], sys.argv[split + 1:])
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
  sys.exit(status)
  """

private func startManager(
  _ sockets: [String], _ arguments: [String] = [], _ environment: [String: String] = [:]
) throws -> RunningProgram {
  try RunningProgram(
    URL(fileURLWithPath: "/usr/bin/python3"),
    ["-c", manager] + sockets + ["--", ServerProcess.executable.path, "--zone", "dev.example.com"]
      + ServerProcess.withoutLimits + arguments,
    environment)
}

/// The leaf that a manager runs.
private func child(of manager: RunningProgram) throws -> pid_t {
  let path = "/proc/\(manager.identifier)/task/\(manager.identifier)/children"
  return try #require(pid_t(procText(path).trimmingCharacters(in: .whitespaces)))
}

private func port(_ manager: RunningProgram) async throws -> UInt16 {
  let line = await manager.errors.line { $0.contains(#/"startup" listen/#) }
  let text = try #require(line, "\(manager.errors.text)").firstMatch(of: #/listen="[^"]*:([0-9]+)"/#)?.1
  return try #require(text.flatMap { UInt16($0) })
}

private func end(_ manager: RunningProgram) throws {
  // In this order no other leaf is started.
  let leaf = try child(of: manager)
  kill(manager.identifier, SIGKILL)
  kill(leaf, SIGKILL)
}

@Suite(.sideBySide) struct `Sockets that are handed over (sd_listen_fds)` {
  private static let pair = [#"udp(("127.0.0.1", 0))"#, #"tcp(("127.0.0.1", PORT))"#]

  @Test(arguments: [
    (pair, "127.0.0.1"), ([#"udp(("0.0.0.0", 0))"#, #"tcp(("0.0.0.0", PORT))"#], "127.0.0.2"),
    ([#"udp(("::", 0), v6only)"#, #"tcp(("::", PORT), v6only)"#], "::1"),
    ([#"udp(("127.0.0.1", 0), shared)"#, #"udp(("127.0.0.1", PORT), shared)"#, pair[1]], "127.0.0.1"),
  ])
  func `are served`(sockets: [String], asked: String) async throws {
    let manager = try startManager(sockets)
    let port = try await port(manager)
    defer { try? end(manager) }
    for _ in 0..<20 {
      #expect(try Client(.udp, port, at: asked).exchange(query).suffix(4) == [1, 2, 3, 4])
    }
    let stream = try Client(.tcp, port, at: asked)
    try stream.send(frame(query))
    #expect(stream.messages(1).first?.suffix(4) == [1, 2, 3, 4])
    #expect(!manager.errors.text.contains("hands over"))
  }

  @Test func `go before listen, which is said`() async throws {
    let manager = try startManager(Self.pair, ["--listen", "192.0.2.1:53"])
    _ = try await port(manager)
    defer { try? end(manager) }
    #expect(
      await manager.errors.line {
        $0.contains("listen is not used: the service manager hands over the sockets to serve")
      } != nil)
  }

  @Test(arguments: [(pair[0], "TCP"), (#"tcp(("127.0.0.1", 0))"#, "UDP")])
  func `of one transport alone are warned about`(socket: String, missing: String) async throws {
    let manager = try startManager([socket])
    let port = try await port(manager)
    defer { try? end(manager) }
    let text = "the service manager hands over no socket for \(missing) on 127.0.0.1:\(port)"
    #expect(await manager.errors.line { $0.contains(text) } != nil)
  }

  @Test(arguments: [
    (["open('/dev/null')"], "cannot be had: Socket operation on non-socket"),
    (["socket.socket(AF_UNIX, SOCK_STREAM)"], "is neither UDP nor TCP over IPv4 or IPv6"),
    (["socket.socket(AF_INET, SOCK_RAW, 1)"], "is neither UDP nor TCP over IPv4 or IPv6"),
    (["socket.socket(AF_INET, SOCK_STREAM)"], "does not listen"),
    ([#"udp(("::", 0))"#], "takes IPv4 too; set BindIPv6Only=ipv6-only, and name an IPv4 address beside it"),
  ])
  func `are refused where leaf cannot serve them, with the reason`(
    sockets: [String], problem: String
  ) async throws {
    let manager = try startManager(sockets)
    #expect(await manager.end().status == 71)
    await manager.errors.end()
    #expect(
      manager.errors.text
        == "leaf: descriptor 3 (leaf.socket), which the service manager hands over, \(problem)\n")
  }

  @Test func `are refused where one is not there`() async throws {
    let manager = try startManager([Self.pair[0]], [], ["LISTEN_FDS": "100"])
    #expect(await manager.end().status == 71)
    await manager.errors.end()
    #expect(
      manager.errors.text.hasPrefix(
        "leaf: descriptor 4, which the service manager hands over, cannot be had: "))
  }

  @Test(arguments: [["LISTEN_PID": "1", "LISTEN_FDS": "1"], ["LISTEN_PID": "x"], ["LISTEN_FDS": "1"]])
  func `for another process are none of leaf's`(environment: [String: String]) async throws {
    let server = try await ServerProcess(environment: environment)
    #expect(try Client(.udp, server.port).exchange(query).suffix(4) == [1, 2, 3, 4])
  }

  @Test(arguments: [Client.Transport.udp, .tcp])
  func `come from systemd itself`(transport: Client.Transport) async throws {
    // Nobody else has this address: its port cannot be found, as the first query starts leaf.
    let (number, port) = (getpid(), UInt16(5_399))
    let address = "127.\(transport == .udp ? 83 : 84).\(number >> 8 & 255).\(number & 255)"
    let datagram = transport == .udp ? ["--datagram"] : []
    let activator = try RunningProgram(
      URL(fileURLWithPath: "/usr/bin/systemd-socket-activate"),
      datagram + ["--listen", "\(address):\(port)"]
        + [ServerProcess.executable.path, "--zone", "dev.example.com"])
    // It becomes leaf when the first query comes.
    defer { kill(activator.identifier, SIGKILL) }
    #expect(await activator.errors.line { $0.contains("Listening on \(address):\(port)") } != nil)
    let client = try Client(transport, port, at: address)
    switch transport {
    case .udp: #expect(try client.exchange(query).suffix(4) == [1, 2, 3, 4])
    case .tcp:
      try client.send(frame(query))
      #expect(client.messages(1).first?.suffix(4) == [1, 2, 3, 4])
    }
  }
}

@Suite(.alone) struct `Restarts on sockets that are handed over` {
  @Test func `lose no query`() async throws {
    let udp = [#"udp(("127.0.0.1", 0), shared)"#, #"udp(("127.0.0.1", PORT), shared)"#]
    let manager = try startManager(udp + [#"tcp(("127.0.0.1", PORT))"#])
    let port = try await port(manager)
    let isDone = Locked(false)
    defer { isDone.change { $0 = true } }
    let answered = Locked((datagrams: 0, streams: 0))
    let datagrams = Task.detached {
      let clients = try (0..<100).map { _ in try Client(.udp, port) }
      var lost = 0
      while !isDone.change({ $0 }) {
        for client in clients { try client.send(query) }
        lost += clients.count { $0.receive(within: 5_000) == .nothing }
        answered.change { $0.datagrams += 1 }
      }
      return lost
    }
    let streams = Task.detached {
      var lost = 0
      while !isDone.change({ $0 }) {
        let client = try Client(.tcp, port)
        try client.send(frame(query))
        if client.messages(1).count < 1 { lost += 1 }
        answered.change { $0.streams += 1 }
      }
      return lost
    }
    for round in 0..<10 {
      kill(try child(of: manager), SIGTERM)
      _ = await manager.errors.text { $0.matches(of: #/"startup" listen/#).count > round + 1 }
      // Each restart comes in the middle of both.
      let before = answered.change { $0 }
      while answered.change({ $0.datagrams <= before.datagrams || $0.streams < before.streams + 10 }) {
        try await Task.sleep(for: .milliseconds(1))
      }
    }
    isDone.change { $0 = true }
    #expect(try await datagrams.value == 0)
    #expect(try await streams.value == 0)
    try end(manager)
  }
}
