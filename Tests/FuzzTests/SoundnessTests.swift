import DNSWire
import FuzzDriver
import LeafCore
import TestMessages
import Testing
import WireProperties

/// Each kind of wrong response is found wrong by the property that fuzz-respond checks.
@Suite struct `A response that is not sound` {
  private static let query = Message.query(
    "1-2-3-4.dev.example.com", flags: 0x0100, additional: [opt(option(3))])

  private func exchange(_ query: Message = query, server choice: UInt8 = 1) -> (Exchange, FuzzedServer) {
    let server = FuzzedServer(choice: choice)
    let now = Now(unixTime: 1_559_731_985, milliseconds: 5_000)
    return (Exchange(query.octets, Arrival(choice: 0), now, server.authority, limits: nil), server)
  }

  @Test func `is not what leaf sends`() throws {
    let (exchange, server) = exchange()
    try exchange.check(server)
  }

  /// Offsets in the response: header 0, QNAME 12, QTYPE 37, answer 41, its address 53, OPT record 57.
  @Test(arguments: [
    ("ID", 1, 1), ("QR", 2, 0x80), ("OPCODE", 2, 0x08), ("TC", 2, 0x02), ("RD", 2, 0x01), ("RA", 3, 0x80),
    ("Z", 3, 0x40), ("RCODE", 3, 0x02), ("QDCOUNT", 5, 1), ("ANCOUNT", 7, 3), ("ARCOUNT", 11, 1),
    ("letter case of the QNAME", 13 + 8, 0x20), ("owner", 42, 1), ("TYPE", 44, 0x10), ("CLASS", 46, 2),
    ("TTL", 47, 0x80), ("RDLENGTH", 52, 1), ("address", 56, 8), ("owner of OPT", 57, 1),
    ("payload size", 61, 1), ("extended RCODE", 62, 1), ("EDNS version", 63, 1),
    ("length of an option", 71, 1),
  ])
  func `has one bit wrong`(what: String, offset: Int, bits: UInt8) throws {
    var (exchange, server) = exchange()
    exchange.response[offset] ^= bits
    #expect(throws: Violation.self) { try exchange.check(server) }
  }

  @Test func `has an octet too many or too few`() throws {
    var (exchange, server) = exchange()
    exchange.response.append(0)
    #expect(throws: Violation.self) { try exchange.check(server) }
    exchange.response.removeLast(2)
    #expect(throws: Violation.self) { try exchange.check(server) }
  }

  @Test func `is longer than the client can take in`() throws {
    var (exchange, server) = exchange(.query("dev.example.com", .ns), server: 3)
    let (large, _) = self.exchange(.query("dev.example.com", .ns, additional: [opt(size: 1_232)]), server: 3)
    exchange.response = large.response
    #expect(throws: Violation.self) { try exchange.check(server) }
  }

  @Test func `has an OPT record that nobody sent, or none where one was sent`() throws {
    var (with, server) = exchange()
    var (without, _) = exchange(.query("1-2-3-4.dev.example.com", flags: 0x0100))
    swap(&with.response, &without.response)
    #expect(throws: Violation.self) { try with.check(server) }
    #expect(throws: Violation.self) { try without.check(server) }
  }

  @Test func `answers a response`() throws {
    var (exchange, server) = exchange()
    exchange.query[2] |= 0x80
    #expect(throws: Violation.self) { try exchange.check(server) }
  }
}
