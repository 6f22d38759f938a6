import DNSWire
import FuzzDriver
import LeafCore
import struct NIOConcurrencyHelpers.NIOLockedValueBox
import WireProperties

/// How a message is answered follows from its first octet: at once, later, or by the same response three times, one
/// after another.
private enum Manner {
  case atOnce, later, thrice

  init(of message: [UInt8]) {
    switch (message.first ?? 0) & 3 {
    case 1: self = .later
    case 2: self = .thrice
    default: self = .atOnce
    }
  }
}

/// A response as a client of `conversationEnd` should get it; nil where there is none.
func lateResponses(to message: [UInt8]) -> [UInt8]? {
  guard let response = plainResponse(to: message) else { return nil }
  let count = if case .thrice = Manner(of: message) { 3 } else { 1 }
  return Array(repeatElement(framed(response), count: count).joined())
}

/// A message with its length prefix.
func framed(_ message: [UInt8]) -> [UInt8] {
  [UInt8(truncatingIfNeeded: message.count >> 8), UInt8(truncatingIfNeeded: message.count)] + message
}

/// The message itself with QR set, again and again, so that streams of short messages have long responses; none to
/// what has no header or is a response.
private func plainResponse(to message: [UInt8]) -> [UInt8]? {
  guard message.count >= Header.length, message[2] & 0x80 == 0 else { return nil }
  let octets = message.enumerated().map { $0 == 2 ? $1 | 0x80 : $1 }
  return Array(repeatElement(octets, count: 1 + Int(message[1])).joined().prefix(65_535))
}

private func outcome(of message: [UInt8], into response: inout OutputSpan<UInt8>) -> Outcome {
  guard let octets = plainResponse(to: message) else { return .none(.truncatedHeader) }
  switch Manner(of: message) {
  case .atOnce:
    for octet in octets { response.append(octet) }
    return .response(
      Answered(
        rule: .stored, zone: nil, rcode: .noError, isAuthoritative: true, qtype: nil, answerCount: 0,
        authorityCount: 0))
  case .later:
    return .deferred(DeferredResponse { $0(octets) })
  case .thrice:
    var left = 3
    return .stream(
      ResponseStream { message in
        for octet in octets { message.append(octet) }
        left -= 1
        return left > 0
      })
  }
}

/// What a conversation has written when a client has sent a stream in pieces.
///
/// - Parameter pieces: With each whether the client takes nothing until it has sent the next one.
func conversationEnd(
  sending stream: [UInt8], in pieces: [(length: Int, takesNoResponses: Bool)]
) throws(Violation) -> (responses: [UInt8], isClosed: Bool) {
  var client = ConversationClient()
  var rest = Input(stream)
  for piece in pieces + [(stream.count, false)] where !rest.isEmpty && !client.isClosed {
    client.takesResponses = !piece.takesNoResponses
    client.take(.received(rest.take(piece.length)))
  }
  client.takesResponses = true
  client.goOn()
  let isClosed = client.isClosed
  let responses = client.responses
  client.take(.inputEnded)
  try require(client.isClosed, "the conversation goes on when the client has ended its side")
  try requireEqual(client.responses, responses, "all responses after the client has ended its side")
  return (responses, isClosed)
}

private struct ConversationClient {
  private static let timeouts = StreamTimeouts(idle: .seconds(10), read: .seconds(3), write: .seconds(2))

  var takesResponses = true
  private(set) var responses: [UInt8] = []
  private(set) var isClosed = false
  private var conversation = StreamConversation(
    timeouts, maximumFrameLength: 4_096, at: Now(monotonic: .zero, unixTime: 0))
  private let scratch = ResponseScratch()
  /// What will happen without the client's doing anything.
  private var events: [StreamConversation.Event] = []
  private var isWritten = false

  mutating func take(_ event: StreamConversation.Event) {
    events.append(event)
    goOn()
  }

  mutating func goOn() {
    while true {
      if isWritten, takesResponses {
        isWritten = false
        events.append(.taken)
      }
      guard !events.isEmpty else { return }
      handle(events.removeFirst())
    }
  }

  private mutating func handle(_ event: StreamConversation.Event) {
    let effects = conversation.handle(event, at: Now(monotonic: .zero, unixTime: 0), scratch: scratch) {
      message, response in
      outcome(of: [UInt8](capacity: message.count) { $0.append(message, 0..<message.count) }, into: &response)
    }
    for effect in effects { perform(effect) }
  }

  private mutating func perform(_ effect: StreamConversation.Effect) {
    switch effect {
    case .write(let octets):
      responses += octets
      isWritten = true
    case .begin(let response, let number):
      let delivered = Delivered()
      response.begin { delivered.set($0) }
      events.append(.delivered(delivered.octets, number: number))
    case .yield: events.append(.turn)
    case .askForUnread: events.append(.unread(false))
    case .endOutput, .close: isClosed = true
    case .read, .becomeIdle, .report: break
    }
  }
}

/// What a deferred response here delivers at once.
private final class Delivered: Sendable {
  private let box = NIOLockedValueBox<[UInt8]?>(nil)

  var octets: [UInt8]? { box.withLockedValue { $0 } }

  func set(_ octets: [UInt8]?) { box.withLockedValue { $0 = octets } }
}
