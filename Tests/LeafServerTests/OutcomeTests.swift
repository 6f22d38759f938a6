import DNSWire
import Foundation
import LeafCore
import LeafServer
import TestMessages
import TestPrograms
import Testing

/// Answers by the first octet of a query's ID; the second one says which query it is.
private final class Works: Sendable {
  static let normal: UInt8 = 0
  static let late: UInt8 = 1
  static let stream: UInt8 = 2
  static let none: UInt8 = 3

  private let waiting = Locked<[(octets: [UInt8], deliver: @Sendable ([UInt8]?) -> Void)]>([])
  private let made = Locked(0)
  let messages: Int

  /// - Parameter messages: How many messages a stream has, each of 30,000 octets.
  init(messages: Int = 3) { self.messages = messages }

  var responder: Responder {
    Responder { message, client, transport, now, snapshot, response in
      let octets = [UInt8](capacity: message.count) { $0.append(message, 0..<message.count) }
      switch octets.first {
      case Self.late:
        return .deferred(DeferredResponse { deliver in self.waiting.change { $0.append((octets, deliver)) } })
      case Self.stream:
        return .stream(self.stream(octets))
      case Self.none:
        return .none(.truncatedHeader)
      default:
        return Responder.respond.answer(message, client, transport, now, snapshot, &response)
      }
    }
  }

  private func stream(_ query: [UInt8]) -> ResponseStream {
    var left = messages
    return ResponseStream { message in
      for octet in query + [UInt8](repeating: 0, count: 30_000 - query.count) { message.append(octet) }
      self.made.change { $0 += 1 }
      left -= 1
      return left > 0
    }
  }

  var messagesMade: Int { made.change { $0 } }

  /// Waits until so many responses are deferred, and takes them over.
  func deferred(_ count: Int) async throws -> [(octets: [UInt8], deliver: @Sendable ([UInt8]?) -> Void)] {
    for _ in 0..<2_000 where waiting.change({ $0.count }) < count {
      try await Task.sleep(for: .milliseconds(5))
    }
    return waiting.change { waiting in
      defer { waiting = [] }
      return waiting
    }
  }
}

private func query(_ kind: UInt8, _ number: UInt8) -> [UInt8] {
  Message(
    id: UInt16(kind) << 8 | UInt16(number), questions: [question("1-2-3-4.dev.example.com")]
  ).octets
}

@Suite(.alone) struct `Responses that come later, or are several messages` {
  @Test func `over TCP they stand in order between pipelined ones`() async throws {
    let works = Works()
    let server = try ServiceInProcess(responder: works.responder)
    let client = try Client(.tcp, server.port)
    let kinds = [Works.normal, Works.late, Works.stream, Works.normal]
    try client.send(kinds.enumerated().flatMap { frame(query($1, UInt8($0))) })
    #expect(client.messages(1).map { Array($0.prefix(2)) } == [[Works.normal, 0]])
    #expect(client.receive(within: 100) == .nothing)
    for late in try await works.deferred(1) { late.deliver(late.octets) }
    let rest = client.messages(5)
    #expect(rest.map(\.[1]) == [1, 2, 2, 2, 3])
    #expect(rest.map(\.count) == [41, 30_000, 30_000, 30_000, 57])
    try await server.stop()
  }

  @Test func `over TCP a deferred one comes though the client has ended its side`() async throws {
    let works = Works()
    let server = try ServiceInProcess(responder: works.responder)
    let client = try Client(.tcp, server.port)
    try client.send(frame(query(Works.late, 1)) + frame(query(Works.normal, 2)))
    client.finishSending()
    for late in try await works.deferred(1) { late.deliver(late.octets) }
    #expect(client.messages(2).map(\.[1]) == [1, 2])
    #expect(client.receive() == .end)
    try await server.stop()
  }

  @Test func `over TCP one that comes twice is sent once, and one that does not come ends the connection`()
    async throws
  {
    let works = Works()
    let server = try ServiceInProcess(responder: works.responder)
    let client = try Client(.tcp, server.port)
    try client.send(frame(query(Works.late, 1)) + frame(query(Works.late, 2)) + frame(query(Works.normal, 3)))
    for late in try await works.deferred(1) {
      late.deliver(late.octets)
      late.deliver(late.octets)
    }
    #expect(client.messages(1).map(\.[1]) == [1])
    for late in try await works.deferred(1) { late.deliver(nil) }
    #expect(client.receive() == .end)
    try await server.stop()
  }

  @Test func `a connection that has ended meanwhile does no harm, nor does a server that has`() async throws {
    let works = Works()
    let server = try ServiceInProcess(responder: works.responder)
    for number: UInt8 in 0..<20 {
      let client = try Client(.tcp, server.port)
      try client.send(frame(query(Works.normal, 0)) + frame(query(Works.late, number)))
      #expect(client.messages(1).count == 1)
      // Its end with responses that were not read is a reset.
      try client.send(frame(query(Works.normal, 0)))
    }
    let udp = try Client(.udp, server.port)
    try udp.send(query(Works.late, 0))
    let late = try await works.deferred(21)
    #expect(late.count == 21)
    for late in late.prefix(10) { late.deliver(late.octets) }
    try await server.stop()
    for late in late { late.deliver(late.octets) }
    let counters = server.serving.counters.sum()
    #expect(counters.queries == counters.responses + counters.droppedQueries)
  }

  @Test func `a stream that the client does not read is no longer made, and others are served`() async throws
  {
    let works = Works(messages: 100_000)
    let server = try ServiceInProcess(["LEAF_TCP_WRITE_TIMEOUT_MS": "1500"], responder: works.responder)
    let client = try Client(.tcp, server.port)
    try client.send(frame(query(Works.stream, 1)))
    let other = try Client(.tcp, server.port)
    for number: UInt8 in 0..<100 {
      try other.send(frame(query(Works.normal, number)))
      #expect(other.messages(1).map(\.[1]) == [number])
    }
    // The write timeout ends it; its end comes behind all that the kernel had taken.
    try await Task.sleep(for: .seconds(2))
    let made = works.messagesMade
    #expect(made < 10_000, "\(made) messages of 30,000 octets")
    var length = 0
    while case .octets(let octets) = client.receive() { length += octets.count }
    #expect(client.receive() == .end)
    #expect(length <= made * 30_002 && works.messagesMade == made)
    try await server.stop()
  }

  @Test func `a stream of 60 MB comes whole while others are served`() async throws {
    let works = Works(messages: 2_000)
    let server = try ServiceInProcess(responder: works.responder)
    let client = try Client(.tcp, server.port)
    let port = server.port
    let others = Task.detached {
      for number: UInt8 in 0..<50 {
        let other = try Client(.tcp, port)
        try other.send(frame(query(Works.normal, number)))
        #expect(other.messages(1).map(\.[1]) == [number])
      }
    }
    try client.send(frame(query(Works.stream, 1)) + frame(query(Works.normal, 2)))
    var length = 0
    while length < 2_000 * 30_002 + 59, case .octets(let octets) = client.receive() { length += octets.count }
    #expect(length == 2_000 * 30_002 + 59)
    try await others.value
    try await server.stop()
  }

  @Test(arguments: [("127.0.0.1:0", "127.0.0.1"), ("0.0.0.0:0", "127.0.0.2"), ("[::]:0", "::1")])
  func `over UDP a deferred one goes to its client, from the address that was asked, once`(
    listen: String, asked: String
  ) async throws {
    let works = Works()
    let server = try ServiceInProcess(listen: listen, responder: works.responder)
    let clients = try (0..<8).map { _ in try Client(.udp, server.port, at: asked) }
    for (number, client) in clients.enumerated() { try client.send(query(Works.late, UInt8(number))) }
    let late = try await works.deferred(8)
    #expect(late.count == 8)
    for late in late.reversed() {
      late.deliver(late.octets)
      late.deliver(late.octets)
    }
    for (number, client) in clients.enumerated() {
      #expect(client.receive() == .octets(query(Works.late, UInt8(number))))
      #expect(try client.exchange(query(Works.normal, 9))[1] == 9)
    }
    try await server.stop()
  }

  @Test func `over UDP a deferred one that does not come is none, and does not keep the server`() async throws
  {
    let works = Works()
    let server = try ServiceInProcess(responder: works.responder)
    let client = try Client(.udp, server.port)
    try client.send(query(Works.late, 1))
    for late in try await works.deferred(1) { late.deliver(nil) }
    #expect(try client.exchange(query(Works.normal, 2))[1] == 2)
    let start = ContinuousClock.now
    try await server.stop()
    #expect(ContinuousClock.now - start < .seconds(3))
  }

  @Test func `one that is deferred when the server is told to end is still sent`() async throws {
    let works = Works()
    let server = try ServiceInProcess(responder: works.responder)
    let udp = try Client(.udp, server.port)
    let tcp = try Client(.tcp, server.port)
    try udp.send(query(Works.late, 1))
    try tcp.send(frame(query(Works.late, 2)))
    let late = try await works.deferred(2)
    let end = Task { try await server.stop() }
    try await Task.sleep(for: .milliseconds(200))
    for late in late { late.deliver(late.octets) }
    #expect(udp.receive() == .octets(query(Works.late, 1)))
    #expect(tcp.messages(1) == [query(Works.late, 2)])
    try await end.value
  }

  @Test func `over UDP several messages are the header and question of the first, with TC`() async throws {
    let server = try ServiceInProcess(responder: Works().responder)
    let client = try Client(.udp, server.port)
    let response = try client.exchange(query(Works.stream, 1))
    var expected = query(Works.stream, 1)
    expected[2] |= 0x02
    #expect(response == expected)
    try await server.stop()
  }
}

@Suite(.alone) struct `Counters of a server` {
  @Test func `queries are responses and drops together, over each transport and over all`() async throws {
    let works = Works()
    let server = try ServiceInProcess(
      ["LEAF_MAX_UDP_REQUEST_BYTES": "100", "LEAF_MAX_TCP_FRAME_BYTES": "100"], responder: works.responder)
    let udp = try Client(.udp, server.port)
    for kind in [Works.normal, Works.none, Works.late, Works.stream, Works.normal] {
      try udp.send(query(kind, 1))
    }
    try udp.send(query(Works.normal, 1) + [UInt8](repeating: 0, count: 100))
    for late in try await works.deferred(1) { late.deliver(late.octets) }
    for _ in 0..<4 { if case .nothing = udp.receive() { Issue.record("no response") } }
    for end in [frame(query(Works.none, 1)), [0, 101]] {
      let tcp = try Client(.tcp, server.port)
      try tcp.send(frame(query(Works.normal, 1)) + frame(query(Works.stream, 1)) + end)
      #expect(tcp.messages(4).count == 4)
      #expect(tcp.receive() == .end)
    }
    try await server.stop()
    let counters = server.serving.counters
    let (overUDP, overTCP, all) = (counters.sum(over: .udp), counters.sum(over: .tcp), counters.sum())
    #expect(overUDP.queries == 6 && overUDP.responses == 4 && overUDP.droppedQueries == 2)
    #expect(overUDP.dropped(.parseError) == 1 && overUDP.dropped(.requestTooLarge) == 1)
    #expect(overUDP.truncated == 1 && overUDP.responsesWithoutRule == 2)
    #expect(overUDP.octetsReceived == 6 * 41 + 100 && overUDP.octetsSent == 2 * 57 + 2 * 41)
    #expect(overTCP.queries == 6 && overTCP.responses == 4 && overTCP.droppedQueries == 2)
    #expect(overTCP.octetsReceived == 5 * 41 && overTCP.octetsSent == 2 * 57 + 6 * 30_000)
    #expect(all == overUDP + overTCP)
    #expect(all.responses(.encodedName) == 4 && all.responses(.noError) == 8)
  }

  @Test func `under load from several threads nothing is counted twice or lost`() async throws {
    let server = try ServiceInProcess(
      ["LEAF_PER_IP_QPS_LIMIT": "500", "LEAF_UDP_WORKERS": "2"], responder: .respond)
    let port = server.port
    await withTaskGroup { tasks in
      for thread in 0..<4 {
        tasks.addTask {
          guard let client = try? Client(thread % 2 == 0 ? .udp : .tcp, port) else { return }
          for number in 0..<400 {
            let octets = query(Works.normal, UInt8(number & 0xFF))
            guard (try? client.send(thread % 2 == 0 ? octets : frame(octets))) != nil else { return }
            if case .end = client.receive(within: 20) { return }
          }
        }
      }
    }
    try await server.stop()
    for counters in [server.serving.counters.sum(over: .udp), server.serving.counters.sum(over: .tcp)] {
      #expect(counters.queries > 0)
      #expect(counters.queries == counters.responses + counters.droppedQueries)
    }
    #expect(server.serving.counters.sum().dropped(.rateLimited) > 0)
  }
}
