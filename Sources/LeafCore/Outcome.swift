import DNSWire

/// What becomes of a message.
package enum Outcome: Equatable, Sendable {
  /// The reply has been written.
  case reply(Rule, QTYPE?)
  /// Over UDP: no reply.
  case drop(NoReplyReason)
  /// Over TCP: no reply, and the connection ends.
  case close(NoReplyReason)
}

package enum NoReplyReason: Equatable, Sendable {
  /// Fewer octets than a header has.
  case truncatedHeader
  /// QR is set: answering responses would let two servers keep each other busy for ever.
  case response
  case rateLimited
  /// There have been too many answers with this RCODE to this client for this name.
  case invalidRateLimited(RCODE)
}
