import DNSWire

/// What a query's COOKIE option is worth (RFC 7873 §5.2).
enum CookieCheck: Equatable {
  /// No COOKIE option, or cookies are off, or no OPT record that says what an option means.
  case absent
  case malformed
  case clientOnly(CookieToSend)
  case invalid(CookieToSend)
  case valid(CookieToSend)

  var toSend: CookieToSend? {
    switch self {
    case .absent, .malformed: nil
    case .clientOnly(let cookie), .invalid(let cookie), .valid(let cookie): cookie
    }
  }
}

/// The COOKIE option of a response.
struct CookieToSend: Equatable {
  static let length = 8 + ServerCookie.length

  /// Where the query has the Client Cookie.
  var clientOffset: Int
  var server: ServerCookie
}

extension Identity {
  func cookie(
    of query: borrowing Query, in message: Span<UInt8>, from address: IPAddress, at now: Now
  ) -> CookieCheck {
    guard let secret = settings.cookieSecret, case .sound(let edns) = query.edns, edns.version == 0 else {
      return .absent
    }
    switch edns.cookie {
    case .absent: return .absent
    case .malformed: return .malformed
    case .wellFormed(let cookie):
      let client = ClientCookie(cookie, in: message, from: address)
      func renewed() -> CookieToSend {
        CookieToSend(
          clientOffset: cookie.clientOffset, server: ServerCookie(for: client, at: now, secret: secret))
      }
      if cookie.serverLength == 0 { return .clientOnly(renewed()) }
      guard let server = ServerCookie(cookie, in: message, from: client, at: now, secret: secret) else {
        return .invalid(renewed())
      }
      return .valid(
        server.needsRenewal(at: now)
          ? renewed() : CookieToSend(clientOffset: cookie.clientOffset, server: server))
    }
  }
}
