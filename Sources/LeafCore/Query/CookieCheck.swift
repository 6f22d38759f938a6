import DNSWire

/// What a query's COOKIE option is worth (RFC 7873 §5.2).
package enum CookieState: UInt8, CaseIterable, Sendable {
  /// No COOKIE option, or cookies are off, or no OPT record that says what an option means.
  case absent
  /// Of a length that RFC 7873 §5.2.2 rules out.
  case malformed
  /// A client cookie alone (RFC 7873 §5.2.3).
  case clientOnly
  /// With a server cookie that leaf has not made, or that is too old (RFC 7873 §5.2.4).
  case invalid
  /// With a server cookie of leaf's: the client is where it says (RFC 7873 §5.2.5).
  case valid

  /// As the metrics have it.
  package var name: String {
    switch self {
    case .absent: "none"
    case .malformed: "malformed"
    case .clientOnly: "client"
    case .invalid: "invalid"
    case .valid: "valid"
    }
  }
}

/// The same, with what goes back: nothing for an absent or malformed one.
struct CookieCheck: Equatable {
  var state: CookieState
  var toSend: CookieToSend?
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
      return CookieCheck(state: .absent)
    }
    switch edns.cookie {
    case .absent: return CookieCheck(state: .absent)
    case .malformed: return CookieCheck(state: .malformed)
    case .wellFormed(let cookie):
      let client = ClientCookie(cookie, in: message, from: address)
      func renewed() -> CookieToSend {
        CookieToSend(
          clientOffset: cookie.clientOffset, server: ServerCookie(for: client, at: now, secret: secret))
      }
      if cookie.serverLength == 0 { return CookieCheck(state: .clientOnly, toSend: renewed()) }
      guard let server = ServerCookie(cookie, in: message, from: client, at: now, secret: secret) else {
        return CookieCheck(state: .invalid, toSend: renewed())
      }
      return CookieCheck(
        state: .valid,
        toSend: server.needsRenewal(at: now)
          ? renewed() : CookieToSend(clientOffset: cookie.clientOffset, server: server))
    }
  }
}
