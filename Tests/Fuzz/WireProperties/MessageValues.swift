/// What a message says, whoever has read it.
package struct MessageValues: Equatable, Sendable {
  package struct Question: Equatable, Sendable {
    package var qname: PlainName
    package var qtype: UInt16
    package var qclass: UInt16

    package init(qname: PlainName, qtype: UInt16, qclass: UInt16) {
      self.qname = qname
      self.qtype = qtype
      self.qclass = qclass
    }
  }

  package enum Section: Int, Sendable, CaseIterable {
    case answer
    case authority
    case additional
  }

  /// RDATA in pieces: a name there may be compressed.
  package enum Piece: Equatable, Sendable {
    case octets([UInt8])
    case name(PlainName)
  }

  package struct Record: Equatable, Sendable {
    package var section: Section
    package var owner: PlainName
    package var type: UInt16
    package var rrclass: UInt16
    package var ttl: UInt32
    package var rdata: [Piece]

    package init(
      section: Section, owner: PlainName, type: UInt16, rrclass: UInt16, ttl: UInt32, rdata: [Piece]
    ) {
      self.section = section
      self.owner = owner
      self.type = type
      self.rrclass = rrclass
      self.ttl = ttl
      self.rdata = rdata
    }

    /// RDATA without compression.
    package var rdataOctets: [UInt8] {
      rdata.flatMap { piece in
        switch piece {
        case .octets(let octets): octets
        case .name(let name): name.wireForm
        }
      }
    }
  }

  package var id: UInt16
  /// QR, OPCODE, AA, TC, RD, RA, Z, AD, CD and RCODE.
  package var flags: UInt16
  package var questions: [Question] = []
  package var records: [Record] = []

  package init(id: UInt16, flags: UInt16) {
    self.id = id
    self.flags = flags
  }

  package var opcode: UInt8 { UInt8(flags >> 11 & 0xF) }

  package func records(in section: Section) -> [Record] { records.filter { $0.section == section } }

  package func records(of type: UInt16) -> [Record] { records.filter { $0.type == type } }

  /// The values with the letters of every name in lower case: compression may change their case.
  package var folded: MessageValues {
    var folded = self
    folded.questions = questions.map { question in
      Question(qname: question.qname.folded, qtype: question.qtype, qclass: question.qclass)
    }
    folded.records = records.map { record in
      var record = record
      record.owner = record.owner.folded
      record.rdata = record.rdata.map { piece in
        if case .name(let name) = piece { .name(name.folded) } else { piece }
      }
      return record
    }
    return folded
  }

  /// The first thing in which `other` differs, and how; nil if it says the same.
  package func difference(from other: MessageValues) -> String? {
    if id != other.id { return "ID \(id), not \(other.id)" }
    if flags != other.flags {
      return "flags \(String(flags, radix: 2)), not \(String(other.flags, radix: 2))"
    }
    if questions.count != other.questions.count {
      return "\(questions.count) questions, not \(other.questions.count)"
    }
    for (index, (mine, others)) in zip(questions, other.questions).enumerated() where mine != others {
      return "question \(index): \(mine), not \(others)"
    }
    for section in Section.allCases {
      let (mine, others) = (records(in: section), other.records(in: section))
      if mine.count != others.count { return "\(section): \(mine.count) records, not \(others.count)" }
      for (index, (record, otherRecord)) in zip(mine, others).enumerated() where record != otherRecord {
        return "\(section), record \(index): \(record), not \(otherRecord)"
      }
    }
    return nil
  }
}
