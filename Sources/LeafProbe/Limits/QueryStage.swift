/// What queries of one rate get, all of them from one address and port.
struct QueryStage: Sendable {
  /// What came of the queries of one second.
  struct Second: Hashable, Sendable {
    var sent = 0
    /// As it is without haste.
    var answered = 0
    /// With TC=1 in place of an answer.
    var truncated = 0
    /// With another RCODE.
    var otherwise = 0
  }

  /// Queries in a second.
  let rate: Int
  var seconds: [Second]

  var total: Second {
    seconds.reduce(into: Second()) { total, second in
      total.sent += second.sent
      total.answered += second.answered
      total.truncated += second.truncated
      total.otherwise += second.otherwise
    }
  }

  /// Whether more was withheld than a network loses.
  var isLimited: Bool { total.answered * 20 < total.sent * 19 }
}

/// A kind of query, and what a server without haste says to it.
struct QueryKind: Sendable {
  let name: String
  let message: Message
  let rcode: RCODE
}

/// Sends queries at a rate, and counts what comes.
struct QueryLoad {
  private let kind: QueryKind
  private let rate: Int
  private let socket: UDPSocket
  private let stop: Interruption
  private var stage: QueryStage
  /// The second in which each query was sent that has no response yet, by its ID.
  private var unanswered: [UInt16: Int] = [:]
  private var nextID = randomID()

  /// How often it looks whether a query is due.
  private static let tick = Duration.milliseconds(10)
  /// How long it waits for what is late.
  private static let patience = Duration.milliseconds(500)

  init(_ kind: QueryKind, rate: Int, to endpoint: Endpoint, _ stop: Interruption) throws(SystemError) {
    self.kind = kind
    self.rate = rate
    socket = try UDPSocket(to: endpoint, from: nil, port: nil)
    self.stop = stop
    stage = QueryStage(rate: rate, seconds: [])
  }

  /// - Returns: Shorter than asked for where `stop` is set.
  mutating func run(seconds: Int) throws(SystemError) -> QueryStage {
    for second in 0..<seconds where !stop.isSet {
      stage.seconds.append(.init())
      try run(second)
    }
    let end = ContinuousClock.now + Self.patience
    while !unanswered.isEmpty, try take(until: end) {}
    return stage
  }

  private mutating func run(_ second: Int) throws(SystemError) {
    let start = ContinuousClock.now
    while stage.seconds[second].sent < rate, !stop.isSet {
      let due = min(rate, 1 + rate * (ContinuousClock.now - start).milliseconds / 1000)
      while stage.seconds[second].sent < due { try send(second) }
      let pause = ContinuousClock.now + Self.tick
      while try take(until: pause) {}
    }
    while try take(until: start + .seconds(1)) {}
  }

  private mutating func send(_ second: Int) throws(SystemError) {
    unanswered[nextID] = second
    try socket.send(kind.message.octets(id: nextID))
    stage.seconds[second].sent += 1
    nextID &+= 1
  }

  /// - Returns: false once the deadline has passed.
  private mutating func take(until deadline: ContinuousClock.Instant) throws(SystemError) -> Bool {
    guard let (octets, _) = try socket.receive(until: deadline, stop) else { return false }
    guard octets.count >= 12, let id = octets.uint16(at: 0), let second = unanswered.removeValue(forKey: id)
    else {
      return true
    }
    if octets[2] & 0x02 != 0 {
      stage.seconds[second].truncated += 1
    } else if octets[3] & 0x0F == UInt8(truncatingIfNeeded: kind.rcode.rawValue & 0x0F) {
      stage.seconds[second].answered += 1
    } else {
      stage.seconds[second].otherwise += 1
    }
    return true
  }
}
