import DNSWire
import TestMessages
import Testing

@Suite struct `Prepared records in messages` {
  private static let anchor = ["dev", "example", "com"]
  private static let soa = SOA(
    mname: DomainName(labels: ["ns1", "dev", "example", "com"]),
    rname: DomainName(labels: ["hostmaster", "example", "com"]),
    serial: 1, refresh: 2, retry: 3, expire: 4, minimum: 5)

  /// An SOA record, three NS records and the address of one of them.
  private static let records = preparedRecords(anchor: anchor) {
    $0.appendRRset(.soa, ttl: 30, [.soa(soa)])
    $0.appendRRset(
      .ns, ttl: 60,
      [["ns1", "dev", "example", "com"], ["NS2", "Dev", "example", "com"], ["ns", "example", "net"]].map {
        .ns(DomainName(labels: $0))
      })
    $0.appendRRset(
      owner: DomainName(labels: ["ns2", "dev", "example", "com"]), .a, ttl: 90, [.octets([192, 0, 2, 1])])
  }

  private static let numbers: [UInt8] = [1, 2, 3, 4, 5].flatMap { [0, 0, 0, $0] }
  private static let expected = [
    RecordRead(
      owner: "dev.example.com.", type: .soa, ttl: 30,
      names: ["ns1.dev.example.com.", "hostmaster.example.com."], rest: numbers),
    RecordRead(owner: "dev.example.com.", type: .ns, ttl: 60, names: ["ns1.dev.example.com."], rest: []),
    // The question's letter case stands for the anchor's.
    RecordRead(owner: "dev.example.com.", type: .ns, ttl: 60, names: ["NS2.dev.example.com."], rest: []),
    RecordRead(owner: "dev.example.com.", type: .ns, ttl: 60, names: ["ns.example.net."], rest: []),
    RecordRead(owner: "NS2.dev.example.com.", type: .a, ttl: 90, names: [], rest: [192, 0, 2, 1]),
  ]

  @Test func `each RRset has its end`() {
    #expect(Self.records.ends.map(\.records) == [1, 4, 5])
    #expect(Self.records.ends.map(\.octets).last == Self.records.length)
  }

  @Test func `without records there are no ends and no octets`() {
    let records = preparedRecords(anchor: Self.anchor) { _ in }
    #expect(records.ends == [])
    #expect(records.length == 0)
  }

  /// 0 to 14 labels before the anchor move it, and the records with it.
  @Test(arguments: [0, 1, 2, 14], [0, 1, 300])
  func `the names read back wherever the anchor and the records are`(labels: Int, octetsBetween: Int) throws {
    let qname = Array(repeating: "x2345", count: labels) + Self.anchor
    let message = message(
      Self.records, qname: qname, labelsBeforeAnchor: labels, octetsBetween: octetsBetween)
    let start = 12 + wire(qname).count + 4 + octetsBetween
    #expect(message.count == start + Self.records.length)
    #expect(try readRecords(message, at: start) == Self.expected)
  }

  @Test func `the names read back at the end of the longest QNAME`() throws {
    // 17 octets are the anchor's.
    let qname = labels(ofNameLength: 255 - 16) + Self.anchor
    let before = qname.count - Self.anchor.count
    #expect(wire(qname).count == 255)
    let message = message(Self.records, qname: qname, labelsBeforeAnchor: before)
    #expect(try readRecords(message, at: 12 + 255 + 4) == Self.expected)
  }

  @Test(arguments: [(0, 1), (1, 4), (2, 5)])
  func `up to the end of an RRset there are these records and no more`(index: Int, count: Int) throws {
    let end = Self.records.ends[index]
    let message = message(Self.records, upTo: end, qname: Self.anchor)
    let start = 12 + 17 + 4
    #expect(message.count == start + end.octets)
    #expect(Int(end.records) == count)
    #expect(try readRecords(message, at: start) == Array(Self.expected.prefix(count)))
  }

  @Test func `up to the start nothing is written`() {
    let message = message(Self.records, upTo: .init(octets: 0, records: 0), qname: Self.anchor)
    #expect(message.count == 12 + 17 + 4)
  }

  @Test func `writing twice into one message reads back twice`() throws {
    let end = try #require(Self.records.ends.last)
    let question = header + wire(Self.anchor) + [0, 1, 0, 1]
    let octets = written {
      $0.append(question.span, question.indices)
      Self.records.write(upTo: end, anchorOffset: 12, into: &$0)
      Self.records.write(upTo: end, anchorOffset: 12, into: &$0)
    }
    #expect(try readRecords(octets, at: question.count) == Self.expected + Self.expected)
  }

  @Test func `the letter case of the question stands in the names that point to it`() throws {
    let message = message(Self.records, qname: ["DEV", "example", "COM"])
    let records = try readRecords(message, at: 12 + 17 + 4)
    #expect(records.map(\.owner).first == "DEV.example.COM.")
  }

  /// What a reader of a count of records finds in a message that is one octet or more too short.
  @Test func `every truncation of the records is noticed`() {
    let message = message(Self.records, qname: Self.anchor)
    let start = 12 + 17 + 4
    for length in start..<message.count {
      let read = try? readRecords(Array(message.prefix(length)), at: start)
      #expect((read?.count ?? 0) < Self.expected.count)
    }
  }
}

@Suite struct `RFC 1035 §4.1.4 prepared records past what a pointer reaches` {
  private static let anchor = ["example"]
  private static let null = RRType(rawValue: 10)

  /// NULL RDATA of so many octets, and after it two NS records with one name.
  private static func records(filler: Int) -> PreparedRecords {
    preparedRecords(anchor: anchor) {
      $0.appendRRset(null, ttl: 0, [.octets([UInt8](repeating: 0, count: filler))])
      let name = DomainName(labels: ["ns", "far", "test"])
      $0.appendRRset(.ns, ttl: 0, [.ns(name), .ns(name)])
    }
  }

  private static let whole = wire("ns", "far", "test").count

  @Test(arguments: [(0, 2), (15_000, 2), (16_384, whole), (40_000, whole)])
  func `a name past the first 16,383 octets is not pointed to`(filler: Int, secondName: Int) {
    let records = Self.records(filler: filler)
    #expect(records.length == 12 + filler + 12 + Self.whole + 12 + secondName)
  }

  @Test func `a name out of reach still points to one in reach`() {
    let records = preparedRecords(anchor: Self.anchor) {
      $0.appendRRset(.ns, ttl: 0, [.ns(DomainName(labels: ["near", "test"]))])
      $0.appendRRset(Self.null, ttl: 0, [.octets([UInt8](repeating: 0, count: 20_000))])
      $0.appendRRset(.ns, ttl: 0, [.ns(DomainName(labels: ["far", "near", "test"]))])
    }
    let message = message(records, qname: Self.anchor)
    #expect(Array(message.suffix(6)) == label("far") + pointer(to: 12 + 9 + 4 + 12))
  }

  /// The longest QNAME, and names that come to lie on both sides of where pointers end.
  @Test func `names around the last octet that a pointer reaches read back`() throws {
    let qname = labels(ofNameLength: 255 - 8) + Self.anchor
    let start = 12 + 255 + 4
    #expect(wire(qname).count == 255)
    for filler in 15_700...16_500 {
      let message = message(
        Self.records(filler: filler), qname: qname, labelsBeforeAnchor: qname.count - 1)
      let records = try readRecords(message, at: start)
      guard records.dropFirst().flatMap(\.names) == ["ns.far.test.", "ns.far.test."] else {
        Issue.record("after \(filler) octets: \(records.dropFirst())")
        continue
      }
    }
  }
}
