import DNSWire
import LeafCore
import TestMessages
import Testing

private func authority(_ names: InformationalNames, any: AnyPolicy = .one) -> Authority {
  let zone = Zone(
    apex: name("zone.test"),
    [
      StoredRecord(
        owner: name("zone.test"), .soa, ttl: 60,
        SOA(
          mname: name("ns.test"), rname: name("admin.test"), serial: 4_711, refresh: 2, retry: 3, expire: 4,
          minimum: 60
        ).rdata)
    ], Zone.Policy(synthesizer: .names(ttl: 60, hasIPv6: true), informational: names, any: any))
  return Authority(ZoneSet([zone]), Identity(Identity.Settings()))
}

private let all = InformationalNames(hasClient: true, version: Array("leaf 1".utf8), hasStatus: true)
private let ipv4 = IPAddress.ipv4(IPv4Address(198, 51, 100, 7))
private let ipv6 = IPAddress.ipv6(IPv6Address(high: 0x2001_0DB8_0000_0000, low: 7))

private func answer(
  _ label: String, _ qtype: QTYPE, _ names: InformationalNames = all, from client: IPAddress = ipv4,
  any: AnyPolicy = .one, subnet: [UInt8]? = nil
) throws -> [String] {
  let options = subnet.map { [opt(option(8, $0))] } ?? []
  let query = Message.query("\(label).zone.test", qtype, additional: options)
  let response = try ask(query, with: authority(names, any: any), from: client)
  let records = response.records.filter { $0.section == 0 }
  guard !records.isEmpty else { return [response.text] }
  return records.map { record in
    #expect(record.ttl == 0 || record.type == .hinfo)
    return record.type == .txt
      ? String(decoding: record.rdata.dropFirst(), as: UTF8.self) : "\(record.type) \(record.rdata)"
  }
}

@Suite struct `Names that tell something` {
  @Test func `tell the client's address`() throws {
    #expect(try answer("ip", .txt) == ["198.51.100.7"])
    #expect(try answer("IP", .txt, from: ipv6) == ["2001:db8::7"])
    #expect(try answer("ip", .a) == ["A [198, 51, 100, 7]"])
    #expect(
      try answer("ip", .aaaa, from: ipv6) == ["AAAA [32, 1, 13, 184, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7]"])
    let none = ["NOERROR+A, ns:zone.test SOA"]
    #expect(
      try answer("ip", .aaaa) == none && answer("ip", .a, from: ipv6) == none && answer("ip", .mx) == none)
    #expect(try answer("ip", .any) == ["198.51.100.7"])
    #expect(try answer("ip", .any, any: .hinfo).first?.hasPrefix("HINFO") == true)
  }

  /// RFC 7871 §6.
  @Test(
    arguments: [
      ([0, 1, 24, 0, 192, 0, 2], ["edns0-client-subnet 192.0.2.0/24"]),
      ([0, 1, 0, 0], ["edns0-client-subnet 0.0.0.0/0"]),
      ([0, 2, 32, 0, 0x20, 1, 0x0D, 0xB8], ["edns0-client-subnet 2001:db8::/32"]),
      ([0, 1, 24, 0, 192, 0], []), ([0, 1, 33, 0, 1, 2, 3, 4, 5], []), ([0, 3, 8, 0, 1], []),
      ([0, 1, 24], []), ([], []),
    ] as [([UInt8], [String])])
  func `tell the subnet that was sent`(option: [UInt8], texts: [String]) throws {
    #expect(try answer("ip", .txt, subnet: option) == ["198.51.100.7"] + texts)
  }

  @Test func `tell the version and the serial`() throws {
    #expect(try answer("version", .txt) == ["leaf 1"] && answer("Status", .txt) == ["serial=4711"])
    #expect(try answer("version", .a) == ["NOERROR+A, ns:zone.test SOA"])
    #expect(try answer("status", .any) == ["serial=4711"])
  }

  @Test(arguments: ["ip", "version", "status"])
  func `are off, and stand right below the zone's alone`(label: String) throws {
    let nameError = ["NXDOMAIN+A, ns:zone.test SOA"]
    #expect(try answer(label, .txt, InformationalNames()) == nameError)
    #expect(try answer("x.\(label)", .txt) == nameError && answer("\(label)x", .txt) == nameError)
  }

  /// RFC 4592 §3.3.1.
  @Test(arguments: [
    ("x.ip", "NXDOMAIN+A, ns:zone.test SOA"), ("x.other", "NOERROR+A, an:x.other.zone.test TXT"),
  ])
  func `exist, so that no wildcard stands below them`(labels: String, text: String) throws {
    let stored = storedZone(
      "zone.test", ["* TXT w"], synthesizer: .names(ttl: 60),
      informational: InformationalNames(hasClient: true))
    let authority = Authority(ZoneSet([stored]), Identity(Identity.Settings()))
    #expect(try ask(.query("\(labels).zone.test", .txt), with: authority).text == text)
  }

  @Test func `tell of the version of the zone that is in force`() throws {
    let zones = authority(all).zones
    let zone = zones[zones.indices[0]]
    let soa = SOA(
      mname: name("ns.test"), rname: name("admin.test"), serial: 9, refresh: 2, retry: 3, expire: 4,
      minimum: 60)
    let version = try #require(zone).changing([
      NameVersion(name("zone.test"), [.init(.soa, ttl: 60, [soa.rdata])])
    ])
    let authority = Authority(ZoneSet([version]), Identity(Identity.Settings()))
    let response = try ask(.query("status.zone.test", .txt), with: authority)
    #expect(response.records.first?.rdata == [8] + Array("serial=9".utf8))
  }
}
