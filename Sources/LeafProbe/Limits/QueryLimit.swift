/// From which rate on a server limits a kind of query, and what it does then.
struct QueryLimit: Sendable {
  let kind: QueryKind
  /// The highest rate that was tried and not limited; nil where none was.
  var free: Int?
  /// The lowest rate that was tried and limited, for some seconds; nil where none was.
  var limited: QueryStage?
  /// That rate, with a cookie of the server's; nil where it has none, or no limit.
  var withCookie: QueryStage?

  /// How many of the withheld ones there are for each that gets TC=1; nil where too few do to tell.
  var slip: Double? {
    guard let total = limited?.total, total.truncated >= 5 else { return nil }
    let withheld = total.sent - total.answered - total.otherwise
    return (Double(withheld * 10) / Double(total.truncated)).rounded() / 10
  }
}

/// Finds the limits of one address.
struct QueryLimitSearch {
  let endpoint: Endpoint
  /// The highest rate to try.
  let most: Int
  let stop: Interruption
  /// Asks once, without haste.
  let ask: (Message) -> Response?

  private static let first = 50
  private static let bisections = 3
  /// What is allowed in a second may be spent in parts of two.
  private static let shortStage = 2
  /// A limit that lets bursts through, or is of several seconds, needs longer to show.
  private static let longStage = 6
  private static let longestRecovery = 30

  func run(_ kind: QueryKind) throws(SystemError) -> QueryLimit {
    var limit = QueryLimit(kind: kind)
    var (rate, limited) = (min(Self.first, most), Int?.none)
    while limited == nil, !stop.isSet {
      if try isLimited(kind, rate) { limited = rate } else { limit.free = rate }
      if limited != nil || rate >= most { break }
      rate = min(rate * 2, most)
    }
    guard var limited else { return limit }
    for _ in 0..<Self.bisections {
      let middle = ((limit.free ?? 0) + limited) / 2
      guard middle > limit.free ?? 0, middle < limited, !stop.isSet else { break }
      if try isLimited(kind, middle) { limited = middle } else { limit.free = middle }
    }
    while let free = limit.free, !stop.isSet, try stage(kind, free, seconds: Self.longStage).isLimited {
      limited = free
      limit.free = free > 4 ? free * 3 / 4 : nil
    }
    limit.limited = try stage(kind, limited, seconds: Self.longStage)
    limit.withCookie = try withCookie(kind, limited)
    return limit
  }

  private func isLimited(_ kind: QueryKind, _ rate: Int) throws(SystemError) -> Bool {
    try stage(kind, rate, seconds: Self.shortStage).isLimited
  }

  /// Waits until queries of a kind are answered again, however many there were.
  func awaitEase(for kind: QueryKind) {
    for _ in 0..<Self.longestRecovery where !stop.isSet {
      // Limits are for a second, which may have begun just now.
      stop.sleep(until: .now + .milliseconds(1100))
      if let response = ask(kind.message), !response.flags.contains(.tc), response.rcode == kind.rcode {
        return
      }
    }
  }

  private func stage(_ kind: QueryKind, _ rate: Int, seconds: Int) throws(SystemError) -> QueryStage {
    awaitEase(for: kind)
    var load = try QueryLoad(kind, rate: rate, to: endpoint, stop)
    return try load.run(seconds: seconds)
  }

  private func withCookie(_ kind: QueryKind, _ rate: Int) throws(SystemError) -> QueryStage? {
    guard case .query(var query) = kind.message.base else { return nil }
    let client = Array("leafprob".utf8)
    query.edns = EDNS(options: [.cookie(client)])
    guard let cookie = ask(Message(base: .query(query)))?.opt?.option(EDNS.Option.cookieCode),
      cookie.count >= 16
    else {
      return nil
    }
    query.edns = EDNS(options: [.cookie(cookie)])
    let spared = QueryKind(name: kind.name, message: Message(base: .query(query)), rcode: kind.rcode)
    return try stage(spared, rate, seconds: Self.shortStage)
  }
}
