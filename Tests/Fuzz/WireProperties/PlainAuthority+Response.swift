import DNSWire
import FuzzDriver
import LeafCore

extension PlainAuthority {
  /// Goes through the steps of docs/response-policy.md.
  ///
  /// - Parameter octets: A query, of twelve octets at least.
  func response(to octets: [UInt8], over transport: Transport) -> ExpectedResponse {
    guard octets[2] & 0x78 == 0 else { return ExpectedResponse(rcodes: [4], extendedError: 21) }
    guard let query = PlainReader.read(octets) else { return ExpectedResponse(rcodes: [1]) }
    var response = errorOfMessage(query, octets) ?? answer(to: query, over: transport)
    if query.questions.count == 1 { response.questions = query.questions }
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
    return ExpectedResponse(
      rcodes: [9], seal: PlainRRset(tsig.owner, .tsig, rrclass: 255, ttl: 0, [rdata]))
  }

  /// Steps 8 to 12.
  private func answer(to query: MessageValues, over transport: Transport) -> ExpectedResponse {
    let question = query.questions[0]
    switch question.qclass {
    case 1: break
    case 3: return chaosText(question) ?? ExpectedResponse(rcodes: [5])
    case 0, 254: return ExpectedResponse(rcodes: [1])
    default: return ExpectedResponse(rcodes: [5])
    }
    switch question.qtype {
    case 41, 128...250: return ExpectedResponse(rcodes: [1], extendedError: 30)
    case 251, 252: return ExpectedResponse(rcodes: [5])
    default: break
    }
    guard let zone = zone(of: question.qname.folded, question.qtype) else {
      return ExpectedResponse(rcodes: [5], extendedError: 20)
    }
    guard zone.isReady else { return ExpectedResponse(rcodes: [2], extendedError: 14) }
    if question.qtype == 255, zone.any == .refused {
      return ExpectedResponse(rcodes: [5], extendedError: 18)
    }
    var dnssecOK = false
    if case .sound(let edns) = query.opt { dnssecOK = edns.dnssecOK }
    let resolution = PlainResolution(
      of: question.qname, question.qtype, from: self, isStream: transport == .tcp, dnssecOK: dnssecOK)
    return resolution.response
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
    let rrset = PlainRRset(question.qname, .txt, rrclass: 3, ttl: 0, [[UInt8(text.count)] + text])
    return ExpectedResponse(rcodes: [0], answer: [rrset])
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
