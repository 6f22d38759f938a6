import Glibc
import struct NIOConcurrencyHelpers.NIOLock

/// Carries out exchanges, one after the other.
protocol Exchanging: AnyObject {
  var exchanges: [Exchange] { get }
  func perform(_ step: Step)
  func converse(_ conversation: Conversation) -> Transcript
  func finish()
}

/// Carries out the exchanges of one case over the network, on the thread that calls it.
final class Client: Exchanging {
  let session: Session
  private(set) var exchanges: [Exchange] = []
  private var connection: TCPConnection?
  /// Whether a later second was waited for: once in a case, or one that gets no errors at all would take long.
  private var hasPaused = false
  /// Sockets on which something more may come, each with its exchange's index and the ID sent from it.
  private var watched: [(socket: UDPSocket, index: Int, id: UInt16?)] = []

  init(_ session: Session) { self.session = session }

  /// Sends a message until something comes that tells something.
  func perform(_ step: Step) {
    guard let message = step.message.settled(after: exchanges) else {
      // Without the response that it is made of there is nothing to send, and nothing wrong.
      exchanges.append(blank(step.message, []))
      exchanges[exchanges.count - 1].isSent = false
      return
    }
    var exchange = blank(message, message.octets(id: step.id ?? randomID()))
    var number = 0
    repeat {
      number += 1
      if number > 1 { exchange.renew(id: step.id ?? randomID()) }
      exchange.tries = number
      attempt(step, &exchange)
      if exchange.tellsNothing, session.stop.isSet {
        exchange.doubt = Self.interruption
        break
      }
      if step.expectation.isSilence { break }
      if step.expectation.grade(of: exchange) == .conformant {
        guard isDoubtful(exchange, of: step) else { break }
        pause()
        continue
      }
      guard exchange.tellsNothing, exchange.death == nil else { break }
      if !session.hasAnswered {
        // Nobody knows yet whether there is a server: the message itself is what would tell.
        if number >= session.firstTries(exchange) { exchange.doubt = "no response ever came" }
      } else if number >= step.mostTries(session.options) {
        exchange.doubt = "nothing came to \(number) tries, and other queries were lost too"
      } else if !isAnswered() {
        if let death = session.death { exchange.doubt = death }
      } else if step.isSingle || session.isTelling(tries: number) && hasPaused {
        break
      } else if session.isTelling(tries: number) {
        pause()
      }
    } while exchange.doubt == nil
    if exchange.doubt == nil, case .response = exchange.ending {
      session.count(lost: exchange.tries - 1, answeredAfter: exchange.latency)
    }
    exchanges.append(exchange)
  }

  /// Whether nothing came where nothing is right, and a response might have been wrong.
  private func isDoubtful(_ exchange: Exchange, of step: Step) -> Bool {
    exchange.tellsNothing && exchange.death == nil && step.expectation.judgesResponses && !step.isSingle
      && !hasPaused
  }

  /// NSD tells of a hundred errors in a second and is silent about the rest: the next second decides.
  private func pause() {
    session.stop.sleep(until: .now + .milliseconds(1100))
    hasPaused = true
  }

  /// Takes up exchanges that were carried out elsewhere.
  func add(_ exchanges: [Exchange]) { self.exchanges += exchanges }

  /// Waits for what may still come to exchanges that are over, and for what must not come.
  func finish() {
    let end = ContinuousClock.now + session.options.repetitionWindow
    let silent = Set(watched.map(\.index))
    takeLate(from: watched.count, until: end)
    connection = nil
    guard session.stop.isSet else { return }
    // Nobody has waited for what must not come.
    for index in silent where exchanges[index].response == nil {
      exchanges[index].doubt = exchanges[index].doubt ?? Self.interruption
    }
  }

  static let interruption = "interrupted"

  /// Takes what came late on the first of the watched sockets, and closes these.
  private func takeLate(from count: Int, until end: ContinuousClock.Instant) {
    for (socket, index, id) in watched.prefix(count) {
      while !exchanges[index].isFlooded, let datagram = try? socket.receive(until: end, session.stop) {
        exchanges[index].take(late: datagram.octets, from: datagram.source, id: id)
      }
    }
    watched.removeFirst(count)
  }

  private func blank(_ message: Message, _ octets: [UInt8]) -> Exchange {
    Exchange(to: session.endpoint, over: session.transport, message, octets)
  }

  private func attempt(_ step: Step, _ exchange: inout Exchange) {
    do throws(SystemError) {
      switch session.transport {
      case .udp: try attemptUDP(step, &exchange)
      case .tcp: try attemptTCP(step, &exchange)
      }
    } catch {
      exchange.ending = .failed(error)
    }
  }

  private func attemptUDP(_ step: Step, _ exchange: inout Exchange) throws(SystemError) {
    let socket = try UDPSocket(
      to: session.endpoint, from: step.sourceAddress, port: step.sourcePort)
    let start = try send(step, &exchange) { octets throws(SystemError) in try socket.send(octets) }
    // A case of very many exchanges must not use up the descriptors.
    if watched.count >= 64 { takeLate(from: 32, until: .now) }
    watched.append((socket, exchanges.count, exchange.sentID))
    if step.expectation.isSilence || step.isUnawaited { return }
    exchange.ending = .silence
    let deadline = start + patience(step, exchange)
    while !exchange.isFlooded, let (octets, source) = try socket.receive(until: deadline, session.stop) {
      if exchange.accept(octets, from: source) {
        exchange.latency = .now - start
        return
      }
    }
  }

  private func attemptTCP(_ step: Step, _ exchange: inout Exchange) throws(SystemError) {
    // A connection that has served may be closed by the server at any time (RFC 7766 §6.2.3): then a new one is made.
    let isReused = connection != nil
    do throws(SystemError) {
      // Connected once the message's turn has come: a server need not wait long for a query.
      let start = try send(step, &exchange, connecting: connect) { octets throws(SystemError) in
        try connection?.send(octets)
      }
      let patience = step.patienceOverTCP ?? patience(step, exchange)
      exchange.ending = ending(of: &exchange, sentAt: start, until: start + patience)
    } catch {
      let isEnd = error.errno == EPIPE || error.errno == ECONNRESET
      exchange.ending = isEnd && connection != nil ? .closed(isReset: true) : .failed(error)
    }
    // What comes late must not be taken for the response to the next one.
    defer { if step.isUnawaited { connection = nil } }
    switch exchange.ending {
    case .response: return
    case .closed where isReused:
      self.connection = nil
      try attemptTCP(step, &exchange)
    case .silence, .closed, .failed: self.connection = nil
    }
  }

  private func patience(_ step: Step, _ exchange: Exchange) -> Duration {
    max(session.patience(try: exchange.tries), min(step.leastPatience, session.options.timeout))
  }

  private func connect() throws(SystemError) {
    guard connection == nil else { return }
    connection = try TCPConnection(
      to: session.endpoint, timeout: session.options.timeout, session.stop)
  }

  private func ending(
    of exchange: inout Exchange, sentAt start: ContinuousClock.Instant,
    until deadline: ContinuousClock.Instant
  ) -> Ending {
    // Without one the message was not sent, as another was the end of the server.
    guard let connection else { return .silence }
    var repetitions = 0
    while !exchange.isFlooded, repetitions < 16 {
      switch connection.receive(until: deadline, session.stop) {
      case .nothing: return .silence
      case .closed(let isReset): return .closed(isReset: isReset)
      case .message(let octets):
        if isRepetition(octets) {
          repetitions += 1
        } else if exchange.accept(octets, from: session.endpoint) {
          exchange.latency = .now - start
          return exchange.ending
        }
      }
    }
    return .silence
  }

  /// Whether it is the response to an earlier query on the connection once more; notes it there.
  private func isRepetition(_ octets: [UInt8]) -> Bool {
    guard let index = exchanges.lastIndex(where: { $0.response?.octets == octets }) else { return false }
    if !exchanges[index].isFlooded { exchanges[index].repetitions.append(octets) }
    return true
  }

  /// Sends in the pacer's time; after a hostile message makes sure that the server lives, before any other is sent.
  private func send(
    _ step: Step, _ exchange: inout Exchange, connecting connect: () throws(SystemError) -> Void = {},
    _ send: ([UInt8]) throws(SystemError) -> Void
  ) throws(SystemError) -> ContinuousClock.Instant {
    guard step.isHostile else {
      session.pacer.wait(session.stop)
      try connect()
      let start = ContinuousClock.now
      try send(exchange.octets)
      return start
    }
    let octets = exchange.octets
    let sent = session.hostility.withLock { () -> Result<ContinuousClock.Instant, SystemError>? in
      if session.hostility.isSuspicious(over: session.transport) { _ = isAnswered() }
      if session.death != nil { return nil }
      session.pacer.wait(session.stop)
      let start: ContinuousClock.Instant
      do throws(SystemError) {
        try connect()
        start = .now
        try send(octets)
      } catch {
        // What was sent before may have been its end only now.
        _ = isAnswered()
        return .failure(error)
      }
      _ = isAnswered()
      return .success(start)
    }
    guard let sent else {
      // Another message was the end of it.
      exchange.doubt = session.death
      return .now
    }
    exchange.death = session.death
    return try sent.get()
  }

  /// Asks for the zone's SOA on a socket of its own; without an answer to many tries the server counts as gone.
  func isAnswered() -> Bool {
    if session.death != nil { return false }
    let step = Step(.query(session.zone, .soa), .anyEnding)
    let client = Client(session)
    var number = 0
    var lastEnding = ""
    tries: while number < session.options.mostTries, !session.stop.isSet {
      number += 1
      var exchange = blank(step.message, step.message.octets(id: randomID()))
      exchange.tries = number
      client.attempt(step, &exchange)
      if case .response = exchange.ending {
        session.count(lost: 0, answeredAfter: exchange.latency)
        return true
      }
      session.count(lost: 1, answeredAfter: nil)
      lastEnding = exchange.summary
      switch exchange.ending {
      case .closed:
        // It lives and has had enough of this client for now: most limits are for a second.
        session.stop.sleep(until: .now + .milliseconds(200) * min(number, 5))
      case .failed where number < session.options.tries:
        // Time for a server that restarts, or for a system short of ports.
        session.stop.sleep(until: .now + .milliseconds(100))
      case .failed: break tries
      case .silence, .response: if session.isTelling(tries: number) { break tries }
      }
    }
    guard !session.stop.isSet else { return false }
    session.bury("the server stopped answering: SOA \(session.zone) asked \(number) times, \(lastEnding)")
    return false
  }
}

extension Step {
  /// How long to wait for what must not come; nil for what may.
  fileprivate var patienceOverTCP: Duration? {
    isUnawaited ? .zero : expectation.isSilence ? .milliseconds(500) : nil
  }
}

extension Exchange {
  /// Nothing came, or what a server sends that has had enough of a client: an empty response with TC=1.
  var tellsNothing: Bool {
    guard case .response(let response) = ending else { return true }
    return transport == .udp && response.flags.contains(.tc) && response.data(.answer).isEmpty
      && response.rcode == .noError
  }
}

func randomID() -> UInt16 { UInt16.random(in: 1...0xFFFE) }

/// So many IDs, each but once: the second of two responses that are the same over TCP, ID and all, would be taken for
/// a repetition of the first.
func distinctIDs(_ count: Int) -> Set<UInt16> {
  var ids: Set<UInt16> = []
  while ids.count < count { ids.insert(randomID()) }
  return ids
}
