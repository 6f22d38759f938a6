import DNSWire

extension Authority {
  /// Goes through the steps, the first that applies decides.
  func decide(
    _ query: borrowing Query, in message: Span<UInt8>, over transport: Transport, cookie: CookieCheck,
    into answer: inout Answer
  ) {
    if decideByMessage(query, cookie: cookie, into: &answer) { return }
    guard query.header.questionCount == 1, let question = query.question else {
      return answer.decide(.questionCount, .formErr)
    }
    switch query.tsig {
    case .absent: break
    case .unsound: return answer.decide(.malformedTSIG, .formErr)
    case .sound: return answer.decide(.unknownKey, .notAuth, seal: .unknownKey)
    }
    switch question.qclass {
    case .in: decide(question, in: message, over: transport, into: &answer)
    case .ch: decideChaos(question, in: message, into: &answer)
    case .zero, .none: answer.decide(.reservedClass, .formErr)
    default: answer.decide(.otherClass, .refused)
    }
  }

  /// Steps 1 to 5. Whether one of them applies.
  @inline(__always)
  private func decideByMessage(_ query: borrowing Query, cookie: CookieCheck, into answer: inout Answer)
    -> Bool
  {
    if query.header.flags.opcode != .query {
      answer.decide(.opcodeNotImplemented, .notImp, echo: .id)
    } else if query.error != nil {
      answer.decide(.unreadable, .formErr, echo: .flags)
    } else if query.edns == .unsound {
      answer.decide(.malformedOPT, .formErr)
    } else if case .sound(let edns) = query.edns, edns.version > 0 {
      answer.decide(.ednsVersion, .badVers)
    } else {
      return decideByCookie(cookie, hasQuestion: query.header.questionCount > 0, into: &answer)
    }
    return true
  }

  /// Step 5 (RFC 7873 §5.4).
  @inline(__always)
  private func decideByCookie(_ cookie: CookieCheck, hasQuestion: Bool, into answer: inout Answer) -> Bool {
    switch cookie.state {
    case .malformed: answer.decide(.malformedCookie, .formErr)
    case .clientOnly where !hasQuestion, .valid where !hasQuestion: answer.decide(.cookieConfirmed, .noError)
    case .invalid where !hasQuestion: answer.decide(.cookieRejected, .badCookie)
    default: return false
    }
    return true
  }

  /// Step 8.
  private func decideChaos(_ question: Question, in message: Span<UInt8>, into answer: inout Answer) {
    guard question.qtype == .txt, let text = identity.texts.value(of: question.qname, in: message) else {
      return answer.decide(.chaosRefused, .refused)
    }
    answer.decide(.chaosText, .noError)
    answer.append(.stored(text, nil, .qname))
  }

  /// Steps 10 to 16.
  private func decide(
    _ question: Question, in message: Span<UInt8>, over transport: Transport, into answer: inout Answer
  ) {
    var offsets = LabelOffsets.empty
    let count = offsets.note(question.qname, in: message)
    let labels = offsets.span.extracting(..<count)
    let place = zones.place(
      of: question.qtype, labels, endingAt: question.qname.upperBound, in: message)
    answer.zone = place?.zone
    switch question.qtype.rawValue {
    case QTYPE.ixfr.rawValue, QTYPE.axfr.rawValue:
      return answer.decide(.transfer, .refused)
    // MAILB, MAILA and ANY ask for records of other types, of which a name may have some or none.
    case QTYPE.mailb.rawValue, QTYPE.maila.rawValue, QTYPE.any.rawValue:
      break
    // OPT, and the rest of the range of QTYPEs and meta types (RFC 6895 §3.1).
    case RRType.opt.rawValue, 128...255:
      return answer.decide(.metaType, .formErr)
    default:
      break
    }
    guard let place else { return answer.decide(.outsideZones, .refused) }
    guard let zone = zones[place.zone] else { return answer.decide(.zoneNotReady, .servFail) }
    answer.apexOffset = place.apexOffset
    answer.apexLabelCount = zone.records.apexLabelCount
    if question.qtype == .any, zone.policy.any == .refused {
      return answer.decide(.anyRefused, .refused)
    }
    let lookUp = LookUp(qtype: question.qtype, isOverStream: transport.isStream)
    zones.resolve(lookUp, in: zone, labels, in: message, at: place, into: &answer)
  }
}
