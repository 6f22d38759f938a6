import DNSWire
import Foundation
import TestMessages
import TestPrograms
import Testing

@Suite(.alone) struct `TCP (RFC 7766)` {
  private static let query = Message.query("1-2-3-4.dev.example.com").octets
  private static let response =
    hex("1234 8400 0001 0001 0000 0000") + question("1-2-3-4.dev.example.com")
    + hex("c00c 0001 0001 0000003c 0004 01020304")

  private static func numbered(_ number: Int) -> [UInt8] {
    Message(id: UInt16(number), questions: [question("1-2-3-4.dev.example.com")]).octets
  }

  @Test(arguments: ["127.0.0.1", "::1"])
  func `a query is answered over IPv4 and IPv6, prefix and message in one write (§8)`(
    address: String
  ) async throws {
    let server = try await ServerProcess(listen: [address.contains(":") ? "[\(address)]:0" : "\(address):0"])
    let client = try Client(.tcp, server.port, at: address)
    try client.send(frame(Self.query))
    #expect(client.receive() == .octets(frame(Self.response)))
  }

  @Test func `queries follow each other on one connection`() async throws {
    let server = try await ServerProcess()
    let client = try Client(.tcp, server.port)
    for _ in 0..<10 {
      try client.send(frame(Self.query))
      #expect(client.messages(1) == [Self.response])
    }
  }

  @Test func `1,000 pipelined queries are all answered, in order (§6.2.1.1)`() async throws {
    let server = try await ServerProcess()
    let client = try Client(.tcp, server.port)
    try client.send((0..<1_000).flatMap { frame(Self.numbered($0)) })
    let responses = client.messages(1_000)
    #expect(responses.map { Array($0.prefix(2)) } == (0..<1_000).map { octetPair(UInt16($0)) })
    #expect(responses.allSatisfy { $0.dropFirst(2) == Self.response.dropFirst(2) })
  }

  @Test func `frames may arrive in any cut: one octet a write`() async throws {
    let server = try await ServerProcess()
    let client = try Client(.tcp, server.port)
    for octet in frame(Self.query) + frame(Self.numbered(7)) { try client.send([octet]) }
    #expect(client.messages(2).map { Array($0.prefix(2)) } == [octetPair(0x1234), octetPair(7)])
  }

  @Test(arguments: [1, 2, 3, 14, 42, 43, 44, 45, 60])
  func `frames may arrive in any cut: two writes`(cut: Int) async throws {
    let server = try await ServerProcess()
    let client = try Client(.tcp, server.port)
    let stream = frame(Self.query) + frame(Self.numbered(7))
    try client.send(Array(stream.prefix(cut)))
    // So that the first write is read by itself: a connection opened later has been served meanwhile.
    let other = try Client(.tcp, server.port)
    try other.send(frame(Self.query))
    #expect(other.messages(1) == [Self.response])
    try client.send(Array(stream.dropFirst(cut)))
    #expect(client.messages(2).map { Array($0.prefix(2)) } == [octetPair(0x1234), octetPair(7)])
  }

  @Test func `a client that has sent all it wants still gets its responses`() async throws {
    let server = try await ServerProcess()
    let client = try Client(.tcp, server.port)
    try client.send((0..<100).flatMap { frame(Self.numbered($0)) })
    client.finishSending()
    #expect(client.messages(100).count == 100)
    #expect(client.receive() == .end)
  }

  @Test func `a frame cut short by the end of the stream gets no response, the ones before it do`()
    async throws
  {
    let server = try await ServerProcess()
    let client = try Client(.tcp, server.port)
    try client.send(frame(Self.query) + frame(Self.query).dropLast())
    client.finishSending()
    #expect(client.messages(2) == [Self.response])
    #expect(client.receive() == .end)
  }

  @Test(
    arguments: [
      [0, 0], [0, 11] + query.prefix(11), frame(Message.query("dev.example.com", flags: 0x8000).octets),
      [0x10, 0x01], [0xFF, 0xFF],
    ] as [[UInt8]])
  func `an empty frame, one without a header, a response and one too long end the connection`(
    stream: [UInt8]
  ) async throws {
    let server = try await ServerProcess()
    let client = try Client(.tcp, server.port)
    // What came before is answered, what comes after is not.
    try client.send(frame(Self.query) + stream + frame(Self.query))
    #expect(client.messages(2) == [Self.response])
    #expect(client.receive() == .end)
    let next = try Client(.tcp, server.port)
    try next.send(frame(Self.query))
    #expect(next.messages(1) == [Self.response])
  }

  @Test func `the bound on frames is the configured one, to the octet`() async throws {
    let server = try await ServerProcess(["--max-tcp-frame-bytes", "\(Self.query.count)"])
    let client = try Client(.tcp, server.port)
    try client.send(frame(Self.query) + frame(Message.query("x1-2-3-4.dev.example.com").octets))
    #expect(client.messages(2) == [Self.response])
    #expect(client.receive() == .end)
  }

  @Test(arguments: [
    ("NOTIMP", Message(flags: 2 << 11)), ("FORMERR", Message()), ("REFUSED", .query("example.org")),
    ("BADVERS", .query("dev.example.com", additional: [opt(version: 1)])),
    ("NXDOMAIN", .query("nope.dev.example.com")),
  ])
  func `after an error the connection stays open`(rcode: String, message: Message) async throws {
    let server = try await ServerProcess()
    let client = try Client(.tcp, server.port)
    try client.send(frame(message.octets) + frame(Self.query))
    let responses = client.messages(2)
    #expect(responses.count == 2 && responses.last == Self.response)
    #expect(responses.first.map { $0[3] & 0xF } != 0 || rcode == "BADVERS")
  }

  @Test func `a response longer than UDP could carry comes whole`() async throws {
    let addresses = (0..<200).map { "192.0.2.\($0)" }.joined(separator: "+")
    let server = try await ServerProcess(["--hosts", "many.dev.example.com=\(addresses)"])
    let query = Message.query("many.dev.example.com", additional: [opt()]).octets
    let udp = try Client(.udp, server.port).exchange(query)
    #expect(udp[2] & 0x02 != 0 && udp.count == query.count, "TC over UDP")
    let client = try Client(.tcp, server.port)
    try client.send(frame(query))
    let response = try #require(client.messages(1).first)
    #expect(response[2] & 0x02 == 0 && response.count == query.count + 200 * 16)
  }

  @Test func `200 connections at once are all served, busy and idle`() async throws {
    let server = try await ServerProcess()
    let clients = try (0..<200).map { _ in try Client(.tcp, server.port) }
    for round in 0..<3 {
      for (number, client) in clients.enumerated() {
        try client.send(frame(Self.numbered(round * 200 + number)))
      }
      for (number, client) in clients.enumerated() {
        #expect(client.messages(1).map { Array($0.prefix(2)) } == [octetPair(UInt16(round * 200 + number))])
      }
    }
  }

  @Test func `connections that are dropped at once harm nobody`() async throws {
    let server = try await ServerProcess()
    for _ in 0..<100 { try Client(.tcp, server.port).send(frame(Self.query)) }
    let client = try Client(.tcp, server.port)
    try client.send(frame(Self.query))
    #expect(client.messages(1) == [Self.response])
  }

  @Test func `a connection without a query ends after the idle timeout, which keepalive announces`()
    async throws
  {
    let server = try await ServerProcess(["--tcp-idle-timeout-ms", "700"])
    let client = try Client(.tcp, server.port)
    let start = ContinuousClock.now
    let query = Message.query("1-2-3-4.dev.example.com", additional: [opt(option(11))]).octets
    try client.send(frame(query))
    #expect(client.messages(1).first?.suffix(6) == [0, 11, 0, 2, 0, 7])
    #expect(client.receive() == .end)
    #expect(ContinuousClock.now - start >= .milliseconds(700))
  }

  @Test func `a frame that trickles in ends after the read timeout, however often an octet comes`()
    async throws
  {
    let server = try await ServerProcess(["--tcp-read-timeout-ms", "700", "--tcp-idle-timeout-ms", "60000"])
    let client = try Client(.tcp, server.port)
    let start = ContinuousClock.now
    var octets = frame(Self.query)[...]
    var received = Client.Received.nothing
    while received == .nothing, let octet = octets.popFirst() {
      try client.send([octet])
      received = client.receive(within: 100)
    }
    #expect(received == .end && !octets.isEmpty)
    #expect(ContinuousClock.now - start >= .milliseconds(700))
  }

  @Test func `a client that never reads is not read either, and ends after the write timeout`() async throws {
    let server = try await ServerProcess(["--tcp-write-timeout-ms", "1000"])
    let memory = try residentMemory(server.identifier)
    let client = try Client(.tcp, server.port)
    // Far more than the kernel's buffers on both sides hold.
    let flood = [[UInt8]](repeating: frame(Self.query), count: 1_000).flatMap { $0 }
    var sent = 0
    for _ in 0..<2_000 {
      let now = client.sendUntilFull(flood)
      sent += now
      if now < flood.count { break }
    }
    #expect(sent < 2_000 * flood.count, "back-pressure reaches the client")
    #expect(try residentMemory(server.identifier) - memory < 16_000_000)
    // Others are served meanwhile.
    let other = try Client(.tcp, server.port)
    try other.send(frame(Self.query))
    #expect(other.messages(1) == [Self.response])
    #expect(client.isEnded())
  }
}

/// In octets.
func residentMemory(_ process: pid_t) throws -> Int {
  let fields = try String(contentsOfFile: "/proc/\(process)/statm", encoding: .utf8).split(separator: " ")
  return try #require(Int(fields[1])) * Int(sysconf(Int32(_SC_PAGESIZE)))
}
