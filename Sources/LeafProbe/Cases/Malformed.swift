/// Messages that have broken servers, by what is wrong with them.
let malformedCases = malformedNameCases + malformedPointerCases + malformedRecordCases + malformedJunkCases

extension Message {
  /// A query that announces one question, and in its place has these octets, whatever they are.
  static func asking(_ octets: [UInt8]) -> Message {
    .header().edited(.count(.question, 1), .append(octets))
  }
}

extension Array where Element == UInt8 {
  /// QTYPE SOA and QCLASS IN, as they stand behind a QNAME.
  static let soaIN: [UInt8] = [0, 6, 0, 1]
}

extension Expectation {
  /// The zone's SOA RR, from a server that passes over what it does not need.
  static func soaAnswer(_ zone: Name) -> Expectation {
    response(.rcode(.noError), .records(.soa, 1...Int.max, in: .answer, owner: zone))
  }

  static func soaOrFormErr(_ zone: Name) -> Expectation { soaAnswer(zone).or(formErrOrDrop) }
}

extension [Step] {
  /// A hostile message; then, as the server has survived it, the same three times, each behind a plain query.
  static func timed(_ target: Target, _ message: Message, _ expectation: Expectation) -> [Step] {
    var first = Step.hostile(message, expectation)
    first.leastPatience = .seconds(1)
    var again = first
    again.isHostile = false
    let plain = Step(.query(target.zone, .soa), .anyEnding)
    return [first] + (0..<3).flatMap { _ in [plain, again] }
  }
}

extension Relation {
  /// Of timed steps: even the quickest response took far longer than twice the slowest plain one. What a network adds
  /// meets both.
  static let prompt = Relation(description: "a response hardly later than one to a plain query") {
    exchanges, _ in
    let latencies = exchanges.dropFirst().map(\.latency)
    let plain = stride(from: 0, to: latencies.count, by: 2).compactMap { latencies[$0] }
    let hostile = stride(from: 1, to: latencies.count, by: 2).compactMap { latencies[$0] }
    guard let slowest = plain.max(), let quickest = hostile.min() else { return nil }
    guard quickest > slowest * 2 + .milliseconds(100) else { return nil }
    return
      "the response took \(quickest.milliseconds) ms, one to a plain query \(slowest.milliseconds) ms at most"
  }
}
