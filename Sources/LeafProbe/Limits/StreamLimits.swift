/// How many connections a server serves at once for one address, and what becomes of the next.
struct ConnectionLimit: Sendable {
  enum Next: Sendable {
    /// None was tried.
    case untried
    case closed(isReset: Bool)
    /// It was served, and an older one closed.
    case replaces
    case unanswered
    case failed(SystemError)
  }

  var served = 0
  var next = Next.untried
}

extension ConnectionLimit {
  /// Opens connections and asks over each, until one is not served, or an older one no longer.
  init(_ session: Session, most: Int) {
    self.init()
    var open: [TCPConnection] = []
    while served < most, !session.stop.isSet, let connection = serve(session) {
      guard !open.contains(where: { $0.isClosed(session.stop) }) else {
        next = .replaces
        return
      }
      open.append(connection)
      served += 1
    }
  }

  /// One that was answered.
  private mutating func serve(_ session: Session) -> TCPConnection? {
    session.pacer.wait(session.stop)
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

extension TCPConnection {
  /// Whether the server has closed it.
  fileprivate func isClosed(_ stop: Interruption) -> Bool {
    if case .closed = receive(until: .now, stop) { true } else { false }
  }
}

/// How long a server waits on a connection.
struct StreamTimeout: Sendable {
  /// What it waits for.
  enum Wait: CaseIterable, Sendable {
    case firstQuery, nextQuery, restOfLength, restOfQuery
  }

  let wait: Wait
  /// How long it was watched.
  var waited: Duration = .zero
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
      let connection = try TCPConnection(
        to: session.endpoint, timeout: session.options.timeout, session.stop)
      connection.sendAtOnce()
      try begin(connection, session)
      guard failure == nil else { return }
      let start = ContinuousClock.now
      let frame = connection.receive(until: start + longest, session.stop)
      waited = .now - start
      guard case .closed(let isReset) = frame else { return }
      closedAfter = waited
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
