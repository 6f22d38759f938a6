import DNSWire

/// The OPT record of a response, version 0.
struct ResponseOPT {
  private static let fixedLength = 11
  private static let optionHeaderLength = 4
  static let maximumLength =
    fixedLength + 4 * optionHeaderLength + 2 + Authority.Settings.maximumServerIDLength + CookieToSend.length
    + 2

  var dnssecOK = false
  var extendedError: ExtendedError?
  /// The payload of NSID (RFC 5001 §2.3).
  var serverID: [UInt8]?
  var cookie: CookieToSend?
  /// How long the connection may be idle.
  var keepalive: Duration?

  var length: Int { Self.fixedLength + optionsLength }

  private var optionsLength: Int {
    var length = 0
    if extendedError != nil { length += Self.optionHeaderLength + 2 }
    if let serverID { length += Self.optionHeaderLength + serverID.count }
    if cookie != nil { length += Self.optionHeaderLength + CookieToSend.length }
    if keepalive != nil { length += Self.optionHeaderLength + 2 }
    return length
  }

  /// - Parameter query: The message that has the Client Cookie.
  func write(rcode: RCODE, query: Span<UInt8>, into response: inout OutputSpan<UInt8>) {
    response.appendOPT(
      payloadSize: UInt16(ResponseLength.udp), rcode: rcode, dnssecOK: dnssecOK, optionsLength: optionsLength)
    if let extendedError {
      response.appendOption(.extendedError, length: 2)
      response.append(extendedError.rawValue)
    }
    if let serverID {
      response.appendOption(.nsid, length: serverID.count)
      response.append(serverID.span, serverID.indices)
    }
    if let cookie {
      response.appendOption(.cookie, length: CookieToSend.length)
      response.append(query, cookie.client)
      response.append(cookie.server)
    }
    if let keepalive {
      response.appendOption(.tcpKeepalive, length: 2)
      // TIMEOUT is in units of 100 milliseconds (RFC 7828 §3.1).
      response.append(UInt16(clamping: Int64(keepalive / .milliseconds(100))))
    }
  }
}
