import DNSWire
import Foundation
import TestMessages
import TestPrograms
import Testing

@Suite(.sideBySide) struct `UDP` {
  private static let query = Message.query("1-2-3-4.dev.example.com").octets
  private static let response =
    hex("1234 8400 0001 0001 0000 0000") + question("1-2-3-4.dev.example.com")
    + hex("c00c 0001 0001 0000003c 0004 01020304")

  @Test(arguments: ["127.0.0.1", "::1"])
  func `a query is answered over IPv4 and IPv6`(address: String) async throws {
    let listen = address.contains(":") ? "[\(address)]:0" : "\(address):0"
    let server = try await ServerProcess(listen: [listen])
    let client = try Client(.udp, server.port, at: address)
    #expect(try client.exchange(Self.query) == Self.response)
  }

  @Test func `each of several addresses is served, on ports of their own`() async throws {
    let server = try await ServerProcess(listen: ["127.0.0.1:0", "127.0.0.2:0,[::1]:0"])
    #expect(server.listeners.map(\.address) == ["127.0.0.1", "127.0.0.2", "::1"])
    for listener in server.listeners {
      let client = try Client(.udp, listener.port, at: listener.address)
      #expect(try client.exchange(Self.query) == Self.response)
    }
  }

  @Test(arguments: [("0.0.0.0:0", ["127.0.0.1", "127.0.0.2", "127.1.2.3"]), ("[::]:0", ["::1"])])
  func `on a wildcard address the response comes from the address that was asked`(
    listen: String, asked: [String]
  ) async throws {
    let server = try await ServerProcess(listen: [listen])
    for address in asked {
      // A connected socket hears no other address.
      let client = try Client(.udp, server.port, at: address)
      for _ in 0..<20 { #expect(try client.exchange(Self.query) == Self.response) }
    }
  }

  @Test func `a burst from many ports is answered once each, whichever worker gets it`() async throws {
    let server = try await ServerProcess(["--udp-workers", "4"])
    let clients = try (0..<64).map { _ in try Client(.udp, server.port) }
    for round in 0..<20 {
      for (number, client) in clients.enumerated() {
        let message = Message(
          id: UInt16(round * 64 + number), questions: [question("10-0-\(round)-\(number).dev.example.com")])
        try client.send(message.octets)
      }
      for (number, client) in clients.enumerated() {
        guard case .octets(let response) = client.receive() else {
          Issue.record("no response")
          return
        }
        #expect(Array(response.prefix(2)) == octetPair(UInt16(round * 64 + number)))
        #expect(Array(response.suffix(4)) == [10, 0, UInt8(round), UInt8(number)])
      }
    }
    // Nothing is answered twice: the next thing to come is the response to the next query.
    for client in clients { #expect(try client.exchange(Self.query) == Self.response) }
  }

  @Test func `responses, runts and oversize datagrams get no response, and do no harm`() async throws {
    let server = try await ServerProcess()
    let client = try Client(.udp, server.port)
    let response = Message.query("1-2-3-4.dev.example.com", flags: 0x8000).octets
    let padding = option(12, [UInt8](repeating: 0, count: 1_300))
    let long = Message.query("1-2-3-4.dev.example.com", additional: [opt(padding)]).octets
    for octets in [response, [], [0], Array(Self.query.prefix(11)), long] {
      try client.send(octets)
      // Responses come in order, so the first to come is the one to the query that follows.
      #expect(try client.exchange(Self.query) == Self.response)
    }
  }

  @Test(arguments: [512, 1_232])
  func `a query of so many octets is answered`(length: Int) async throws {
    let server = try await ServerProcess()
    let client = try Client(.udp, server.port)
    let empty = Message.query("1-2-3-4.dev.example.com", additional: [opt(option(12))]).octets
    let padding = option(12, [UInt8](repeating: 0, count: length - empty.count))
    let query = Message.query("1-2-3-4.dev.example.com", additional: [opt(padding)]).octets
    #expect(query.count == length)
    #expect(try client.exchange(query)[3] & 0xF == 0)
  }

  @Test func `the bound on datagrams is the configured one, to the octet`() async throws {
    let server = try await ServerProcess(["--max-udp-request-bytes", "\(Self.query.count)"])
    let client = try Client(.udp, server.port)
    let longer = Message.query("x1-2-3-4.dev.example.com").octets
    #expect(longer.count == Self.query.count + 1)
    try client.send(longer)
    #expect(try client.exchange(Self.query) == Self.response)
  }

  @Test func `clients that are gone before their response harm nobody`() async throws {
    let server = try await ServerProcess(["--udp-workers", "1"])
    for _ in 0..<200 {
      // The response meets a closed port, and the kernel sends ICMP errors back.
      try Client(.udp, server.port).send(Self.query)
    }
    let client = try Client(.udp, server.port)
    #expect(try client.exchange(Self.query) == Self.response)
  }

  @Test func `cookies of a configured secret are the ones of every server that shares it`() async throws {
    let secret = "000102030405060708090a0b0c0d0e0f"
    let first = try await ServerProcess(environment: ["LEAF_COOKIE_SECRET": secret])
    let second = try await ServerProcess(["--cookie-secret", secret])
    let other = try await ServerProcess()
    let client = try Client(.udp, first.port)
    let response = try client.exchange(Message(additional: [opt(option(10, Array(0..<8)))]).octets)
    let cookie = Array(response.suffix(24))
    let confirm = Message(additional: [opt(option(10, cookie))]).octets
    // The extended RCODE of the OPT record: BADCOOKIE is 23, 1 and 7.
    #expect(try Client(.udp, second.port).exchange(confirm)[3] & 0xF == 0)
    #expect(try Client(.udp, other.port).exchange(confirm)[3] & 0xF == 7)
  }
}
