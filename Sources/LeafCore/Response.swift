import DNSWire

/// How long a response, and what it is made of, can be; in octets.
enum ResponseLength {
  /// A UDP response without EDNS (RFC 1035 §4.2.1), and the least that a payload size means (RFC 6891 §6.2.3).
  static let plainUDP = 512
  /// What fits an IPv6 datagram of 1,280 octets: the payload size that leaf advertises, and never exceeds.
  static let udp = 1_232
  static let tcp = 65_535

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
  ) {
    let rule = decision.rule
    let question = rule.echoesQuestion && query.header.questionCount == 1 ? query.question : nil
    let opt = responseOPT(rule, for: query, over: transport, cookie: cookie)
    let tsig = rule == .unknownKey ? UnsignedTSIG(for: query, in: message) : nil

    let space =
      min(response.freeCapacity, sizeLimit(for: query, over: transport))
      - Header.length - (question?.octets.count ?? 0) - (opt?.length ?? 0) - (tsig?.length ?? 0)
    let sections = rule == .slipped ? nil : Sections(decision.records, within: space)

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
      header.additionalCount += sections.additional + (tsig == nil ? 0 : 1)
    } else {
      header.flags.insert(.truncated)
    }

    response.append(header)
    if let question { response.append(message, question.octets) }
    if let sections { write(decision.records, upTo: sections.end, into: &response) }
    opt?.write(rcode: rule.rcode, query: message, into: &response)
    if sections != nil { tsig?.write(into: &response) }
  }

  private func sizeLimit(for query: Query, over transport: Transport) -> Int {
    switch (transport, query.edns) {
    case (.tcp, _): ResponseLength.tcp
    case (.udp, .sound(let edns)):
      min(max(ResponseLength.plainUDP, Int(edns.opt.payloadSize)), ResponseLength.udp)
    case (.udp, .absent), (.udp, .unsound): ResponseLength.plainUDP
    }
  }

  /// An OPT record goes out exactly when one came in (RFC 6891 §6.1.1, §7).
  private func responseOPT(
    _ rule: Rule, for query: Query, over transport: Transport, cookie: CookieToSend?
  ) -> ResponseOPT? {
    switch query.edns {
    case .absent:
      return nil
    case .unsound:
      // In a message that is no query, records may mean something else.
      return rule == .opcodeNotImplemented ? nil : ResponseOPT()
    case .sound(let edns):
      var opt = ResponseOPT(dnssecOK: edns.opt.dnssecOK, extendedError: rule.extendedError, cookie: cookie)
      // What an option means in another version is not known.
      guard edns.opt.version == 0 else { return opt }
      if edns.asksForNSID { opt.serverID = settings.serverID }
      if edns.asksForKeepalive, transport == .tcp { opt.keepalive = settings.tcpIdleTimeout }
      return opt
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
      response.append(QTYPE.a.rawValue)
      response.append(QCLASS.in.rawValue)
      response.append(settings.ttl)
      response.append(UInt16(4))
      response.append(address.rawValue)
    case .answer(let prepared, let anchorOffset), .authority(let prepared, let anchorOffset):
      prepared.write(upTo: end, anchorOffset: anchorOffset, into: &response)
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

  /// All that fits: answer and authority whole, and as many RRsets of the additional section as there is
  /// room for (RFC 2181 §9). nil when answer or authority do not fit.
  init?(_ records: Decision.Records, within space: Int) {
    switch records {
    case .none:
      guard space >= 0 else { return nil }
    case .encoded:
      guard space >= ResponseLength.encodedAddress else { return nil }
      answer = 1
    case .authority(let prepared, _):
      guard let all = prepared.ends.last, all.octets <= space else { return nil }
      end = all
      authority = all.records
    case .answer(let prepared, _):
      guard let first = prepared.ends.first, first.octets <= space else { return nil }
      end = prepared.ends.last { $0.octets <= space } ?? first
      answer = first.records
      additional = end.records - first.records
    }
  }
}
