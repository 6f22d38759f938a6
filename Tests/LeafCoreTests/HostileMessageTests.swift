import DNSWire
import LeafCore
import struct ProgramSupport.SeededGenerator
import TestMessages
import Testing

/// Packets that broke real servers, each with where it is known from.
@Suite struct `Hostile messages` {
  private static let apex = "dev.example.com"

  @Test(arguments: HostileMessages.formErr)
  func `is FORMERR`(id: String, message: Message) throws {
    for transport in [Transport.udp, .tcp] {
      let response = try ask(message, over: transport)
      #expect(response.rcode == .formErr)
      #expect(response.header.answerCount == 0 && response.header.authorityCount == 0)
    }
  }

  @Test(arguments: HostileMessages.answered)
  func `is answered`(id: String, message: Message, summary: String) throws {
    #expect(try ask(message).summary == summary)
    #expect(try ask(message, over: .tcp).summary == summary)
  }

  @Test(arguments: [
    // CVE-2012-0206 (PowerDNS), RUSTSEC-2023-0041, CVE-2024-2169: servers that answer each other for ever.
    Message.query(apex, .soa, flags: 0x8000), Message(flags: 0x8000, questions: [[0xC0, 0x0C]]),
    Message(flags: 0xFFFF),
  ])
  func `a response gets no response`(message: Message) throws {
    #expect(try exchange(message.octets).outcome == .none(.response))
    #expect(try exchange(message.octets, over: .tcp).outcome == .none(.response))
  }

  @Test(arguments: 0..<12)
  func `short datagrams get no response`(length: Int) throws {
    for octet: UInt8 in [0, 0x80, 0xFF] {
      #expect(try exchange([UInt8](repeating: octet, count: length)).response == nil)
    }
  }

  /// Owner names of the additional records: each points to the one before it.
  private func chain(of pointers: Int) -> Message {
    var message = Message.query(Self.apex, .soa)
    var target = 12
    for _ in 0..<pointers {
      let start = message.octets.count
      message.additional.append(record(owner: octetPair(0xC000 | UInt16(target)), .a, [1, 2, 3, 4]))
      target = start
    }
    return message
  }

  @Test func `ptr-chain-100: a hundred pointers, each to the one before, are followed`() throws {
    // RFC 1035 §4.1.4 allows it; CVE-2024-8508 (Unbound), RUSTSEC-2026-0119.
    #expect(try ask(chain(of: 100), over: .tcp).summary == "NOERROR+A q1 an:SOA/300")
  }

  @Test func `a chain of pointers longer than a name has labels is FORMERR`() throws {
    #expect(try ask(chain(of: 1_000), over: .tcp).rcode == .formErr)
  }

  @Test func `many-distinct-names: 64 KiB of records with names of their own are read`() throws {
    // CVE-2023-4408 (BIND).
    var message = Message.query(Self.apex, .soa)
    var number = 0
    while message.additional.count * 21 < 65_000 {
      message.additional.append(record(owner: wire("\(number % 10_000 + 10_000)"), .a, [1, 2, 3, 4]))
      number += 1
    }
    #expect(try ask(message, over: .tcp).summary == "NOERROR+A q1 an:SOA/300")
  }

  @Test func `opt-65k: an OPT record of 60 KiB is read`() throws {
    // CVE-2024-0760 (BIND).
    let options = (0..<1_000).flatMap { _ in option(65_001, [UInt8](repeating: 0, count: 56)) }
    let message = Message.query(Self.apex, .soa, additional: [opt(options)])
    #expect(try ask(message, over: .tcp).summary == "NOERROR+A q1 an:SOA/300 OPT")
  }

  @Test func `response-render: what does not fit beside OPT and TSIG sets TC`() throws {
    // CVE-2016-2776 (BIND).
    let label = String(repeating: "k", count: 63)
    let long = "\(label).\(label).\(label).\(String(repeating: "k", count: 61))"
    let message = Message.query(
      long, additional: [opt(size: 512, cookie(8)), tsig(key: long, algorithm: long)])
    #expect(try ask(message).summary == "NOTAUTH+T q1 OPT,10(24)")
  }

  @Test func `large-rdata-additional: ANY at a name with 2,000 addresses is refused in a few octets`() throws
  {
    // CVE-2024-11187, CVE-2024-1737 (BIND).
    let addresses = (0..<2_000).map { IPv4Address(rawValue: $0) }
    let authority = Authority(hosts: [Host(name: name("ns1.dev.example.com"), ipv4: addresses)])
    let message = Message.query("ns1.dev.example.com", .any)
    #expect(try ask(message, with: authority, over: .tcp).octets.count == message.octets.count)
  }

  @Test func `every bit of a query flipped gets a sound response, or none`() throws {
    let whole = Message.query("1-2-3-4.dev.example.com", additional: [opt(cookie(24), option(3)), tsig()])
      .octets
    for bit in 0..<whole.count * 8 {
      var octets = whole
      octets[bit / 8] ^= 1 << UInt8(bit % 8)
      for transport in [Transport.udp, .tcp] { _ = try exchange(octets, over: transport) }
    }
  }

  @Test func `random octets get a sound response, or none`() throws {
    var generator = SeededGenerator(seed: 2_026)
    for _ in 0..<20_000 {
      var octets = (0..<Int.random(in: 0..<80, using: &generator)).map { _ in
        UInt8.random(in: .min ... .max, using: &generator)
      }
      // Most have a header that lets them through to the rest.
      if octets.count >= 12, Bool.random(using: &generator) {
        octets.replaceSubrange(2..<12, with: [0, 0, 0, 1, 0, 0, 0, 0, 0, UInt8(octets[11] & 1)])
      }
      _ = try exchange(octets)
    }
  }
}
