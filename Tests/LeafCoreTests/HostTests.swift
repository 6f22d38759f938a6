import DNSWire
import LeafCore
import TestMessages
import Testing

@Suite struct `Hosts` {
  private static let authority = Authority(
    hosts: [
      Host(name: name("dev.example.com"), ipv4: [IPv4Address(192, 0, 2, 1)]),
      Host(name: name("WWW.dev.example.com"), ipv4: [IPv4Address(192, 0, 2, 2), IPv4Address(192, 0, 2, 3)]),
      Host(
        name: name("six.dev.example.com"), ipv6: [IPv6Address(high: 0x2001_0DB8_0000_0000, low: 1)]),
      Host(name: name("1-2-3-4.dev.example.com"), ipv4: [IPv4Address(192, 0, 2, 4)]),
      Host(name: name("a.b.dev.example.com"), ipv4: [IPv4Address(192, 0, 2, 5)]),
      Host(name: name("x.5-6-7-8.dev.example.com"), ipv6: [IPv6Address(high: 0, low: 1)]),
    ])

  @Test(arguments: [
    ("www", QTYPE.a, "NOERROR+A q1 an:A/300 an:A/300"), ("wWw", .a, "NOERROR+A q1 an:A/300 an:A/300"),
    ("www", .aaaa, "NOERROR+A q1 ns:SOA/60"), ("www", .txt, "NOERROR+A q1 ns:SOA/60"),
    ("six", .aaaa, "NOERROR+A q1 an:AAAA/300"), ("six", .a, "NOERROR+A q1 ns:SOA/60"),
    ("a.b", .a, "NOERROR+A q1 an:A/300"), ("b", .a, "NOERROR+A q1 ns:SOA/60"),
    ("c.b", .a, "NXDOMAIN+A q1 ns:SOA/60"), ("x.www", .a, "NXDOMAIN+A q1 ns:SOA/60"),
    ("x.5-6-7-8", .aaaa, "NOERROR+A q1 an:AAAA/300"), ("x.5-6-7-8", .a, "NOERROR+A q1 ns:SOA/60"),
    ("5-6-7-8", .a, "NOERROR+A q1 an:A/300"), ("5-6-7-8", .aaaa, "NOERROR+A q1 ns:SOA/60"),
  ])
  func `a host has its addresses, and the names above it exist`(
    label: String, qtype: QTYPE, summary: String
  ) throws {
    let response = try ask(.query("\(label).dev.example.com", qtype), with: Self.authority)
    #expect(response.summary == summary)
  }

  @Test func `a host answers before an encoded name does, and the names below it stay encoded`() throws {
    let host = try ask(.query("1-2-3-4.dev.example.com"), with: Self.authority)
    #expect(host.records.map(\.rdata) == [[192, 0, 2, 4]])
    let below = try ask(.query("x.1-2-3-4.dev.example.com"), with: Self.authority)
    #expect(below.records.map(\.rdata) == [[1, 2, 3, 4]])
  }

  @Test func `the apex can be a host`() throws {
    let response = try ask(.query("dev.example.com"), with: Self.authority)
    #expect(response.summary == "NOERROR+A q1 an:A/300")
    #expect(response.records.map(\.rdata) == [[192, 0, 2, 1]])
    let soa = try ask(.query("dev.example.com", .soa), with: Self.authority)
    #expect(soa.summary == "NOERROR+A q1 an:SOA/300")
  }

  @Test func `all addresses come, in the order of the configuration`() throws {
    let response = try ask(.query("www.dev.example.com"), with: Self.authority)
    #expect(response.records.map(\.rdata) == [[192, 0, 2, 2], [192, 0, 2, 3]])
  }
}

@Suite struct `Name servers and their addresses` {
  @Test func `NS comes with the addresses of the targets inside the zone`() throws {
    let response = try ask(.query("dev.example.com", .ns))
    #expect(response.summary == "NOERROR+A q1 an:NS/300 ar:A/300 ar:AAAA/300")
    #expect(
      response.records.map(\.owner) == ["dev.example.com.", "ns1.dev.example.com.", "ns1.dev.example.com."])
  }

  @Test func `a target outside the zone brings no address, an encoded one its own`() throws {
    let authority = Authority(
      nameServers: ["ns1.example.net", "192-0-2-7.dev.example.com", "ns2.dev.example.com"])
    let response = try ask(.query("dev.example.com", .ns), with: authority)
    #expect(response.summary == "NOERROR+A q1 an:NS/300 an:NS/300 an:NS/300 ar:A/300")
    #expect(response.records.last?.owner == "192-0-2-7.dev.example.com.")
    #expect(response.records.last?.rdata == [192, 0, 2, 7])
  }

  @Test func `a target inside the zone without an address is named, for a warning`() {
    let zones = EncodedZones(
      ["dev.example.com"],
      nameServers: [
        "ns1.dev.example.com", "ns2.dev.example.com", "ns.example.net", "1-2-3-4.dev.example.com",
      ], hosts: [Authority.ns1])
    #expect(zones.nameServersWithoutAddress == [name("ns2.dev.example.com")])
  }
}
