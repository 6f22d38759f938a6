import DNSWire

/// What a message asks, as far as leaf looks.
package struct Query: ~Copyable {
  /// An OPT or TSIG record: there is at most one, and only where it belongs.
  package enum PseudoRecord<Content: Equatable & Sendable>: Equatable, Sendable {
    /// There is none.
    case absent
    /// Twice, in a wrong place, or with RDATA that cannot be read.
    case unsound
    /// One, where it belongs, with what it says.
    case sound(Content)
  }

  /// As it came, its counts as well.
  package var header: Header
  /// The first question.
  package var question: Question?
  /// What the OPT record says.
  package var edns = PseudoRecord<EDNS>.absent
  /// What the TSIG record says.
  package var tsig = PseudoRecord<TSIG>.absent
  /// What keeps the message from being read to its last octet. What came before it stays here.
  package private(set) var error: WireError?
  /// Where each section starts; only of a message that can be read.
  private var starts: (answer: UInt16, authority: UInt16, additional: UInt16) = (0, 0, 0)

  /// Whether the client takes the records that DNSSEC needs (RFC 3225 §3).
  var setsDO: Bool {
    if case .sound(let edns) = edns { edns.dnssecOK } else { false }
  }

  /// Whether the client knows compact denial (RFC 9824 §5.1).
  var setsCO: Bool {
    if case .sound(let edns) = edns { edns.compactOK } else { false }
  }

  /// - Parameter header: The header of `message`.
  package init(header: Header, of message: Span<UInt8>) {
    self.header = header
    // An error that is not typed would be allocated.
    do throws(WireError) {
      try read(message)
    } catch {
      self.error = error
    }
  }

  /// Reads everything behind the header.
  private mutating func read(_ message: Span<UInt8>) throws(WireError) {
    var offset = Header.length
    // Each question takes five octets or more and each record eleven, so a count that lies ends in an error.
    for index in 0..<header.questionCount {
      let question = try message.readQuestion(at: &offset)
      if index == 0 { self.question = question }
    }
    starts.answer = UInt16(truncatingIfNeeded: offset)
    for _ in 0..<header.answerCount { try readRecord(message, at: &offset, inAdditional: false) }
    starts.authority = UInt16(truncatingIfNeeded: offset)
    for _ in 0..<header.authorityCount { try readRecord(message, at: &offset, inAdditional: false) }
    starts.additional = UInt16(truncatingIfNeeded: offset)
    for _ in 0..<header.additionalCount { try readRecord(message, at: &offset, inAdditional: true) }
    guard offset == message.count else { throw .trailingOctets(offset: offset) }
  }

  private mutating func readRecord(
    _ message: Span<UInt8>, at offset: inout Int, inAdditional: Bool
  ) throws(WireError) {
    var record = ResourceRecord.unread
    do {
      try message.readRecord(at: &offset, into: &record)
    } catch {
      // An OPT record whose RDATA overruns the message is an OPT record all the same.
      if record.type == .opt { edns = .unsound }
      throw error
    }
    // TSIG comes last, so whatever comes after it makes it unsound (RFC 8945 §5.2).
    if tsig != .absent { tsig = .unsound }
    switch record.type {
    case .opt:
      edns = inAdditional && edns == .absent ? readOPT(record, in: message) : .unsound
    case .tsig:
      let isSound = inAdditional && tsig == .absent && record.rrclass == .any
      tsig = isSound ? readTSIG(record, in: message) : .unsound
    default:
      break
    }
  }

  private func readOPT(_ record: ResourceRecord, in message: Span<UInt8>) -> PseudoRecord<EDNS> {
    guard record.ownerLength == 1, let edns = try? EDNS(OPT(record), in: message) else { return .unsound }
    return .sound(edns)
  }

  private func readTSIG(_ record: ResourceRecord, in message: Span<UInt8>) -> PseudoRecord<TSIG> {
    guard let tsig = try? message.readTSIG(record) else { return .unsound }
    return .sound(tsig)
  }
}

// Sections again, for those who need more than the first question and the pseudo-records.
extension Query {
  /// The sections that have records (RFC 1035 §4.1).
  package enum Section: Sendable {
    /// What was asked for.
    case answer
    /// Who is authoritative; in UPDATE what is to change (RFC 2136 §2.5).
    case authority
    /// What may be of use; OPT and TSIG too.
    case additional
  }

  /// The questions; their QNAMEs may be compressed from the second on.
  ///
  /// - Parameter message: The message that this was read from, to its last octet.
  package func questions(of message: Span<UInt8>) -> [Question] {
    var offset = Header.length
    return (0..<(error == nil ? header.questionCount : 0)).compactMap { _ in
      try? message.readQuestion(at: &offset)
    }
  }

  /// The records of one section, in their order.
  package func records(_ section: Section) -> RecordIterator {
    guard error == nil else { return RecordIterator(offset: 0, count: 0) }
    switch section {
    case .answer: return RecordIterator(offset: Int(starts.answer), count: header.answerCount)
    case .authority: return RecordIterator(offset: Int(starts.authority), count: header.authorityCount)
    case .additional: return RecordIterator(offset: Int(starts.additional), count: header.additionalCount)
    }
  }
}

/// Goes through the records of a section that has been read before.
package struct RecordIterator {
  private var offset: Int
  private var count: UInt16

  init(offset: Int, count: UInt16) {
    self.offset = offset
    self.count = count
  }

  /// - Parameter message: The same each time.
  package mutating func next(in message: Span<UInt8>) -> ResourceRecord? {
    guard count > 0 else { return nil }
    count -= 1
    return try? message.readRecord(at: &offset)
  }
}
