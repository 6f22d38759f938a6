import DNSWire

/// What a message asks, as far as leaf looks.
package struct Query {
  /// An OPT or TSIG record: there is at most one, and only where it belongs.
  package enum PseudoRecord<Content: Equatable & Sendable>: Equatable, Sendable {
    case absent
    /// Twice, in a wrong place, or with RDATA that cannot be read.
    case unsound
    case sound(Content)
  }

  package var header: Header
  /// The first question.
  package var question: Question?
  package var edns = PseudoRecord<EDNS>.absent
  /// Where the TSIG record starts.
  package var tsig = PseudoRecord<Int>.absent

  /// Whether the message can be read to its last octet. What came before it stays here if not.
  package private(set) var isReadable = false

  /// - Parameter header: The header of `message`.
  package init(header: Header, of message: Span<UInt8>) {
    self.header = header
    // An error that is not typed would be allocated.
    do throws(WireError) {
      try read(message)
      isReadable = true
    } catch {}
  }

  /// Reads everything behind the header.
  private mutating func read(_ message: Span<UInt8>) throws(WireError) {
    var offset = Header.length
    // Each question takes five octets or more and each record eleven, so a count that lies ends in an error.
    for index in 0..<header.questionCount {
      let question = try message.readQuestion(at: &offset)
      if index == 0 { self.question = question }
    }
    for _ in 0..<header.answerCount { try readRecord(message, at: &offset, inAdditional: false) }
    for _ in 0..<header.authorityCount { try readRecord(message, at: &offset, inAdditional: false) }
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

  private func readTSIG(_ record: ResourceRecord, in message: Span<UInt8>) -> PseudoRecord<Int> {
    guard (try? message.readTSIG(record)) != nil else { return .unsound }
    return .sound(record.ownerOffset)
  }
}

/// What an OPT record asks for.
package struct EDNS: Equatable, Sendable {
  package enum CookieOption: Equatable, Sendable {
    case absent
    /// Of a length that RFC 7873 §5.2.2 rules out.
    case malformed
    case wellFormed(Cookie)
  }

  /// What the sender can take in over UDP, in octets; values under 512 count as 512.
  package var payloadSize: UInt16
  package var version: UInt8
  package var dnssecOK: Bool
  /// The first COOKIE option; others are ignored (RFC 7873 §5.2).
  package var cookie = CookieOption.absent
  package var asksForNSID = false
  package var asksForKeepalive = false

  /// - Throws: `.truncated` when an option overruns the record.
  init(_ opt: OPT, in message: Span<UInt8>) throws(WireError) {
    payloadSize = opt.payloadSize
    version = opt.version
    dnssecOK = opt.dnssecOK
    var offset = opt.options.lowerBound
    // Each option takes four octets or more.
    while offset < opt.options.upperBound {
      let option = try message.readOption(at: &offset, before: opt.options.upperBound)
      switch option.code {
      case .nsid: asksForNSID = true
      case .tcpKeepalive: asksForKeepalive = true
      case .cookie where cookie == .absent:
        cookie = Cookie(option.data).map { .wellFormed($0) } ?? .malformed
      default: break
      }
    }
  }
}
