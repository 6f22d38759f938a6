import DNSWire

package enum Transport: Sendable {
  case udp
  case tcp
}

/// What the clocks say while a message is answered.
package struct Now: Sendable {
  /// Seconds since 1970-01-01 00:00 UTC modulo 2^32, as server cookies carry them (RFC 9018 §4.3).
  package var unixTime: UInt32
  /// Milliseconds since any fixed moment before, by a clock that never runs backwards.
  package var milliseconds: UInt64

  package init(unixTime: UInt32, milliseconds: UInt64) {
    self.unixTime = unixTime
    self.milliseconds = milliseconds
  }
}

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
