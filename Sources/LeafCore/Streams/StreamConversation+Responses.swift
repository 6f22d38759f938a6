import DNSWire

/// What has become of a message, where that was not known at once, or where there was no message.
package enum StreamReport: Equatable, Sendable {
  /// A response goes out, or the first message of one.
  case response(Header, QTYPE?, length: Int)
  /// One more message of the same response.
  case continuation(length: Int)
  /// A query gets no response.
  case dropped(DropReason)
  /// A prefix that announces more octets than are taken.
  case frameTooLong(length: Int)
}

extension StreamConversation {
  /// Makes responses to the frames at the front of what has been received, up to `octetsPerWrite`.
  mutating func makeResponses(
    _ scratch: ResponseScratch, _ effects: inout [Effect],
    _ answer: (Span<UInt8>, inout OutputSpan<UInt8>) -> Outcome
  ) {
    while responses.count < Self.octetsPerWrite, ending != .whenTaken {
      switch unfinished {
      case .deferred: return
      case .stream(let stream): writeNext(of: stream, scratch, &effects, isFirst: false)
      case nil: guard answerFrame(scratch, &effects, answer) else { return }
      }
    }
  }

  /// - Returns: Whether there was a whole frame, or one that never will be.
  private mutating func answerFrame(
    _ scratch: ResponseScratch, _ effects: inout [Effect],
    _ answer: (Span<UInt8>, inout OutputSpan<UInt8>) -> Outcome
  ) -> Bool {
    let received = input
    switch StreamFrame(of: received.span, at: taken, maximum: maximumFrameLength) {
    case .incomplete:
      if taken == input.count { (input, taken) = ([], 0) }
      return false
    case .tooLong(let length):
      endUnanswered()
      effects.append(.report(.frameTooLong(length: length)))
    case .message(let range):
      taken = range.upperBound
      hasAsked = true
      let outcome = scratch.write { answer(received.span.extracting(range), &$0) }
      use(outcome, scratch, &effects)
    }
    return true
  }

  private mutating func use(_ outcome: Outcome, _ scratch: ResponseScratch, _ effects: inout [Effect]) {
    switch outcome {
    case .response: appendFrame(scratch.message)
    case .none: endUnanswered()
    case .deferred(let response): unfinished = .deferred(response)
    // Its first message is made at once, so that what has been begun is always at least one.
    case .stream(let stream): writeNext(of: stream, scratch, &effects, isFirst: true)
    }
  }

  private mutating func writeNext(
    of stream: ResponseStream, _ scratch: ResponseScratch, _ effects: inout [Effect], isFirst: Bool
  ) {
    let hasMore = scratch.write { stream.next(into: &$0) }
    unfinished = hasMore ? .stream(stream) : nil
    if let report = frame(scratch.message) {
      effects.append(.report(isFirst ? report : .continuation(length: scratch.message.count)))
    } else {
      // A message of a response is missing, so that nothing that follows can be understood.
      unfinished = nil
      endUnanswered()
      if isFirst { effects.append(.report(.dropped(.noResponse))) }
    }
  }

  /// Appends a message that came from elsewhere; nil, and nothing is appended, if no message can be like that.
  mutating func frame(_ message: [UInt8]) -> StreamReport? {
    guard message.count <= ResponseScratch.capacity, let header = try? Header(of: message.span) else {
      return nil
    }
    appendFrame(message)
    return .response(header, message.firstQTYPE(header), length: message.count)
  }

  /// Appends prefix and message: they go out in one write (RFC 7766 §8).
  private mutating func appendFrame(_ message: [UInt8]) {
    if responses.isEmpty { responses.reserveCapacity(StreamFrame.prefixLength + message.count) }
    responses.append(UInt8(truncatingIfNeeded: message.count >> 8))
    responses.append(UInt8(truncatingIfNeeded: message.count))
    responses += message
  }
}

extension [UInt8] {
  /// The QTYPE of a message's first question.
  package func firstQTYPE(_ header: Header) -> QTYPE? {
    var offset = Header.length
    return header.questionCount > 0 ? try? span.readQuestion(at: &offset).qtype : nil
  }
}
