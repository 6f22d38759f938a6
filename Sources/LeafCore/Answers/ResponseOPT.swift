import DNSWire

/// What the OPT record of a response has in it, version 0.
struct ResponseOPT {
  private static let fixedLength = 11
  private static let optionHeaderLength = 4
  static let maximumLength =
    fixedLength + 4 * optionHeaderLength + 2 + Authority.Settings.maximumServerIDLength + CookieToSend.length
    + 2

  var dnssecOK = false
  var extendedError: ExtendedError?
  /// Whether it says who answers: NSID (RFC 5001 §2.3).
  var hasServerID = false
  var hasCookie = false
  /// Whether it says how long the connection may be idle.
  var hasKeepalive = false

  private func optionsLength(_ settings: Authority.Settings) -> Int {
    var length = 0
    if extendedError != nil { length += Self.optionHeaderLength + 2 }
    if hasServerID, let serverID = settings.serverID { length += Self.optionHeaderLength + serverID.count }
    if hasCookie { length += Self.optionHeaderLength + CookieToSend.length }
    if hasKeepalive { length += Self.optionHeaderLength + 2 }
    return length
  }

  /// The length of the record in octets.
  func length(_ settings: Authority.Settings) -> Int { Self.fixedLength + optionsLength(settings) }

  /// - Parameter query: The message that has the Client Cookie.
  func write(
    _ settings: Authority.Settings, rcode: RCODE, cookie: CookieToSend?, query: Span<UInt8>,
    into response: inout OutputSpan<UInt8>
  ) {
    response.appendOPT(
      payloadSize: UInt16(ResponseLength.udp), rcode: rcode, dnssecOK: dnssecOK,
      optionsLength: optionsLength(settings))
    if let extendedError {
      response.appendOption(.extendedError, length: 2)
      response.append(extendedError.rawValue)
    }
    if hasServerID, let serverID = settings.serverID {
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
      // TIMEOUT is in units of 100 milliseconds (RFC 7828 §3.1).
      response.append(UInt16(clamping: Int64(settings.tcpIdleTimeout / .milliseconds(100))))
    }
  }
}
