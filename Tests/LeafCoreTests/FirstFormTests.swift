import DNSWire
import TestMessages
import Testing

@testable import LeafCore

/// An RRset of the apex and one that may point to its names, in a store that keeps the first form or does not.
private struct Pair {
  private static let followers = [
    ["ns1", "dev", "example", "com"], ["ns", "example", "net"], ["mail", "test"], ["b", "example", "net"],
  ]

  private let apex: DomainName
  private let store: RecordStore
  private let first: RRsetIndex
  private let second: RRsetIndex
  private let forms: FirstForms?

  init(_ apex: DomainName, _ type: RRType, _ rdatas: [[UInt8]], keepsFirstForm: Bool) {
    self.apex = apex
    var builder = RecordStoreBuilder(apex: apex)
    first = builder.add(type, ttl: 60, rdatas)
    second = builder.add(.ns, ttl: 60, Self.followers.map { wire($0) })
    store = builder.build()
    forms = keepsFirstForm ? FirstForms(of: [first], in: store) : nil
  }

  /// What a message has when both were appended to it, or as many as there was room for, and how many that were.
  func message(to qname: [UInt8], behind before: [UInt8] = [], limit: Int) -> (octets: [UInt8], fitted: Int) {
    let question = header + qname + [0, 1, 0, 1]
    var fitted = 0
    let octets = written { message in
      message.append((question + before).span, 0..<question.count + before.count)
      let apexOffset = 12 + qname.count - apex.count
      var compression = NameCompression(
        apexOffset: apexOffset, apexLabelCount: apex.labelOffsets.count)
      for rrset in [first, second] {
        let end = message.count
        guard
          forms?.write(rrset, limit: limit, &compression, to: &message) != nil
            || store.append(
              store[rrset], owner: .pointer(to: apexOffset), limit: limit, &compression, to: &message)
        else { return message.removeLast(message.count - end) }
        fitted += 1
      }
    }
    return (octets, fitted)
  }
}

@Suite struct `RRsets as they go out first` {
  private static let apexes = [["dev", "example", "com"], ["net"], []].map { DomainName(labels: $0) }

  private static let soa = SOA(
    mname: DomainName(labels: ["ns1", "dev", "example", "com"]), rname: DomainName(labels: ["mail", "test"]),
    serial: 1, refresh: 2, retry: 3, expire: 4, minimum: 5)

  /// Names of the question, new ones, those that later ones point to, other RDATA, and far too many octets.
  private static let rrsets: [(type: RRType, rdatas: [[UInt8]])] = [
    (.soa, [soa.rdata]),
    (
      .ns,
      [["ns1", "dev", "example", "com"], ["ns", "example", "net"], ["a", "example", "net"]].map { wire($0) }
    ),
    (.mx, [[0, 10] + wire("mail", "test"), [0, 20, 0], [0, 30, 3] + Array("com".utf8) + [0]]),
    (.a, [[192, 0, 2, 1], [192, 0, 2, 2]]),
    (.txt, [[0], [1, 0xC0], [2, 0xC0, 0x0C]]),
    (.ns, (0..<200).map { wire("ns\($0)", "t\($0)", "example") }),
    (.txt, (0..<40).map { _ in [255] + [UInt8](repeating: 0xC0, count: 255) }),
    (.txt, [[255] + [UInt8](repeating: 0, count: 255)] + [[UInt8](repeating: 0, count: 65_000)]),
  ]

  @Test(arguments: apexes, rrsets.indices)
  func `are those that the store writes, however long the QNAME and whatever follows`(
    apex: DomainName, index: Int
  ) {
    let (type, rdatas) = Self.rrsets[index]
    let plain = Pair(apex, type, rdatas, keepsFirstForm: false)
    let kept = Pair(apex, type, rdatas, keepsFirstForm: true)
    for labels in [[], [1], [63], [63, 63, 63], [1, 2, 60]] {
      let qname = labels.flatMap { label(String(repeating: "q", count: $0)) } + apex.wireForm
      let whole = plain.message(to: qname, limit: 65_535)
      #expect(kept.message(to: qname, limit: 65_535) == whole)
      for limit in stride(from: 12, through: whole.octets.count + 1, by: whole.octets.count > 600 ? 97 : 1) {
        #expect(kept.message(to: qname, limit: limit) == plain.message(to: qname, limit: limit))
      }
    }
  }

  @Test(arguments: rrsets.indices)
  func `are not used where something stands before them`(index: Int) {
    let (type, rdatas) = Self.rrsets[index], apex = Self.apexes[0]
    let plain = Pair(apex, type, rdatas, keepsFirstForm: false)
    let kept = Pair(apex, type, rdatas, keepsFirstForm: true)
    for length in 1...3 {
      let before = [UInt8](repeating: 0, count: length)
      #expect(
        kept.message(to: apex.wireForm, behind: before, limit: 65_535)
          == plain.message(to: apex.wireForm, behind: before, limit: 65_535))
    }
  }
}
