import DNSWire

extension Authority {
  /// Writes a response: header, question, records, OPT, and last what seals it. What does not fit loses its additional
  /// records, then all but question and OPT, and sets TC.
  func write(
    _ answer: borrowing Answer, for query: borrowing Query, in message: Span<UInt8>,
    over transport: Transport, cookie: CookieCheck, into response: inout OutputSpan<UInt8>
  ) -> Answered {
    let question = answer.echo == .question && query.header.questionCount == 1 ? query.question : nil
    let opt = responseOPT(answer, for: query, over: transport, hasCookie: cookie.toSend != nil)
    let optLength = opt?.length(identity) ?? 0
    let limit =
      min(response.capacity, sizeLimit(for: query, over: transport)) - optLength
      - answer.seal.length(for: query)

    var header = Header(id: query.header.id, flags: flags(of: answer, for: query))
    let start = Header.length
    let end = start + (question?.octets.count ?? 0)
    // Most responses need no second look at their header.
    let isStored = answer.count > 0 && !answer.hasOnlyAddress
    var isComplete = !answer.isTruncated
    if end + (answer.hasOnlyAddress ? Self.addressLength : 0) > limit { isComplete = false }
    if question != nil { header.questionCount = 1 }
    if opt != nil { header.additionalCount = 1 }
    if isComplete {
      if answer.hasOnlyAddress { header.answerCount = 1 }
      header.additionalCount += answer.seal.recordCount
    } else {
      header.flags.insert(.truncated)
    }
    response.append(header)
    if let question { response.append(message, question.octets) }
    if isComplete, answer.hasOnlyAddress, case .address(let address, let ttl) = answer.entries[0].content {
      response.append(address, ttl: ttl)
    }
    if isComplete, isStored {
      if !writeStored(answer, limit: limit, &header, into: &response) {
        response.removeLast(response.count - end)
        header.truncate()
      }
      response.replaceHeader(with: header)
    }
    opt?.write(identity, rcode: answer.rcode, cookie: cookie.toSend, query: message, into: &response)
    if isComplete { answer.seal.write(for: query, in: message, into: &response) }
    return Answered(
      rule: answer.rule, zone: answer.zone, rcode: answer.rcode, isAuthoritative: answer.isAuthoritative,
      qtype: query.question?.qtype, cookie: cookie.state, answerCount: header.answerCount,
      authorityCount: header.authorityCount)
  }

  /// Owner pointer, TYPE, CLASS, TTL, RDLENGTH and an IPv4 address.
  private static let addressLength = 16

  private func flags(of answer: borrowing Answer, for query: borrowing Query) -> Flags {
    var flags = Flags(opcode: query.header.flags.opcode, rcode: answer.rcode).union(.response)
    if answer.isAuthoritative { flags.insert(.authoritative) }
    if answer.echo != .id { flags.formUnion(query.header.flags.intersection(.recursionDesired)) }
    return flags
  }

  private func sizeLimit(for query: borrowing Query, over transport: Transport) -> Int {
    if transport.isStream { return ResponseLength.stream }
    guard case .sound(let edns) = query.edns else { return ResponseLength.plainUDP }
    return min(max(ResponseLength.plainUDP, Int(edns.payloadSize)), ResponseLength.udp)
  }

  /// An OPT record goes out exactly when one came in (RFC 6891 §6.1.1, §7).
  private func responseOPT(
    _ answer: borrowing Answer, for query: borrowing Query, over transport: Transport, hasCookie: Bool
  ) -> ResponseOPT? {
    switch query.edns {
    case .absent:
      return nil
    case .unsound:
      // In a message that is no query, records may mean something else.
      return answer.echo == .id ? nil : ResponseOPT()
    case .sound(let edns):
      // What an option means in another version is not known.
      let isKnown = edns.version == 0
      return ResponseOPT(
        dnssecOK: edns.dnssecOK, extendedError: answer.rule.extendedError,
        hasServerID: isKnown && edns.asksForNSID, hasCookie: hasCookie,
        hasKeepalive: isKnown && edns.asksForKeepalive && transport.mayKeepalive)
    }
  }

  /// Whether answer and authority fit.
  private func writeStored(
    _ answer: borrowing Answer, limit: Int, _ header: inout Header, into response: inout OutputSpan<UInt8>
  ) -> Bool {
    let store = answer.zone.flatMap { zones[$0]?.records } ?? identity.records
    let entries = answer.entries.span
    var compression = NameCompression(apexOffset: answer.apexOffset)
    var hasAdditional = false
    for index in 0..<answer.count {
      let entry = entries[index]
      switch entry.content {
      case .address(let address, let ttl):
        guard response.count + Self.addressLength <= limit else { return false }
        response.append(address, ttl: ttl)
        header.count(1, in: entry.section)
      case .stored(let number, let owner):
        let rrset = store[number]
        guard store.append(rrset, owner: owner, limit: limit, &compression, to: &response) else {
          return false
        }
        header.count(rrset.count, in: entry.section)
        if !rrset.additional.isEmpty { hasAdditional = true }
      }
    }
    if hasAdditional {
      writeAdditional(to: answer, store, limit: limit, &compression, &header, into: &response)
    }
    return true
  }

  /// As many whole RRsets as there is room for.
  private func writeAdditional(
    to answer: borrowing Answer, _ store: RecordStore, limit: Int, _ compression: inout NameCompression,
    _ header: inout Header, into response: inout OutputSpan<UInt8>
  ) {
    let entries = answer.entries.span
    for index in 0..<answer.count {
      guard case .stored(let rrset, _) = entries[index].content else { continue }
      for additional in store.additional(of: store[rrset]) {
        let end = response.count
        let rrset = store[additional.rrset]
        guard store.append(rrset, owner: .name(additional.owner), limit: limit, &compression, to: &response)
        else {
          return response.removeLast(response.count - end)
        }
        header.additionalCount += rrset.count
      }
    }
  }
}

extension Header {
  fileprivate mutating func count(_ records: UInt16, in section: Answer.Section) {
    switch section {
    case .answer: answerCount += records
    case .authority: authorityCount += records
    }
  }

  fileprivate mutating func truncate() {
    flags.insert(.truncated)
    answerCount = 0
    authorityCount = 0
  }
}

extension OutputSpan where Element == UInt8 {
  /// Appends the A record of the QNAME.
  fileprivate mutating func append(_ address: IPv4Address, ttl: UInt32) {
    append(0xC000 | UInt16(Header.length))
    append(UInt64(RRType.a.rawValue) << 48 | UInt64(QCLASS.in.rawValue) << 32 | UInt64(ttl))
    append(UInt16(4))
    append(address.rawValue)
  }
}
