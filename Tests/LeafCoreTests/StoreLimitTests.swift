import DNSWire
import LeafCore
import TestMessages
import Testing

@Suite struct `RFC 1035 §4.1.4 more names than are kept for compression` {
  private static let anchor = ["example"]
  /// Each has two suffixes that could be pointed to.
  private static let targets = (0..<100).map { DomainName(labels: ["ns", "t\($0)"]) }

  private static func write(_ records: PreparedRecords) throws -> [RecordRead] {
    try readRecords(message(records, qname: anchor), at: 12 + 9 + 4)
  }

  @Test(arguments: [1, 2, 3])
  func `all names read back, however often they come`(times: Int) throws {
    let records = preparedRecords(anchor: Self.anchor) {
      for _ in 0..<times { $0.appendRRset(.ns, ttl: 60, Self.targets.map { .ns($0) }) }
    }
    let names = try Self.write(records).flatMap(\.names)
    #expect(names == (0..<times).flatMap { _ in Self.targets.map(\.description) })
  }

  @Test func `the first are pointed to, the others go out whole`() {
    let once = preparedRecords(anchor: Self.anchor) {
      $0.appendRRset(.ns, ttl: 60, Self.targets.map { .ns($0) })
    }
    let lengths = [0, 31, 32, 99].map { index in
      let twice = preparedRecords(anchor: Self.anchor) {
        $0.appendRRset(.ns, ttl: 60, Self.targets.map { .ns($0) })
        $0.appendRRset(.ns, ttl: 60, [.ns(Self.targets[index])])
      }
      return twice.length - once.length - 12
    }
    #expect(lengths == [2, 2, Self.targets[32].count, Self.targets[99].count])
  }

  @Test func `the question's names are still pointed to`() throws {
    let last = DomainName(labels: ["last", "example"])
    let records = preparedRecords(anchor: Self.anchor) {
      $0.appendRRset(.ns, ttl: 60, Self.targets.map { .ns($0) } + [.ns(last)])
    }
    #expect(try Self.write(records).last?.names == ["last.example."])
    #expect(Array(message(records, qname: Self.anchor).suffix(7)) == label("last") + pointer(to: 12))
  }

  @Test func `owners past the last that is kept read back`() throws {
    let records = preparedRecords(anchor: Self.anchor) {
      for target in Self.targets + Self.targets {
        $0.appendRRset(owner: target, .a, ttl: 60, [.octets([1, 2, 3, 4])])
      }
    }
    let read = try Self.write(records)
    #expect(read.map(\.owner) == (Self.targets + Self.targets).map(\.description))
    #expect(read.allSatisfy { $0.rest == [1, 2, 3, 4] })
  }
}

@Suite struct `RFC 3597 §4 names in RDATA of other classes and types` {
  @Test(arguments: [
    (RRType.ns, QCLASS.ch), (.mx, .none), (.srv, .in), (.rrsig, .in), (RRType(rawValue: 65_280), .in),
  ])
  func `are left alone`(type: RRType, rrclass: QCLASS) {
    let rdata =
      [UInt8](repeating: 0, count: type == .rrsig ? 18 : type == .ns ? 0 : type == .srv ? 6 : 2)
      + wire("ns", "example") + (type == .rrsig ? [1] : [])
    let records = preparedRecords(anchor: ["example"], rrclass) {
      $0.appendRRset(type, ttl: 60, [.octets(rdata), .octets(rdata)])
    }
    let expected = record(owner: pointer(to: 12), type, Int(rrclass.rawValue), rdata: rdata)
    #expect(message(records, qname: ["example"]).dropFirst(12 + 9 + 4) == (expected + expected)[...])
  }

  @Test(arguments: [RRType.cname, .ptr, .mb, .mg, .mr, .md, .mf])
  func `are compressed in those of RFC 1035`(type: RRType) {
    let records = preparedRecords(anchor: ["example"]) {
      $0.appendRRset(type, ttl: 60, [.octets(wire("ns", "example"))])
    }
    let expected = record(owner: pointer(to: 12), type, rdata: label("ns") + pointer(to: 12))
    #expect(Array(message(records, qname: ["example"]).dropFirst(12 + 9 + 4)) == expected)
  }
}

@Suite struct `RFC 2181 §9 an RRset that does not fit` {
  private static let apex = DomainName(labels: ["dev", "example", "com"])
  private static let soa = SOA(
    mname: DomainName(labels: ["ns1", "dev", "example", "com"]),
    rname: DomainName(labels: ["admin", "test"]),
    serial: 1, refresh: 2, retry: 3, expire: 4, minimum: 5)

  /// Names out of the question, new names, the root, other RDATA and many records.
  private static let rrsets: [(type: RRType, owner: DomainName, rdatas: [[UInt8]])] = [
    (.soa, apex, [soa.rdata]),
    (
      .ns, apex,
      [["ns1", "dev", "example", "com"], ["ns", "example", "net"], ["ns2", "example", "net"]].map { wire($0) }
    ),
    (.mx, apex, [[0, 10] + wire("mail", "test"), [0, 20] + [0]]),
    (.a, DomainName(labels: ["a", "b"]), (1...9).map { [192, 0, 2, $0] }),
    (.txt, .root, [label("text"), [0]]),
  ]

  /// What the store appends to a message of a question under a limit, and whether it says that all fit.
  private static func append(_ index: Int, limit: Int) -> (fits: Bool, message: [UInt8]) {
    var store = RecordStoreBuilder(apex: apex)
    let (type, owner, rdatas) = rrsets[index]
    let rrset = store.add(type, ttl: 60, rdatas), name = owner.wireForm
    store.beginName(name.span, at: 0)
    let records = store.build(), before = header + apex.wireForm + [0, 1, 0, 1]
    var fits = false
    let message = written {
      $0.append(before.span, before.indices)
      var compression = NameCompression(apexOffset: 12, apexLabelCount: apex.labelOffsets.count)
      fits = records.append(
        records[rrset], owner: .stored(store.names[0].index), limit: limit, &compression, to: &$0)
    }
    return (fits, message)
  }

  @Test(arguments: rrsets.indices)
  func `is said not to fit at every limit under its length, and none is overrun`(index: Int) {
    let start = 12 + Self.apex.count + 4
    let whole = Self.append(index, limit: 65_535)
    #expect(whole.fits)
    for limit in 0...whole.message.count {
      let (fits, message) = Self.append(index, limit: limit)
      #expect(fits == (limit == whole.message.count), "\(limit) octets")
      #expect(message.count <= max(start, limit), "\(limit) octets")
    }
    #expect(Self.append(index, limit: whole.message.count).message == whole.message)
  }

  /// Two RRsets of twenty addresses with NS.
  private static let authority = Authority(
    hosts: [
      Host(
        name: name("ns1.dev.example.com"), ipv4: (0..<20).map { IPv4Address(rawValue: $0) },
        ipv6: (0..<20).map { IPv6Address(high: 0, low: $0) })
    ])

  @Test func `is left out of the additional section whole, at every size that a client takes`() throws {
    var counts: [Int: Int] = [:]
    for size in 512...1_232 as ClosedRange<UInt16> {
      let query = Message.query("dev.example.com", .ns, additional: [opt(size: size)])
      let response = try ask(query, with: Self.authority)
      let additional = response.records.filter { $0.section == 2 }.count
      #expect([0, 20, 40].contains(additional) && response.octets.count <= Int(size))
      #expect(!response.header.flags.contains(.truncated))
      counts[additional, default: 0] += 1
    }
    // Header, question, NS and OPT take 12 + 21 + 18 + 11 octets, the A records 320, the AAAA records 560.
    #expect(counts == [20: 942 - 512, 40: 1_233 - 942])
  }
}
