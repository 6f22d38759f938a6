import Foundation
import TestOctets
import TestPrograms
import Testing

/// Servers that are hardly any: the right exit status and verdict, within seconds.
@Suite(.sideBySide) struct `difficult targets` {
  private static let zone = "dev.example.com"

  @Test func `a name that does not resolve is exit 3`() async throws {
    let run = try await ProbeRun.start(["@nothing.invalid", Self.zone, "--qps", "off"])
    #expect(run.status == 3)
    #expect(run.output.isEmpty && run.errors.contains("nothing.invalid"), "\(run.errors)")
  }

  @Test func `a server that is down could not be tested`() async throws {
    let run = try await ProbeRun(port: try unusedPort(), zone: Self.zone, ["--timeout", "0.5"])
    try expectUntested(run)
    #expect(run.unreachable.allSatisfy { $0.reason.contains("Connection refused") }, "\(run.unreachable)")
  }

  @Test func `a server that says nothing could not be tested`() async throws {
    try expectUntested(try await run(.silence("says nothing", []) { _, _ in true }, ["--timeout", "0.5"]))
  }

  @Test func `a server that sends garbage could not be tested`() async throws {
    let run = try await run(
      .instead("sends garbage", []) { asked, _ in
        // Random IDs would now and then be right.
        octetPair(asked.id ^ 1) + (0..<100).map { _ in UInt8.random(in: 0...255) }
      }, ["--timeout", "0.5"])
    try expectUntested(run)
    #expect(
      run.unreachable.allSatisfy { $0.reason.contains("102 octets came from 127.0.0.1") },
      "\(run.unreachable)")
  }

  @Test func `what comes from elsewhere and is no response is held against nobody`() async throws {
    let run = try await run(
      .deliveries("has neighbours that send to whoever asks", []) { asked, delivery in
        guard delivery.transport == .udp else { return [delivery] }
        var (short, other) = (delivery, delivery)
        (short.source, other.source) = (.otherPort, .otherAddress)
        short.octets = [1, 2, 3]
        var message = asked.response(rcode: 0, flags: DNSMessage.aa)
        message.id ^= 1
        message.questions[0].type ^= 1
        other.octets = message.octets
        return [short, other, delivery]
      }, ["UDP", "HDR", "+udp"])
    #expect(run.status == 0, "\(run.account(of: run.keys("fail")))")
    #expect(run.keys("fail").union(run.keys("inconclusive")).isEmpty)
  }

  @Test func `a server that answers with garbage in place of records fails`() async throws {
    let run = try await run(
      .octets("sends garbage behind the question", []) { asked, octets in
        guard octets[3] & 0xF == 3 else { return }
        let end = 12 + asked.qname.count + 4
        octets = octets.prefix(end) + (0..<200).map { _ in UInt8.random(in: 0...255) }
      }, [])
    #expect(run.status == 1)
    #expect(run.keys("fail").isSuperset(of: ["NEG-01/udp", "NEG-01/tcp"]), "\(run.keys("fail").sorted())")
  }

  @Test(arguments: [Spoiler.Delivery.Source.otherPort, .otherAddress])
  func `a server that answers from elsewhere could not be tested over UDP`(
    source: Spoiler.Delivery.Source
  ) async throws {
    let run = try await run(
      .deliveries("answers from elsewhere", []) { _, delivery in
        var delivery = delivery
        delivery.source = source
        return [delivery]
      }, ["--timeout", "0.5"])
    #expect(run.status == 1)
    #expect(run.keys("fail") == ["UDP-01/udp"])
    #expect(run.unreachable.map(\.transport) == ["udp"])
    #expect(
      run.unreachable.allSatisfy { $0.reason.contains("came from 127.0.0.\(source == .otherPort ? 1 : 2)") },
      "\(run.unreachable)")
    #expect(!run.results.contains { $0.transport == "tcp" && $0.verdict == "inconclusive" })
  }

  @Test func `a flood of repetitions and of empty datagrams ends`() async throws {
    let run = try await run(
      .deliveries("sends each response a thousand times, behind an empty one", []) { _, delivery in
        var empty = delivery
        empty.octets = []
        return [empty] + Array(repeating: delivery, count: 1000)
      }, ["HDR", "NEG", "UDP"])
    #expect(run.status == 0, "\(run.account(of: run.keys("fail")))")
    #expect(run.keys("non-strict") == ["UDP-02/udp"])
  }

  @Test func `a response of nothing but pointers does not hold it up`() async throws {
    let run = try await run(
      .octets("chains pointers", []) { asked, octets in
        octets =
          octets.prefix(12 + asked.qname.count + 4) + [0] + octetPair(65400) + octetPair(1) + [0, 0, 0, 60]
        let start = octets.count + 2
        var chain: [UInt8] = [0]
        while start + chain.count < 16_380 {
          chain += octetPair(0xC000 + UInt16(chain.count == 1 ? start : start + chain.count - 2))
        }
        octets += octetPair(UInt16(chain.count)) + chain
        let last = octetPair(0xC000 + UInt16(octets.count - 2))
        var count: UInt16 = 1
        while octets.count < 60_000 {
          octets += last + octetPair(65400) + octetPair(1) + [0, 0, 0, 60, 0, 0]
          count += 1
        }
        octets.replaceSubrange(6..<8, with: octetPair(count))
      }, ["WIRE", "--timeout", "0.5"])
    #expect(run.status == 1)
    #expect(run.keys("fail").isSuperset(of: ["WIRE-01/udp", "WIRE-01/tcp"]), "\(run.keys("fail").sorted())")
  }

  @Test func `a server that drops a third passes all the same`() async throws {
    let number = Locked(0)
    let run = try await run(
      .deliveries("drops every third datagram", []) { _, delivery in
        let isDropped = number.change { number in
          number += 1
          return number % 3 == 0
        }
        return isDropped && delivery.transport == .udp ? [] : [delivery]
      }, ["HDR", "NEG", "LOOP", "+udp", "--timeout", "0.5"])
    #expect(run.keys("fail").isEmpty, "\(run.account(of: run.keys("fail")))")
    #expect(run.keys("non-strict").isEmpty, "\(run.account(of: run.keys("non-strict")))")
    #expect([0, 3].contains(run.status))
  }

  @Test func `a server that limits to 20 queries a second fails nothing`() async throws {
    let server = try await ServerProcess(
      ["--hosts", "ns1.dev.example.com=127.0.0.1"], limits: ["--per-ip-qps-limit", "20"])
    // Two areas: at 20 a second the whole catalogue takes a minute.
    let run = try await ProbeRun(
      port: server.port, zone: Self.zone, ["HDR", "NEG", "+udp", "--timeout", "0.5"])
    print("limited to 20 a second: \(run.results.count) checks in \(run.time)")
    #expect(run.keys("fail").isEmpty, "\(run.account(of: run.keys("fail")))")
    #expect(run.keys("non-strict").isEmpty, "\(run.account(of: run.keys("non-strict")))")
    #expect([0, 3].contains(run.status))
  }

  /// Over its limit leaf closes connections, too.
  @Test func `a server that limits its clients fails nothing, however fast it is asked`() async throws {
    let server = try await ServerProcess(
      ["--hosts", "ns1.dev.example.com=127.0.0.1", "--any", "hinfo"], limits: ["--per-ip-qps-limit", "100"])
    let run = try await ProbeRun(port: server.port, zone: Self.zone, ["TCP", "MAL", "+tcp"])
    print("limited to 100 a second, over TCP: \(run.results.count) checks in \(run.time)")
    let bad = run.keys("fail").union(run.keys("non-strict"))
    #expect(bad.isEmpty, "\(run.account(of: bad))")
    #expect([0, 3].contains(run.status))
  }

  /// As NSD does with the errors beyond a hundred in a second.
  @Test func `silence about errors for a while is no way to pass`() async throws {
    let errors = Locked<[Spoiler.Transport: Int]>([:])
    let run = try await run(
      .deliveries("tells of no error at first, and then without an OPT RR", []) { _, delivery in
        guard delivery.octets[3] & 15 == 1 else { return [delivery] }
        let number = errors.change { errors in
          errors[delivery.transport, default: 0] += 1
          return errors[delivery.transport, default: 0]
        }
        // As many as the case has messages.
        if number <= 3 { return [] }
        var response = delivery
        response.octets = delivery.octets.dropLast(11)
        response.octets[11] = 0
        return [response]
      }, ["EDNS-32", "--timeout", "0.5"])
    #expect(run.keys("fail") == ["EDNS-32/udp", "EDNS-32/tcp"], "\(run.account(of: run.results.map(\.key)))")
  }

  @Test func `a server that closes each TCP connection passes`() async throws {
    let run = try await run(
      .deliveries("closes the connection behind each response", []) { _, delivery in
        var close = delivery
        close.isClose = true
        return delivery.transport == .tcp ? [delivery, close] : [delivery]
      }, ["+tcp"])
    #expect(run.status == 0)
    #expect(run.keys("fail").isEmpty, "\(run.account(of: run.keys("fail")))")
  }

  @Test func `a server that hardly waits for a query passes`() async throws {
    let server = try await ServerProcess([
      "--hosts", "ns1.dev.example.com=127.0.0.1", "--tcp-idle-timeout-ms", "100",
    ])
    // Most messages wait for their turn much longer than the server does.
    let run = try await ProbeRun(port: server.port, zone: Self.zone, ["OP", "CNT", "+tcp", "--qps", "20"])
    #expect(run.status == 0)
    let bad = run.keys("fail").union(run.keys("non-strict"))
    #expect(bad.isEmpty, "\(run.account(of: bad))")
  }

  @Test func `a server that never closes a TCP connection passes`() async throws {
    // What leaf would close for, it does not get to see.
    let run = try await run(
      .silence("never closes", []) { _, octets in octets.count < 12 || octets[2] & 0x80 != 0 }, ["+tcp"])
    #expect(run.status == 0)
    #expect(run.keys("fail").isEmpty, "\(run.account(of: run.keys("fail")))")
  }

  private func run(_ spoiler: Spoiler, _ arguments: [String]) async throws -> ProbeRun {
    let leaf = try await ServerProcess(["--hosts", "ns1.dev.example.com=127.0.0.1"])
    let server = try SpoilingServer(spoiler, before: leaf.port)
    defer { withExtendedLifetime((leaf, server)) {} }
    let run = try await ProbeRun(port: server.port, zone: Self.zone, arguments)
    print("a server that \(spoiler.name): \(run.results.count) checks in \(run.time)")
    return run
  }

  private func expectUntested(_ run: ProbeRun) throws {
    #expect(run.status == 3)
    #expect(Set(run.unreachable.map(\.transport)) == ["udp", "tcp"])
    #expect(run.keys("fail").isEmpty && run.keys("pass").isEmpty)
    #expect(run.time < .seconds(20))
  }
}
