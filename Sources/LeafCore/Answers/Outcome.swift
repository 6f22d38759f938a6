import DNSWire

/// What becomes of a message.
package enum Outcome: Equatable, Sendable {
  /// The response has been written.
  case response(Rule, QTYPE?)
  /// Over UDP: no response.
  case drop(NoResponseReason)
  /// Over TCP: no response, and the connection ends.
  case close(NoResponseReason)
}

package enum NoResponseReason: Equatable, Sendable {
  /// Fewer octets than a header has.
  case truncatedHeader
  /// QR is set: answering responses would let two servers keep each other busy for ever.
  case response
  case rateLimited
  /// There have been too many answers with this RCODE to this client for this name.
  case invalidRateLimited(RCODE)
}
