import DNSWire

/// One connection as a value: takes frames out of what arrives and has each answered, in order (RFC 7766 §6.2.1).
///
/// It does nothing by itself. It is told what happens and says what is to be done; whoever has the connection obeys. It
/// waits for one thing at a time: while the client has not taken what was written, or a response has yet to come from
/// elsewhere, nothing more is read, answered or made. So a client that only sends holds no more memory than one read and
/// its responses; or, when it has sent all it wants, what the kernel had received for it and those responses.
package struct StreamConversation {
  /// What has happened to the connection.
  package enum Event: Sendable {
    /// It is there; comes first.
    case opened
    /// Octets of the stream, as many as one read gave.
    case received([UInt8])
    /// The client has sent all it wants.
    case inputEnded
    /// What was written last is on its way.
    case taken
    /// What was written last did not go out: the connection is of no more use.
    case writeFailed
    /// Others have had their turn.
    case turn
    /// What came of the deferred response with this number.
    case delivered([UInt8]?, number: Int)
    /// Whether the kernel has received what has not been read.
    case unread(Bool)
    /// Another connection needs the room: this one should end, when all that has been read is answered.
    case displaced
    /// The server ends, and so should the connection, when all that has arrived is answered, though it may not have
    /// been read yet, and a query at least.
    case stop
    /// The time for it may have come.
    case deadline
    /// The connection is gone.
    case closed
  }

  /// What is to be done with the connection.
  package enum Effect {
    /// `received` or `inputEnded` will follow.
    case read
    /// `taken` or `writeFailed` will follow.
    case write([UInt8])
    /// `delivered` will follow.
    case begin(DeferredResponse, number: Int)
    /// Lets other connections have their turn; `turn` will follow.
    case yield
    /// `unread` will follow.
    case askForUnread
    /// Nothing waits to be answered, or for the rest of a frame.
    case becomeIdle
    /// Tells the client that no more responses come.
    case endOutput
    /// Ends it in both directions.
    case close
    /// Nothing but to log and count.
    case report(StreamReport)
  }

  /// How long a client can keep a connection that should end, by sending on or by not having sent its first query.
  private static let timeToRead = Duration.seconds(1)
  /// How long a client may take to end its side, when it has been told that leaf has.
  private static let timeToEnd = Duration.milliseconds(500)
  /// Responses are sent when there are this many octets of them, or when nothing is left to answer.
  static let octetsPerWrite = 65_536

  private enum Waiting: Equatable {
    case forInput
    /// - Parameter isFull: There may be more to be written at once.
    case toBeTaken(isFull: Bool)
    case forTurn
    case forDelivery(number: Int)
    case forUnread
    /// The client's side, when leaf's has ended; what still comes is thrown away.
    case forEnd(until: Duration)
    /// Not any more.
    case closed
  }

  enum Ending: Equatable {
    case notYet
    /// When nothing is left to be read, or at the deadline; then as `whenAnswered`.
    case whenRead(deadline: Duration)
    /// When every whole frame that was received is answered and the responses are taken.
    case whenAnswered
    /// When the responses are taken: what was received last cannot be answered.
    case whenTaken
  }

  /// The first answer that is not complete, before which no later one may go out.
  enum Unfinished {
    case stream(ResponseStream)
    case deferred(DeferredResponse)
  }

  /// The longest message that is taken, in octets.
  package var maximumFrameLength: Int
  private var waiting = Waiting.forInput
  var ending = Ending.notYet
  /// Why the connection ends or has ended; nil as long as nothing makes it end.
  package private(set) var end: StreamEnd?
  var unfinished: Unfinished?
  /// What has been received since it was empty last.
  var input: [UInt8] = []
  /// How much of it has been taken out.
  var taken = 0
  /// Whether a message has ever been taken out.
  var hasAsked = false
  /// Frames that are to be written.
  var responses: [UInt8] = []
  private var timer: StreamTimer
  private var inputHasEnded = false
  /// How many responses have been deferred.
  private var deferred = 0

  /// A connection that was opened just now.
  package init(_ timeouts: StreamTimeouts, maximumFrameLength: Int, at now: Now) {
    timer = StreamTimer(timeouts, at: now.monotonic)
    self.maximumFrameLength = maximumFrameLength
  }

  /// How long the connection may wait for each thing; those of a reload take the place of the ones before.
  package var timeouts: StreamTimeouts {
    get { timer.timeouts }
    set { timer.timeouts = newValue }
  }

  /// When `deadline` has to be told; nil while only leaf itself is waited for.
  package var deadline: Duration? {
    switch waiting {
    case .forDelivery, .closed: nil
    case .forEnd(let until): until
    case .forInput: min(timer.deadline, deadlineOfReading ?? timer.deadline)
    case .toBeTaken, .forTurn, .forUnread: timer.deadline
    }
  }

  /// Until when a connection that should end waits for its first query, or for the rest of one.
  private var deadlineOfReading: Duration? {
    if case .whenRead(let deadline) = ending { deadline } else { nil }
  }

  /// Takes in what has happened.
  ///
  /// - Parameter answer: Answers a message into empty room for 65,535 octets.
  /// - Returns: What is to be done, in this order. An event that nothing waits for is no mistake, and changes nothing.
  package mutating func handle(
    _ event: Event, at now: Now, scratch: ResponseScratch,
    answer: (Span<UInt8>, inout OutputSpan<UInt8>) -> Outcome
  ) -> [Effect] {
    var effects: [Effect] = []
    guard take(event, at: now, &effects) else { return effects }
    makeResponses(scratch, &effects, answer)
    goOn(at: now, &effects)
    return effects
  }

  /// - Returns: Whether what has been received may be answered now.
  private mutating func take(_ event: Event, at now: Now, _ effects: inout [Effect]) -> Bool {
    switch (event, waiting) {
    case (_, .closed): return false
    case (.opened, _), (.received, .forEnd): effects.append(.read)
    case (.inputEnded, .forEnd): close(&effects)
    case (.writeFailed, _):
      note(.lost)
      close(&effects)
    case (.closed, _):
      note(.lost)
      forget(&effects)
    case (.deadline, _): if let deadline, now.monotonic >= deadline { closeInTime(&effects) }
    case (.received(let octets), _): return append(octets)
    case (.inputEnded, _):
      inputHasEnded = true
      return endWhenAnswered(.client)
    case (.displaced, _): return endWhenAnswered(.displaced)
    case (.stop, _): return endWhenRead(at: now)
    case (.taken, .toBeTaken(let isFull)): return goOnAfterWriting(isFull: isFull, &effects)
    case (.turn, .forTurn): return true
    case (.delivered(let octets, let number), .forDelivery(let awaited)) where number == awaited:
      return deliver(octets, &effects)
    // The first query of a connection that was opened just now is on its way.
    case (.unread(false), .forUnread) where hasAsked && input.isEmpty: return endWhenAnswered(.stop)
    case (.unread, .forUnread): readOn(at: now, &effects)
    case (.taken, _), (.turn, _), (.delivered, _), (.unread, _): break
    }
    return false
  }

  /// Whether nothing is waited for but what the client sends.
  private var isFree: Bool { waiting == .forInput || waiting == .forUnread }

  private mutating func append(_ octets: [UInt8]) -> Bool {
    // What comes after something that could not be answered is not answered either.
    guard ending != .whenTaken else { return false }
    if taken == input.count { input = octets } else { input = input[taken...] + octets }
    taken = 0
    return isFree
  }

  private mutating func endWhenAnswered(_ cause: StreamEnd) -> Bool {
    note(cause)
    if ending != .whenTaken { ending = .whenAnswered }
    return isFree
  }

  private mutating func endWhenRead(at now: Now) -> Bool {
    note(.stop)
    if ending == .notYet { ending = .whenRead(deadline: now.monotonic + Self.timeToRead) }
    return isFree
  }

  /// Where much has been written and more may follow, others go first.
  private mutating func goOnAfterWriting(isFull: Bool, _ effects: inout [Effect]) -> Bool {
    guard isFull else { return true }
    waiting = .forTurn
    effects.append(.yield)
    return false
  }

  /// Takes a response that comes from elsewhere; without one the connection ends, as with any message that gets none.
  private mutating func deliver(_ octets: [UInt8]?, _ effects: inout [Effect]) -> Bool {
    waiting = .forInput
    if let octets, let report = frame(octets) {
      effects.append(.report(report))
    } else {
      endUnanswered()
      effects.append(.report(.dropped(.noResponse)))
    }
    return true
  }

  /// Ends when the responses are taken: what was received last gets none.
  mutating func endUnanswered() {
    note(.unanswered)
    ending = .whenTaken
  }

  /// What comes after all that could be answered: the responses go out, work for the next one begins, or what is
  /// waited for is more input or an end.
  private mutating func goOn(at now: Now, _ effects: inout [Effect]) {
    if !responses.isEmpty {
      write(at: now, &effects)
    } else if case .deferred(let response) = unfinished {
      begin(response, &effects)
    } else {
      readOnOrEnd(at: now, &effects)
    }
  }

  private mutating func write(at now: Now, _ effects: inout [Effect]) {
    waiting = .toBeTaken(isFull: responses.count >= Self.octetsPerWrite)
    timer.startedWriting(at: now.monotonic)
    effects.append(.write(responses))
    responses = []
  }

  private mutating func begin(_ response: DeferredResponse, _ effects: inout [Effect]) {
    unfinished = nil
    deferred += 1
    waiting = .forDelivery(number: deferred)
    effects.append(.begin(response, number: deferred))
  }

  private mutating func readOnOrEnd(at now: Now, _ effects: inout [Effect]) {
    switch ending {
    case .notYet: readOn(at: now, &effects)
    case .whenRead(let deadline) where now.monotonic < deadline:
      waiting = .forUnread
      effects.append(.askForUnread)
    case .whenRead, .whenAnswered:
      if inputHasEnded { close(&effects) } else { endOutput(at: now, &effects) }
    case .whenTaken: close(&effects)
    }
  }

  private mutating func readOn(at now: Now, _ effects: inout [Effect]) {
    waiting = .forInput
    // Frames are taken only to be written about, and then the timer waits for something else already.
    timer.received(framesTaken: false, isMidFrame: taken < input.count, at: now.monotonic)
    if timer.event == .prefix { effects.append(.becomeIdle) }
    effects.append(.read)
  }

  /// Says that no more responses come, and waits for the client to end its side too: closing while queries
  /// arrive would be a reset, which takes responses that are still on their way with it.
  private mutating func endOutput(at now: Now, _ effects: inout [Effect]) {
    waiting = .forEnd(until: now.monotonic + Self.timeToEnd)
    (input, taken) = ([], 0)
    effects += [.endOutput, .read]
  }

  /// What makes a connection end that ends already is not why.
  private mutating func note(_ cause: StreamEnd) {
    if end == nil { end = cause }
  }

  private mutating func closeInTime(_ effects: inout [Effect]) {
    note(timer.event.timeout)
    close(&effects)
  }

  private mutating func close(_ effects: inout [Effect]) {
    forget(&effects)
    effects.append(.close)
  }

  /// Drops all that the connection keeps, and a response that is still to come.
  private mutating func forget(_ effects: inout [Effect]) {
    if isOwed { effects.append(.report(.dropped(.clientGone))) }
    waiting = .closed
    unfinished = nil
    (input, taken, responses) = ([], 0, [])
  }

  /// Whether a query that has been taken out still waits for its response.
  private var isOwed: Bool {
    if case .forDelivery = waiting { return true }
    if case .deferred = unfinished { return true }
    return false
  }
}
