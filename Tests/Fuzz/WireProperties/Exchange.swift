import DNSWire
import FuzzDriver
import LeafCore

/// The first octet of an input chooses a server. Then come messages to it, at most eight: an octet that says from
/// whom, over what and how much later than the one before, two octets of length, and the message.
package func forEachExchange(
  _ octets: [UInt8], _ body: (Exchange, FuzzedServer) throws(Violation) -> Void
) throws(Violation) {
  var input = Input(octets)
  let server = FuzzedServer(choice: input.octet())
  // When the first test vector of RFC 9018 was made, so that its cookies are valid.
  var now = Now(monotonic: .seconds(5), unixTime: 1_559_731_985)
  for _ in 0..<8 where !input.isEmpty {
    let arrival = Arrival(choice: input.octet())
    let query = input.take(input.octetPair())
    now.advance(by: arrival.delay)
    try body(Exchange(query, arrival, now, server.authority, limits: server.limiter), server)
  }
}

/// How a message comes.
package struct Arrival: Sendable {
  package var transport: Transport
  package var client: IPAddress
  /// Milliseconds since the message before.
  package var delay: UInt64
  /// The room for a response over UDP, in octets.
  package var udpCapacity: Int

  private static let clients: [IPAddress] = [
    .ipv4(IPv4Address(198, 51, 100, 100)), .ipv4(IPv4Address(198, 51, 100, 101)),
    .ipv6(IPv6Address(high: 0x2001_0DB8_0000_0000, low: 1)),
    .ipv6(IPv6Address(high: 0x2001_0DB8_0000_0000, low: 2)),
  ]
  /// In another /64 than the others.
  private static let distantClient = IPAddress.ipv6(IPv6Address(high: 0x2001_0DB8_0000_0001, low: 1))
  private static let delays: [UInt64] = [0, 1, 999, 1_000, 300_000, 1_800_000, 3_601_000, 1 << 41]

  /// - Parameter choice: From the lowest bit: one of transport, two of client, three of delay, one of room, and one
  ///   that puts the client into another network.
  package init(choice: UInt8) {
    transport = choice & 1 == 0 ? .udp : .tcp
    client = choice >> 7 == 0 ? Self.clients[Int(choice >> 1 & 3)] : Self.distantClient
    delay = Self.delays[Int(choice >> 3 & 7)]
    udpCapacity = choice >> 6 & 1 == 0 ? 1_232 : 1_024
  }
}

extension Now {
  fileprivate mutating func advance(by milliseconds: UInt64) {
    self = Now(
      monotonic: monotonic + .milliseconds(milliseconds), unixTime: unixTime + milliseconds / 1_000)
  }
}

/// A message and what came of it.
package struct Exchange {
  package var query: [UInt8]
  package var arrival: Arrival
  package var now: Now
  /// The room that the response had, in octets.
  package var capacity: Int
  package var outcome: Outcome
  package var response: [UInt8]

  /// Has leaf answer the message.
  package init(
    _ query: [UInt8], _ arrival: Arrival, _ now: Now, _ authority: Authority, limits limiter: Limiter? = nil
  ) {
    self.query = query
    self.arrival = arrival
    self.now = now
    capacity = arrival.transport.isStream ? ResponseLength.stream : arrival.udpCapacity
    var outcome = Outcome.none(.truncatedHeader)
    response = [UInt8](capacity: capacity) { response in
      outcome = respond(
        to: query.span, from: arrival.client, over: arrival.transport, at: now, using: authority,
        limits: limiter ?? .unlimited, into: &response)
    }
    self.outcome = outcome
  }
}
