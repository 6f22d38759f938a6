/// How many connections a server serves at once for one address, and what becomes of the next.
struct ConnectionLimit: Sendable {
  enum Next: Sendable {
    /// None was tried.
    case untried
    case closed(isReset: Bool)
    case unanswered
    case failed(SystemError)
  }

  var served = 0
  var next = Next.untried
  /// Those that the server has closed by the end, in favour of newer ones or as they were idle.
  var closed = 0
}

extension ConnectionLimit {
  /// Opens connections and asks over each, until one is not served.
  init(_ session: Session, most: Int) {
    self.init()
    var open: [TCPConnection] = []
    while served < most, !session.stop.isSet {
      guard let connection = serve(session) else { break }
      open.append(connection)
      served += 1
    }
    closed = open.count { connection in
      if case .closed = connection.receive(until: .now, session.stop) { true } else { false }
    }
  }

  /// One that was answered.
  private mutating func serve(_ session: Session) -> TCPConnection? {
    do throws(SystemError) {
      let connection = try TCPConnection(to: session.endpoint, timeout: session.options.timeout, session.stop)
      try connection.send(Message.query(session.zone, .soa).octets(id: randomID()))
      switch connection.receive(until: .now + session.options.timeout, session.stop) {
      case .message: return connection
      case .closed(let isReset): next = .closed(isReset: isReset)
      case .nothing: next = .unanswered
      }
    } catch {
      next = .failed(error)
    }
    return nil
  }
}

/// How long a server waits on a connection.
struct StreamTimeout: Sendable {
  /// What it waits for.
  enum Wait: CaseIterable, Sendable {
    case firstQuery, nextQuery, restOfLength, restOfQuery
  }

  let wait: Wait
  /// nil where it did not close, or did not serve at all.
  var closedAfter: Duration?
  var isReset = false
  var failure: String?
}

extension StreamTimeout {
  /// - Parameter longest: After which nobody waits any more.
  init(_ wait: Wait, _ session: Session, longest: Duration) {
    self.init(wait: wait)
    do throws(SystemError) {
      let connection = try TCPConnection(to: session.endpoint, timeout: session.options.timeout, session.stop)
      connection.sendAtOnce()
      try begin(connection, session)
      let start = ContinuousClock.now
      guard failure == nil,
        case .closed(let isReset) = connection.receive(until: start + longest, session.stop)
      else {
        return
      }
      closedAfter = .now - start
      self.isReset = isReset
    } catch {
      failure = "\(error)"
    }
  }

  /// Brings the connection to where the server waits.
  private mutating func begin(_ connection: TCPConnection, _ session: Session) throws(SystemError) {
    let query = Message.query(session.zone, .soa).octets(id: randomID())
    switch wait {
    case .firstQuery: return
    case .nextQuery:
      try connection.send(query)
      guard case .message = connection.receive(until: .now + session.options.timeout, session.stop) else {
        failure = "no response"
        return
      }
    case .restOfLength: try connection.sendUnframed([0])
    case .restOfQuery:
      try connection.sendUnframed(
        [0, UInt8(truncatingIfNeeded: query.count)] + query.prefix(query.count / 2))
    }
  }
}
