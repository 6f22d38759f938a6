import DNSWire
import TestMessages
import Testing

@testable import LeafCore

/// The trie of some owners, and what a walk to a QNAME meets, as names.
private struct Names {
  struct Met: Equatable {
    var closest: DomainName
    var isExact = true
    var cut: DomainName?
    var dname: DomainName?
    var wildcard: DomainName?
  }

  private let apex: DomainName
  private let records: RecordStore
  private let trie: NameTrie

  init(_ apex: DomainName, _ owners: [(name: DomainName, type: RRType)]) {
    self.apex = apex
    var builder = RecordStoreBuilder(apex: apex)
    for (name, types) in Dictionary(grouping: owners, by: \.name) {
      let octets = name.wireForm
      builder.beginName(octets.span, at: 0)
      // Names of the root, where a type has names.
      let rdata = [UInt8](repeating: 0, count: 22)
      for type in types.map(\.type) { builder.add(type, ttl: 0, rdata.span, rdata.indices) }
    }
    records = builder.build()
    var trie = NameTrieBuilder(builder.names, in: records)
    self.trie = trie.build()
  }

  func walk(to qname: DomainName) -> Met {
    let message = header + qname.wireForm
    var offsets = LabelOffsets.empty
    let labelCount = offsets.note(12..<message.count, in: message.span)
    let count = labelCount - 1 - apex.labelOffsets.count
    let labels = offsets.span.extracting(..<count)
    let walk = trie.walk(labels, in: message.span, records)
    let closest = labels.extracting((count - walk.closest)...)
    let wildcard = trie.walk(closest, in: message.span, hasAsterisk: true, records)
    let above = suffix(of: qname, walk.closest)
    return Met(
      closest: above, isExact: walk.isExact, cut: walk.cut.map { suffix(of: qname, $0.labelCount) },
      dname: walk.dname.flatMap { $0.labelCount < count ? suffix(of: qname, $0.labelCount) : nil },
      wildcard: wildcard.isExact ? try? above.child("*") : nil)
  }

  /// The name, or the one before it in canonical order.
  func neighbour(of qname: DomainName, hasAsterisk: Bool = false) -> (octets: [UInt8], isExact: Bool) {
    let octets = qname.wireForm
    var offsets = LabelOffsets.empty
    let count = offsets.note(octets.indices, in: octets.span) - 1 - apex.labelOffsets.count
    let labels = offsets.span.extracting(..<count)
    let neighbour = trie.neighbour(of: labels, in: octets.span, hasAsterisk: hasAsterisk, records)
    var name: [UInt8] = []
    records.withLabels(of: neighbour.name) { labels, octets in
      for index in labels.indices { name += octets.label(at: labels[index]).map { octets[$0] } }
    }
    return (name + apex.wireForm, neighbour.isExact)
  }

  /// The zone's name and so many labels before it.
  private func suffix(of qname: DomainName, _ labelCount: Int) -> DomainName {
    qname.suffixes[qname.labelOffsets.count - apex.labelOffsets.count - labelCount]
  }
}

extension DomainName {
  /// The root and other names as tests write them, below `example.com`.
  fileprivate static func inZone(_ text: String) -> DomainName {
    name(text == "@" ? "example.com" : "\(text).example.com")
  }
}

@Suite struct `RFC 1034 §4.3.2 the walk from the apex down` {
  private static let owners: [(String, RRType)] = [
    ("@", .soa), ("@", .ns), ("WWW", .a), ("a.b.c", .a), ("child", .ns), ("deep.child", .a),
    ("lower.child", .ns),
    ("old", .dname), ("lower.old", .dname), ("*.wild", .txt), ("sub.*.wild", .txt), ("*", .a),
    ("x.child2", .a),
    ("both", .ns), ("both", .dname),
  ]
  private static let names = Names(.inZone("@"), owners.map { (.inZone($0), $1) })

  @Test(arguments: [
    "@", "www", "wWw", "a.b.c", "b.c", "c", "A.B.c", "wild", "*.wild", "sub.*.wild", "child2", "*",
  ])
  func `a name that owns records or has such names below it is found, in any case`(qname: String) {
    let met = Self.names.walk(to: .inZone(qname))
    #expect(met.isExact && met.closest == .inZone(qname))
    #expect(met.cut == nil && met.dname == nil)
  }

  @Test(arguments: [
    ("nope", "@"), ("nope.nope", "@"), ("nope.www", "www"), ("x.y.z.www", "www"), ("x.b.c", "b.c"),
    ("b.x.c", "c"),
    ("ww", "@"), ("wwww", "@"), ("b", "@"), ("x.wild", "wild"), ("x.y.wild", "wild"), ("x.*.wild", "*.wild"),
    ("x.sub.*.wild", "sub.*.wild"),
  ])
  func `of any other its closest encloser is found (RFC 4592 §3.3.1)`(qname: String, encloser: String) {
    let met = Self.names.walk(to: .inZone(qname))
    #expect(!met.isExact && met.closest == .inZone(encloser))
    #expect(met.cut == nil && met.dname == nil)
  }

  @Test(arguments: [
    ("nope", "*"), ("x.wild", "*.wild"), ("a.b.wild", "*.wild"), ("x.www", nil), ("x.*.wild", nil),
  ])
  func `the wildcard is the closest encloser's own (RFC 4592 §2.1.1)`(qname: String, wildcard: String?) {
    #expect(Self.names.walk(to: .inZone(qname)).wildcard == wildcard.map { .inZone($0) })
  }

  @Test(arguments: [
    "child", "x.child", "x.y.child", "deep.child", "lower.child", "x.lower.child", "x.deep.CHILD",
  ])
  func `the first name with NS below the apex is the cut`(qname: String) {
    #expect(Self.names.walk(to: .inZone(qname)).cut == .inZone("child"))
  }

  @Test(arguments: [
    ("x.old", "old"), ("x.y.old", "old"), ("lower.old", "old"), ("x.lower.old", "old"), ("x.OLD", "old"),
    ("old", nil),
    ("x.both", "both"), ("both", nil),
  ])
  func `the first name above the QNAME with DNAME is found (RFC 6672 §2.2)`(qname: String, owner: String?) {
    #expect(Self.names.walk(to: .inZone(qname)).dname == owner.map { .inZone($0) })
  }

  @Test func `NS at the apex is no cut, DNAME there redirects what is below it`() {
    let names = Names(
      name("example"), [(name("example"), .ns), (name("example"), .dname), (name("a.example"), .a)])
    #expect(names.walk(to: name("example")) == Names.Met(closest: name("example")))
    let below = Names.Met(closest: name("a.example"), dname: name("example"))
    #expect(names.walk(to: name("a.example")) == below)
  }

  /// What they begin with alike, next to the zone's name, is longer than what the trie's builder keeps of a name.
  @Test func `names that differ late are told apart`() {
    let ends = (0...255).map { octet -> [UInt8] in
      [UInt8](repeating: UInt8(ascii: "s"), count: 20) + [DomainName.lowercased(UInt8(octet))]
    }
    let labels = Set(ends)
    let children = labels.flatMap { label -> [DomainName] in
      let name = DomainName(wireForm: [UInt8(label.count)] + label + DomainName.inZone("@").wireForm)
      return [name, name.flatMap { try? $0.child("x") }].compactMap { $0 }
    }
    #expect(children.count == 2 * 230)
    let names = Names(.inZone("@"), children.map { ($0, .a) })
    for child in children { #expect(names.walk(to: child) == Names.Met(closest: child)) }
    let beside = names.walk(to: .inZone("sssssssssssssssssssss0"))
    #expect(beside == Names.Met(closest: .inZone("@"), isExact: false))
  }

  @Test func `of many children of many lengths each is found, and nothing beside them`() {
    let children = (0..<3_000).map { DomainName.inZone("n\($0 * 7)") }
    let names = Names(.inZone("@"), children.map { ($0, .a) })
    for (number, child) in children.enumerated() {
      #expect(names.walk(to: child) == Names.Met(closest: child))
      let beside = names.walk(to: .inZone("n\(number * 7 + 1)"))
      #expect(beside == Names.Met(closest: .inZone("@"), isExact: false))
    }
  }

  @Test(arguments: [".", "a", "a.a.a", String(repeating: "a.", count: 126)])
  func `a name of 127 labels is found, and what differs in its first or last`(apex: String) {
    let longest = name(String(repeating: "a.", count: 127))
    let names = Names(name(apex), [(longest, .a)])
    #expect(names.walk(to: longest) == Names.Met(closest: longest))
    let sibling = name("b." + String(repeating: "a.", count: 126))
    #expect(names.walk(to: sibling) == Names.Met(closest: longest.suffix(from: 2), isExact: false))
    if apex != String(repeating: "a.", count: 126) {
      let other = name("b." + (apex == "." ? "" : apex))
      #expect(names.walk(to: other) == Names.Met(closest: name(apex), isExact: false))
    }
  }
}

@Suite struct `The walk against a plain search` {
  private static let apex = name("zone.test")

  /// Labels of two letters, case and `*`, so that names meet.
  private static func randomName(_ numbers: inout Numbers) -> DomainName {
    let labels = (0..<numbers.next(5)).map { _ in ["a", "b", "A", "*", "ab"][numbers.next(5)] }
    return name((labels + ["zone.test"]).joined(separator: "."))
  }

  /// What a walk meets, by looking at every owner for each name on the way.
  private static func search(_ qname: DomainName, _ owners: [(name: DomainName, type: RRType)]) -> Names.Met {
    let path = Array(qname.suffixes.prefix { $0.isEqualToOrBelow(apex) })
    let existing = path.filter { name in name == apex || owners.contains { $0.name.isEqualToOrBelow(name) } }
    func first(_ type: RRType, in names: [DomainName]) -> DomainName? {
      names.last { name in owners.contains { $0.name == name && $0.type == type } }
    }
    let closest = existing.first ?? apex
    let wildcard = owners.map(\.name).flatMap(\.suffixes).first {
      $0.wireForm.starts(with: label("*")) && $0.suffix(from: 2) == closest
    }
    return Names.Met(
      closest: closest, isExact: closest == qname, cut: first(.ns, in: existing.filter { $0 != apex }),
      dname: first(.dname, in: existing.filter { $0 != qname }), wildcard: wildcard)
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `random names meet the same`(seed: UInt64) {
    var numbers = Numbers(seed: seed)
    let types: [RRType] = [.a, .a, .a, .ns, .dname, .txt]
    let owners = (0..<1 + numbers.next(30)).map { _ in
      (name: Self.randomName(&numbers), type: types[numbers.next(6)])
    }
    let names = Names(Self.apex, owners)
    for _ in 0..<100 {
      let qname = Self.randomName(&numbers)
      #expect(names.walk(to: qname) == Self.search(qname, owners), "\(qname) among \(owners)")
    }
  }
}

@Suite struct `RFC 4034 §6.1 the name before` {
  private static let apex = name("zone.test")

  /// Labels of few octets, some of which have two symbols, so that names meet and differ late.
  private static func randomName(_ numbers: inout Numbers) -> DomainName {
    let labels = (0..<numbers.next(4)).map { _ -> [UInt8] in
      let octets = (0...numbers.next(3)).map { _ in
        [0x00, 0x2A, 0x2D, 0x30, 0x41, 0x61, 0x7A, 0xFF][numbers.next(8)]
      }
      return [UInt8(octets.count)] + octets.map { UInt8($0) }
    }
    return DomainName(wireForm: labels.joined() + apex.wireForm) ?? apex
  }

  /// Labels from the last to the first, in lower case.
  private static func key(_ name: DomainName) -> [[UInt8]] {
    let octets = name.wireForm
    return name.labelOffsets.reversed().map { offset in
      let start = Int(offset)
      return octets[start + 1..<start + 1 + Int(octets[start])].map(DomainName.lowercased)
    }
  }

  private static func precedes(_ left: DomainName, _ right: DomainName) -> Bool {
    key(left).lexicographicallyPrecedes(key(right)) { $0.lexicographicallyPrecedes($1) }
  }

  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func `is what a plain search finds, or the last of all`(seed: UInt64) throws {
    var numbers = Numbers(seed: seed)
    let owners = Set((0..<1 + numbers.next(40)).map { _ in Self.randomName(&numbers) })
      .sorted { Self.precedes($0, $1) }
    let names = Names(Self.apex, owners.map { ($0, .a) })
    for _ in 0..<100 {
      let qname = Self.randomName(&numbers), hasAsterisk = numbers.next(3) == 0
      let whole = hasAsterisk ? try qname.child("*") : qname
      let before = owners.last { !Self.precedes(whole, $0) } ?? owners[owners.count - 1]
      let found = names.neighbour(of: qname, hasAsterisk: hasAsterisk)
      #expect(DomainName(wireForm: found.octets) == before, "\(whole) among \(owners)")
      #expect(found.isExact == owners.contains(whole))
    }
  }
}
