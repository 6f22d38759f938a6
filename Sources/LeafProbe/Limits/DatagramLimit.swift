/// What comes over UDP of a large answer, by the size that the query advertises.
struct DatagramLimit: Sendable {
  struct Response: Sendable {
    /// What the OPT RR advertises, in octets.
    let advertised: UInt16
    /// How long the response was; nil where none came.
    var octets: Int?
    var isTruncated = false
  }

  let question: Question
  let responses: [Response]

  /// The largest that came whole or cut short, in octets.
  var largest: Int { responses.compactMap(\.octets).max() ?? 0 }

  /// Advertised sizes from which on nothing comes, though something did for smaller ones: fragments get lost.
  var lostFrom: UInt16? {
    guard let last = responses.lastIndex(where: { $0.octets != nil }), last + 1 < responses.count else {
      return nil
    }
    return responses[last + 1].advertised
  }

  /// Whether some answer was too long for what was advertised, so that the largest says something of the server.
  var isExhausted: Bool { responses.contains(where: \.isTruncated) || lostFrom != nil }
}

extension DatagramLimit {
  /// Sizes with a reason: the least (RFC 1035 §4.2.1), what RFC 9715 recommends at most, what an Ethernet carries over
  /// IPv6 and IPv4, a usual buffer, and the most there is.
  static let advertised: [UInt16] = [512, 1232, 1400, 1452, 1472, 4096, 65535]

  init(_ question: Question, _ session: Session) {
    self.question = question
    responses = Self.advertised.map { size in
      let client = Client(session)
      let edns = EDNS(payload: size, dnssecOK: true)
      client.perform(Step(.query(question.name, question.type, edns: edns), .response()))
      let response = client.exchanges.last?.response
      return Response(
        advertised: size, octets: response?.octets.count, isTruncated: response?.flags.contains(.tc) ?? false)
    }
  }
}
