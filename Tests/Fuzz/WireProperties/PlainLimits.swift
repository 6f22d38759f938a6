import DNSWire
import FuzzDriver
import LeafCore

/// What limits may do to the messages of one input, and must: decided without leaf's code.
package struct PlainLimits {
  private let limits: Limits
  private var earlier: [Exchange] = []
  /// How many queries over a limit could have been sent to TCP.
  private var limited: UInt32 = 0

  package init(_ limits: Limits) { self.limits = limits }

  /// - Parameter exchange: The next of those with one server.
  package mutating func check(_ exchange: Exchange, _ server: FuzzedServer) throws(Violation) {
    defer { earlier.append(exchange) }
    guard exchange.isQuery else { return }
    if exchange.isAnswered {
      let answered = earlier.filter { $0.isAnswered && $0.now.monotonic == exchange.now.monotonic }
        .count
      let limit = limits.globalQueries.map { Int($0) } ?? .max
      return try require(answered < limit, "\(answered + 1) queries answered at one instant")
    }
    try require(mayLimit(exchange, server), "\(exchange.outcome), though nothing is over a limit")
    guard exchange.maySlip else { return }
    limited += 1
    let slips = limits.slip > 0 && limited % limits.slip == 0
    try requireEqual(exchange.isSlipped, slips, "whether query \(limited) over a limit is sent to TCP")
  }

  /// Whether a limit can have been reached: no window is longer than a second.
  private func mayLimit(_ exchange: Exchange, _ server: FuzzedServer) -> Bool {
    let recent = earlier.filter { exchange.now.monotonic - $0.now.monotonic < .seconds(1) }
    let sameNetwork = recent.filter { $0.network == exchange.network }
    let isInvalid = server.plain.response(to: exchange.query, over: exchange.arrival.transport).isInvalid
    let sameName = sameNetwork.filter { isInvalid && $0.mayAsk(asMuchAs: exchange) }
    return [
      (recent, limits.globalQueries), (sameNetwork, limits.queriesPerAddress),
      (sameName, limits.invalidAnswersPerName),
    ].contains { messages, limit in limit.map { messages.count >= $0 } ?? false }
  }
}

extension Exchange {
  fileprivate var isAnswered: Bool { !response.isEmpty && !isSlipped }

  /// What counts as one client: an IPv4 address, or the /64 of an IPv6 address.
  fileprivate var network: UInt64 {
    switch arrival.client {
    case .ipv4(let address): UInt64(address.rawValue)
    case .ipv6(let address): address.high
    }
  }

  /// Whether the QNAME may be the same; that of a message that cannot be read is not known.
  fileprivate func mayAsk(asMuchAs other: Exchange) -> Bool {
    guard let query = readableQuery, let otherQuery = other.readableQuery else { return true }
    return query.questions.first?.qname.folded == otherQuery.questions.first?.qname.folded
  }
}
