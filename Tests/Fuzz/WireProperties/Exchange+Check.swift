import DNSWire
import FuzzDriver
import LeafCore

// What holds for every response. Query and response are read by the plain reader, and what the response has to say is
// decided by `PlainAuthority`.

extension Exchange {
  /// Whether it is to be answered at all.
  var isQuery: Bool { query.count >= 12 && query[2] & 0x80 == 0 }

  /// The message, if it can be read to its last octet.
  var readableQuery: MessageValues? { PlainReader.read(query) }

  /// Whether, over a limit, it may be told to come back over TCP.
  var maySlip: Bool {
    arrival.transport == .udp && isQuery && query[2] & 0x78 == 0 && readableQuery != nil
  }

  var isSlipped: Bool {
    if case .response(let answered) = outcome { answered.rule == .slipped } else { false }
  }

  package func check(_ server: FuzzedServer) throws(Violation) {
    switch outcome {
    case .none:
      try require(response.isEmpty, "\(outcome), and \(response.count) octets written")
      let isLimited = server.limiter != nil
      try require(!isQuery || isLimited, "\(outcome), though it is a query, and there are no limits")
    case .response(let answered):
      try require(isQuery, "a response to what is no query: \(outcome)")
      do {
        try checkResponse(answered, server)
        try check(answered)
      } catch {
        throw Violation("\(answered.rule): \(error); response \(response)")
      }
    case .stream, .deferred:
      throw Violation("\(outcome), and nothing that is asked for takes longer")
    }
  }

  /// The outcome says what the response does.
  private func check(_ answered: Answered) throws(Violation) {
    guard let header = try? Header(of: response.span) else { throw Violation("no header") }
    try requireEqual(answered.rcode.rawValue & 0xF, header.flags.rcode.rawValue, "the outcome's RCODE")
    try requireEqual(answered.isAuthoritative, header.flags.contains(.authoritative), "the outcome's AA")
    try requireEqual(answered.answerCount, header.answerCount, "the outcome's records in the answer section")
    try requireEqual(
      answered.authorityCount, header.authorityCount, "the outcome's records in the authority section")
  }

  private func checkResponse(_ answered: Answered, _ server: FuzzedServer) throws(Violation) {
    guard let values = PlainReader.read(response) else {
      throw Violation("the response cannot be read to its last octet")
    }
    try require(
      PlainReader.compressesOnlyWellKnownTypes(response), "a compressed name in RDATA of a new type")
    var expected = server.plain.response(to: query, over: arrival.transport)
    if isSlipped {
      let slip = server.limiter?.limits.slip ?? 0
      try require(maySlip && slip > 0, "sent to TCP, though it came over TCP, is no query, or nothing slips")
      expected = ExpectedResponse(rcodes: [0], questions: expected.questions, isEmptied: true)
    }
    try checkHeader(values, expected, answered)
    try requireEqual(values.questions, expected.questions, "question")
    if let question = values.questions.first {
      // The letter case is what resolvers check (0x20), so the octets have to be the same.
      let end = 12 + question.qname.wireForm.count + 4
      try requireEqual(response[12..<end], query[12..<end], "octets of the question")
    }
    try require(response.count <= lengthLimit, "\(response.count) octets, and \(lengthLimit) are allowed")
    try checkOPT(values, expected, server.plain.settings)
    try checkRecords(values, expected, server)
  }

  private func checkHeader(
    _ values: MessageValues, _ expected: ExpectedResponse, _ answered: Answered
  ) throws(Violation) {
    try requireEqual(Array(response.prefix(2)), Array(query.prefix(2)), "ID")
    let queryFlags = UInt16(query[2]) << 8 | UInt16(query[3])
    try requireEqual(values.flags & 0x8000, 0x8000, "QR")
    try requireEqual(values.opcode, UInt8(queryFlags >> 11 & 0xF), "OPCODE")
    try requireEqual(values.flags & 0x00F0, 0, "RA, Z, AD and CD")
    try requireEqual(values.flags & 0x0100, values.opcode == 0 ? queryFlags & 0x0100 : 0, "RD")
    var rcode = values.flags & 0xF
    if case .sound(let opt) = values.opt { rcode |= opt.extendedRCODE << 4 }
    try require(expected.rcodes.contains(rcode), "RCODE \(rcode), expected \(expected.rcodes)")
    try requireEqual(answered.rcode.rawValue, rcode, "RCODE of the outcome")
    try requireEqual(values.flags & 0x0400 != 0, expected.isAuthoritative, "AA")
  }

  /// How many octets the response may have.
  var lengthLimit: Int {
    guard arrival.transport == .udp else { return capacity }
    switch readableQuery?.opt {
    case .sound(let opt): return min(max(512, opt.payloadSize), 1_232, capacity)
    // It may have been met before what cannot be read.
    case nil where query.mayHaveOPT: return min(1_232, capacity)
    case .absent, .unsound, nil: return 512
    }
  }
}

extension [UInt8] {
  /// Whether there are two octets that could be the TYPE of an OPT record.
  var mayHaveOPT: Bool { zip(self, dropFirst()).contains { $0 == 0 && $1 == 41 } }
}
