/// One message sent, and all that came of it.
struct Exchange: Sendable {
  let endpoint: Endpoint
  let transport: Transport
  /// What was sent, the last time.
  private(set) var octets: [UInt8]
  /// What the response's question section must repeat; nil where the message asks no readable question.
  let question: Question?
  /// The OPT RR that was sent; nil where there was none, or none that can be read.
  let opt: OPT?
  /// Whether what was sent can be read to its end.
  let isReadable: Bool
  var ending: Ending
  /// What came and was no response to this message.
  var strays: [Stray] = []
  /// Responses after the first one.
  var repetitions: [[UInt8]] = []
  /// False where nothing could be made of the earlier responses that the message depends on.
  var isSent = true
  /// How often the message was sent.
  var tries = 1
  /// Of the try that was answered.
  var latency: Duration?
  /// Why this exchange tells nothing; nil when it does.
  var doubt: String?
  /// After a hostile message: why the server counts as dead; nil while it answers.
  var death: String?

  init(to endpoint: Endpoint, over transport: Transport, _ message: Message, _ octets: [UInt8]) {
    self.endpoint = endpoint
    self.transport = transport
    self.octets = octets
    question = message.question
    let sent = Response(reading: octets)
    opt = sent.opt
    isReadable = sent.violations.allSatisfy { $0.rule == .isQuery }
    ending = .silence
  }

  /// The largest UDP response that the message allows, in octets (RFC 1035 §4.2.1, RFC 6891 §6.2.3).
  var payload: Int { max(512, Int(opt?.payload ?? 0)) }

  /// The response, if one came.
  var response: Response? { if case .response(let response) = ending { response } else { nil } }
}

/// How an exchange ended.
enum Ending: Sendable {
  case response(Response)
  /// Nothing came in time.
  case silence
  /// The server closed the TCP connection.
  case closed(isReset: Bool)
  /// The message could not be sent, or no connection be made.
  case failed(SystemError)
}

/// A message that came in the place of a response.
struct Stray: Error, CustomStringConvertible {
  enum Reason: Sendable, Equatable {
    case source
    case id(UInt16)
    case question
    /// Neither the ID nor the question, nor where it came from, makes it a response to this query (RFC 5452 §9.1).
    case unrelated
  }

  let reason: Reason
  /// Where it came from; nil for an address that cannot be told.
  let source: Endpoint?
  let octets: [UInt8]

  var description: String {
    switch reason {
    case .source: "a response came from \(origin)"
    case .id(let id): "a response came with ID \(id)"
    case .question: "a response came to another question"
    case .unrelated: "\(octets.count) octets came from \(origin) that are no response to the query"
    }
  }

  private var origin: String { source?.description ?? "an unknown address" }
}

extension Exchange {
  /// Before another try, so that what comes late to the one before is not taken for its response.
  mutating func renew(id: UInt16) { octets.set(id, at: 0) }

  /// So much came that was no response that more would tell nothing new: a flood has to end.
  var isFlooded: Bool { strays.count + repetitions.count >= 16 }

  /// Takes what came for the response, or puts it aside and tells so: source, ID and question are checked here, as
  /// ldns checks none of them.
  mutating func accept(_ octets: [UInt8], from source: Endpoint?) -> Bool {
    switch read(octets, from: source, id: sentID) {
    case .success(let response):
      ending = .response(response)
      return true
    case .failure(let stray):
      strays.append(stray)
      return false
    }
  }

  /// Takes what came after the exchange's end: the response where none was expected, or one too many.
  ///
  /// - Parameter id: The ID of the try that it came to.
  mutating func take(late octets: [UInt8], from source: Endpoint?, id: UInt16?) {
    switch (read(octets, from: source, id: id), ending) {
    case (.failure(let stray), _): strays.append(stray)
    case (.success(let response), .silence): ending = .response(response)
    case (.success, _): repetitions.append(octets)
    }
  }

  /// The ID that a response must have; nil where too few octets were sent to have one.
  var sentID: UInt16? { octets.uint16(at: 0) }

  private func read(_ octets: [UInt8], from source: Endpoint?, id sent: UInt16?) -> Result<Response, Stray> {
    let response = Response(reading: octets)
    let hasID = octets.count >= 12 && sent.map { $0 == response.id } ?? true
    let reason: Stray.Reason
    switch (source == endpoint, hasID, answers(response)) {
    case (true, true, nil), (true, true, true): return .success(response)
    case (true, true, false): reason = .question
    case (true, false, true): reason = .id(response.id)
    case (false, true, true): reason = .source
    case (_, false, _), (false, true, _): reason = .unrelated
    }
    return .failure(Stray(reason: reason, source: source, octets: octets))
  }

  /// Whether the response's question is the one that was asked; nil where one of the two has none.
  private func answers(_ response: Response) -> Bool? {
    guard let question, let asked = response.questions.first else { return nil }
    return asked.isSame(as: question)
  }
}
