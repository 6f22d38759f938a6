import DNSWire
import LeafCore
import TestMessages
import Testing

/// TYPE, CLASS and owner of a record.
private struct RecordSeen: Equatable {
  var owner: String
  var type: RRType
  var rrclass: QCLASS
}

extension Message {
  fileprivate func query() throws -> Query {
    let octets = octets
    return Query(header: try Header(of: octets.span), of: octets.span)
  }

  fileprivate func records(_ section: Query.Section) throws -> [RecordSeen] {
    let octets = octets
    var iterator = try query().records(section)
    var seen: [RecordSeen] = []
    while let record = iterator.next(in: octets.span) {
      let owner = try readName(octets, at: record.ownerOffset).name
      seen.append(RecordSeen(owner: "\(owner)", type: record.type, rrclass: record.rrclass))
    }
    return seen
  }

  fileprivate func questions() throws -> [String] {
    let octets = octets
    return try query().questions(of: octets.span).map { question in
      "\(try readName(octets, at: question.qname.lowerBound).name) \(question.qtype) \(question.qclass)"
    }
  }
}

@Suite struct `RFC 2136 §2 the sections of a message` {
  /// Zone, two prerequisites, three updates, and TSIG behind an address.
  private static let update: Message = {
    var message = Message(flags: 5 << 11, questions: [question("example.com", .soa)])
    message.answer = [
      updateRecord("a.example.com", .a, .any, []), updateRecord("b.example.com", .ns, .none, []),
    ]
    message.authority = [
      updateRecord("c.example.com", .a, .in, [192, 0, 2, 1]),
      updateRecord("d.example.com", .txt, .any, []),
      updateRecord("e.example.com", .mx, .none, [0, 10] + wire("mx.example.com")),
    ]
    message.additional = [addressRecord("f.example.com"), opt(), tsig()]
    return message
  }()

  @Test func `each section has its records, in their order`() throws {
    func seen(_ owner: String, _ type: RRType, _ rrclass: QCLASS) -> RecordSeen {
      RecordSeen(owner: owner, type: type, rrclass: rrclass)
    }
    #expect(
      try Self.update.records(.answer) == [
        seen("a.example.com.", .a, .any), seen("b.example.com.", .ns, .none),
      ])
    #expect(
      try Self.update.records(.authority) == [
        seen("c.example.com.", .a, .in), seen("d.example.com.", .txt, .any),
        seen("e.example.com.", .mx, .none),
      ])
    #expect(
      try Self.update.records(.additional) == [
        seen("f.example.com.", .a, .in), seen(".", .opt, QCLASS(rawValue: 1_232)),
        seen("key.example.", .tsig, .any),
      ])
  }

  @Test func `questions come with names, compressed ones too`() throws {
    var message = Message(questions: [question("example.com", .soa), question("www.example.com", .a, .ch)])
    #expect(try message.questions() == ["example.com. SOA IN", "www.example.com. A CH"])
    message.questions[1] = label("www") + pointer(to: 12) + octetPair(28) + octetPair(1)
    #expect(try message.questions() == ["example.com. SOA IN", "www.example.com. AAAA IN"])
    #expect(try Self.update.questions() == ["example.com. SOA IN"])
    #expect(try Message().questions() == [])
  }

  @Test(arguments: [Query.Section.answer, .authority, .additional])
  func `a section without records gives none`(section: Query.Section) throws {
    #expect(try Message.query("example.com").records(section) == [])
  }

  /// What `change` makes of `update`.
  private static func broken(_ change: (inout Message) -> Void) -> Message { update.with(change) }

  @Test(arguments: [
    broken { $0.trailing = [0] }, broken { $0.counts[0] = 2 }, broken { $0.counts[1] = 3 },
    broken { $0.counts[1] = 1 }, broken { $0.counts[3] = 4 }, broken { $0.counts[3] = 2 },
    broken { $0.additional.append([0x40]) }, broken { $0.authority[0].removeLast() },
  ])
  func `one that cannot be read gives nothing`(message: Message) throws {
    #expect(try message.query().error != nil)
    #expect(try message.questions() == [])
    for section in [Query.Section.answer, .authority, .additional] {
      #expect(try message.records(section) == [])
    }
  }

  private static let end = update.octets.count

  @Test(arguments: [
    (broken { $0.trailing = [0] }, WireError.trailingOctets(offset: end)),
    (broken { $0.counts[3] = 4 }, .truncated(offset: end)),
    (broken { $0.additional.append([0x40]) }, .labelType(offset: end)),
    (broken { $0.additional.append(pointer(to: 4)) }, .pointerIntoHeader(offset: end)),
    (broken { $0.additional.append(pointer(to: end)) }, .pointerNotBackward(offset: end)),
    (Message(questions: [[3, 0x61]]), .truncated(offset: 13)),
    (Message(questions: [question("a", .a)], additional: [record(.a, [1, 2, 3])]), .rdataLength(offset: 30)),
  ])
  func `the error keeps its offset`(message: Message, error: WireError) throws {
    #expect(try message.query().error == error)
  }

  @Test func `what came before the error stays`() throws {
    let query = try Message.query("example.com", additional: [opt()]).with { $0.trailing = [1] }.query()
    #expect(query.question?.qtype == .a)
    #expect(query.edns != .absent && query.edns != .unsound)
    #expect(query.error == .trailingOctets(offset: 12 + 17 + 11))
  }
}

private func updateRecord(_ owner: String, _ type: RRType, _ rrclass: QCLASS, _ rdata: [UInt8]) -> [UInt8] {
  TestMessages.record(owner: wire(owner), type, class: rrclass, rdata)
}
