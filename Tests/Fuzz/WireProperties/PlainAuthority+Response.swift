import FuzzDriver
import LeafCore

/// What a response that is not truncated says, but for its OPT record.
struct ExpectedResponse {
  /// One but where a server cookie decides, which only leaf can verify.
  var rcodes: Set<UInt16>
  var isAuthoritative = false
  var extendedError: UInt16?
  /// The question, if it is echoed, and the records.
  var values = MessageValues(id: 0, flags: 0)

  /// Answers of which a client gets only so many for one name.
  var isInvalid: Bool { !rcodes.isDisjoint(with: [1, 3, 5]) }
}

extension PlainAuthority {
  /// Goes through the steps of docs/response-policy.md.
  ///
  /// - Parameter octets: A query, of twelve octets at least.
  func response(to octets: [UInt8]) -> ExpectedResponse {
    guard octets[2] & 0x78 == 0 else { return ExpectedResponse(rcodes: [4], extendedError: 21) }
    guard let query = PlainReader.read(octets) else { return ExpectedResponse(rcodes: [1]) }
    var response = errorOfMessage(query, octets) ?? answer(to: query.questions[0])
    if query.questions.count == 1 { response.values.questions = query.questions }
    return response
  }

  /// Steps 3 to 7.
  private func errorOfMessage(_ query: MessageValues, _ octets: [UInt8]) -> ExpectedResponse? {
    let opt = query.opt
    if opt == .unsound { return ExpectedResponse(rcodes: [1]) }
    if case .sound(let edns) = opt {
      if edns.version > 0 { return ExpectedResponse(rcodes: [16]) }
      if settings.cookieSecret != nil, let cookie = edns.option(10) {
        guard cookie.count == 8 || (16...40).contains(cookie.count) else {
          return ExpectedResponse(rcodes: [1])
        }
        if query.questions.isEmpty { return ExpectedResponse(rcodes: cookie.count == 8 ? [0] : [0, 23]) }
      }
    }
    guard query.questions.count == 1 else { return ExpectedResponse(rcodes: [1]) }
    let tsigs = query.records(of: 250)
    guard let tsig = tsigs.first else { return nil }
    guard tsigs.count == 1, tsig == query.records.last, tsig.section == .additional, tsig.rrclass == 255,
      let rdata = tsig.badKeyRDATA(atEndOf: octets)
    else { return ExpectedResponse(rcodes: [1]) }
    var response = ExpectedResponse(rcodes: [9])
    response.add(.additional, tsig.owner, 250, rrclass: 255, ttl: 0, [.octets(rdata)])
    return response
  }

  /// Steps 8 to 12.
  private func answer(to question: MessageValues.Question) -> ExpectedResponse {
    switch question.qclass {
    case 1: break
    case 3: return chaosText(question) ?? ExpectedResponse(rcodes: [5])
    case 0, 254: return ExpectedResponse(rcodes: [1])
    default: return ExpectedResponse(rcodes: [5])
    }
    switch question.qtype {
    case 41, 128...250: return ExpectedResponse(rcodes: [1])
    case 251, 252: return ExpectedResponse(rcodes: [5])
    default: break
    }
    guard var zone = zone(of: question.qname) else { return ExpectedResponse(rcodes: [5], extendedError: 20) }
    let isApex = zone.apex.labels.count == question.qname.labels.count
    // DS belongs to the parent's side of a zone cut (RFC 4035 §3.1.4.1).
    let parent = isApex && question.qtype == 43 ? self.zone(of: question.qname, isAbove: true) : nil
    zone = parent ?? zone
    if question.qtype == 255, zone.any == .refused {
      return ExpectedResponse(rcodes: [5], extendedError: 18)
    }
    return answer(to: question, in: zone, isApex: isApex)
  }

  private func chaosText(_ question: MessageValues.Question) -> ExpectedResponse? {
    let labels = question.qname.folded.labels.map { String(decoding: $0, as: UTF8.self) }
    let text =
      switch labels {
      case ["version", "bind"], ["version", "server"]: settings.versionText
      case ["id", "server"], ["hostname", "bind"]: settings.serverID
      default: nil as [UInt8]?
      }
    guard question.qtype == 16, let text else { return nil }
    var response = ExpectedResponse(rcodes: [0])
    response.add(.answer, question.qname, 16, rrclass: 3, ttl: 0, [.octets([UInt8(text.count)] + text)])
    return response
  }

  /// Steps 12 to 16.
  private func answer(
    to question: MessageValues.Question, in zone: Zone, isApex: Bool
  ) -> ExpectedResponse {
    var response = ExpectedResponse(rcodes: [0], isAuthoritative: true)
    func add(_ pieces: [[MessageValues.Piece]]) {
      for rdata in pieces {
        response.add(.answer, question.qname, question.qtype, ttl: zone.ttl, rdata)
      }
    }
    switch (question.qtype, node(at: question.qname, in: zone)) {
    case (6, _) where isApex:
      add([zone.soa])
    case (2, _) where isApex:
      add(zone.nameServers.map { [.name($0)] })
      for target in zone.nameServers where target.isEqualToOrBelow(zone.apex) {
        let addresses = addresses(of: target)
        for (type, list) in [(1 as UInt16, addresses.ipv4), (28, addresses.ipv6)] {
          for address in list {
            response.add(.additional, target, type, ttl: zone.ttl, [.octets(address)])
          }
        }
      }
    case (255, .owner):
      let strings = [[7] + Array("RFC8482".utf8), [0]]
      response.add(.answer, question.qname, 13, ttl: zone.ttl, strings.map { .octets($0) })
    case (1, .owner(let addresses)):
      add(addresses.ipv4.map { [.octets($0)] })
    case (28, .owner(let addresses)):
      add(addresses.ipv6.map { [.octets($0)] })
    case (_, .owner), (_, .emptyNonTerminal):
      break
    case (_, .absent):
      response.rcodes = [3]
    }
    if response.values.records.isEmpty {
      response.add(.authority, zone.apex, 6, ttl: min(zone.ttl, zone.minimum), zone.soa)
    }
    return response
  }
}

extension ExpectedResponse {
  fileprivate mutating func add(
    _ section: MessageValues.Section, _ owner: PlainName, _ type: UInt16, rrclass: UInt16 = 1, ttl: UInt32,
    _ rdata: [MessageValues.Piece]
  ) {
    values.records.append(
      MessageValues.Record(
        section: section, owner: owner, type: type, rrclass: rrclass, ttl: ttl, rdata: rdata))
  }
}

extension MessageValues.Record {
  /// The RDATA of the TSIG record that answers this one (RFC 8945 §4.2, §5.2.1); nil if it is not sound itself.
  ///
  /// - Parameter message: It ends with this record.
  fileprivate func badKeyRDATA(atEndOf message: [UInt8]) -> [UInt8]? {
    let start = message.count - rdataOctets.count
    guard let (algorithm, end) = PlainReader.name(in: message, at: start) else { return nil }
    var fields = Input(Array(message[end...]))
    let timeAndFudge = fields.take(8)
    let macSize = fields.octetPair()
    guard fields.take(macSize).count == macSize else { return nil }
    let originalID = fields.take(2)
    let error = fields.take(2)
    let otherLength = fields.take(2)
    guard error.count == 2, otherLength.count == 2 else { return nil }
    let other = fields.rest()
    guard other.count == Int(otherLength[0]) << 8 | Int(otherLength[1]) else { return nil }
    return algorithm.wireForm + timeAndFudge + [0, 0] + originalID + [0, 17, 0, 0]
  }
}
