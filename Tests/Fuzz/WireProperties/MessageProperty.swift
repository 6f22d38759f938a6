import DNSWire
import FuzzDriver
import LeafCore
import TestMessages

/// leaf reads a message exactly when a plain reader does, and to the same values; written again, whole and
/// compressed, they are read back unchanged, and so is RDATA from its text.
package func messageReadsAndWritesBack(_ octets: [UInt8]) throws(Violation) {
  guard let header = try? Header(of: octets.span) else {
    return try require(octets.count < Header.length, "\(octets.count) octets have no header")
  }
  let reading = Result { () throws(WireError) in try MessageValues(asLeafReads: octets) }
  try checkReading(of: octets, reading, isReadableQuery: Query(header: header, of: octets.span).error == nil)
  guard case .success(let values) = reading else { return }
  for record in values.records where record.rrclass == 1 { try record.checkText() }
  try values.checkWriting(whole: values.written(), compressed: values.writtenCompressed())
}

/// - Parameters:
///   - reading: How leaf has read the message.
///   - isReadableQuery: Whether it can be read to `Query`.
package func checkReading(
  of octets: [UInt8], _ reading: Result<MessageValues, WireError>, isReadableQuery: Bool
) throws(Violation) {
  let plain = PlainReader.read(octets)
  switch reading {
  case .failure(let error):
    try require(plain == nil, "not readable to leaf only: \(error)")
    try require(!isReadableQuery, "readable as a query only, otherwise \(error)")
  case .success(let values):
    guard let plain else { throw Violation("readable to leaf only") }
    try require(isReadableQuery, "not readable as a query only")
    try requireSame(values, plain, "read")
  }
}

extension MessageValues {
  /// - Parameters:
  ///   - whole: What leaf has written without compression.
  ///   - compressed: What it has with compression, and with one question.
  package func checkWriting(whole: [UInt8], compressed: [UInt8]) throws(Violation) {
    try requireSame(PlainReader.read(whole), self, "written whole and read again")
    // Names keep their case only where they are not compressed.
    try requireSame(
      PlainReader.read(compressed)?.folded, withOneQuestion.folded, "written compressed and read again")
  }
}

private func requireSame(
  _ found: MessageValues?, _ expected: MessageValues, _ action: String
) throws(Violation) {
  guard let found else { throw Violation("\(action): cannot be read") }
  if let difference = found.difference(from: expected) { throw Violation("\(action): \(difference)") }
}

extension MessageValues {
  private func header(questions: Int) -> Header {
    func count(_ section: Section) -> UInt16 { UInt16(records(in: section).count) }
    return Header(
      id: id, flags: Flags(rawValue: flags), questionCount: UInt16(questions), answerCount: count(.answer),
      authorityCount: count(.authority), additionalCount: count(.additional))
  }

  /// As many octets as the message has without compression, or more.
  private var length: Int {
    let names = questions.map(\.qname) + records.map(\.owner)
    let rdataLength = records.reduce(0) { $0 + $1.rdataOctets.count }
    return names.reduce(Header.length + rdataLength) { $0 + $1.wireForm.count + 10 }
  }

  /// The message as `OutputSpan`'s writing makes it, without compression.
  package func written() -> [UInt8] {
    [UInt8](capacity: length) { message in
      message.append(header(questions: questions.count))
      for question in questions {
        message.append(
          DomainName(question.qname), qtype: QTYPE(rawValue: question.qtype),
          qclass: QCLASS(rawValue: question.qclass))
      }
      for record in records {
        message.append(DomainName(record.owner))
        message.append(record.type)
        message.append(record.rrclass)
        message.append(record.ttl)
        let rdata = record.rdataOctets
        message.append(UInt16(rdata.count))
        message.append(rdata.span, rdata.indices)
      }
    }
  }

  /// The values with the first question alone, or one for the root: what a store's records come after. A store has
  /// records of one class.
  fileprivate var withOneQuestion: MessageValues {
    var values = self
    values.records = records.filter { $0.rrclass == QCLASS.in.rawValue }
    values.questions = [questions.first ?? Question(qname: PlainName([]), qtype: 1, qclass: 1)]
    return values
  }

  /// The message as a zone's store makes it, compressed against one of the names that the QNAME ends in.
  package func writtenCompressed() -> [UInt8] {
    let values = withOneQuestion
    let question = values.questions[0]
    let qname = DomainName(question.qname)
    let starts = qname.labelOffsets + [qname.count - 1]
    let anchorStart = starts[Int(id) % starts.count]
    let records = values.preparedRecords(anchor: qname.suffix(from: anchorStart))
    return [UInt8](capacity: values.length) { message in
      message.append(values.header(questions: 1))
      message.append(qname, qtype: QTYPE(rawValue: question.qtype), qclass: QCLASS(rawValue: question.qclass))
      records.write(anchorOffset: Header.length + anchorStart, into: &message)
    }
  }

  private func preparedRecords(anchor: DomainName) -> PreparedRecords {
    var preparation = RecordPreparation(anchor: anchor)
    for record in records {
      preparation.appendRRset(
        owner: DomainName(record.owner), RRType(rawValue: record.type),
        ttl: record.ttl, [.octets(record.rdataOctets)])
    }
    return preparation.records
  }
}

extension MessageValues.Record {
  /// Whether leaf reads its RDATA, without compression, from the text that it writes.
  package func checkText() throws(Violation) {
    let octets = rdataOctets
    let type = RRType(rawValue: type)
    let text = octets.span.presentation(ofRDATA: octets.indices, of: type)
    let again: [UInt8]
    do {
      again = try TestMessages.rdata(of: type, text)
    } catch {
      throw Violation("\(type) \(text) cannot be read: word \(error.word) is not \(error.allowed)")
    }
    try require(again == octets, "\(type) \(text) is read as \(again)")
  }
}

extension DomainName {
  /// - Parameter name: Of 255 octets at most, in labels of 63 at most.
  init(_ name: PlainName) {
    self = .root
    do {
      for label in name.labels { try appendLabel(label) }
    } catch {
      preconditionFailure("\(name) was read, but is no name: \(error)")
    }
  }
}
