import DNSWire

/// What has been counted of the queries over one transport, or over several together.
///
/// Every query is counted once, and so is what becomes of it: `queries` is `responses` and `droppedQueries` together,
/// but for those whose response is still to come.
package struct Counters: Equatable, Sendable {
  package internal(set) var queries: UInt64 = 0
  /// In messages, without length prefixes.
  package internal(set) var octetsReceived: UInt64 = 0
  package internal(set) var octetsSent: UInt64 = 0
  /// Responses with TC set.
  package internal(set) var truncated: UInt64 = 0
  /// Responses that came later or in several messages, which no rule of this server's made.
  package internal(set) var responsesWithoutRule: UInt64 = 0
  var byRCODE = [UInt64](repeating: 0, count: RCODESlot.count)
  var byRule = [UInt64](repeating: 0, count: Rule.allCases.count)
  var byDropReason = [UInt64](repeating: 0, count: DropReason.allCases.count)

  package init() {}

  package var responses: UInt64 { byRCODE.reduce(0, +) }
  package var droppedQueries: UInt64 {
    DropReason.allCases.filter(\.isOfQuery).reduce(0) { $0 + dropped($1) }
  }

  /// RCODEs of 24 and more, which leaf never sends, count as one.
  package func responses(_ rcode: RCODE) -> UInt64 { byRCODE[RCODESlot.slot(of: rcode)] }
  package func responses(_ rule: Rule) -> UInt64 { byRule[Int(rule.rawValue)] }
  package func dropped(_ reason: DropReason) -> UInt64 { byDropReason[Int(reason.rawValue)] }

  package static func + (left: Counters, right: Counters) -> Counters {
    var sum = Counters()
    sum.queries = left.queries + right.queries
    sum.octetsReceived = left.octetsReceived + right.octetsReceived
    sum.octetsSent = left.octetsSent + right.octetsSent
    sum.truncated = left.truncated + right.truncated
    sum.responsesWithoutRule = left.responsesWithoutRule + right.responsesWithoutRule
    sum.byRCODE = zip(left.byRCODE, right.byRCODE).map(+)
    sum.byRule = zip(left.byRule, right.byRule).map(+)
    sum.byDropReason = zip(left.byDropReason, right.byDropReason).map(+)
    return sum
  }
}

/// Where the responses with an RCODE are counted.
enum RCODESlot {
  /// All that are registered (RFC 6895 §2.3), and one for all others.
  static let count = 25

  static func slot(of rcode: RCODE) -> Int { min(Int(rcode.rawValue), count - 1) }
}
