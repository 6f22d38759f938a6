import DNSWire

/// What has been counted of the queries over one transport, or over several together.
///
/// Every query is counted once, and so is what becomes of it: `queries` is `responses` and `droppedQueries` together,
/// but for those whose response is still to come.
package struct Counters: Equatable, Sendable {
  /// Over both families.
  package internal(set) var queries: UInt64 = 0
  /// Those of `queries` that came over IPv6.
  package internal(set) var queriesOverIPv6: UInt64 = 0
  /// Responses with TC set.
  package internal(set) var truncated: UInt64 = 0
  /// Responses that came later or in several messages, which no rule of this server's made.
  package internal(set) var responsesWithoutRule: UInt64 = 0
  /// Responses that the system refused to send; over TCP it is the connection that ends.
  package internal(set) var unsent: UInt64 = 0
  var byRCODE = [UInt64](repeating: 0, count: RCODESlot.count)
  var byRule = [UInt64](repeating: 0, count: Rule.allCases.count)
  var byDropReason = [UInt64](repeating: 0, count: DropReason.allCases.count)
  /// Responses that a rule made, in the order of `QTYPEClass.names`.
  package internal(set) var byQTYPE = [UInt64](repeating: 0, count: QTYPEClass.names.count)
  /// Responses that a rule made.
  var byCookie = [UInt64](repeating: 0, count: CookieState.allCases.count)
  var byZone = [UInt64](repeating: 0, count: ZoneSlots.count)
  /// Octets of each query, and of each message that was sent.
  package internal(set) var queryLengths = Histogram(Histogram.sizes)
  /// Octets of each message that was sent.
  package internal(set) var responseLengths = Histogram(Histogram.sizes)
  /// Nanoseconds from a query's arrival to the sending of what was answered with it.
  package internal(set) var durations = Histogram(Histogram.durations)

  /// Nothing has been counted.
  package init() {}

  /// In messages, without length prefixes.
  package var octetsReceived: UInt64 { queryLengths.sum }
  /// In messages that were sent, without length prefixes.
  package var octetsSent: UInt64 { responseLengths.sum }
  /// With any RCODE.
  package var responses: UInt64 { byRCODE.reduce(0, +) }
  /// For any reason that is about a query.
  package var droppedQueries: UInt64 {
    DropReason.allCases.filter(\.isOfQuery).reduce(0) { $0 + dropped($1) }
  }

  /// RCODEs of 24 and more, which leaf never sends, count as one.
  package func responses(_ rcode: RCODE) -> UInt64 { byRCODE[RCODESlot.slot(of: rcode)] }
  /// What one rule made.
  package func responses(_ rule: Rule) -> UInt64 { byRule[Int(rule.rawValue)] }
  /// Responses that a rule made, to queries whose COOKIE option was this.
  package func responses(_ cookie: CookieState) -> UInt64 { byCookie[Int(cookie.rawValue)] }
  /// - Parameter slot: Of `ZoneSlots.apexes`.
  package func responses(ofZoneInSlot slot: Int) -> UInt64 { byZone[slot] }
  /// Of zones that have no slot of their own.
  package var responsesOfOtherZones: UInt64 { byZone[Int(ZoneSlots.other)] }
  /// What no zone made.
  package var responsesOutsideZones: UInt64 { byZone[Int(ZoneSlots.none)] }
  /// For one reason.
  package func dropped(_ reason: DropReason) -> UInt64 { byDropReason[Int(reason.rawValue)] }

  /// What both have counted together.
  package static func + (left: Counters, right: Counters) -> Counters {
    var sum = Counters()
    sum.queries = left.queries + right.queries
    sum.queriesOverIPv6 = left.queriesOverIPv6 + right.queriesOverIPv6
    sum.truncated = left.truncated + right.truncated
    sum.responsesWithoutRule = left.responsesWithoutRule + right.responsesWithoutRule
    sum.unsent = left.unsent + right.unsent
    sum.byRCODE = zip(left.byRCODE, right.byRCODE).map(+)
    sum.byRule = zip(left.byRule, right.byRule).map(+)
    sum.byDropReason = zip(left.byDropReason, right.byDropReason).map(+)
    sum.byQTYPE = zip(left.byQTYPE, right.byQTYPE).map(+)
    sum.byCookie = zip(left.byCookie, right.byCookie).map(+)
    sum.byZone = zip(left.byZone, right.byZone).map(+)
    sum.queryLengths = left.queryLengths + right.queryLengths
    sum.responseLengths = left.responseLengths + right.responseLengths
    sum.durations = left.durations + right.durations
    return sum
  }
}

/// Where the responses with an RCODE are counted.
package enum RCODESlot {
  /// All that are registered (RFC 6895 §2.3), and one for all others.
  static let count = 25

  /// The RCODE of each slot with its name; the last stands for all others.
  package static let all = (0..<UInt16(count)).map { number in
    let rcode = RCODE(rawValue: number)
    return (rcode: rcode, name: number == count - 1 ? "other" : rcode.description)
  }

  static func slot(of rcode: RCODE) -> Int { min(Int(rcode.rawValue), count - 1) }
}
