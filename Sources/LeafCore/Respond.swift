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
  guard let header = try? Header(of: message) else { return noResponse(.truncatedHeader, over: transport) }
  guard !header.flags.contains(.response) else { return noResponse(.response, over: transport) }
  // Most of a flood is not even read.
  if arrival == .overGlobalLimit, limiter?.limits.slip == 0 || transport == .tcp {
    return noResponse(.rateLimited, over: transport)
  }

  var query = Query(header: header)
  let isReadable = query.reads(message)
  let cookie = authority.cookie(of: query, in: message, from: client, at: now)
  var decision: Decision
  var limited: NoResponseReason?
  if arrival == .admitted || limiter?.exempts(cookie, after: arrival, at: now) == true {
    decision =
      decideWithoutZones(query, isReadable: isReadable, cookie: cookie)
      ?? authority.decide(query, in: message)
    if let limiter, !limiter.admits(decision.rule.rcode, to: query, in: message, from: client, at: now) {
      limited = .invalidRateLimited(decision.rule.rcode)
    }
  } else {
    decision = Decision(rule: .slipped)
    limited = .rateLimited
  }
  if let limited {
    // Only what could be answered is told to come back.
    guard transport == .udp, isReadable, header.flags.opcode == .query, limiter?.slips() == true else {
      return noResponse(limited, over: transport)
    }
    decision = Decision(rule: .slipped)
  }
  authority.write(
    decision, for: query, in: message, over: transport, cookie: cookie.toSend, into: &response)
  return .response(decision.rule, query.question?.qtype)
}

private func noResponse(_ reason: NoResponseReason, over transport: Transport) -> Outcome {
  switch transport {
  case .udp: .drop(reason)
  case .tcp: .close(reason)
  }
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

extension Query {
  /// Whether the message can be read to its end. What came before the end stays here either way.
  fileprivate mutating func reads(_ message: Span<UInt8>) -> Bool {
    // An error that is not typed would be allocated.
    do throws(WireError) {
      try read(message)
      return true
    } catch {
      return false
    }
  }
}

/// A rule, and what its answer is made of.
struct Decision {
  var rule: Rule
  var records = Records.none

  enum Records {
    case none
    /// The A record of an encoded name.
    case encoded(IPv4Address)
    /// The first RRset answers; the others go to the additional section.
    case answer(PreparedRecords, anchorOffset: Int)
    case authority(PreparedRecords, anchorOffset: Int)
  }
}

/// Steps 1 to 7 and 9 to 10, which look at the message alone; nil where a name has to be looked up.
private func decideWithoutZones(_ query: Query, isReadable: Bool, cookie: CookieCheck) -> Decision? {
  guard query.header.flags.opcode == .query else { return Decision(rule: .opcodeNotImplemented) }
  guard isReadable else { return Decision(rule: .unreadable) }
  if query.edns == .unsound { return Decision(rule: .malformedOPT) }
  if case .sound(let edns) = query.edns, edns.opt.version > 0 { return Decision(rule: .ednsVersion) }
  if cookie == .malformed { return Decision(rule: .malformedCookie) }
  if query.header.questionCount == 0 {
    switch cookie {
    case .clientOnly, .valid: return Decision(rule: .cookieConfirmed)
    case .invalid: return Decision(rule: .cookieRejected)
    case .absent, .malformed: break
    }
  }
  guard query.header.questionCount == 1, let question = query.question else {
    return Decision(rule: .questionCount)
  }
  switch query.tsig {
  case .absent: break
  case .unsound: return Decision(rule: .malformedTSIG)
  case .sound: return Decision(rule: .unknownKey)
  }
  switch question.qclass {
  case .ch: return nil
  case .in: break
  case .zero, .none: return Decision(rule: .reservedClass)
  default: return Decision(rule: .otherClass)
  }
  switch question.qtype.rawValue {
  case QTYPE.ixfr.rawValue, QTYPE.axfr.rawValue: return Decision(rule: .transfer)
  // MAILB, MAILA and ANY ask for records of other types, of which a name may have some or none.
  case QTYPE.mailb.rawValue, QTYPE.maila.rawValue, QTYPE.any.rawValue: return nil
  // OPT, and the rest of the range of QTYPEs and meta types (RFC 6895 §3.1).
  case QTYPE.opt.rawValue, 128...255: return Decision(rule: .metaType)
  default: return nil
  }
}

extension Authority {
  /// Step 8, and 11 to 16.
  fileprivate func decide(_ query: Query, in message: Span<UInt8>) -> Decision {
    guard let question = query.question else { return Decision(rule: .questionCount) }
    if question.qclass == .ch { return decideChaos(question, in: message) }
    guard let location = locate(question, in: message) else { return Decision(rule: .outsideZones) }
    let zone = zoneRecords[location.zone]
    switch answer(question.qtype, at: location.node, any: settings.any) {
    case .anyRefused: return Decision(rule: .anyRefused)
    case .anyHINFO: return positive(.anyHINFO, identity.hinfo)
    case .soa: return positive(.apex, zone.soa)
    case .ns: return positive(.apex, zone.ns)
    case .hostAddresses(let family):
      let host = location.host.map { hostRecords[$0] }
      return (family == .ipv4 ? host?.a : host?.aaaa).map { positive(.host, $0) }
        ?? negative(.noData, at: location)
    case .encodedAddress(let address): return Decision(rule: .encodedName, records: .encoded(address))
    case .noData: return negative(.noData, at: location)
    case .nameError: return negative(.nameError, at: location)
    }
  }

  private func decideChaos(_ question: Question, in message: Span<UInt8>) -> Decision {
    guard question.qtype == .txt, let text = identity.texts.value(of: question.qname, in: message) else {
      return Decision(rule: .chaosRefused)
    }
    return positive(.chaosText, text)
  }

  /// Records that the QNAME owns.
  private func positive(_ rule: Rule, _ records: PreparedRecords) -> Decision {
    Decision(rule: rule, records: .answer(records, anchorOffset: Header.length))
  }

  private func negative(_ rule: Rule, at location: Location) -> Decision {
    let soa = zoneRecords[location.zone].negative
    return Decision(rule: rule, records: .authority(soa, anchorOffset: location.apexOffset))
  }
}
