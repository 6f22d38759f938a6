import DNSWire
import FuzzDriver
import LDNSProperties
import TestMessages
import Testing
import WireProperties

/// The properties of fuzz-message, fuzz-name and fuzz-ldns find each what they are there for.
@Suite struct `A spoiled reading` {
  private static let message = Message.query(
    "a.example", .mx, additional: [record(owner: wire("B.example"), .ns, wire("c.a.example")), opt()])

  private static let changes: [(text: String, change: @Sendable (inout MessageValues) -> Void)] = [
    ("ID", { $0.id += 1 }), ("flags", { $0.flags ^= 0x0100 }),
    ("question 0", { $0.questions[0].qname = PlainName([[0x62]]) }),
    ("question 0", { $0.questions[0].qtype += 1 }), ("question 0", { $0.questions[0].qclass += 1 }),
    ("questions", { $0.questions = [] }), ("record 0", { $0.records[0].owner = PlainName([]) }),
    ("record 0", { $0.records[0].type += 1 }), ("record 0", { $0.records[0].rrclass += 1 }),
    ("record 0", { $0.records[0].ttl += 1 }), ("record 0", { $0.records[0].rdata = [.name(PlainName([]))] }),
    ("additional", { $0.records.removeLast() }), ("records", { $0.records[0].section = .answer }),
    ("record 1", { $0.records[1].rrclass += 1 }), ("record 1", { $0.records[1].ttl ^= 0x8000 }),
    ("record 1", { $0.records[1].rdata = [.octets([0, 9, 0, 0])] }),
  ]

  @Test(arguments: changes.indices)
  func `of a message is not what a plain reader and ldns read`(index: Int) throws {
    let octets = Self.message.octets
    var values = try MessageValues(asLeafReads: octets)
    func plain() -> String? {
      violation { () throws(Violation) in
        try checkReading(of: octets, .success(values), isReadableQuery: true)
      }
    }
    func ldns() -> String? {
      violation { () throws(Violation) in
        try checkThatLDNS(reads: octets, as: values, tolerating: ToleratedDifference.all)
      }
    }
    #expect(plain() == nil)
    #expect(ldns() == nil)
    Self.changes[index].change(&values)
    #expect(plain()?.contains(Self.changes[index].text) == true)
    #expect(ldns()?.hasPrefix("ldns") == true)
  }

  @Test func `refuses a message that can be read, or reads one that cannot`() throws {
    let octets = Self.message.octets
    let values = try MessageValues(asLeafReads: octets)
    func found(_ octets: [UInt8], _ reading: Result<MessageValues, WireError>, _ isReadable: Bool) -> String?
    {
      violation { () throws(Violation) in try checkReading(of: octets, reading, isReadableQuery: isReadable) }
    }
    let error = WireError.truncated(offset: 12)
    #expect(found(octets, .failure(error), true)?.contains("not readable to leaf only") == true)
    #expect(found(octets, .success(values), false) == "not readable as a query only")
    #expect(found(octets.dropLast(), .success(values), true) == "readable to leaf only")
    #expect(found(octets.dropLast(), .failure(error), true)?.contains("readable as a query only") == true)
    #expect(found(octets.dropLast(), .failure(error), false) == nil)
  }

  @Test func `is written otherwise than it was read`() throws {
    let values = try MessageValues(asLeafReads: Self.message.octets)
    func found(_ change: (inout [UInt8], inout [UInt8]) -> Void) -> String? {
      var (whole, compressed) = (values.written(), values.writtenCompressed())
      change(&whole, &compressed)
      return violation { () throws(Violation) in
        try values.checkWriting(whole: whole, compressed: compressed)
      }
    }
    #expect(found { _, _ in } == nil)
    // One more in the OPT record's RDLENGTH, its TTL, and a letter of the QNAME.
    #expect(
      found { whole, _ in whole[whole.count - 1] += 1 } == "written whole and read again: cannot be read")
    #expect(found { whole, _ in whole[whole.count - 3] += 1 }?.contains("additional, record 1") == true)
    #expect(found { whole, _ in whole[13] ^= 0x20 }?.contains("question 0") == true)
    #expect(found { _, compressed in compressed[13] ^= 0x20 } == nil)
    #expect(found { _, compressed in compressed[13] += 1 }?.hasPrefix("written compressed") == true)
  }

  private static let name = TestMessages.name("a\\.b.Example")
  private static let plain = PlainName([Array("a.b".utf8), Array("Example".utf8)])

  @Test func `of a name is not what a plain reader reads`() {
    func found(_ plain: PlainName) -> String? {
      violation { () throws(Violation) in try TwiceReadName(Self.name, plain).checkForms() }
    }
    #expect(found(Self.plain) == nil)
    #expect(found(PlainName([Array("a.b".utf8), Array("example".utf8)]))?.contains("wire form") == true)
    #expect(found(PlainName([Array("Example".utf8)]))?.contains("wire form") == true)
  }

  @Test func `of a name compares otherwise than a plain name`() {
    let name = TwiceReadName(Self.name, Self.plain)
    func found(_ other: TwiceReadName) -> String? {
      violation { () throws(Violation) in try name.checkComparison(with: other) }
    }
    #expect(found(name.withSwappedCase) == nil)
    let above = PlainName([Array("Example".utf8)])
    #expect(found(TwiceReadName(TestMessages.name("example"), above)) == nil)
    #expect(found(TwiceReadName(Self.name, above))?.contains("==") == true)
    #expect(found(TwiceReadName(TestMessages.name("b.Example"), Self.plain))?.contains("==") == true)
    let beside = PlainName([Array("Exampl".utf8)])
    #expect(found(TwiceReadName(TestMessages.name("example"), beside))?.contains("is or lies below") == true)
  }

  @Test func `of a text is not what a plain reader reads`() throws {
    func found(_ text: String, _ name: DomainName?) -> String? {
      violation { () throws(Violation) in try TwiceReadName(text, asLeafParses: name)?.checkForms() }
    }
    #expect(found("a\\.b.Example", Self.name) == nil)
    #expect(found("a\\046b.Example.", Self.name) == nil)
    #expect(found("a.b.Example", Self.name)?.contains("wire form") == true)
    #expect(found("a.b.Example", nil) == "a.b.Example is no name to leaf only")
    for text in [
      "", "..", ".a", "a..b", "a b", "a\\", "a\\25", "a\\256", "a\\é", "é", String(repeating: "a", count: 64),
    ] {
      #expect(found(text, nil) == nil)
      #expect(found(text, Self.name) == "\(text) is a name to leaf only")
    }
  }
}
