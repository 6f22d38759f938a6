/// How a server reads and writes the stream, and how connections end (RFC 1035 §4.2.2, RFC 7766 §6.2 and §8).
let tcpStreamCases: [Case] = [
  Case(
    id: "TCP-05", level: .must,
    requirement: "A query that comes an octet at a time is answered.",
    sources: [.rfc(7766, "8"), .rfc(1035, "4.2.2")], transports: [.tcp],
    conversations: { target in
      let length = Message.soa(target).octets(id: 0).count + 2
      return [inPieces(target, Array(1..<length), .milliseconds(3))]
    }),
  Case(
    id: "TCP-06", level: .must,
    requirement: "A query whose length comes in two segments is answered.",
    sources: [.rfc(7766, "8"), .rfc(1035, "4.2.2")], transports: [.tcp],
    conversations: { target in [inPieces(target, [1], .milliseconds(150))] }),
  Case(
    id: "TCP-07", level: .must,
    requirement: "Two queries are answered though a segment ends inside the second.",
    sources: [.rfc(7766, "8"), .rfc(7766, "6.2.1.1")], transports: [.tcp],
    conversations: { target in
      let end = Message.soa(target).octets(id: 0).count + 2 + 7
      return [
        Conversation(
          [.sendInPieces([.soa(target), .soa(target)], ends: [end], pause: .milliseconds(150)), .receive],
          .allAnswered, .notClosed)
      ]
    }),
  Case(
    id: "TCP-08", level: .should,
    requirement: "A response's length and the response come in one segment.",
    sources: [.rfc(7766, "8")], transports: [.tcp],
    conversations: { target in
      [
        Conversation(
          [.send([.soa(target)]), .receive],
          .init("the length and the message with the first read") { transcript in
            guard let response = transcript.received.first else { return nil }
            let whole = response.count + 2
            return transcript.firstRead < min(whole, 536)
              ? "\(transcript.firstRead) of \(whole) octets with the first read" : nil
          })
      ]
    }),
  Case(
    id: "TCP-09", level: .should,
    requirement: "A message of no octets is passed over, or the connection closed.",
    sources: [.rfc(1035, "4.2.2")], transports: [.tcp],
    conversations: { target in [broken([0, 0], target)] }),
  Case(
    id: "TCP-10", level: .should,
    requirement: "A message shorter than a header is passed over or FORMERR, or the connection closed.",
    sources: [.rfc(1035, "4.2.2"), .rfc(1035, "4.1.1")], transports: [.tcp],
    conversations: { target in [broken([0, 11] + Message.soa(target).octets(id: 1).prefix(11), target)] }),
  Case(
    id: "TCP-11", level: .must,
    requirement: "While a message of 65535 octets is awaited on one connection, another is served.",
    sources: [.rfc(7766, "6.2.2"), .rfc(7766, "10")], transports: [.tcp],
    conversations: { target in
      [
        Conversation(
          [.octets([0xFF, 0xFF]), .pause(.milliseconds(100)), .change, .send([.soa(target)]), .receive],
          isHostile: true, .allAnswered)
      ]
    }),
  Case(
    id: "TCP-12", level: .must,
    requirement: "A message that a FIN cuts short gets no response, and the server closes.",
    sources: [.rfc(7766, "6.2.4"), .rfc(1035, "4.2.2")], transports: [.tcp],
    conversations: { target in
      let query = Message.soa(target).octets(id: 1)
      return [
        Conversation(
          [.octets([0, UInt8(query.count)] + query.dropLast(5)), .finishSending, .awaitEnd(.seconds(5))],
          isHostile: true,
          .init("no response") { $0.received.isEmpty ? nil : "a response to what did not come" },
          .init("the connection closed", missedAs: .nonStrict) {
            $0.end == nil ? "still open after \($0.waited.seconds)" : nil
          })
      ]
    }),
  Case(
    id: "TCP-13", level: .should,
    requirement: "A client that sends FIN behind its query gets the response.",
    sources: [.rfc(1035, "4.2.2")], transports: [.tcp],
    conversations: { target in
      [Conversation([.send([.soa(target)]), .finishSending, .receive], .allAnswered)]
    }),
  Case(
    id: "TCP-14", level: .must,
    requirement: "Clients that close without reading do no harm.",
    sources: [.rfc(7766, "6.2.4"), .other("CVE-2026-12245"), .other("CVE-2022-0396")], transports: [.tcp],
    conversations: { target in
      let rude: [Conversation.Act] = [.send([.soa(target)]), .reconnect]
      let acts = Array(repeating: rude, count: 30).flatMap { $0 } + [.send([.soa(target)]), .receive]
      return [Conversation(acts, isHostile: true, .allAnswered)]
    }),
  Case(
    id: "TCP-17", level: .should,
    requirement: "A connection on which nothing is sent is closed within two minutes.",
    sources: [.rfc(7766, "6.2.3"), .rfc(1035, "4.2.2")], transports: [.tcp], isLong: true,
    conversations: { target in [Conversation([.awaitEnd(target.idlePatience)], .closedInTime)] },
    conversationNote: { $0.first?.idleAccount }),
  Case(
    id: "TCP-18", level: .info,
    requirement: "How long a query may take that comes an octet now and then.",
    sources: [.rfc(7766, "6.2.3"), .rfc(7766, "10")], transports: [.tcp], isLong: true,
    conversations: { target in
      let length = Message.soa(target).octets(id: 0).count + 2
      return [
        Conversation(
          [.trickle(.soa(target), pause: target.idlePatience / length), .receive], isHostile: true)
      ]
    },
    conversationNote: { $0.first?.trickleAccount }),
  Case(
    id: "TCP-24", level: .should,
    requirement: "A connection that has been served and is idle is closed within two minutes.",
    sources: [.rfc(7766, "6.2.3"), .rfc(1035, "4.2.2")], transports: [.tcp], isLong: true,
    conversations: { target in
      [
        Conversation(
          [.send([.soa(target)]), .receive, .awaitEnd(target.idlePatience)], .allAnswered, .closedInTime)
      ]
    },
    conversationNote: { $0.first?.idleAccount }),
  Case(
    id: "TCP-25", level: .should,
    requirement: "Of a thousand queries whose responses nobody reads, none does harm.",
    sources: [.rfc(7766, "6.2.4"), .other("CVE-2019-6477")], transports: [.tcp],
    optIn: "it sends a thousand queries at once",
    conversations: { target in
      let queries = Array(repeating: Message.soa(target), count: 1000)
      return [
        Conversation(
          [.send(queries), .pause(.milliseconds(500)), .change, .send([.soa(target)]), .receive],
          isHostile: true, .allAnswered)
      ]
    }),
]

/// The zone's SOA asked for in pieces that end at these offsets, and answered.
private func inPieces(_ target: Target, _ ends: [Int], _ pause: Duration) -> Conversation {
  Conversation([.sendInPieces([.soa(target)], ends: ends, pause: pause), .receive], .allAnswered)
}

/// Octets that no server can answer with data, and then a query: on the same connection, or on another where that one
/// is closed.
private func broken(_ octets: [UInt8], _ target: Target) -> Conversation {
  Conversation(
    [.octets(octets), .send([.soa(target)]), .receive], isHostile: true,
    .init("a response to the query behind it, or the connection closed") { transcript in
      let isAnswered = transcript.exchanges.last?.response != nil
      return isAnswered || transcript.end != nil ? nil : "no response, and the connection open"
    })
}

extension Conversation.Requirement {
  /// Only who has waited for two minutes can tell (RFC 1035 §4.2.2).
  fileprivate static let closedInTime = Conversation.Requirement("the connection closed within two minutes") {
    $0.end == nil && $0.waited > .seconds(120) ? "still open after \($0.waited.seconds)" : nil
  }
}

extension Transcript {
  fileprivate var idleAccount: String {
    end.map { _ in account } ?? "still open after \(waited.seconds), when nobody waited any longer"
  }

  fileprivate var trickleAccount: String {
    if exchanges.last?.response != nil { return "answered, though it took \(waited.seconds)" }
    guard let end else { return "no response to what took \(waited.seconds)" }
    return
      "the connection was \(end.isReset ? "reset" : "closed") after \(trickled) octets and \(waited.seconds)"
  }
}
