import Glibc

/// Carries out one conversation over a connection of its own.
struct Conversing {
  let session: Session
  private var connection: TCPConnection
  private var others: [TCPConnection] = []
  private(set) var transcript = Transcript()
  /// When the last octet went either way.
  private var lastOctet = ContinuousClock.now

  init(_ session: Session) throws(SystemError) {
    self.session = session
    connection = try Self.connect(session)
  }

  private static func connect(_ session: Session) throws(SystemError) -> TCPConnection {
    let connection = try TCPConnection(
      to: session.endpoint, timeout: session.options.timeout, session.stop)
    connection.sendAtOnce()
    return connection
  }

  mutating func perform(_ acts: [Conversation.Act]) throws(SystemError) {
    for act in acts where !session.stop.isSet { try perform(act) }
    transcript.firstRead = connection.firstRead
  }

  private mutating func perform(_ act: Conversation.Act) throws(SystemError) {
    switch act {
    case .send(let messages, let id): send([frames(messages, id: id)], pause: .zero)
    case .sendInPieces(let messages, let ends, let pause): send(pieces(messages, ends), pause: pause)
    case .trickle(let message, let pause): trickle(message, pause)
    case .octets(let octets):
      transcript.exchanges.append(Exchange(to: session.endpoint, over: .tcp, .octets(octets), octets))
      send([octets], pause: .zero)
    case .receive:
      // A server that is slow, and goes on answering, is waited for.
      receive(until: .now + session.options.timeout, andAfterEach: session.options.timeout) { $0.isAnswered }
    case .receiveTransfer: receiveTransfer()
    case .finishSending: connection.finishSending()
    case .reconnect: try replaceConnection()
    case .awaitEnd(let duration): awaitEnd(duration)
    case .openOthers(let count):
      for _ in 0..<count { others.append(try Self.connect(session)) }
    case .pause(let duration): session.stop.sleep(until: .now + duration)
    case .change:
      others.append(connection)
      try replaceConnection()
    }
  }

  private mutating func replaceConnection() throws(SystemError) {
    connection = try Self.connect(session)
    transcript.firstAwaited = transcript.exchanges.count
  }
}

extension Conversing {
  /// The messages behind their lengths, each with an exchange of its own.
  private mutating func frames(_ messages: [Message], id: UInt16? = nil) -> [UInt8] {
    messages.flatMap { message -> [UInt8] in
      session.pacer.wait(session.stop)
      let octets = message.octets(id: id ?? unusedID())
      transcript.exchanges.append(Exchange(to: session.endpoint, over: .tcp, message, octets))
      var frame: [UInt8] = []
      frame.append(UInt16(truncatingIfNeeded: octets.count))
      return frame + octets
    }
  }

  private func unusedID() -> UInt16 {
    let used = Set(transcript.exchanges.compactMap(\.sentID))
    var id = randomID()
    while used.contains(id) { id = randomID() }
    return id
  }

  private mutating func pieces(_ messages: [Message], _ ends: [Int]) -> [[UInt8]] {
    let whole = frames(messages)
    let ends = ends.filter { $0 < whole.count } + [whole.count]
    return zip([0] + ends, ends).map { Array(whole[$0..<$1]) }
  }

  /// What the server does not take any more is lost: how it ended the connection is read.
  private mutating func send(_ pieces: [[UInt8]], pause: Duration) {
    for (index, piece) in pieces.enumerated() {
      if index > 0 { session.stop.sleep(until: .now + pause) }
      do throws(SystemError) { try connection.sendUnframed(piece) } catch { return }
      lastOctet = .now
    }
  }

  private mutating func trickle(_ message: Message, _ pause: Duration) {
    let start = ContinuousClock.now
    for octet in frames([message]) where transcript.end == nil {
      send([[octet]], pause: .zero)
      transcript.trickled += 1
      receive(until: .now + pause) { $0.end != nil }
      transcript.waited = .now - start
    }
  }

  private mutating func awaitEnd(_ duration: Duration) {
    let start = ContinuousClock.now
    receive(until: start + duration) { $0.end != nil }
    transcript.waited = .now - start
  }

  /// Reads until it is enough, the connection ends or the deadline passes.
  ///
  /// - Parameter pause: How long to wait for the next message once one has come; nil for the deadline as it is.
  private mutating func receive(
    until deadline: ContinuousClock.Instant, andAfterEach pause: Duration? = nil,
    _ isEnough: (Transcript) -> Bool
  ) {
    var deadline = deadline
    // A server that sends without end must not hold the probe.
    while transcript.end == nil, transcript.received.count < 4096, !isEnough(transcript) {
      switch connection.receive(until: deadline, session.stop) {
      case .nothing: return
      case .closed(let isReset): transcript.end = .init(isReset: isReset, after: .now - lastOctet)
      case .message(let octets):
        take(octets)
        if let pause { deadline = .now + pause }
      }
    }
  }

  /// A message that comes is the response to the query that has its ID and none yet.
  private mutating func take(_ octets: [UInt8]) {
    lastOctet = .now
    transcript.received.append(octets)
    let id = octets.uint16(at: 0)
    let matching = transcript.exchanges.indices.dropFirst(transcript.firstAwaited).filter {
      transcript.exchanges[$0].sentID == id
    }
    let index = matching.first { transcript.exchanges[$0].response == nil } ?? matching.last
    guard let index = index ?? transcript.exchanges.indices.last else { return }
    transcript.exchanges[index].takeOverTCP(octets, from: session.endpoint)
  }

  private mutating func receiveTransfer() {
    var transfer = Transfer()
    var count = transcript.received.count
    let id = transcript.exchanges.last?.sentID
    receive(until: .now + session.options.timeout * 5) { transcript in
      transfer.take(transcript.received.dropFirst(count).filter { $0.uint16(at: 0) == id })
      count = transcript.received.count
      return transfer.isOver
    }
  }
}

extension Exchange {
  /// The response, or one more: then it stays with the first.
  fileprivate mutating func takeOverTCP(_ octets: [UInt8], from source: Endpoint) {
    if response == nil {
      _ = accept(octets, from: source)
    } else if !isFlooded {
      take(late: octets, from: source, id: sentID)
    }
  }
}
