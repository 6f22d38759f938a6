import DNSWire
import FuzzDriver
import LeafCore

// Which records a response has, which of them are left out, and when that sets TC.

extension Exchange {
  func checkRecords(
    _ values: MessageValues, _ expected: ExpectedResponse, _ server: FuzzedServer
  ) throws(Violation) {
    let isTruncated = values.flags & 0x0200 != 0
    if isTruncated { try requireEqual(arrival.transport, .udp, "TC over") }
    if expected.isEmptied {
      try require(isTruncated, "TC is clear")
      return try checkThatNothingIsLeft(of: values)
    }
    let additional = values.rrsets(in: .additional)
    if isTruncated, values.rrsets(in: .authority).isEmpty || expected.glue.isEmpty {
      try checkThatNothingIsLeft(of: values)
      return try checkThatRecordsDoNotFit(values, expected, server)
    }
    try requireSent(expected.answer, as: values.rrsets(in: .answer), "answer")
    try requireSent(expected.authority, as: values.rrsets(in: .authority), "authority")
    try requireEqual(seal(of: values), expected.seal, "TSIG")
    try checkLetterCase(values)
    try checkAdditional(additional, expected, server)
    let hasGlue = expected.glue.allSatisfy { glue in additional.contains(where: glue.mayBeSent) }
    try requireEqual(isTruncated, !hasGlue, "TC, which is for addresses that a referral lacks")
  }

  private func seal(of values: MessageValues) -> PlainRRset? {
    values.records(of: 250).first.map { record in
      PlainRRset(record.owner, .tsig, rrclass: record.rrclass, ttl: record.ttl, [record.rdataOctets])
    }
  }

  private func requireSent(
    _ rrsets: [PlainRRset], as found: [PlainRRset], _ section: String
  ) throws(Violation) {
    let isSame = rrsets.count == found.count && zip(rrsets, found).allSatisfy { $0.mayBeSent(as: $1) }
    try require(isSame, "\(section): found \(found), expected \(rrsets)")
  }

  /// What the QNAME owns is owned by it as the client wrote it, though compression may change the case of other names.
  private func checkLetterCase(_ values: MessageValues) throws(Violation) {
    guard let qname = values.questions.first?.qname else { return }
    for record in values.records(in: .answer) where record.owner.folded == qname.folded {
      try requireEqual(record.owner, qname, "owner of a record of the answer section")
    }
  }

  /// RRsets of the additional section are whole, and are left out only where they do not fit.
  private func checkAdditional(
    _ found: [PlainRRset], _ expected: ExpectedResponse, _ server: FuzzedServer
  ) throws(Violation) {
    for (index, rrset) in found.enumerated() {
      try require(
        expected.additional.contains { $0.mayBeSent(as: rrset) },
        "additional: found \(rrset), expected some of \(expected.additional)")
      let isThere = found[..<index].contains { ($0.owner, $0.type) == (rrset.owner, rrset.type) }
      try require(!isThere, "additional twice: \(rrset)")
    }
    let left = expected.additional.filter { rrset in !found.contains(where: rrset.mayBeSent) }
    guard !left.isEmpty else { return }
    let whole = try wholeResponse(server)
    try require(whole.count > lengthLimit, "records left out, though \(whole.count) octets fit: \(left)")
  }

  private func checkThatNothingIsLeft(of values: MessageValues) throws(Violation) {
    let records = values.records.filter { $0.type != 41 }
    try require(records.isEmpty, "records in a truncated response: \(records)")
  }

  /// What may not be left out is question, answer, authority, and of the additional section OPT and TSIG.
  private func checkThatRecordsDoNotFit(
    _ values: MessageValues, _ expected: ExpectedResponse, _ server: FuzzedServer
  ) throws(Violation) {
    let whole = try wholeResponse(server)
    guard let additional = PlainReader.additionalSection(of: whole) else {
      throw Violation("over TCP the response cannot be read")
    }
    let question = expected.questions.reduce(0) { $0 + $1.qname.wireForm.count + 4 }
    let tsig = expected.seal.map { $0.owner.wireForm.count + 10 + $0.rdatas[0].count } ?? 0
    let needed = additional.lowerBound + (response.count - 12 - question) + tsig
    try require(needed > lengthLimit, "TC, though the \(needed) octets fit")
  }

  /// What the same query gets over TCP without limits, but for edns-tcp-keepalive.
  private func wholeResponse(_ server: FuzzedServer) throws(Violation) -> [UInt8] {
    var arrival = arrival
    arrival.transport = .tcp
    let whole = Exchange(query, arrival, now, server.authority)
    guard let values = PlainReader.read(whole.response), values.flags & 0x0200 == 0 else {
      throw Violation("truncated over TCP too")
    }
    guard case .sound(let opt) = values.opt, opt.option(11) != nil else { return whole.response }
    return whole.response.dropLast(6)
  }
}
