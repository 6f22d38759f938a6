import Foundation
import TestMessages
import TestPrograms
import Testing

/// The limits through real sockets.
@Suite(.alone) struct `Limits of a running server` {
  private static let query = Message.query("1-2-3-4.dev.example.com").octets

  /// How many responses come: as many as expected, however long that takes, and whatever comes after them.
  private func answers(_ client: Client, _ expected: Int) -> Int {
    var answered = 0
    while case .octets = client.receive(within: answered < expected ? 5_000 : 200) { answered += 1 }
    return answered
  }

  /// How many of `count` queries are answered, one after the other.
  private func answers(_ client: Client, _ octets: [UInt8], _ count: Int) throws -> Int {
    var answered = 0
    for _ in 0..<count {
      try client.send(octets)
      if case .octets = client.receive(within: 200) { answered += 1 }
    }
    return answered
  }

  @Test func `200 queries in a second pass and the 201st does not`() async throws {
    // Only what happens within a second counts; a busy machine may need another try for that.
    for _ in 0..<10 {
      let server = try await ServerProcess(limits: [])
      let client = try Client(.udp, server.port)
      let start = ContinuousClock.now
      for _ in 0..<250 { try client.send(Self.query) }
      let answered = answers(client, 200)
      guard ContinuousClock.now - start < .seconds(1) else { continue }
      #expect(answered == 200)
      // A second after the first there is a new window.
      try await Task.sleep(until: start + .seconds(1.1), clock: .continuous)
      #expect(try answers(client, Self.query, 1) == 1)
      return
    }
    Issue.record("the machine is too slow for this test")
  }

  @Test func `one client that hops ports meets one limit, whichever worker it reaches`() async throws {
    let server = try await ServerProcess(
      ["--udp-workers", "4", "--per-ip-qps-limit", "50"], limits: ["--global-qps-limit", "off"])
    let clients = try (0..<200).map { _ in try Client(.udp, server.port) }
    for client in clients { try client.send(Self.query) }
    // Which of them are answered depends on how the workers run.
    var answered = 0
    for round in 0..<200 where answered < 50 || round == 199 {
      for client in clients {
        if case .octets = client.receive(within: 0) { answered += 1 }
      }
      if answered < 50 { try await Task.sleep(for: .milliseconds(25)) }
    }
    #expect(answered == 50)
  }

  @Test func `each address has its own limit, and the global one holds for all`() async throws {
    let server = try await ServerProcess(
      listen: ["0.0.0.0:0"], ["--per-ip-qps-limit", "10", "--global-qps-limit", "25"], limits: [])
    var answered: [Int] = []
    for number in 1...3 {
      let client = try Client(.udp, server.port, at: "127.0.0.1", from: "127.0.0.\(10 + number)")
      for _ in 0..<20 { try client.send(Self.query) }
      answered.append(answers(client, number < 3 ? 10 : 5))
    }
    #expect(answered == [10, 10, 5])
  }

  @Test func `the same NXDOMAIN is answered 20 times in a second`() async throws {
    let server = try await ServerProcess(limits: [])
    let client = try Client(.udp, server.port)
    let nope = Message.query("nope.dev.example.com").octets
    for _ in 0..<40 { try client.send(nope) }
    #expect(answers(client, 20) == 20)
    #expect(try answers(client, Self.query, 1) == 1)
  }

  @Test func `with slip every second one gets a truncated response, and TCP serves on`() async throws {
    let server = try await ServerProcess(["--per-ip-qps-limit", "4", "--slip", "2"], limits: [])
    let client = try Client(.udp, server.port)
    for _ in 0..<8 { try client.send(Self.query) }
    var truncated: [Bool] = []
    while case .octets(let octets) = client.receive(within: truncated.count < 6 ? 5_000 : 200) {
      truncated.append(octets[2] & 2 != 0)
    }
    #expect(truncated == [false, false, false, false, true, true])
  }

  @Test func `a client with a server cookie is served above its address's limit`() async throws {
    let server = try await ServerProcess(["--per-ip-qps-limit", "5"], limits: [])
    let client = try Client(.udp, server.port)
    let first = try client.exchange(
      Message.query("1-2-3-4.dev.example.com", additional: [opt(cookie(8))]).octets)
    let withCookie = Message.query(
      "1-2-3-4.dev.example.com", additional: [opt(option(10, Array(first.suffix(24))))]
    ).octets
    for _ in 0..<10 { try client.send(Self.query) }
    while case .octets = client.receive(within: 100) {}
    #expect(try answers(client, withCookie, 20) == 20)
    #expect(try answers(client, Self.query, 1) == 0)
  }

  @Test func `over TCP a query over the limit ends the connection`() async throws {
    let server = try await ServerProcess(["--per-ip-qps-limit", "3"], limits: [])
    let client = try Client(.tcp, server.port)
    try client.send([[UInt8]](repeating: frame(Self.query), count: 5).flatMap { $0 })
    #expect(client.messages(5).count == 3)
    #expect(client.receive() == .end)
  }

  @Test func `a connection above the cap of its address ends at once, the others stay`() async throws {
    let server = try await ServerProcess(["--tcp-max-connections-per-ip", "2"], limits: [])
    let first = try Client(.tcp, server.port)
    let second = try Client(.tcp, server.port)
    // Both have been accepted when they are answered.
    for client in [first, second] {
      try client.send(frame(Self.query))
      #expect(client.messages(1).count == 1)
    }
    let third = try Client(.tcp, server.port)
    #expect(third.receive() == .end)
    for client in [first, second] {
      try client.send(frame(Self.query))
      #expect(client.messages(1).count == 1)
    }
    #expect(
      await server.line { $0.contains(#"event="tcp_drop" reason="connection_limit_reached""#) } != nil)
  }

  @Test func `at the global cap the longest idle connection makes room`() async throws {
    let server = try await ServerProcess(
      ["--tcp-max-connections", "2", "--tcp-max-connections-per-ip", "2"], limits: [])
    let first = try Client(.tcp, server.port)
    try first.send(frame(Self.query))
    #expect(first.messages(1).count == 1)
    // Idle times are in milliseconds.
    try await Task.sleep(for: .milliseconds(20))
    let second = try Client(.tcp, server.port)
    try second.send(frame(Self.query))
    #expect(second.messages(1).count == 1)
    let third = try Client(.tcp, server.port, from: "127.0.0.2")
    try third.send(frame(Self.query))
    #expect(third.messages(1).count == 1)
    #expect(first.receive() == .end)
    try second.send(frame(Self.query))
    #expect(second.messages(1).count == 1)
  }

  @Test func `at the global cap with busy connections the new one ends`() async throws {
    let server = try await ServerProcess(
      ["--tcp-max-connections", "2", "--tcp-max-connections-per-ip", "2", "--tcp-read-timeout-ms", "60000"],
      limits: [])
    let busy = try (0..<2).map { _ in try Client(.tcp, server.port) }
    for client in busy {
      // Answered once, so that the start of the second frame has been read too.
      try client.send(frame(Self.query) + [0])
      #expect(client.messages(1).count == 1)
    }
    let third = try Client(.tcp, server.port, from: "127.0.0.2")
    #expect(third.receive() == .end)
    for client in busy {
      try client.send(Array(frame(Self.query).dropFirst()))
      #expect(client.messages(1).count == 1)
    }
  }
}
