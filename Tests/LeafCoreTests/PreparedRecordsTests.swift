import DNSWire
import TestMessages
import Testing

@Suite struct `RFC 1035 §4.1.4 prepared records, compressed` {
  private static let anchor = ["example", "com"]
  /// Where records start after the question of the anchor.
  private static let start = 12 + 13 + 4

  private static func name(_ labels: String...) -> DomainName { DomainName(labels: labels) }

  /// The octets of the records, after a question that is the anchor.
  private func octets(
    _ rrclass: QCLASS = .in, _ append: (inout RecordPreparation) -> Void
  ) -> [UInt8] {
    let records = preparedRecords(anchor: Self.anchor, rrclass, append)
    let octets = Array(message(records, qname: Self.anchor)[Self.start...])
    #expect(records.length == octets.count)
    return octets
  }

  @Test func `the owner is the anchor in the question`() {
    let octets = octets { $0.appendRRset(.a, ttl: 0x0102_0304, [.octets([192, 0, 2, 1])]) }
    #expect(octets == pointer(to: 12) + [0, 1, 0, 1, 1, 2, 3, 4, 0, 4, 192, 0, 2, 1])
  }

  @Test func `the class is written`() {
    let octets = octets(.ch) { $0.appendRRset(.txt, ttl: 0, [.octets([0])]) }
    #expect(octets == pointer(to: 12) + [0, 16, 0, 3, 0, 0, 0, 0, 0, 1, 0])
  }

  @Test func `a length of RDATA over 255 is written`() {
    let octets = octets { $0.appendRRset(.txt, ttl: 0, [.octets([UInt8](repeating: 0, count: 0x0102))]) }
    #expect(octets[10..<12] == [1, 2])
    #expect(octets.count == 12 + 0x0102)
  }

  @Test func `a name below the anchor points to it`() {
    let octets = octets { $0.appendRRset(.ns, ttl: 60, [.ns(Self.name("ns1", "example", "com"))]) }
    #expect(octets == record(owner: pointer(to: 12), .ns, rdata: label("ns1") + pointer(to: 12)))
  }

  @Test func `a name that shares only the anchor's last label points into it`() {
    let octets = octets { $0.appendRRset(.ns, ttl: 60, [.ns(Self.name("ns1", "test", "com"))]) }
    let rdata = label("ns1") + label("test") + pointer(to: 20)
    #expect(octets == record(owner: pointer(to: 12), .ns, rdata: rdata))
  }

  @Test func `a name that shares nothing is written whole`() {
    let octets = octets { $0.appendRRset(.ns, ttl: 60, [.ns(Self.name("ns1", "example", "net"))]) }
    #expect(octets == record(owner: pointer(to: 12), .ns, rdata: wire("ns1", "example", "net")))
  }

  @Test func `the root is written as one octet`() {
    let octets = octets { $0.appendRRset(.ns, ttl: 60, [.ns(.root)]) }
    #expect(octets == record(owner: pointer(to: 12), .ns, rdata: [0]))
  }

  @Test func `a whole name points to where it was written before`() {
    let octets = octets {
      $0.appendRRset(.ns, ttl: 60, [.ns(Self.name("a", "test")), .ns(Self.name("a", "test"))])
    }
    let first = record(owner: pointer(to: 12), .ns, rdata: wire("a", "test"))
    #expect(octets == first + record(owner: pointer(to: 12), .ns, rdata: pointer(to: Self.start + 12)))
  }

  @Test func `a name points to the longest suffix that was written before`() {
    let octets = octets {
      $0.appendRRset(.ns, ttl: 60, [.ns(Self.name("a", "b", "test")), .ns(Self.name("c", "b", "test"))])
    }
    let first = record(owner: pointer(to: 12), .ns, rdata: wire("a", "b", "test"))
    let second = record(owner: pointer(to: 12), .ns, rdata: label("c") + pointer(to: Self.start + 14))
    #expect(octets == first + second)
  }

  /// Its second half is the same as its first, but nothing may point to what is still being written.
  @Test func `a name that repeats its own labels is written whole`() {
    let octets = octets { $0.appendRRset(.ns, ttl: 60, [.ns(Self.name("a", "b", "a", "b"))]) }
    #expect(octets == record(owner: pointer(to: 12), .ns, rdata: wire("a", "b", "a", "b")))
  }

  @Test func `an owner other than the anchor is compressed and pointed to`() {
    let glue = Self.name("ns1", "example", "com")
    let octets = octets {
      $0.appendRRset(.ns, ttl: 60, [.ns(glue)])
      $0.appendRRset(owner: glue, .a, ttl: 60, [.octets([192, 0, 2, 1])])
    }
    let ns = record(owner: pointer(to: 12), .ns, rdata: label("ns1") + pointer(to: 12))
    #expect(octets == ns + record(owner: pointer(to: Self.start + 12), .a, rdata: [192, 0, 2, 1]))
  }

  @Test func `letter case does not hinder compression`() {
    let octets = octets {
      $0.appendRRset(
        .ns, ttl: 60, [.ns(Self.name("NS1", "EXAMPLE", "com")), .ns(Self.name("ns1", "Example", "COM"))])
    }
    let first = record(owner: pointer(to: 12), .ns, rdata: label("NS1") + pointer(to: 12))
    #expect(octets == first + record(owner: pointer(to: 12), .ns, rdata: pointer(to: Self.start + 12)))
  }

  @Test func `an SOA record has two names and five numbers`() {
    let soa = SOA(
      mname: Self.name("ns1", "example", "com"), rname: Self.name("admin", "ns1", "example", "com"),
      serial: 0x0101_0102, refresh: 0x0202_0203, retry: 0x0303_0304, expire: 0x0404_0405, minimum: 0x0505_0506
    )
    let octets = octets { $0.appendRRset(.soa, ttl: 60, [.soa(soa)]) }
    let names = label("ns1") + pointer(to: 12) + label("admin") + pointer(to: Self.start + 12)
    let numbers: [UInt8] = [1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 6]
    #expect(octets == record(owner: pointer(to: 12), .soa, rdata: names + numbers))
  }

  @Test func `octets that look like a name in other RDATA are left alone`() {
    let octets = octets { $0.appendRRset(.txt, ttl: 60, [.octets(wire("example", "com"))]) }
    #expect(octets == record(owner: pointer(to: 12), .txt, rdata: wire("example", "com")))
  }

  @Test func `with the root as the anchor the owner is the root`() {
    let records = preparedRecords(anchor: []) {
      $0.appendRRset(.ns, ttl: 60, [.ns(Self.name("a", "test")), .ns(Self.name("b", "test"))])
    }
    let written = Array(message(records, qname: [])[17...])
    let first = record(owner: [0], .ns, rdata: wire("a", "test"))
    #expect(written == first + record(owner: [0], .ns, rdata: label("b") + pointer(to: 17 + 13)))
  }
}
