import DNSWire
import FuzzDriver
import LeafCore

// What holds for every response, whatever was asked. The message and the response are read by the plain reader.

extension Exchange {
  package func check(_ server: FuzzedServer) throws(Violation) {
    let isQuery = query.count >= 12 && query[2] & 0x80 == 0
    switch (outcome, arrival.transport) {
    case (.drop, .udp), (.close, .tcp):
      try require(response.isEmpty, "\(outcome), and \(response.count) octets written")
      let isLimited = server.limiter != nil
      try require(!isQuery || isLimited, "\(outcome), though it is a query, and there are no limits")
    case (.response(let rule, _), _):
      try require(isQuery, "a response to what is no query: \(outcome)")
      guard let values = PlainReader.read(response) else {
        throw Violation("the response (\(rule)) cannot be read to its last octet: \(response)")
      }
      do {
        try checkHeader(values, rule)
        try checkLength()
        try checkOPT(values, rule)
        try checkQuestion(values, rule)
        try checkRecords(values, rule)
        if rule != .slipped { try checkAddress(values, server.authority) }
      } catch {
        throw Violation("\(rule): \(error); response \(response)")
      }
    case (.drop, .tcp), (.close, .udp):
      throw Violation("\(outcome) over \(arrival.transport)")
    }
  }

  /// The message, if it can be read to its last octet.
  private var readableQuery: MessageValues? { PlainReader.read(query) }

  private func checkHeader(_ values: MessageValues, _ rule: Rule) throws(Violation) {
    try requireEqual(Array(response.prefix(2)), Array(query.prefix(2)), "ID")
    let queryFlags = UInt16(query[2]) << 8 | UInt16(query[3])
    let opcode = UInt8(queryFlags >> 11 & 0xF)
    try requireEqual(values.flags & 0x8000, 0x8000, "QR")
    try requireEqual(values.opcode, opcode, "OPCODE")
    try requireEqual(values.flags & 0x00F0, 0, "RA, Z, AD and CD")
    try requireEqual(values.flags & 0x0100, opcode == 0 ? queryFlags & 0x0100 : 0, "RD")
    let extended = values.records(of: QTYPE.opt.rawValue).first.map { UInt16($0.ttl >> 24) } ?? 0
    try requireEqual(extended << 4 | values.flags & 0xF, rule.rcode.rawValue, "RCODE")
    try requireEqual(opcode != 0 && rule != .slipped, rule == .opcodeNotImplemented, "NOTIMP")
    if opcode == 0, rule != .slipped {
      try requireEqual(readableQuery == nil, rule == .unreadable, "a query that cannot be read")
    }
    if values.flags & 0x0400 != 0 {
      try require([0, 3].contains(rule.rcode.rawValue), "AA with RCODE \(rule.rcode)")
    }
  }

  private func checkLength() throws(Violation) {
    try require(response.count <= capacity, "\(response.count) octets, and room for \(capacity)")
    guard arrival.transport == .udp else { return }
    var limit = ResponseLimit.plain
    if let readableQuery {
      let opts = readableQuery.records(of: QTYPE.opt.rawValue)
      // One that is not sound says nothing; two are not sound.
      if opts.count == 1 { limit = min(max(limit, Int(opts[0].rrclass)), ResponseLimit.edns) }
    } else if query.mayHaveOPT {
      limit = ResponseLimit.edns
    }
    try require(response.count <= limit, "\(response.count) octets over UDP, and \(limit) are allowed")
  }

  private enum ResponseLimit {
    static let plain = 512
    static let edns = 1_232
  }

  /// An OPT record goes out exactly when one came in (RFC 6891 §6.1.1, §7).
  private func checkOPT(_ values: MessageValues, _ rule: Rule) throws(Violation) {
    let opts = values.records(of: QTYPE.opt.rawValue)
    try require(opts.count <= 1, "\(opts.count) OPT records")
    if let readableQuery, rule != .opcodeNotImplemented {
      let asked = !readableQuery.records(of: QTYPE.opt.rawValue).isEmpty
      try requireEqual(!opts.isEmpty, asked, "whether there is an OPT record")
    } else if !query.mayHaveOPT {
      try require(opts.isEmpty, "an OPT record that nobody sent")
    }
    guard let opt = opts.first else { return }
    try requireEqual(opt.section, .additional, "section of the OPT record")
    try requireEqual(opt.owner.labels, [], "owner of the OPT record")
    try requireEqual(opt.rrclass, 1_232, "payload size")
    try requireEqual(opt.ttl & 0x00FF_7FFF, 0, "EDNS version and Z")
    var options = Input(opt.rdataOctets)
    var codes: Set<Int> = []
    while !options.isEmpty {
      let code = options.octetPair()
      let length = options.octetPair()
      try requireEqual(options.take(length).count, length, "length of option \(code)")
      try require(codes.insert(code).inserted, "option \(code) twice")
    }
  }

  private func checkQuestion(_ values: MessageValues, _ rule: Rule) throws(Violation) {
    guard let question = values.questions.first else {
      let mayBeLeftOut = readableQuery?.questions.count != 1 || rule == .opcodeNotImplemented
      return try require(mayBeLeftOut, "no question")
    }
    try requireEqual(values.questions.count, 1, "questions")
    try requireEqual(question, readableQuery?.questions.first, "question")
    let length = question.qname.wireForm.count + 4
    // The letter case is what resolvers check (0x20), so the octets have to be the same.
    try requireEqual(response[12..<12 + length], query[12..<12 + length], "octets of the question")
  }

  private func checkRecords(_ values: MessageValues, _ rule: Rule) throws(Violation) {
    let records = values.records.filter { $0.type != QTYPE.opt.rawValue }
    try require(records.allSatisfy { $0.ttl < 0x8000_0000 }, "a TTL with the top bit set (RFC 2181 §8)")
    if values.flags & 0x0200 != 0 {
      return try require(records.isEmpty, "records in a truncated response: \(records)")
    }
    guard let question = values.questions.first else {
      return try require(records.isEmpty, "records without a question: \(records)")
    }
    for record in values.records(in: .answer) {
      try requireEqual(record.owner, question.qname, "owner of a record of the answer section")
      let type = question.qtype == QTYPE.any.rawValue ? QTYPE.hinfo.rawValue : question.qtype
      try requireEqual(record.type, type, "type of a record of the answer section")
      try requireEqual(record.rrclass, question.qclass, "class of a record of the answer section")
    }
    for record in values.records(in: .authority) {
      try requireEqual(record.type, QTYPE.soa.rawValue, "type of a record of the authority section")
      try require(question.qname.isEqualToOrBelow(record.owner), "SOA of \(record.owner)")
    }
    let isNegative = rule == .noData || rule == .nameError
    try requireEqual(values.records(in: .authority).count, isNegative ? 1 : 0, "records of authority")
    try requireEqual(values.records(in: .answer).isEmpty, !rule.answersWithRecords, "no answer")
    let isTSIG = values.records(in: .additional).contains { $0.type == QTYPE.tsig.rawValue }
    try requireEqual(isTSIG, rule == .unknownKey, "a TSIG record")
  }

  /// An A query in a zone gets the address that a plain reading of the name finds in it.
  private func checkAddress(_ values: MessageValues, _ authority: Authority) throws(Violation) {
    guard let query = readableQuery, query.opcode == 0, query.questions.count == 1,
      values.flags & 0x0200 == 0, [0, 3].contains(values.flags & 0xF), values.flags & 0x0400 != 0
    else { return }
    let question = query.questions[0]
    guard question.qtype == QTYPE.a.rawValue, question.qclass == QCLASS.in.rawValue else { return }
    let hosts = authority.hosts.filter { PlainName($0.name).folded == question.qname.folded }
    let found = values.records(in: .answer).map(\.rdataOctets)
    if let host = hosts.first {
      return try requireEqual(found, host.ipv4.map(\.octets), "addresses of the host \(question.qname)")
    }
    let expected = encodedAddress(question.qname, zones: authority.zones.map { PlainName($0.apex) })
    try requireEqual(found, expected.map { [$0] } ?? [], "address of \(question.qname)")
  }
}

extension Rule {
  fileprivate var answersWithRecords: Bool {
    switch self {
    case .chaosText, .anyHINFO, .apex, .host, .encodedName: true
    default: false
    }
  }
}

extension [UInt8] {
  /// Whether there are two octets that could be the TYPE of an OPT record.
  fileprivate var mayHaveOPT: Bool { zip(self, dropFirst()).contains { $0 == 0 && $1 == 41 } }
}

/// The address that a name carries, by its labels as text; nil if it carries none.
private func encodedAddress(_ name: PlainName, zones: [PlainName]) -> [UInt8]? {
  let zones = zones.filter(name.isEqualToOrBelow)
  guard let zone = zones.max(by: { $0.labels.count < $1.labels.count }) else { return nil }
  let labels = name.labels.dropLast(zone.labels.count)
  guard let nearest = labels.last else { return nil }
  let dashed = nearest.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
  if dashed.count == 4, let address = address(dashed.map { Array($0) }) { return address }
  return labels.count >= 4 ? address(Array(labels.suffix(4))) : nil
}

private func address(_ texts: [[UInt8]]) -> [UInt8]? {
  let octets = texts.compactMap { text -> UInt8? in
    let isDecimal = (1...3).contains(text.count) && text.allSatisfy { (0x30...0x39).contains($0) }
    return isDecimal ? UInt8(String(decoding: text, as: UTF8.self)) : nil
  }
  return octets.count == texts.count ? octets : nil
}
