import DNSWire
import LeafCore
import TestMessages
import Testing

private func soa(_ apex: DomainName) -> SOA {
  SOA(
    mname: name("ns1.zone.test"), rname: name("hostmaster.zone.test"), serial: 1, refresh: 300, retry: 60,
    expire: 86_400, minimum: 60)
}

private func zone(_ apex: String, _ synthesizer: Synthesizer, any: AnyPolicy = .refused) -> EncodedZone {
  EncodedZone(
    apex: name(apex), nameServers: [name("ns1.zone.test")], soa: soa(name(apex)), synthesizer,
    Zone.Policy(reverseZone: name("zone.test"), any: any))
}

private func reverse(_ apex: String, any: AnyPolicy = .refused) throws -> EncodedZone {
  zone(apex, .reverse(try #require(AddressSpace(name(apex))), ttl: 300), any: any)
}

/// Reverse zones and the zone that they lead into, in a dialect.
private func authority(_ dialect: Dialect, _ apexes: [String], any: AnyPolicy = .refused) throws -> Authority
{
  let zones =
    try apexes.map { try reverse($0, any: any) } + [
      zone("zone.test", .names(dialect, ttl: 300, hasIPv6: true))
    ]
  return Authority(EncodedZones(zones, hosts: []).set, Identity(Identity.Settings()))
}

private let all = ["in-addr.arpa", "ip6.arpa"]

/// Where the name of an address leads, or what else there is.
private func target(of qname: String, _ authority: Authority, _ qtype: QTYPE = QTYPE(.ptr)) throws -> String {
  let response = try ask(.query(qname, qtype), with: authority)
  guard let record = response.records.first, record.section == 0 else { return response.summary }
  #expect(response.summary == "NOERROR+A q1 an:\(qtype)/300" && record.owner == "\(qname).")
  var offset = response.octets.count - record.rdata.count
  return "\(try response.octets.span.readName(at: &offset))"
}

extension Span where Element == UInt8 {
  fileprivate func readName(at offset: inout Int) throws -> DomainName {
    var name = DomainName.root
    try readName(at: &offset, into: &name)
    return name
  }
}

private let noData = "NOERROR+A q1 ns:SOA/60"
private let nxDomain = "NXDOMAIN+A q1 ns:SOA/60"

/// The name that stands for an address (RFC 1035 §3.5, RFC 3596 §2.5).
private func reverseName(_ octets: [UInt8]) -> String {
  guard octets.count == 16 else {
    return octets.reversed().map(String.init).joined(separator: ".") + ".in-addr.arpa"
  }
  return octets.reversed().map { "\(String($0 & 0xF, radix: 16)).\(String($0 >> 4, radix: 16))" }
    .joined(separator: ".") + ".ip6.arpa"
}

@Suite struct `Reverse zones` {
  @Test(arguments: [
    ("4.3.2.1.in-addr.arpa", "1-2-3-4.zone.test."), ("0.0.0.0.in-addr.arpa", "0-0-0-0.zone.test."),
    ("255.100.20.10.IN-ADDR.arpa", "10-20-100-255.zone.test."),
    (reverseName([UInt8](repeating: 0, count: 15) + [1]), "0--1.zone.test."),
    (reverseName([UInt8](repeating: 0, count: 16)), "0--0.zone.test."),
    (reverseName([0xFC, 0] + [UInt8](repeating: 0, count: 14)), "fc00--0.zone.test."),
    (reverseName([0x20, 1, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 11) + [1]), "2001-db8--1.zone.test."),
    (reverseName([0, 1, 0, 0, 0, 3, 0, 0, 0, 0, 0, 6, 0, 7, 0, 8]), "1-0-3--6-7-8.zone.test."),
    (reverseName((0..<16).map { $0 * 16 + $0 }), "11-2233-4455-6677-8899-aabb-ccdd-eeff.zone.test."),
    (reverseName([0, 0] + (2..<16).map { $0 }), "0-203-405-607-809-a0b-c0d-e0f.zone.test."),
  ])
  func `lead from each address to its name with dashes`(qname: String, target: String) throws {
    #expect(try LeafCoreTests.target(of: qname, authority(.leaf, all)) == target)
  }

  @Test func `agree with the zone that they lead into, in each dialect`() throws {
    var generator = SystemRandomNumberGenerator()
    for dialect in Dialect.allCases {
      let authority = try authority(dialect, all)
      for round in 0..<300 {
        var octets = (0..<(round % 2 == 0 ? 4 : 16)).map { _ in UInt8.random(in: 0...255, using: &generator) }
        // Runs of zeros are what there are forms for.
        for index in octets.indices where Bool.random() { octets[index] = 0 }
        let pointer = try target(of: reverseName(octets), authority)
        let qtype = octets.count == 4 ? QTYPE.a : .aaaa
        let forward = try ask(.query(String(pointer.dropLast()), qtype), with: authority)
        #expect(forward.records.first?.rdata == octets, "\(octets) \(pointer) \(dialect)")
      }
    }
  }

  @Test(arguments: [
    ("3.2.1.in-addr.arpa", noData), ("1.in-addr.arpa", noData), ("8.b.d.0.1.0.0.2.ip6.arpa", noData),
    ("f.ip6.arpa", noData), ("in-addr.arpa", noData),
    ("256.3.2.1.in-addr.arpa", nxDomain), ("256.in-addr.arpa", nxDomain), ("04.3.2.1.in-addr.arpa", nxDomain),
    ("5.4.3.2.1.in-addr.arpa", nxDomain), ("x.2.1.in-addr.arpa", nxDomain), ("g.ip6.arpa", nxDomain),
    ("10.ip6.arpa", nxDomain), ("0." + reverseName([UInt8](repeating: 0, count: 16)), nxDomain),
    ("1-2.3.2.1.in-addr.arpa", nxDomain),
  ])
  func `have names above those of addresses, and no others`(qname: String, summary: String) throws {
    #expect(try target(of: qname, authority(.leaf, all)) == summary)
  }

  @Test(arguments: [
    ("4.3.2.1.in-addr.arpa", QTYPE.a, noData), ("4.3.2.1.in-addr.arpa", .txt, noData),
    ("4.3.2.1.in-addr.arpa", .any, "REFUSED q1"),
  ])
  func `have PTR records alone`(qname: String, qtype: QTYPE, summary: String) throws {
    #expect(try target(of: qname, authority(.leaf, all), qtype) == summary)
  }

  @Test(arguments: [
    (AnyPolicy.hinfo, "NOERROR+A q1 an:HINFO/300", "NOERROR+A q1 an:HINFO/300"),
    (.one, "NOERROR+A q1 an:PTR/300", "NOERROR+A q1 an:PTR/300"),
    (.all, "NOERROR+AT q1", "NOERROR+A q1 an:PTR/300"),
  ])
  func `answer ANY as the policy says`(policy: AnyPolicy, datagram: String, stream: String) throws {
    let authority = try authority(.leaf, all, any: policy)
    let query = Message.query("4.3.2.1.in-addr.arpa", .any)
    #expect(try ask(query, with: authority).summary == datagram)
    #expect(try ask(query, with: authority, over: .tcp).summary == stream)
  }

  /// RFC 2317.
  @Test(arguments: [
    ("64/26", "64", "192-0-2-64.zone.test."), ("64/26", "127", "192-0-2-127.zone.test."),
    ("64/26", "63", nxDomain), ("64/26", "128", nxDomain), ("64-127", "127", "192-0-2-127.zone.test."),
    ("64-127", "128", nxDomain), ("0-26", "63", "192-0-2-63.zone.test."), ("0-26", "64", nxDomain),
    // A range of all the addresses of a prefix is no prefix length.
    ("0-31", "31", "192-0-2-31.zone.test."), ("0-31", "32", nxDomain),
    ("0-127", "127", "192-0-2-127.zone.test."),
    ("0/31", "1", "192-0-2-1.zone.test."), ("0/31", "2", nxDomain),
    ("128/25", "255", "192-0-2-255.zone.test."),
    ("64/26", "1.64", nxDomain),
  ])
  func `may have a part of the addresses of three octets`(label: String, host: String, target: String) throws
  {
    let apex = "\(label).2.0.192.in-addr.arpa"
    #expect(try LeafCoreTests.target(of: "\(host).\(apex)", authority(.leaf, [apex])) == target)
  }

  @Test func `answer behind the aliases of a zone that gives parts away (RFC 2317 §4)`() throws {
    let parent = storedZone("2.0.192.in-addr.arpa", ["65 CNAME 65.64/26"])
    let child = try EncodedZones([reverse("64/26.2.0.192.in-addr.arpa")], hosts: []).zone(0)
    let authority = Authority(ZoneSet([parent, child]), Identity(Identity.Settings()))
    let response = try ask(.query("65.2.0.192.in-addr.arpa", QTYPE(.ptr)), with: authority)
    #expect(
      response.text == "NOERROR+A, an:65.2.0.192.in-addr.arpa CNAME, an:65.64/26.2.0.192.in-addr.arpa PTR")
  }

  @Test(arguments: [
    ("2.0.192.in-addr.arpa", true), ("in-addr.arpa", true), ("IP6.ARPA", true),
    ("0/25.2.0.192.in-addr.arpa", true),
    ("4.2.0.192.in-addr.arpa", false), ("1.4.2.0.192.in-addr.arpa", false), ("256.in-addr.arpa", false),
    ("x.in-addr.arpa", false), ("g.ip6.arpa", false), ("00.ip6.arpa", false), ("arpa", false), (".", false),
    ("dev.example.com", false), ("0/24.2.0.192.in-addr.arpa", false), ("0/32.2.0.192.in-addr.arpa", false),
    ("1/26.2.0.192.in-addr.arpa", false), ("64/x.2.0.192.in-addr.arpa", false),
    ("0-255.2.0.192.in-addr.arpa", false),
    ("1-64.2.0.192.in-addr.arpa", false), ("64-64.2.0.192.in-addr.arpa", false),
    ("0/.2.0.192.in-addr.arpa", false),
    (reverseName([UInt8](repeating: 1, count: 16)), false),
  ])
  func `lie below in-addr.arpa or ip6.arpa`(apex: String, isOne: Bool) {
    #expect((AddressSpace(name(apex)) != nil) == isOne)
  }
}
