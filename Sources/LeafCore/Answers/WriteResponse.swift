import DNSWire

extension Authority {
  /// Writes a response: header, question, records, OPT, and last what seals it. What does not fit loses its additional
  /// records, then all but question and OPT, and sets TC.
  func write(
    _ answer: inout Answer, for query: borrowing Query, in message: Span<UInt8>,
    over transport: Transport, at now: Now, cookie: CookieCheck, into response: inout OutputSpan<UInt8>
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
    let isStored = answer.count + answer.authorityCount > 0 && !answer.hasOnlyAddress
    var isComplete = !answer.isTruncated
    if end + answer.onlyAddressLength > limit { isComplete = false }
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
    if isComplete, answer.hasOnlyAddress { response.append(onlyAddressOf: answer) }
    if isComplete, isStored {
      header = writeRecords(of: &answer, at: now, limit: limit, header, behind: end, into: &response)
    }
    opt?.write(identity, rcode: answer.rcode, cookie: cookie.toSend, query: message, into: &response)
    if isComplete { answer.seal.write(for: query, in: message, into: &response) }
    return Answered(
      rule: answer.rule, zone: answer.zone, rcode: answer.rcode, isAuthoritative: answer.isAuthoritative,
      qtype: query.question?.qtype, cookie: cookie.state, answerCount: header.answerCount,
      authorityCount: header.authorityCount)
  }

  /// Not part of its caller, whose frame would be large for what has no such records.
  @inline(never)
  private func writeRecords(
    of answer: inout Answer, at now: Now, limit: Int, _ header: Header, behind end: Int,
    into response: inout OutputSpan<UInt8>
  ) -> Header {
    var writer = RecordWriter(self, answer, at: now, limit: limit, header)
    writer.write(
      answer.entries.span.extracting(..<answer.count),
      answer.authority.span.extracting(..<answer.authorityCount), behind: end, into: &response)
    if writer.lacksSignatures { answer.noteMissingSignatures() }
    response.replaceHeader(with: writer.header)
    return writer.header
  }

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
        dnssecOK: edns.dnssecOK, compactOK: edns.compactOK && answer.online.isCompact,
        extendedError: answer.rule.extendedError,
        hasServerID: isKnown && edns.asksForNSID, hasCookie: hasCookie,
        hasKeepalive: isKnown && edns.asksForKeepalive && transport.mayKeepalive)
    }
  }
}

extension Answer {
  /// Of the address record that is all that there is, in octets; 0 where there is more.
  fileprivate var onlyAddressLength: Int {
    guard hasOnlyAddress else { return 0 }
    return 2 + (entries[0].isIPv6Address ? OutputSpan.ipv6Length : OutputSpan.ipv4Length)
  }
}

extension OutputSpan where Element == UInt8 {
  /// TYPE, CLASS, TTL, RDLENGTH and an IPv4 address.
  static var ipv4Length: Int { 14 }
  /// The same with an IPv6 address.
  static var ipv6Length: Int { 26 }

  @inline(__always)
  fileprivate mutating func append(onlyAddressOf answer: borrowing Answer) {
    append(0xC000 | UInt16(Header.length))
    let (ipv4, ttl) = answer.entries[0].address
    if answer.entries[0].isIPv6Address {
      append(answer.madeAddress, ttl: ttl)
    } else {
      append(ipv4, ttl: ttl)
    }
  }

  /// Appends an A record but for its owner.
  mutating func append(_ address: IPv4Address, ttl: UInt32) {
    append(UInt64(RRType.a.rawValue) << 48 | UInt64(QCLASS.in.rawValue) << 32 | UInt64(ttl))
    append(UInt16(4))
    append(address.rawValue)
  }

  /// Appends an AAAA record but for its owner.
  mutating func append(_ address: IPv6Address, ttl: UInt32) {
    append(UInt64(RRType.aaaa.rawValue) << 48 | UInt64(QCLASS.in.rawValue) << 32 | UInt64(ttl))
    append(UInt16(16))
    append(address.high)
    append(address.low)
  }
}
