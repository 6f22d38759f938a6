/// What a case does on one TCP connection, act by act, where to ask and to read is not enough.
struct Conversation: Sendable {
  enum Act: Sendable {
    /// Messages behind their lengths, in one write; each with an ID of its own, or all with the one that is given.
    case send([Message], id: UInt16? = nil)
    /// The same octets in pieces that end at these offsets, with a pause before each but the first.
    case sendInPieces([Message], ends: [Int], pause: Duration)
    /// An octet at a time, until all are sent or the server ends the connection.
    case trickle(Message, pause: Duration)
    /// Octets as they are, without a length.
    case octets([UInt8])
    /// Waits for as many responses as there are messages without one.
    case receive
    /// Waits for a whole zone transfer, or a response that is none (RFC 5936 §2.2).
    case receiveTransfer
    /// FIN: nothing more will be sent.
    case finishSending
    /// Closes without a look at what has come, and connects anew.
    case reconnect
    /// Waits for the server to end the connection.
    case awaitEnd(Duration)
    /// Opens this many more connections, on which nothing is sent, and keeps them.
    case openOthers(Int)
    /// Gives the server time for what was sent.
    case pause(Duration)
    /// Another connection takes the place of this one, which stays open: what follows happens there.
    case change
  }

  let acts: [Act]
  let requirements: [Requirement]
  /// Whether a server may take it amiss, so that it is asked whether it lives.
  var isHostile = false
  /// Why what came of it says nothing of the server; nil where it does.
  var reasonToSkip: @Sendable (Transcript) -> String? = { _ in nil }

  init(_ acts: [Act], isHostile: Bool = false, _ requirements: Requirement...) {
    self.init(acts, isHostile: isHostile, requirements: requirements)
  }

  init(_ acts: [Act], isHostile: Bool = false, requirements: [Requirement]) {
    self.acts = acts
    self.isHostile = isHostile
    self.requirements = requirements
  }

  /// Something that must be true of what came of it.
  struct Requirement: Sendable {
    let description: String
    let grade: Expectation.Grade
    /// What breaks it; nil while it holds.
    let violation: @Sendable (Transcript) -> String?

    init(
      _ description: String, missedAs grade: Expectation.Grade = .violation,
      _ violation: @escaping @Sendable (Transcript) -> String?
    ) {
      self.description = description
      self.grade = grade
      self.violation = violation
    }
  }

  /// The worst grade of what it requires and misses.
  func grade(of transcript: Transcript) -> Expectation.Grade {
    requirements.filter { $0.violation(transcript) != nil }.map(\.grade).max() ?? .conformant
  }
}

/// What came of a conversation.
struct Transcript: Sendable {
  /// One for each message that was sent, and one for octets that are none.
  var exchanges: [Exchange] = []
  /// All messages that came, in order.
  var received: [[UInt8]] = []
  /// How the server ended the connection; nil while it is open.
  var end: End?
  /// How many octets the first read brought.
  var firstRead = 0
  /// How long the last wait for an end took, or the last trickle.
  var waited: Duration = .zero
  /// Exchanges before this one went over a connection that is not read any more.
  var firstAwaited = 0
  /// Octets of a trickle that were sent before the connection's end.
  var trickled = 0
  /// Why it could not be carried out; nil where it was.
  var failure: SystemError?

  struct End: Sendable {
    let isReset: Bool
    /// Since the last octet went either way.
    let after: Duration
  }

  var responses: [Response] { exchanges.compactMap(\.response) }

  var isAnswered: Bool { exchanges.dropFirst(firstAwaited).allSatisfy { $0.response != nil } }

  /// How the connection ended, for people.
  var account: String {
    guard let end else { return "the connection stayed open" }
    return "the connection was \(end.isReset ? "reset" : "closed") after \(end.after.seconds)"
  }
}

extension Duration {
  /// As `1.5 s`.
  var seconds: String {
    let tenths = (milliseconds + 50) / 100
    return "\(tenths / 10).\(tenths % 10) s"
  }
}
