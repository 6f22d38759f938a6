import Glibc
import Testing

@testable import LeafProbe

@Suite struct `What nothing interrupts` {
  @Test func `is left to itself once a run is to stop`() throws {
    let stop = Interruption()
    let start = ContinuousClock.now
    let result = try unlessStopped(stop) {
      stop.set()
      sleep(5)
      return 1
    }
    #expect(result == nil && ContinuousClock.now - start < .seconds(4))
  }

  @Test func `gives what it gives otherwise`() throws {
    #expect(try unlessStopped(Interruption()) { 1 } == 1)
  }
}

@Suite struct Exchanges {
  private let server = Endpoint(address: "192.0.2.1", port: 53, family: .ipv4)

  private func exchange(_ message: Message, id: UInt16 = 0x1234) -> Exchange {
    Exchange(to: server, over: .udp, message, message.octets(id: id))
  }

  private func response(id: UInt16 = 0x1234, to query: Exchange) -> [UInt8] {
    var octets = query.octets
    octets.set(id, at: 0)
    if octets.count > 2 { octets[2] |= 0x80 }
    return octets
  }

  @Test func `source, ID and question make a response`() throws {
    let query = Message.query(try #require(Name("example.com")), .soa)
    var exchange = exchange(query)
    let whole = response(to: exchange)
    let elsewhere = Endpoint(address: "192.0.2.2", port: 53, family: .ipv4)
    let otherPort = Endpoint(address: "192.0.2.1", port: 54, family: .ipv4)
    var otherQuestion = whole
    otherQuestion[otherQuestion.count - 3] = 2
    let strays: [([UInt8], Endpoint, Stray.Reason)] = [
      (whole, elsewhere, .source), (whole, otherPort, .source),
      (response(id: 1, to: exchange), server, .id(1)), (otherQuestion, server, .question),
      ([], server, .unrelated), (Array(whole.prefix(11)), server, .unrelated),
      ([1, 2, 3], otherPort, .unrelated), (response(id: 1, to: exchange), elsewhere, .unrelated),
      (otherQuestion, elsewhere, .unrelated),
      (Array(response(id: 1, to: exchange).prefix(12)), server, .unrelated),
    ]
    for (octets, source, reason) in strays {
      let isAccepted = exchange.accept(octets, from: source)
      #expect(!isAccepted)
      #expect(exchange.strays.last?.reason == reason)
      #expect(exchange.strays.last?.source == source)
    }
    let isAccepted = exchange.accept(whole, from: server)
    #expect(isAccepted)
    #expect(exchange.response?.octets == whole)
  }

  @Test func `what is sent back to less than an ID has no wrong one`() {
    var exchange = exchange(.octets([0x12]))
    let isAccepted = exchange.accept([0, 0, 0x80, 1] + [UInt8](repeating: 0, count: 8), from: server)
    #expect(isAccepted)
  }

  @Test func `a flood is at an end after sixteen messages`() {
    var exchange = exchange(.query(.root, .soa))
    let whole = response(to: exchange)
    _ = exchange.accept(whole, from: server)
    for count in 0..<16 {
      #expect(!exchange.isFlooded)
      if count % 2 == 0 {
        exchange.take(late: whole, from: server, id: 0x1234)
      } else {
        exchange.take(late: [1], from: server, id: 0x1234)
      }
    }
    #expect(exchange.isFlooded)
    #expect((exchange.repetitions.count, exchange.strays.count) == (8, 8))
  }
}
