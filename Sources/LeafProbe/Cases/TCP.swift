/// What a server does with queries over TCP (RFC 7766, RFC 9210); `TCPStreams.swift` has what it does with the stream.
let tcpCases: [Case] = [
  Case(
    id: "TCP-01", level: .must,
    requirement: "A query over TCP is answered as any other, with AA and whole.",
    sources: [.rfc(8906, "8.1.5"), .rfc(7766, "5")], transports: [.tcp],
    steps: { target in
      [Step(.query(target.zone, .soa), .response([Check].soaAnswer(target.zone) + [.clear(.tc)]))]
    }),
  Case(
    id: "TCP-02", level: .should,
    requirement: "Queries that follow each other on a connection are all answered on it.",
    sources: [.rfc(7766, "6.2.1"), .rfc(7766, "6.2.3")], transports: [.tcp],
    conversations: { target in
      let acts: [Conversation.Act] = [.send([.soa(target)]), .receive]
      return [Conversation(acts + acts + acts, .allAnswered, .notClosed)]
    }),
  Case(
    id: "TCP-03", level: .must,
    requirement: "Fifty queries that come at once are each answered, once, on the same connection.",
    sources: [.rfc(7766, "6.2.1.1"), .rfc(7766, "7")], transports: [.tcp],
    conversations: { target in
      let queries = Array(repeating: Message.soa(target), count: 50)
      return [Conversation([.send(queries), .receive], .allAnswered, .notClosed, .eachOnce)]
    }),
  Case(
    id: "TCP-04", level: .may,
    requirement: "Responses to queries that came together may come in any order.",
    sources: [.rfc(7766, "7")], transports: [.tcp],
    conversations: { target in
      let types: [RRType] = [.soa, .ns, .a, .txt, .mx]
      return [Conversation([.send(types.map { .query(target.zone, $0) }), .receive], .allAnswered)]
    },
    conversationNote: { $0.first.map { $0.isInOrder ? "they came in order" : "they came out of order" } }),
  Case(
    id: "TCP-15", level: .should,
    requirement: "A refusal, BADVERS and NXDOMAIN leave the connection open.",
    sources: [.rfc(7766, "6.2.1"), .rfc(7766, "6.2.3")], transports: [.tcp],
    conversations: { target in
      let refused = target.outside.map { [Message.query($0, .a)] } ?? []
      let badVersion = Message.query(target.zone, .soa, edns: EDNS(version: 1))
      let missing = Message.query(target.missingOrApex, .a)
      return (refused + [badVersion, missing]).map {
        Conversation([.send([$0]), .receive, .send([.soa(target)]), .receive], .allAnswered, .notClosed)
      }
    }),
  Case(
    id: "TCP-16", level: .should,
    requirement: "FORMERR and NOTIMP are not lost in a reset of the connection.",
    sources: [.rfc(1035, "4.2.2"), .rfc(7766, "6.2.4")], transports: [.tcp],
    conversations: { target in
      [.header(opcode: Opcode(rawValue: 15)), twoQuestions(target, .ns, .in)].map {
        Conversation(
          [.send([$0]), .receive, .send([.soa(target)]), .receive], isHostile: true, .notResetInstead)
      }
    }),
  Case(
    id: "TCP-19", level: .should,
    requirement: "Beside a hundred connections on which nothing is sent, one more is served.",
    sources: [.rfc(7766, "6.2.2"), .rfc(7766, "10")], transports: [.tcp],
    optIn: "a hundred connections may be more than the server lets one client have",
    conversations: { target in
      [Conversation([.openOthers(100), .change, .send([.soa(target)]), .receive], .allAnswered)]
    }),
  Case(
    id: "TCP-20", level: .must,
    requirement: "TCP is served at every address at which UDP is.",
    sources: [.rfc(7766, "5"), .rfc(9210, "3")], transports: [.tcp],
    findsMissingTCP: true,
    steps: { target in [Step(.query(target.zone, .soa), .response())] }),
  Case(
    id: "TCP-23", level: .must,
    requirement: "Two queries with the same ID on two connections get each its own response.",
    sources: [.rfc(7766, "6.2.1"), .rfc(7766, "7")], transports: [.tcp],
    conversations: { target in
      let first = Message.query(target.zone, .soa), second = Message.query(target.zone, .ns)
      return [
        Conversation(
          [.send([first], id: 0x5A5A), .receive, .change, .send([second], id: 0x5A5A), .receive], .allAnswered
        )
      ]
    }),
]

extension Message {
  static func soa(_ target: Target) -> Message { .query(target.zone, .soa) }
}

extension Conversation.Requirement {
  /// A response to every query that was sent on the connection that is read. Behind a response the server may close it
  /// at any time (RFC 7766 §6.2.3), though it should not.
  static let allAnswered = Conversation.Requirement("a response to each query") {
    $0.isClosedBehindResponse ? nil : $0.missingResponses
  }

  /// What a server that closes behind a response misses.
  static let notClosed = Conversation.Requirement("the connection kept open for them", missedAs: .nonStrict) {
    $0.isClosedBehindResponse ? $0.missingResponses : nil
  }

  static let eachOnce = Conversation.Requirement("one response to each query") { transcript in
    let surplus = transcript.exchanges.map(\.repetitions.count).reduce(0, +)
    return surplus > 0 ? "\(surplus) responses too many" : nil
  }

  /// The connection may end behind the first response, but not in its place, or with a reset that takes it away.
  fileprivate static let notResetInstead = Conversation.Requirement("a response before a reset") {
    transcript in
    guard transcript.exchanges.first?.response == nil, transcript.end?.isReset == true else { return nil }
    return "no response; \(transcript.account)"
  }
}

extension Transcript {
  fileprivate var isClosedBehindResponse: Bool { end != nil && awaited.contains { $0.response != nil } }

  /// Those whose responses come on the connection that is read.
  private var awaited: ArraySlice<Exchange> { exchanges.dropFirst(firstAwaited) }

  fileprivate var missingResponses: String? {
    let answered = awaited.count { $0.response != nil }
    return answered == awaited.count ? nil : "\(answered) of \(awaited.count) queries answered; \(account)"
  }

  /// Whether responses came in the order of their queries.
  fileprivate var isInOrder: Bool {
    received.compactMap { $0.uint16(at: 0) } == exchanges.compactMap(\.sentID)
  }
}
