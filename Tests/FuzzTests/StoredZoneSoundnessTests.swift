import DNSWire
import FuzzDriver
import LeafCore
import TestMessages
import Testing
import WireProperties

/// What leaf answers from stored zones is what the plain model says, and what it must not answer is found wrong.
@Suite struct `An answer from stored zones` {
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

  /// Each name of the zones, the one above it, and some below.
  private static func names(of server: Int) -> [[UInt8]] {
    let owners = StoredZones.all[server].flatMap { zone in
      [zone.apex] + (zone.records ?? []).map(\.owner)
    }
    let names = Set(owners).flatMap { owner in
      let prefixes: [[UInt8]] = [
        [], [1, 0x78], [1, 0x2A], [7] + Array("1-2-3-4".utf8), [1, 0x79, 1, 0x78],
      ]
      return prefixes.map { $0 + owner.wireForm } + owner.suffixes.map(\.wireForm)
    }
    return Set(names).filter { $0.count <= 255 }.sorted { $0.lexicographicallyPrecedes($1) }
  }

  @Test(arguments: 0..<4)
  func `is not found wrong if it is leaf's`(server: Int) {
    var found: [String] = []
    for name in Self.names(of: server) {
      for qtype in [1, 2, 5, 15, 39, 43, 65, 255] as [UInt16] {
        for (transport, opts) in [(Transport.udp, []), (.tcp, [opt(flags: 0x8000)])] {
          let query = Message(questions: [name + octetPair(qtype) + [0, 1]], additional: opts)
          let (exchange, server) = exchange(query, server: 16 + UInt8(server), over: transport)
          if let violation = violation(of: exchange, server) {
            found.append("\(DomainName(wireForm: name) ?? .root) \(qtype) \(transport): \(violation)")
          }
        }
      }
    }
    #expect(found.isEmpty)
  }
}
