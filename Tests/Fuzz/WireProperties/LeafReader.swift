import DNSWire

extension MessageValues {
  /// The message as leaf reads it.
  ///
  /// - Throws: What leaf finds wrong with it.
  package init(asLeafReads octets: [UInt8]) throws(WireError) {
    let message = octets.span
    let header = try Header(of: message)
    self.init(id: header.id, flags: header.flags.rawValue)
    var offset = Header.length
    for _ in 0..<header.questionCount {
      let question = try message.readQuestion(at: &offset)
      questions.append(
        Question(
          qname: try message.plainName(at: question.qname.lowerBound).name, qtype: question.qtype.rawValue,
          qclass: question.qclass.rawValue))
    }
    let counts = [header.answerCount, header.authorityCount, header.additionalCount]
    for (section, count) in zip(Section.allCases, counts) {
      for _ in 0..<count {
        let record = try message.readRecord(at: &offset)
        records.append(
          Record(
            section: section, owner: try message.plainName(at: record.ownerOffset).name,
            type: record.type.rawValue, rrclass: record.rrclass.rawValue, ttl: record.ttl,
            rdata: try message.pieces(of: record)))
      }
    }
    guard offset == octets.count else { throw .trailingOctets(offset: offset) }
  }
}

extension Span where Element == UInt8 {
  /// A name, and the offset behind it.
  func plainName(at offset: Int) throws(WireError) -> (name: PlainName, end: Int) {
    var name = DomainName.root
    var end = offset
    try readName(at: &end, into: &name)
    return (PlainName(name), end)
  }

  fileprivate func pieces(of record: ResourceRecord) throws(WireError) -> [MessageValues.Piece] {
    var offset = record.rdata.lowerBound
    guard record.rrclass == .in, let format = RDATAField.formats[record.type.rawValue] else {
      return [.octets(Array(copying: record.rdata, of: self))]
    }
    var pieces: [MessageValues.Piece] = []
    for field in format {
      switch field {
      case .octets(let count):
        pieces.append(.octets(Array(copying: try skip(count, at: &offset), of: self)))
      case .name, .wholeName:
        let (name, end) = try plainName(at: offset)
        pieces.append(.name(name))
        offset = end
      case .characterString:
        pieces.append(.octets(try characterString(at: &offset)))
      case .characterStrings:
        repeat {
          pieces.append(.octets(try characterString(at: &offset)))
        } while offset
          < record.rdata.upperBound
      case .rest, .restOrNone, .checked:
        pieces.append(.octets(Array(copying: offset..<record.rdata.upperBound, of: self)))
      }
    }
    return pieces
  }

  private func characterString(at offset: inout Int) throws(WireError) -> [UInt8] {
    let start = offset
    let length = Int(try readUInt8(at: &offset))
    return Array(copying: start..<(try skip(length, at: &offset)).upperBound, of: self)
  }
}

extension [UInt8] {
  fileprivate init(copying range: Range<Int>, of message: Span<UInt8>) { self = range.map { message[$0] } }
}
