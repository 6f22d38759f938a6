import DNSWire

/// What the OPT record of a response has in it, version 0.
struct ResponseOPT {
  private static let fixedLength = 11
  private static let optionHeaderLength = 4
  var dnssecOK = false
  var compactOK = false
  var extendedError: ExtendedError?
  /// Whether it says who answers: NSID (RFC 5001 §2.3).
  var hasServerID = false
  var hasCookie = false
  /// Whether it says how long the connection may be idle.
  var hasKeepalive = false

  private func optionsLength(_ identity: Identity) -> Int {
    var length = 0
    if extendedError != nil { length += Self.optionHeaderLength + 2 }
    if hasServerID, let serverID = identity.settings.serverID {
      length += Self.optionHeaderLength + serverID.count
    }
    if hasCookie { length += Self.optionHeaderLength + CookieToSend.length }
    if hasKeepalive { length += Self.optionHeaderLength + 2 }
    return length
  }

  /// The length of the record in octets.
  func length(_ identity: Identity) -> Int { Self.fixedLength + optionsLength(identity) }

  /// - Parameter query: The message that has the Client Cookie.
  func write(
    _ identity: Identity, rcode: RCODE, cookie: CookieToSend?, query: Span<UInt8>,
    into response: inout OutputSpan<UInt8>
  ) {
    response.appendOPT(
      payloadSize: UInt16(ResponseLength.udp), rcode: rcode, dnssecOK: dnssecOK, compactOK: compactOK,
      optionsLength: optionsLength(identity))
    if let extendedError {
      response.appendOption(.extendedError, length: 2)
      response.append(extendedError.rawValue)
    }
    if hasServerID, let serverID = identity.settings.serverID {
      response.appendOption(.nsid, length: serverID.count)
      response.append(serverID.span, serverID.indices)
    }
    if hasCookie, let cookie {
      response.appendOption(.cookie, length: CookieToSend.length)
      response.append(query.word(at: cookie.clientOffset))
      response.append(cookie.server)
    }
    if hasKeepalive {
      response.appendOption(.tcpKeepalive, length: 2)
      response.append(identity.keepaliveTimeout)
    }
  }
}
