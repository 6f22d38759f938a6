import DNSWire
import LeafCore
import TestMessages
import Testing

@Suite struct `Responses that UDP cannot carry whole (RFC 1035 §4.2.1, RFC 7766 §5)` {
  private static let message = Message.query("dev.example.com", flags: 0x8400).octets

  private func datagram(of messages: [[UInt8]]) -> [UInt8] {
    var left = messages
    let stream = ResponseStream { response in
      for octet in left.removeFirst() { response.append(octet) }
      return !left.isEmpty
    }
    return [UInt8](capacity: 1_232) { stream.write(asDatagram: &$0) }
  }

  private static func truncated(_ message: [UInt8]) -> [UInt8] {
    message.enumerated().map { $0 == 2 ? $1 | 0x02 : $1 }
  }

  @Test func `a stream of one message is a response as any other`() {
    #expect(datagram(of: [Self.message]) == Self.message)
  }

  @Test func `of several messages the header and question of the first go out, with TC`() {
    #expect(datagram(of: [Self.message, Self.message]) == Self.truncated(Self.message))
  }

  @Test func `so do those of one that is longer than every client takes`() {
    var long = Message.query("dev.example.com", flags: 0x8400, additional: [opt()]).octets
    long += [UInt8](repeating: 0, count: 512)
    #expect(datagram(of: [long]) == Self.truncated(Self.message))
  }

  @Test func `a deferred response goes out as it is, up to 1,232 octets`() {
    let padding = [UInt8](repeating: 0, count: 1_232 - Self.message.count)
    #expect(LeafCore.datagram(of: Self.message + padding) == Self.message + padding)
    #expect(LeafCore.datagram(of: Self.message + padding + [0]) == Self.truncated(Self.message))
  }

  @Test(arguments: [0, 11]) func `what has no header is no response`(length: Int) {
    let octets = Array(Self.message.prefix(length))
    #expect(LeafCore.datagram(of: octets) == [])
    #expect(datagram(of: [octets]) == [])
  }
}
