/// What comes over UDP of a large answer, by the size that the query advertises.
struct DatagramLimit: Sendable {
  struct Arrival: Sendable {
    /// What the OPT RR advertises, in octets.
    let advertised: UInt16
    /// How long the response was; nil where none came.
    var octets: Int?
    var isTruncated = false
  }

  let question: Question
  /// How long the answer is over TCP, in octets; nil where it could not be had.
  let whole: Int?
  let responses: [Arrival]

  /// The largest answer that came whole, in octets; 0 for none.
  var largest: Int { responses.filter { !$0.isTruncated }.compactMap(\.octets).max() ?? 0 }

  /// The largest advertised size to which the answer was cut short.
  var cutFrom: UInt16? { responses.last(where: \.isTruncated)?.advertised }

  /// Advertised sizes from which on nothing comes, though something did for smaller ones: fragments get lost.
  var lostFrom: UInt16? {
    guard let last = responses.lastIndex(where: { $0.octets != nil }), last + 1 < responses.count else {
      return nil
    }
    return responses[last + 1].advertised
  }
}

extension DatagramLimit {
  /// Sizes with a reason: the least (RFC 1035 §4.2.1), what RFC 9715 recommends at most, what an Ethernet carries over
  /// IPv6 and IPv4, a usual buffer, and the most there is.
  static let advertised: [UInt16] = [512, 1232, 1400, 1452, 1472, 4096, 65535]

  /// nil where the name has no such RRset.
  init?(_ question: Question, udp: Session, tcp: Session) {
    func ask(_ session: Session, _ size: UInt16) -> Response? {
      let client = Client(session)
      let edns = EDNS(payload: size, dnssecOK: true)
      client.perform(Step(.query(question.name, question.type, edns: edns), .response()))
      return client.exchanges.last?.response
    }
    guard let first = ask(tcp, 65535) ?? ask(udp, 65535),
      first.flags.contains(.tc) || first.has(question.type, of: question.name, in: .answer)
    else { return nil }
    self.question = question
    whole = first.flags.contains(.tc) ? nil : first.octets.count
    responses = Self.advertised.map { size in
      let response = ask(udp, size)
      return Arrival(
        advertised: size, octets: response?.octets.count,
        isTruncated: response?.flags.contains(.tc) ?? false)
    }
  }
}
