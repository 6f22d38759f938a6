import DNSWire

/// Answers one message: every transport, and whoever wants to know what leaf would say, goes through here.
///
/// - Parameters:
///   - message: The message as it came, without a length prefix.
///   - response: Empty, with room for `ResponseLength.udp` octets, over a stream for `ResponseLength.stream`. With less,
///     longer responses are truncated (TC); under 1,024 octets are a mistake of the caller.
package func respond(
  to message: Span<UInt8>, from client: IPAddress, over transport: Transport, at now: Now,
  using authority: Authority, limits limiter: Limiter, into response: inout OutputSpan<UInt8>
) -> Outcome {
  let arrival = limiter.arrival(from: client, at: now)
  guard let header = try? Header(of: message) else { return .none(.truncatedHeader) }
  guard !header.flags.contains(.response) else { return .none(.response) }
  // Most of a flood is not even read.
  guard arrival != .overGlobalLimit || limiter.maySlip(over: transport) else { return .none(.rateLimited) }
  let query = Query(header: header, of: message)
  let cookie = authority.identity.cookie(of: query, in: message, from: client, at: now)
  var answer = Answer(includesDNSSEC: query.setsDO, to: client)
  var refusal = limiter.refusal(after: arrival, cookie, at: now)
  if refusal == nil {
    authority.decide(query, in: message, over: transport, cookie: cookie, into: &answer)
    if answer.rule == .information { answer.subnet = query.clientSubnet(in: message) }
    refusal = limiter.refusal(of: answer.rcode, after: arrival, to: query, in: message, from: client, at: now)
    if answer.online.isDenied, !query.setsCO { answer.hideNameError() }
  }
  if let refusal {
    // Only what could be answered is told to come back.
    guard limiter.maySlip(over: transport), query.error == nil, header.flags.opcode == .query, limiter.slips()
    else { return .none(refusal) }
    answer.slip()
  }
  let outcome = Outcome.response(
    authority.write(
      &answer, for: query, in: message, over: transport, at: now, cookie: cookie, into: &response))
  if answer.online.lacksSignatures, !limiter.maySlip(over: transport) || !limiter.slips() {
    response.removeLast(response.count)
    return .none(.signingLimited)
  }
  return outcome
}

extension Limiter {
  /// Whether a query over a limit may get a truncated response: over a stream it would not be believed.
  fileprivate func maySlip(over transport: Transport) -> Bool { !transport.isStream && limits.slip > 0 }

  /// Why a query is not answered. A client that has a valid server cookie, so that nobody else pretends to be it
  /// (RFC 7873 §5.2.5), goes through although its address is over the limit.
  fileprivate func refusal(after arrival: Arrival, _ cookie: CookieCheck, at now: Now) -> NoResponseReason? {
    switch (arrival, cookie.state) {
    case (.admitted, _), (.exempt, _): nil
    case (.overAddressLimit, .valid): admitsGlobally(at: now) ? nil : .rateLimited
    case (.overAddressLimit, _), (.overGlobalLimit, _): .rateLimited
    }
  }

  /// Why an answer is not given: one that a client has little use for twice.
  fileprivate func refusal(
    of rcode: RCODE, after arrival: Arrival, to query: borrowing Query, in message: Span<UInt8>,
    from client: IPAddress,
    at now: Now
  ) -> NoResponseReason? {
    switch (rcode, arrival) {
    case (.nxDomain, .admitted), (.refused, .admitted), (.formErr, .admitted),
      (.nxDomain, .overAddressLimit), (.refused, .overAddressLimit), (.formErr, .overAddressLimit):
      admitsInvalid(query.question?.qname ?? 0..<0, in: message, from: client, at: now)
        ? nil : .invalidRateLimited(rcode)
    default:
      nil
    }
  }
}
