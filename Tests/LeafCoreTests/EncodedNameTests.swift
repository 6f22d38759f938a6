import DNSWire
import LeafCore
import TestMessages
import Testing

@Suite struct `Encoded names` {
  @Test(arguments: [
    ("1-2-3-4", "1.2.3.4"), ("api.10-11-12-13", "10.11.12.13"), ("a.b.c.1-2-3-4", "1.2.3.4"),
    ("1.2.3.4", "1.2.3.4"), ("api.1.2.3.4", "1.2.3.4"), ("9.1.2.3.4", "1.2.3.4"),
    ("1.2.3.4.5-6-7-8", "5.6.7.8"), ("0-0-0-0", "0.0.0.0"), ("255-255-255-255", "255.255.255.255"),
    ("01-002-3-4", "1.2.3.4"), ("001.02.3.004", "1.2.3.4"), ("127-0-0-1", "127.0.0.1"),
    ("5-6-7-8.1.2.3.4", "1.2.3.4"), ("*.1-2-3-4", "1.2.3.4"), ("-.1-2-3-4", "1.2.3.4"),
    ("API.1-2-3-4", "1.2.3.4"), (#"\000\255.1-2-3-4"#, "1.2.3.4"), ("0.0.0.0", "0.0.0.0"),
    ("255.255.255.255", "255.255.255.255"), ("1-2-3-4.1-2-3-4", "1.2.3.4"),
  ])
  func `a name with an address has that A record, owned by the name as it was asked`(
    label: String, address: String
  ) throws {
    let response = try ask(.query("\(label).Dev.Example.COM"))
    #expect(response.summary == "NOERROR+A q1 an:A/300")
    #expect(response.records.map(\.owner) == [name("\(label).Dev.Example.COM").description])
    let octets = try #require(response.records.first?.rdata)
    #expect(octets.map(String.init).joined(separator: ".") == address)
  }

  @Test(arguments: ["4", "3.4", "2.3.4", "255", "0", "004", "0.0.0"])
  func `a name above encoded ones is an empty non-terminal (RFC 4592 §2.2.2, RFC 8020)`(
    label: String
  ) throws {
    for qtype in [QTYPE.a, .aaaa, .ns, .soa, .txt, QTYPE(rawValue: 1_000)] {
      let response = try ask(.query("\(label).dev.example.com", qtype))
      #expect(response.summary == "NOERROR+A q1 ns:SOA/60")
    }
  }

  @Test(arguments: [
    "5-6-7-8.foo", "1.2.3.4.foo", "api-1-2-3-4", "1-2-3", "1-2-3-4-5", "256-2-3-4", "1--2-3-4", "-1-2-3-4",
    "7f000001", "1-2-3-4-", "1-2-3-", "1-2-3-4x", "x1-2-3-4", "0001-2-3-4", "1-2-3-0004", "1-2-3-256",
    "1-2-3-999", "1_2_3_4", "+1-2-3-4", "256",
    "1.2.3.256", "1.2.256.4", "0004", "foo.4", "foo.3.4", "foo.2.3.4", "1.2.x.4", "3.4x", "*", "foo",
    "a.b.c.d", "a.b.c.d.e", "4.foo", "--", "---", "1---4",
    // Octets of a label that look like a dot, a digit or an end, and are none.
    #"1\.2\.3\.4"#, #"1-2-3-4\."#, #"1-2-3-4\000"#, #"1-2-3\1284"#, #"\2001-2-3-4"#, #"1-\0322-3-4"#,
    #"\217\161-2-3-4"#,
  ])
  func `any other name does not exist, whatever is asked for`(label: String) throws {
    for qtype in [QTYPE.a, .aaaa, .ns, .soa, .txt, QTYPE(rawValue: 1_000)] {
      let response = try ask(.query("\(label).dev.example.com", qtype))
      #expect(response.summary == "NXDOMAIN+A q1 ns:SOA/60")
    }
  }

  @Test(arguments: [QTYPE.aaaa, .mx, .txt, .ns, .soa, .cname, .ds, QTYPE(rawValue: 65), .mailb, .maila])
  func `an encoded name has no record of another type`(qtype: QTYPE) throws {
    let response = try ask(.query("api.1-2-3-4.dev.example.com", qtype))
    #expect(response.summary == "NOERROR+A q1 ns:SOA/60")
  }

  @Test func `every dashed label of four octets is the address it spells`() throws {
    var state: UInt32 = 1
    for _ in 0..<500 {
      state = state &* 1_664_525 &+ 1_013_904_223
      let address = IPv4Address(rawValue: state)
      let parts = address.octets.map(String.init)
      for label in [parts.joined(separator: "-"), parts.joined(separator: ".")] {
        let response = try ask(.query("\(label).dev.example.com"))
        #expect(response.records.first?.rdata == address.octets)
      }
    }
  }
}

@Suite struct `Which zone answers (RFC 1034 §4.3.2)` {
  private static let nested = Authority(["example.com", "dev.example.com", "a.b.example.com", "example.net"])

  @Test(arguments: [
    ("1-2-3-4.dev.example.com", "dev.example.com."), ("nope.dev.example.com", "dev.example.com."),
    ("nope.example.com", "example.com."), ("dev.example.com", "dev.example.com."),
    ("xdev.example.com", "example.com."), ("nope.example.net", "example.net."),
    ("nope.a.b.example.com", "a.b.example.com."), ("NOPE.A.B.EXAMPLE.COM", "a.b.example.com."),
  ])
  func `the zone with the most labels that ends the name`(qname: String, apex: String) throws {
    let response = try ask(.query(qname, .txt), with: Self.nested)
    #expect(response.records.map { $0.owner.lowercased() } == [apex])
    #expect(response.records.map(\.type) == [.soa])
  }

  @Test(arguments: [
    "example.org", "com", ".", "xdev.example.com", "example.com", "dev.example.com.org", "dev.example.co",
    #"\003dev\007example\003com"#, #"x\003dev.example.com"#, "dev", "1-2-3-4", "1.2.3.4", "ev.example.com",
  ])
  func `a name that no zone ends label by label is refused`(qname: String) throws {
    let response = try ask(.query(qname))
    #expect(response.summary == "REFUSED q1")
  }

  @Test func `a name between a zone and one inside it exists`() throws {
    #expect(
      try ask(.query("b.example.com"), with: Self.nested).summary == "NOERROR+A q1 ns:SOA/60")
    #expect(
      try ask(.query("c.example.com"), with: Self.nested).summary == "NXDOMAIN+A q1 ns:SOA/60")
  }

  @Test func `DS at the apex of a zone inside another is the outer zone's to answer`() throws {
    // RFC 4035 §3.1.4.1.
    let inner = try ask(.query("dev.example.com", .ds), with: Self.nested)
    #expect(inner.summary == "NOERROR+A q1 ns:SOA/60")
    #expect(inner.records.map(\.owner) == ["example.com."])
    let outer = try ask(.query("example.com", .ds), with: Self.nested)
    #expect(outer.records.map(\.owner) == ["example.com."])
  }

  @Test func `the root can be a zone`() throws {
    let root = Authority(["."], nameServers: ["ns.example"], hosts: [])
    #expect(try ask(.query("1-2-3-4"), with: root).summary == "NOERROR+A q1 an:A/300")
    #expect(try ask(.query(".", .soa), with: root).summary == "NOERROR+A q1 an:SOA/300")
    #expect(try ask(.query("nope", .soa), with: root).summary == "NXDOMAIN+A q1 ns:SOA/60")
  }

  @Test func `a thousand zones are told apart`() throws {
    let apexes = (0..<1_000).map { "zone-\($0 % 7 == 0 ? "x" : "")\($0).example" }
    let many = Authority(apexes, hosts: [])
    for apex in apexes {
      #expect(try ask(.query("nope.\(apex)", .txt), with: many).records.map(\.owner) == ["\(apex)."])
    }
    #expect(try ask(.query("zone-1000.example"), with: many).summary == "REFUSED q1")
  }
}
