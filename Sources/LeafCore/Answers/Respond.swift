import DNSWire

/// Answers one message: every transport, and whoever wants to know what leaf would say, goes through here.
///
/// - Parameters:
///   - message: The message as it came, without a length prefix.
///   - limiter: nil for no limits.
///   - response: Empty, with room for 1,232 octets over UDP and `Authority.maximumResponseLength` over TCP. With
///     less, longer responses are truncated (TC); under 1,024 octets are a mistake of the caller.
package func respond(
  to message: Span<UInt8>, from client: IPAddress, over transport: Transport, at now: Now,
  using authority: Authority, limits limiter: Limiter?, into response: inout OutputSpan<UInt8>
) -> Outcome {
  let arrival = limiter?.arrival(from: client, at: now) ?? .admitted
  guard let header = try? Header(of: message) else { return .none(.truncatedHeader) }
  guard !header.flags.contains(.response) else { return .none(.response) }
  // Most of a flood is not even read.
  if arrival == .overGlobalLimit, limiter?.limits.slip == 0 || transport.isStream {
    return .none(.rateLimited)
  }

  let query = Query(header: header, of: message)
  let cookie = authority.cookie(of: query, in: message, from: client, at: now)
  var decision: Decision
  var limited: NoResponseReason?
  if arrival == .admitted || limiter?.exempts(cookie, after: arrival, at: now) == true {
    decision = decideWithoutZones(query, cookie: cookie) ?? authority.decide(query, in: message)
    if let limiter, !limiter.admits(decision.rule.rcode, to: query, in: message, from: client, at: now) {
      limited = .invalidRateLimited(decision.rule.rcode)
    }
  } else {
    decision = Decision(rule: .slipped)
    limited = .rateLimited
  }
  if let limited {
    // Only what could be answered is told to come back.
    guard !transport.isStream, query.isReadable, header.flags.opcode == .query, limiter?.slips() == true
    else {
      return .none(limited)
    }
    decision = Decision(rule: .slipped)
  }
  return .response(
    authority.write(
      decision, for: query, in: message, over: transport, cookie: cookie.toSend, into: &response))
}

extension Limiter {
  /// Whether a query goes through although its address is over the limit: it comes from a client that has a
  /// valid server cookie, so nobody else pretends to be it (RFC 7873 §5.2.5).
  fileprivate func exempts(_ cookie: CookieCheck, after arrival: Arrival, at now: Now) -> Bool {
    guard arrival == .overAddressLimit, case .valid = cookie else { return false }
    return admitsGlobally(at: now)
  }

  /// Whether an answer is within the limit on those that a client has little use for twice.
  fileprivate func admits(
    _ rcode: RCODE, to query: Query, in message: Span<UInt8>, from client: IPAddress, at now: Now
  ) -> Bool {
    switch rcode {
    case .nxDomain, .refused, .formErr:
      admitsInvalid(query.question?.qname ?? 0..<0, in: message, from: client, at: now)
    default:
      true
    }
  }
}
