import DNSSecurity
import DNSWire

/// The records of one owner and type in a section of a response, and their signatures.
struct ResponseRRset {
  enum Section: Int {
    case answer
    case authority
    case additional
  }

  let section: Section
  let owner: DomainName
  let type: RRType
  /// RDATA of each, names uncompressed.
  var records: [[UInt8]] = []
  var signatures: [RRSIG] = []

  var rrset: RRset { RRset(owner: owner, type: type, records: records) }
}

extension [ResponseRRset] {
  /// Those of a response, in its order, without OPT.
  init(of response: [UInt8]) throws(WireError) {
    self = []
    let message = response.span
    let header = try Header(of: message)
    var offset = Header.length
    for _ in 0..<header.questionCount { _ = try message.readQuestion(at: &offset) }
    let counts = [header.answerCount, header.authorityCount, header.additionalCount]
    for (section, count) in zip([ResponseRRset.Section.answer, .authority, .additional], counts) {
      for _ in 0..<count {
        let record = try message.readRecord(at: &offset)
        if record.type != .opt { try add(record, of: message, section) }
      }
    }
    removeAll { $0.records.isEmpty }
  }

  private mutating func add(
    _ record: ResourceRecord, of message: Span<UInt8>, _ section: ResponseRRset.Section
  ) throws(WireError) {
    let owner = try message.readName(at: record.ownerOffset)
    let rdata = try message.uncompressed(record)
    guard record.type == .rrsig else {
      let index = index(of: owner, record.type, section)
      return self[index].records.append(rdata)
    }
    guard let signature = RRSIG(rdata: rdata) else { return }
    self[index(of: owner, signature.typeCovered, section)].signatures.append(signature)
  }

  private mutating func index(
    of owner: DomainName, _ type: RRType, _ section: ResponseRRset.Section
  ) -> Int {
    let known = firstIndex { $0.section == section && $0.type == type && $0.owner == owner }
    if let known { return known }
    append(ResponseRRset(section: section, owner: owner, type: type))
    return count - 1
  }
}

extension Span where Element == UInt8 {
  /// RDATA with its names whole.
  fileprivate func uncompressed(_ record: ResourceRecord) throws(WireError) -> [UInt8] {
    let names = record.type.compressibleNames
    var offset = record.rdata.lowerBound + (names?.offset ?? record.rdata.count)
    var rdata = record.rdata.prefix(while: { $0 < offset }).map { self[$0] }
    for _ in 0..<(names?.count ?? 0) {
      var name = DomainName.root
      try readName(at: &offset, into: &name)
      rdata += name.wireForm
    }
    return rdata + (offset..<record.rdata.upperBound).map { self[$0] }
  }
}
