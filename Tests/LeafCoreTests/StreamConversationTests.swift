import DNSWire
import LeafCore
import Testing

/// A connection without a socket: what the conversation says is noted, and nothing is done of itself.
private struct Connection {
  static let timeouts = StreamTimeouts(idle: .seconds(10), read: .seconds(3), write: .seconds(2))

  var conversation = StreamConversation(timeouts, maximumFrameLength: 100, at: .milliseconds(0))
  let scratch = ResponseScratch()
  let works = Works()
  /// The words for what has been said since this was asked last.
  var said: [String] = []
  /// The first octet after the header of each message that was written.
  var written: [UInt8] = []
  var reports: [StreamReport] = []

  mutating func take(_ event: StreamConversation.Event, at milliseconds: UInt64 = 0) {
    let works = works
    let effects = conversation.handle(event, at: .milliseconds(milliseconds), scratch: scratch) {
      works.answer($0, into: &$1)
    }
    for effect in effects { note(effect) }
  }

  /// As `take`, and says what came of it.
  mutating func saying(_ event: StreamConversation.Event, at milliseconds: UInt64 = 0) -> [String] {
    said = []
    take(event, at: milliseconds)
    return said
  }

  private mutating func note(_ effect: StreamConversation.Effect) {
    switch effect {
    case .read: said.append("read")
    case .write(let octets): noteFrames(octets)
    case .begin(_, let number): said.append("begin \(number)")
    case .yield: said.append("yield")
    case .askForUnread: said.append("ask")
    case .becomeIdle: said.append("idle")
    case .endOutput: said.append("end")
    case .close: said.append("close")
    case .report(let report): reports.append(report)
    }
  }

  private mutating func noteFrames(_ octets: [UInt8]) {
    said.append("write")
    var rest = octets[...]
    while rest.count > 2 {
      let length = Int(rest[rest.startIndex]) << 8 | Int(rest[rest.startIndex + 1])
      written.append(rest[rest.startIndex + 2 + 12])
      rest = rest.dropFirst(2 + length)
    }
  }
}

/// Answers by what a message begins with.
private final class Works {
  static let normal: UInt8 = 1
  static let late: UInt8 = 2
  static let none: UInt8 = 3
  static let stream: UInt8 = 4
  static let long: UInt8 = 5

  /// How many messages a stream has, and of what length.
  var messages = 3
  var length = 13
  var made = 0
  var answered = 0

  func answer(_ message: Span<UInt8>, into response: inout OutputSpan<UInt8>) -> Outcome {
    answered += 1
    switch message.isEmpty ? Self.none : message[0] {
    case Self.normal: response.append(message[1], 13)
    case Self.long: response.append(message[1], 60_000)
    case Self.late: return .deferred(DeferredResponse { _ in })
    case Self.stream: return .stream(stream(message[1]))
    default: return .none(.truncatedHeader)
    }
    return .response(
      Answered(
        rule: .stored, zone: nil, rcode: .noError, isAuthoritative: true, qtype: nil, answerCount: 0,
        authorityCount: 0))
  }

  /// Messages that are numbered from `first` on.
  private func stream(_ first: UInt8) -> ResponseStream {
    var left = messages
    return ResponseStream { response in
      response.append(first &+ UInt8(truncatingIfNeeded: self.messages - left), self.length)
      self.made += 1
      left -= 1
      return left > 0
    }
  }
}

extension OutputSpan<UInt8> {
  /// A message of so many octets, `mark` behind its header.
  fileprivate mutating func append(_ mark: UInt8, _ length: Int) {
    append(Header(id: 0, flags: .response))
    append(mark)
    append(repeating: 0, count: length - 13)
  }
}

private func query(_ kind: UInt8, _ mark: UInt8) -> [UInt8] { [0, 2, kind, mark] }

private func response(_ mark: UInt8) -> [UInt8] { [UInt8](repeating: 0, count: 12) + [mark] }

@Suite struct `A conversation on a stream (RFC 7766)` {
  @Test func `a query that comes in pieces is answered when it is whole, in one write with its prefix`() {
    var connection = Connection()
    #expect(connection.saying(.opened) == ["read"])
    #expect(connection.saying(.received([0])) == ["read"])
    #expect(connection.saying(.received([2, Works.normal])) == ["read"])
    #expect(connection.saying(.received([7])) == ["write"])
    #expect(connection.written == [7])
    #expect(connection.saying(.taken) == ["idle", "read"])
  }

  @Test func `normal, deferred, stream and normal queries are answered in order (§6.2.1.1)`() {
    var connection = Connection()
    let queries =
      query(Works.normal, 1) + query(Works.late, 2) + query(Works.stream, 3) + query(Works.normal, 6)
    #expect(connection.saying(.received(queries)) == ["write"])
    #expect(connection.written == [1] && connection.works.answered == 2)
    #expect(connection.saying(.taken) == ["begin 1"])
    #expect(connection.saying(.delivered(response(2), number: 1)) == ["write"])
    #expect(connection.written == [1, 2, 3, 4, 5, 6])
    #expect(connection.saying(.taken) == ["idle", "read"])
  }

  @Test func `while a response is not taken nothing more is read, answered or begun`() {
    var connection = Connection()
    connection.take(.received(query(Works.normal, 1)))
    // What the client sends before its end is read by the system all the same.
    for kind in [Works.normal, Works.late, Works.stream] {
      #expect(connection.saying(.received(query(kind, 2))) == [])
    }
    #expect(connection.works.answered == 1 && connection.works.made == 0)
    #expect(connection.saying(.taken) == ["write"])
    #expect(connection.written == [1, 2])
  }

  @Test func `while a response is deferred nothing more is answered, and the client's time does not run`() {
    var connection = Connection()
    connection.take(.received(query(Works.late, 1) + query(Works.normal, 2)))
    #expect(connection.conversation.deadline == nil)
    #expect(connection.saying(.deadline, at: 1_000_000) == [])
    #expect(connection.saying(.received(query(Works.normal, 3))) == [])
    #expect(connection.works.answered == 1)
    connection.take(.delivered(response(1), number: 1))
    #expect(connection.written == [1, 2, 3])
  }

  @Test func `a deferred response comes to a client that has ended its side, and then the connection ends`() {
    var connection = Connection()
    connection.take(.received(query(Works.late, 1)))
    #expect(connection.saying(.inputEnded) == [])
    #expect(connection.saying(.delivered(response(1), number: 1)) == ["write"])
    #expect(connection.saying(.taken) == ["close"])
  }

  @Test func `a response that is delivered twice, or for another query, is ignored`() {
    var connection = Connection()
    connection.take(.received(query(Works.late, 1) + query(Works.late, 2)))
    connection.take(.delivered(response(9), number: 2))
    connection.take(.delivered(response(1), number: 1))
    connection.take(.taken)
    connection.take(.delivered(response(9), number: 1))
    connection.take(.delivered(response(2), number: 2))
    connection.take(.taken)
    #expect(connection.saying(.delivered(response(9), number: 2)) == [])
    #expect(connection.written == [1, 2])
  }

  @Test(arguments: [nil, [], [1, 2, 3], [UInt8](repeating: 0, count: 65_536)] as [[UInt8]?])
  func `where no message is delivered the connection ends, as after any query without a response`(
    delivered: [UInt8]?
  ) {
    var connection = Connection()
    connection.take(.received(query(Works.late, 1) + query(Works.normal, 2)))
    #expect(connection.saying(.delivered(delivered, number: 1)) == ["close"])
    #expect(connection.reports == [.dropped(.noResponse)])
    #expect(connection.works.answered == 1)
  }

  @Test func `a connection that ends while a response is deferred owes it for ever`() {
    var connection = Connection()
    connection.take(.received(query(Works.late, 1)))
    #expect(connection.saying(.closed) == [])
    #expect(connection.reports == [.dropped(.clientGone)])
    #expect(connection.saying(.delivered(response(1), number: 1)) == [])
    #expect(connection.written == [])
  }

  @Test func `one that ends before the work for a response has begun owes it too`() {
    var connection = Connection()
    connection.take(.received(query(Works.normal, 1) + query(Works.late, 2)))
    #expect(connection.saying(.writeFailed) == ["close"])
    #expect(connection.reports == [.dropped(.clientGone)])
  }

  @Test func `a stream is made as far as it is taken, and others have their turn between`() {
    var connection = Connection()
    (connection.works.messages, connection.works.length) = (100, 30_000)
    connection.take(.received(query(Works.stream, 1) + query(Works.normal, 200)))
    #expect(connection.works.made == 3)
    for _ in 0..<10 { connection.take(.received([])) }
    #expect(connection.works.made == 3)
    #expect(connection.saying(.taken) == ["yield"])
    #expect(connection.works.made == 3)
    #expect(connection.saying(.turn) == ["write"])
    #expect(connection.works.made == 6)
    while connection.saying(.taken).contains("yield") { connection.take(.turn) }
    #expect(connection.written == (0..<100).map { $0 + 1 } + [200])
    #expect(connection.reports.count == 100)
  }

  @Test func `a client that takes no message of a stream meets the write timeout, and no more is made`() {
    var connection = Connection()
    (connection.works.messages, connection.works.length) = (100, 60_000)
    connection.take(.received(query(Works.stream, 1)), at: 500)
    #expect(connection.conversation.deadline == .milliseconds(2_500))
    #expect(connection.saying(.deadline, at: 2_499) == [])
    #expect(connection.saying(.deadline, at: 2_500) == ["close"])
    #expect(connection.saying(.taken, at: 2_600) == [])
    #expect(connection.works.made == 2)
  }

  @Test func `long responses are written in parts, so that memory stays bounded`() {
    var connection = Connection()
    connection.take(.received((1...10).flatMap { query(Works.long, $0) }))
    #expect(connection.works.answered == 2)
    #expect(connection.saying(.taken) == ["yield"])
    #expect(connection.saying(.turn) == ["write"])
    #expect(connection.works.answered == 4)
  }

  @Test(arguments: [[0, 0], query(3, 0), [0, 101], [0xFF, 0xFF]] as [[UInt8]])
  func `what cannot be answered ends the connection when all before it is taken`(stream: [UInt8]) {
    var connection = Connection()
    #expect(
      connection.saying(.received(query(Works.normal, 1) + stream + query(Works.normal, 2))) == ["write"])
    #expect(connection.saying(.received(query(Works.normal, 3))) == [])
    #expect(connection.saying(.taken) == ["close"])
    #expect(connection.written == [1])
    #expect(connection.reports.isEmpty == (stream[1] < 101))
  }

  @Test func `an end waits for what has been read, says so, and gives the client half a second`() {
    var connection = Connection()
    connection.take(.received(query(Works.normal, 1) + [0]), at: 100)
    #expect(connection.saying(.displaced, at: 100) == [])
    #expect(connection.saying(.taken, at: 200) == ["end", "read"])
    // What still comes is thrown away.
    #expect(connection.saying(.received(query(Works.normal, 2)), at: 300) == ["read"])
    #expect(connection.conversation.deadline == .milliseconds(700))
    #expect(connection.saying(.deadline, at: 700) == ["close"])
  }

  @Test func `a client that ends its side after leaf has closes the connection at once`() {
    var connection = Connection()
    #expect(connection.saying(.displaced) == ["end", "read"])
    #expect(connection.saying(.inputEnded) == ["close"])
  }

  @Test func `an end when all has arrived reads on as long as the kernel has more, for a second`() {
    var connection = Connection()
    #expect(connection.saying(.stop) == ["ask"])
    #expect(connection.saying(.unread(true)) == ["idle", "read"])
    #expect(connection.saying(.received(query(Works.normal, 1)), at: 999) == ["write"])
    #expect(connection.saying(.taken, at: 999) == ["ask"])
    #expect(connection.saying(.unread(false), at: 999) == ["end", "read"])

    var other = Connection()
    other.take(.stop)
    other.take(.unread(true))
    other.take(.received(query(Works.normal, 1)), at: 999)
    #expect(other.saying(.taken, at: 1_000) == ["end", "read"])
  }

  @Test func `an end when all has arrived waits for a first query, for a second`() {
    var connection = Connection()
    connection.take(.stop)
    #expect(connection.saying(.unread(false)) == ["idle", "read"])
    #expect(connection.conversation.deadline == .seconds(1))
    // A part of a query is none yet.
    #expect(connection.saying(.received(Array(query(Works.normal, 1).prefix(3))), at: 500) == ["ask"])
    #expect(connection.saying(.unread(false), at: 500) == ["read"])
    #expect(connection.conversation.deadline == .seconds(1))
    #expect(connection.saying(.received(Array(query(Works.normal, 1).dropFirst(3))), at: 900) == ["write"])
    #expect(connection.saying(.taken, at: 900) == ["ask"])
    #expect(connection.saying(.unread(false), at: 900) == ["end", "read"])

    var silent = Connection()
    silent.take(.stop)
    silent.take(.unread(false))
    #expect(silent.saying(.deadline, at: 999) == [])
    #expect(silent.saying(.deadline, at: 1_000) == ["close"])
  }

  @Test func `an end when all has arrived is at once where a query has been answered`() {
    var connection = Connection()
    connection.take(.received(query(Works.normal, 1)))
    connection.take(.taken)
    #expect(connection.saying(.stop) == ["ask"])
    #expect(connection.saying(.unread(false)) == ["end", "read"])
  }

  @Test func `idle, read and write times are those of the timer`() {
    var connection = Connection()
    #expect(connection.conversation.deadline == .seconds(10))
    connection.take(.received([0]), at: 4_000)
    #expect(connection.conversation.deadline == .seconds(7))
    connection.take(.received([2, Works.normal]), at: 5_000)
    #expect(connection.conversation.deadline == .seconds(7))
    connection.take(.received([1, 0]), at: 6_000)
    #expect(connection.conversation.deadline == .seconds(8))
    connection.take(.taken, at: 6_500)
    #expect(connection.conversation.deadline == .milliseconds(9_500))
    #expect(connection.saying(.deadline, at: 9_500) == ["close"])
  }

  @Test func `events that nothing waits for change nothing`() {
    var connection = Connection()
    for event in [.taken, .turn, .unread(true), .unread(false), .delivered(nil, number: 1), .deadline]
      as [StreamConversation.Event]
    {
      #expect(connection.saying(event, at: 1) == [])
    }
    #expect(connection.saying(.received(query(Works.normal, 1))) == ["write"])
  }

  // Made anew each time: the leak sanitizer does not see what enumerations of static arrays point to.
  private static var ends: [(events: [StreamConversation.Event], end: StreamEnd?)] {
    [
      ([.opened, .received([0])], nil),
      ([.inputEnded], .client),
      ([.closed], .lost),
      ([.received(query(Works.normal, 1)), .writeFailed], .lost),
      ([.deadline], .idleTimeout),
      ([.received([0]), .deadline], .readTimeout),
      ([.received(query(Works.normal, 1)), .deadline], .writeTimeout),
      ([.received(query(Works.none, 1))], .unanswered),
      ([.received([0xFF, 0xFF])], .unanswered),
      ([.received(query(Works.late, 1)), .delivered(nil, number: 1)], .unanswered),
      ([.displaced], .displaced),
      ([.stop], .stop),
      // What comes first is why.
      ([.displaced, .stop, .deadline, .closed], .displaced),
      ([.stop, .unread(false), .inputEnded], .stop),
      ([.inputEnded, .closed], .client),
    ]
  }

  @Test(arguments: Self.ends)
  func `what made a connection end is known`(events: [StreamConversation.Event], end: StreamEnd?) {
    var connection = Connection()
    // Each a minute after the one before, which is longer than any timeout.
    for (minute, event) in events.enumerated() { connection.take(event, at: 60_000 * UInt64(minute + 1)) }
    #expect(connection.conversation.end == end)
  }
}
