import DNSWire

/// What a server says to a question.
struct ResolvedAnswer: Sendable {
  struct Record: Hashable, Sendable {
    let owner: DomainName
    let type: RRType
    /// Names in it uncompressed, and those that are compressed in lower case.
    let rdata: [UInt8]
  }

  let id: UInt16
  let flags: Flags
  /// Of the answer section, but for signatures.
  private(set) var records: [Record] = []

  init(_ message: [UInt8]) throws {
    let header = try Header(of: message.span)
    (id, flags) = (header.id, header.flags)
    var offset = Header.length
    for _ in 0..<header.questionCount { _ = try message.span.readQuestion(at: &offset) }
    for _ in 0..<header.answerCount {
      let start = offset
      let record = try message.span.readRecord(at: &offset)
      guard record.type != .rrsig else { continue }
      let rdata = try message.wholeRDATA(record.rdata, record.type)
      let hasNames = record.type.compressibleNames != nil
      records.append(
        Record(
          owner: try message.span.readName(at: start), type: record.type,
          rdata: hasNames ? rdata.map(DomainName.lowercased) : rdata))
    }
  }

  /// AD.
  var isAuthenticated: Bool { flags.contains(.authenticData) }

  /// Where the chain of aliases ends that begins with a name.
  func end(from name: DomainName, _ type: QTYPE) -> DomainName {
    var end = name
    for _ in records where type != QTYPE(.cname) {
      guard let alias = records.first(where: { $0.type == .cname && $0.owner == end }),
        let target = DomainName(wireForm: alias.rdata)
      else { break }
      end = target
    }
    return end
  }
}
