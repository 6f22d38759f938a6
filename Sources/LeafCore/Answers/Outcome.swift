import DNSWire

/// What becomes of a message.
package enum Outcome {
  /// The response has been written.
  case response(Answered)
  /// There is none; a stream ends with it.
  case none(NoResponseReason)
  /// Messages that are made one after another. Nothing has been written yet.
  case stream(ResponseStream)
  /// The response comes later, from elsewhere.
  case deferred(DeferredResponse)
}

/// Why a message gets no response.
package enum NoResponseReason: Equatable, Sendable {
  /// Fewer octets than a header has.
  case truncatedHeader
  /// QR is set: answering responses would let two servers keep each other busy for ever.
  case response
  /// There have been too many queries, from this client or from all.
  case rateLimited
  /// There have been too many signatures to make, for all clients together.
  case signingLimited
  /// There have been too many answers with this RCODE to this client for this name.
  case invalidRateLimited(RCODE)
}

/// What a response says, for those who log, count or explain it.
package struct Answered: Equatable, Sendable {
  /// What decided it.
  package var rule: Rule
  /// The zone that answers, or refuses to.
  package var zone: ZoneIndex?
  /// All twelve bits.
  package var rcode: RCODE
  /// AA.
  package var isAuthoritative: Bool
  /// nil where there is no question that could be read.
  package var qtype: QTYPE?
  /// Of the query.
  package var cookie: CookieState
  /// The records in the answer and authority sections.
  package var answerCount: UInt16
  /// The records in the authority section.
  package var authorityCount: UInt16

  package init(
    rule: Rule, zone: ZoneIndex?, rcode: RCODE, isAuthoritative: Bool, qtype: QTYPE?,
    cookie: CookieState = .absent, answerCount: UInt16, authorityCount: UInt16
  ) {
    self.rule = rule
    self.zone = zone
    self.rcode = rcode
    self.isAuthoritative = isAuthoritative
    self.qtype = qtype
    self.cookie = cookie
    self.answerCount = answerCount
    self.authorityCount = authorityCount
  }
}

/// The messages of one response, made one after another and never all at once, as of a zone transfer (RFC 5936 §2.2).
package final class ResponseStream {
  private let writeNext: (inout OutputSpan<UInt8>) -> Bool

  /// - Parameter writeNext: Appends the next message, of at least twelve octets. Returns whether more come.
  package init(_ writeNext: @escaping (inout OutputSpan<UInt8>) -> Bool) { self.writeNext = writeNext }

  /// Appends the next message.
  ///
  /// - Parameter message: Empty, with room for 65,535 octets.
  /// - Returns: Whether more come.
  package func next(into message: inout OutputSpan<UInt8>) -> Bool { writeNext(&message) }
}

/// A response that comes later, from elsewhere: of a change that has to reach the disk first, for example.
package final class DeferredResponse: Sendable {
  private let begin: @Sendable (@escaping @Sendable ([UInt8]?) -> Void) -> Void

  /// - Parameter begin: Begins the work, and has what it is given called once, on any thread, with the response; with nil
  ///   where there is none.
  package init(_ begin: @escaping @Sendable (@escaping @Sendable ([UInt8]?) -> Void) -> Void) {
    self.begin = begin
  }

  /// - Parameter deliver: Called once, on any thread, maybe before this returns.
  package func begin(_ deliver: @escaping @Sendable ([UInt8]?) -> Void) { begin(deliver) }
}

extension Outcome: Equatable {
  package static func == (left: Outcome, right: Outcome) -> Bool {
    switch (left, right) {
    case (.response(let left), .response(let right)): left == right
    case (.none(let left), .none(let right)): left == right
    case (.stream(let left), .stream(let right)): left === right
    case (.deferred(let left), .deferred(let right)): left === right
    default: false
    }
  }
}
