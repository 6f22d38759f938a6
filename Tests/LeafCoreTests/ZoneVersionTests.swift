import DNSWire
import TestMessages
import TestPrograms
import Testing

@testable import LeafCore

/// Where in memory chunks are.
private func places<Cell>(_ chunks: [[Cell]]) -> Set<Int> {
  Set(chunks.map { unsafe $0.withUnsafeBufferPointer { Int(bitPattern: $0.baseAddress) } })
}

extension Zone {
  /// The names that own records, in their order, and the trie's branches between them.
  fileprivate var outline: [String] { outline(names.root) }

  private func outline(_ cell: NameTrie.Cell) -> [String] {
    guard cell.isBranch else { return ["\(text(cell.reference)) \(cell.flags.rawValue)"] }
    let ways = 0..<UInt32(cell.ways.nonzeroBitCount)
    return ["\(cell.position): \(cell.ways)"] + ways.flatMap { outline(names[cell.reference + $0]) }
  }

  private func text(_ name: UInt32) -> String {
    let place = StorePlace(name)
    let octets = records.chunks[place.chunk]
    return "\(octets[(place.offset + 1)...].prefix(Int(octets[place.offset]) + 1).map(DomainName.lowercased))"
  }

  /// Octets and cells of all chunks.
  fileprivate var total: [Int] {
    [records.chunks.reduce(0) { $0 + $1.count }, names.chunks.reduce(0) { $0 + $1.count }]
  }

  fileprivate var garbage: [Int] { [records.use.garbage, names.use.garbage] }

  fileprivate var live: [Int] { zip(total, garbage).map(-) }

  fileprivate var isWithinBounds: Bool {
    zip(total, garbage).allSatisfy { $1 <= $0 / 2 }
      && records.chunks.count <= 4 * records.use.wholeChunks + 64
      && names.chunks.count <= 4 * names.use.wholeChunks + 64
  }
}

/// A zone made of versions, and one that was built from nothing.
private struct Pair {
  let model: ZoneModel
  let version: Zone
  let whole: Zone
  private let authorities: [Authority]

  init(_ model: ZoneModel, _ version: Zone) {
    self.model = model
    self.version = version
    whole = model.zone
    authorities = [version, whole].map { Authority(ZoneSet([$0]), Identity(Identity.Settings())) }
  }

  func check(_ numbers: inout Numbers) {
    for _ in 0..<5 { check(numbers.question(model), over: numbers.next(2) == 0 ? .udp : .tcp) }
  }

  func check(_ question: [UInt8], over transport: Transport) {
    let responses = authorities.map { $0.response(to: question, over: transport) }
    #expect(!responses[1].isEmpty && responses[0] == responses[1])
  }
}

@Suite(.sideBySide) struct `A version of a zone that differs in some names` {
  @Test(arguments: ["zone.test", ".", "a.zone.test"], [1, 2, 3, 4] as [UInt64])
  func `answers as if it were built from nothing, and so do those before it`(apex: String, seed: UInt64) {
    var numbers = Numbers(seed: seed)
    let model = ZoneModel(name(apex), any: AnyPolicy.allCases[numbers.next(4)])
    var pairs = [Pair(model, model.zone)]
    for _ in 0..<80 {
      var model = pairs[pairs.count - 1].model
      let changes = numbers.changes(model)
      model.apply(changes)
      let pair = Pair(model, pairs[pairs.count - 1].version.changing(changes))
      #expect(pair.version.outline == pair.whole.outline)
      #expect(pair.version.live == pair.whole.total)
      pairs.append(pair)
      for old in pairs.suffix(3) { old.check(&numbers) }
    }
    for old in pairs { old.check(&numbers) }
  }

  private static let apex = name("zone.test")

  private static func address(_ number: Int, _ address: UInt8 = 1) -> NameVersion {
    NameVersion(name("n\(number).zone.test"), [.init(.a, ttl: 60, [[192, 0, 2, address]])])
  }

  /// Records of 256 octets.
  private static func texts(_ label: String, _ octet: Int, count: Int) -> NameVersion {
    let text = [255] + [UInt8](repeating: UInt8(truncatingIfNeeded: octet), count: 255)
    return NameVersion(
      name("\(label).zone.test"), [.init(.txt, ttl: 60, [[UInt8]](repeating: text, count: count))])
  }

  private static func model(names: Int) -> ZoneModel {
    var model = ZoneModel(apex)
    model.apply((0..<names).map { address($0) })
    return model
  }

  @Test func `shares all but the ends of the last chunks`() {
    let zone = Self.model(names: 6_500).zone
    var version = zone
    for serial in 2..<6 as Range<UInt32> {
      version = version.changing([
        Self.address(Int(serial) * 100, 2), NameVersion(Self.apex, ZoneModel.apexRRsets(serial: serial)),
      ])
    }
    #expect(places(version.records.chunks).subtracting(places(zone.records.chunks)).count == 1)
    #expect(places(version.names.chunks).subtracting(places(zone.names.chunks)).count == 1)
    #expect(version.records.chunks.last.map(\.count).map { $0 < 2_000 } == true)
    #expect(version.names.chunks.last.map(\.count).map { $0 < 400 } == true)
  }

  @Test func `copies each cell once, however many names differ at once`() {
    var model = Self.model(names: 9_000)
    let zone = model.zone
    let others = (0..<9_000).map { Self.address($0, 2) }
    let version = zone.changing(others)
    #expect(version.garbage[1] == zone.total[1])
    let added = (9_000..<12_000).map { Self.address($0, 3) }
    model.apply(others + added)
    let pair = Pair(model, version.changing(added))
    #expect(pair.version.outline == pair.whole.outline && pair.version.live == pair.whole.total)
  }

  @Test func `has its bounds over 100,000 versions, and nothing gets lost`() {
    var numbers = Numbers(seed: 5)
    var model = Self.model(names: 200)
    var version = model.zone
    var wholeRecords = 0
    for step in 1...100_000 {
      let number = numbers.next(400)
      var changes = [Self.address(number, UInt8(numbers.next(256)))]
      if numbers.next(2) == 0 { changes[0].rrsets = [] }
      if step % 64 == 0 {
        changes.append(NameVersion(Self.apex, ZoneModel.apexRRsets(serial: UInt32(step))))
      }
      model.apply(changes)
      version = version.changing(changes)
      if !version.isWithinBounds { Issue.record("\(version.garbage) of \(version.total) at \(step)") }
      if version.records.use.garbage == 0 { wholeRecords += 1 }
      guard step % 5_000 == 0 else { continue }
      let pair = Pair(model, version)
      #expect(pair.version.outline == pair.whole.outline && pair.version.live == pair.whole.total)
      pair.check(&numbers)
    }
    // Each time as much has to be written as the zone has.
    #expect((100...1_000).contains(wholeRecords))
  }

  @Test func `is made whole when names that are added alone have made too many chunks`() {
    var model = ZoneModel(Self.apex)
    var version = model.zone
    var counts: [Int] = []
    for number in 0..<400 {
      let change = Self.texts("n\(number)", number, count: 36)
      model.apply([change])
      version = version.changing([change])
      counts.append(version.records.chunks.count)
    }
    #expect(version.isWithinBounds && version.live == model.zone.total)
    // Four times one chunk, then four times ten.
    let peaks = zip(counts, counts.dropFirst()).filter { $0 > $1 }.map(\.0)
    #expect(peaks == [68, 104])
  }

  @Test func `counts what it had ready for its name as garbage`() {
    func soa(_ serial: UInt32) -> [UInt8] {
      SOA(
        mname: name("ns.test"), rname: name("admin.test"), serial: serial, refresh: 2, retry: 3, expire: 4,
        minimum: 60
      ).rdata
    }
    func zone(_ serial: UInt32) -> Zone {
      Zone(
        apex: Self.apex, [StoredRecord(owner: Self.apex, .soa, ttl: 60, soa(serial))],
        Zone.Policy(informational: InformationalNames(version: [1], hasStatus: true)))
    }
    var version = zone(10)
    for serial in 11...60 as ClosedRange<UInt32> {
      version = version.changing([NameVersion(Self.apex, [.init(.soa, ttl: 60, [soa(serial)])])])
      #expect(version.live == zone(serial).total && version.isWithinBounds)
    }
  }

  @Test func `has RRsets of over 16 KB in other chunks when it is made whole`() {
    var model = ZoneModel(Self.apex)
    var version = model.zone
    var wholes = 0
    let long = ["c", "b", "a"].enumerated().map { Self.texts($1, $0, count: 70) }
    for change in long + (0..<8).map({ Self.texts("z", $0, count: 60) }) {
      model.apply([change])
      let garbage = version.records.use.garbage
      version = version.changing([change])
      if version.records.use.garbage < garbage { wholes += 1 }
    }
    #expect(wholes > 0)
    let pair = Pair(model, version)
    for owner in ["a", "b", "c", "z"] {
      pair.check(Message.query("\(owner).zone.test", .txt).octets, over: .tcp)
    }
  }

  @Test func `knows no wildcards any more once it is made whole without them`() {
    let wildcard = name("*.zone.test")
    var zone = Self.model(names: 3).zone
    #expect(!zone.hasWildcards)
    zone = zone.changing([NameVersion(wildcard, [.init(.a, ttl: 60, [[192, 0, 2, 1]])])])
    #expect(zone.hasWildcards)
    zone = zone.changing([NameVersion(wildcard, [])])
    for address in 0..<20 as Range<UInt8> where zone.hasWildcards {
      zone = zone.changing([Self.address(1, address)])
    }
    #expect(!zone.hasWildcards)
  }

  @Test(arguments: [
    (49, 100, 10, 10, false), (50, 100, 10, 10, false), (51, 100, 10, 10, true), (0, 0, 0, 64, false),
    (0, 0, 0, 65, true), (0, 100, 10, 104, false), (0, 100, 10, 105, true), (0, 100, 20_000, 64_512, false),
    (0, 100, 20_000, 64_513, true),
  ])
  func `is made whole by what of it is garbage, and how many chunks it has`(
    garbage: Int, total: Int, wholeChunks: Int, chunks: Int, isExceeded: Bool
  ) {
    let use = ChunkUse(garbage: garbage, wholeChunks: wholeChunks)
    #expect(use.isExceeded(total: total, chunks: chunks) == isExceeded)
  }
}
