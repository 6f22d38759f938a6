import DNSWire
import FuzzDriver
import LeafCore
import TestMessages
import TestPrograms
import Testing
import WireProperties

/// What leaf answers from stored zones is what the plain model says, and what it must not answer is found wrong.
@Suite(.sideBySide) struct `An answer from stored zones` {
  private func violation(of exchange: Exchange, _ server: FuzzedServer) -> String? {
    FuzzTests.violation { () throws(Violation) in try exchange.check(server) }
  }

  private func exchange(
    _ query: Message, server choice: UInt8, over transport: Transport = .udp
  ) -> (Exchange, FuzzedServer) {
    let server = FuzzedServer(choice: choice)
    let now = Now(monotonic: .seconds(5), unixTime: 1_559_731_985)
    let arrival = Arrival(choice: transport == .udp ? 0 : 1)
    return (Exchange(query.octets, arrival, now, server.authority), server)
  }

  @Test(arguments: 0..<4)
  func `is not found wrong if it is leaf's`(server: Int) {
    let ways = [(Transport.udp, []), (.udp, [opt()]), (.tcp, [opt(flags: 0x8000)])]
    var found: [String] = []
    for (number, name) in StoredZones.names(of: StoredZones.all[server]).enumerated() {
      for (type, qtype) in ([1, 2, 5, 15, 43, 65, 255] as [UInt16]).enumerated() {
        // One way each, so that it takes seconds and not minutes under a sanitizer.
        let (transport, opts) = ways[(number + type) % 3]
        let query = Message(questions: [name + octetPair(qtype) + [0, 1]], additional: opts)
        let (exchange, server) = exchange(query, server: 16 + UInt8(server), over: transport)
        if let violation = violation(of: exchange, server) {
          found.append("\(DomainName(wireForm: name) ?? .root) \(qtype) \(transport): \(violation)")
        }
      }
    }
    #expect(found.isEmpty)
  }
}
