import DNSWire

/// How long a response, and what it is made of, can be; in octets.
package enum ResponseLength {
  /// A UDP response without EDNS (RFC 1035 §4.2.1), and the least that a payload size means (RFC 6891 §6.2.3).
  static let plainUDP = 512
  /// What fits an IPv6 datagram of 1,280 octets: the payload size that leaf advertises, and never exceeds.
  package static let udp = 1_232
  static let stream = 65_535

  /// Owner pointer, TYPE, CLASS, TTL, RDLENGTH and the address.
  static let encodedAddress = 16
  static let longestQuestion = DomainName.maximumLength + 4

  /// The longest response but for its records: everything that can be asked for in an OPT record, and TSIG.
  static let withoutRecords =
    Header.length + longestQuestion + ResponseOPT.maximumLength + UnsignedTSIG.maximumLength
}

extension Authority {
  /// Writes the response.
  func write(
    _ decision: Decision, for query: Query, in message: Span<UInt8>, over transport: Transport,
    cookie: CookieToSend?, into response: inout OutputSpan<UInt8>
  ) -> Answered {
    let rule = decision.rule
    let question = rule.echoesQuestion && query.header.questionCount == 1 ? query.question : nil
    let opt = responseOPT(rule, for: query, over: transport, hasCookie: cookie != nil)
    var space =
      min(response.freeCapacity, sizeLimit(for: query, over: transport))
      - Header.length - (question?.octets.count ?? 0) - (opt?.length(settings) ?? 0)
    if rule == .unknownKey { space -= UnsignedTSIG(for: query, in: message)?.length ?? 0 }
    let sections = rule == .slipped ? nil : sections(of: decision.records, within: space)

    var header = Header(
      id: query.header.id,
      flags: Flags(opcode: query.header.flags.opcode, rcode: rule.rcode).union(.response))
    if rule.isAuthoritative { header.flags.insert(.authoritative) }
    if rule.copiesRecursionDesired {
      header.flags.formUnion(query.header.flags.intersection(.recursionDesired))
    }
    if question != nil { header.questionCount = 1 }
    if opt != nil { header.additionalCount = 1 }
    if let sections {
      header.answerCount = sections.answer
      header.authorityCount = sections.authority
      header.additionalCount += sections.additional + (rule == .unknownKey ? 1 : 0)
    } else {
      header.flags.insert(.truncated)
    }

    response.append(header)
    if let question { response.append(message, question.octets) }
    if let sections { write(decision.records, upTo: sections.end, into: &response) }
    opt?.write(settings, rcode: rule.rcode, cookie: cookie, query: message, into: &response)
    if rule == .unknownKey, sections != nil {
      UnsignedTSIG(for: query, in: message)?.write(query: message, into: &response)
    }
    return Answered(
      rule: rule, rcode: rule.rcode, isAuthoritative: rule.isAuthoritative, qtype: query.question?.qtype,
      answerCount: header.answerCount, authorityCount: header.authorityCount)
  }

  private func sizeLimit(for query: Query, over transport: Transport) -> Int {
    if transport.isStream { return ResponseLength.stream }
    guard case .sound(let edns) = query.edns else { return ResponseLength.plainUDP }
    return min(max(ResponseLength.plainUDP, Int(edns.payloadSize)), ResponseLength.udp)
  }

  /// An OPT record goes out exactly when one came in (RFC 6891 §6.1.1, §7).
  private func responseOPT(
    _ rule: Rule, for query: Query, over transport: Transport, hasCookie: Bool
  ) -> ResponseOPT? {
    switch query.edns {
    case .absent:
      return nil
    case .unsound:
      // In a message that is no query, records may mean something else.
      return rule == .opcodeNotImplemented ? nil : ResponseOPT()
    case .sound(let edns):
      // What an option means in another version is not known.
      let isKnown = edns.version == 0
      return ResponseOPT(
        dnssecOK: edns.dnssecOK, extendedError: rule.extendedError, hasServerID: isKnown && edns.asksForNSID,
        hasCookie: hasCookie, hasKeepalive: isKnown && edns.asksForKeepalive && transport.mayKeepalive)
    }
  }

  private func write(
    _ records: Decision.Records, upTo end: PreparedRecords.End, into response: inout OutputSpan<UInt8>
  ) {
    switch records {
    case .none:
      break
    case .encoded(let address):
      response.append(0xC000 | UInt16(Header.length))
      response.append(RRType.a.rawValue)
      response.append(QCLASS.in.rawValue)
      response.append(settings.ttl)
      response.append(UInt16(4))
      response.append(address.rawValue)
    case .answer(let number, let anchorOffset), .authority(let number, let anchorOffset):
      prepared[number].write(upTo: end, anchorOffset: anchorOffset, into: &response)
    }
  }

  /// All that fits: answer and authority whole, and as many RRsets of the additional section as there is
  /// room for (RFC 2181 §9). nil when answer or authority do not fit.
  private func sections(of records: Decision.Records, within space: Int) -> Sections? {
    switch records {
    case .none:
      return space >= 0 ? Sections() : nil
    case .encoded:
      return space >= ResponseLength.encodedAddress ? Sections(answer: 1) : nil
    case .authority(let number, _):
      guard let all = prepared[number].ends.last, all.octets <= space else { return nil }
      return Sections(authority: all.records, end: all)
    case .answer(let number, _):
      let ends = prepared[number].ends
      guard let first = ends.first, first.octets <= space else { return nil }
      let end = ends.last { $0.octets <= space } ?? first
      return Sections(answer: first.records, additional: end.records - first.records, end: end)
    }
  }
}

/// Which records of an answer go out.
private struct Sections {
  var answer: UInt16 = 0
  var authority: UInt16 = 0
  var additional: UInt16 = 0
  /// How much of prepared records goes out.
  var end = PreparedRecords.End(octets: 0, records: 0)
}
