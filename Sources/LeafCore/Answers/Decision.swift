import DNSWire

/// A rule, and what its answer is made of.
struct Decision {
  var rule: Rule
  var records = Records.none

  enum Records {
    case none
    /// The A record of an encoded name.
    case encoded(IPv4Address)
    /// A number in `Authority.prepared`: the first RRset answers; the others go to the additional section.
    case answer(Int, anchorOffset: Int)
    /// A number in `Authority.prepared`.
    case authority(Int, anchorOffset: Int)
  }
}

/// Steps 1 to 7 and 9 to 10, which look at the message alone; nil where a name has to be looked up.
func decideWithoutZones(_ query: Query, cookie: CookieCheck) -> Decision? {
  guard query.header.flags.opcode == .query else { return Decision(rule: .opcodeNotImplemented) }
  guard query.isReadable else { return Decision(rule: .unreadable) }
  if query.edns == .unsound { return Decision(rule: .malformedOPT) }
  if case .sound(let edns) = query.edns, edns.version > 0 { return Decision(rule: .ednsVersion) }
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
  case RRType.opt.rawValue, 128...255: return Decision(rule: .metaType)
  default: return nil
  }
}

extension Authority {
  /// Step 8, and 11 to 16.
  func decide(_ query: Query, in message: Span<UInt8>) -> Decision {
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
  private func positive(_ rule: Rule, _ records: Int) -> Decision {
    Decision(rule: rule, records: .answer(records, anchorOffset: Header.length))
  }

  private func negative(_ rule: Rule, at location: Location) -> Decision {
    let soa = zoneRecords[location.zone].negative
    return Decision(rule: rule, records: .authority(soa, anchorOffset: location.apexOffset))
  }
}
