import DNSWire
import LeafCore
import TestMessages
import Testing

@Suite struct `The battery of the reference servers` {
  @Test(arguments: ReferenceBattery.all)
  func `one query of the battery, over UDP`(id: String, message: Message, summary: String) throws {
    #expect(try exchange(message.octets).summary == summary)
  }

  @Test(arguments: ReferenceBattery.all)
  func `one query of the battery, over TCP`(id: String, message: Message, summary: String) throws {
    let exchange = try exchange(message.octets, over: .tcp)
    let expected =
      id == "keepalive-udp" ? summary + ",11(2)" : summary
    #expect(exchange.summary == expected)
  }
}
