import DNSWire
import LeafCore
import TestMessages
import Testing

@Suite struct `Names that are stored, beside names that are made up and other zones` {
  private static func authority(any: AnyPolicy = .one) -> Authority {
    let lines = [
      "* TXT w", "*.5 TXT five", "deep.7 A 7", "_s._tcp SRV 1-2-3-4", "_s._tcp SRV 1-2-3-4", "in CNAME h",
      "h HTTPS 1 .",
      "h A 8", "cut NS ns.cut.inner.dev.test.",
    ]
    let dev = storedZone("dev.test", lines, any: any, synthesizer: .names(ttl: 60))
    let other = storedZone("test", ["* TXT w", "to DNAME dev"], any: .one)
    return Authority(ZoneSet([dev, other, storedZone("a.b.test", [])]), Identity(Identity.Settings()))
  }

  private static func text(
    _ qname: String, _ qtype: String, any: AnyPolicy = .one, over transport: Transport = .udp
  ) throws -> String {
    let query = Message.query(qname, try #require(QTYPE(presentation: qtype)))
    return try ask(query, with: authority(any: any), over: transport).text
  }

  @Test(arguments: [
    ("x.dev.test", "NOERROR+A, an:x.dev.test TXT"), ("4.dev.test", "NOERROR+A, ns:dev.test SOA"),
    ("x.4.dev.test", "NXDOMAIN+A, ns:dev.test SOA"), ("x.3.4.dev.test", "NXDOMAIN+A, ns:dev.test SOA"),
    ("x.256.dev.test", "NOERROR+A, an:x.256.dev.test TXT"), ("x.7.dev.test", "NXDOMAIN+A, ns:dev.test SOA"),
    ("x.5.dev.test", "NOERROR+A, an:x.5.dev.test TXT"), ("x.4.5.dev.test", "NXDOMAIN+A, ns:dev.test SOA"),
  ])
  func `a wildcard stands for none below a name that is made up (RFC 4592 §3.3.1)`(
    qname: String, text: String
  ) throws {
    #expect(try Self.text(qname, "TXT") == text)
  }

  @Test(arguments: [
    ("x.test", "NOERROR+A, an:x.test TXT"), ("b.test", "NOERROR+A, ns:test SOA"),
    ("x.b.test", "NXDOMAIN+A, ns:test SOA"), ("y.x.b.test", "NXDOMAIN+A, ns:test SOA"),
  ])
  func `a wildcard stands for none below a name above another zone`(qname: String, text: String) throws {
    #expect(try Self.text(qname, "TXT") == text)
  }

  @Test func `a name that is made up has ANY answered by the policy`() throws {
    let name = "1-2-3-4.dev.test"
    #expect(try Self.text(name, "ANY", any: .one) == "NOERROR+A, an:\(name) A")
    #expect(try Self.text(name, "ANY", any: .hinfo) == "NOERROR+A, an:\(name) HINFO")
    #expect(try Self.text(name, "ANY", any: .all) == "NOERROR+AT")
    #expect(try Self.text(name, "ANY", any: .all, over: .tcp) == "NOERROR+A, an:\(name) A")
    #expect(
      try Self.text("1-2-3-4.to.test", "ANY", any: .refused)
        == "NOERROR+A, an:to.test DNAME, an:1-2-3-4.to.test CNAME, an:\(name) HINFO")
  }

  @Test func `an address that is made up goes with two targets once`() throws {
    #expect(
      try Self.text("_s._tcp.dev.test", "SRV")
        == "NOERROR+A, an:_s._tcp.dev.test SRV, an:_s._tcp.dev.test SRV, ar:1-2-3-4.dev.test A")
  }

  @Test
  func `a zone below has the addresses of a zone cut's name servers, which a referral cannot do without`()
    throws
  {
    let servers = (0..<13).map { "n\($0)-\(String(repeating: "x", count: 40))" }
    let inner = storedZone("in.c.example", servers.flatMap { ["\($0) A 1", "\($0) AAAA 1"] })
    let outer = storedZone("example", servers.map { "c NS \($0).in.c" } + ["d NS d", "@ MX d"])
    let authority = Authority(
      ZoneSet([outer, inner, storedZone("d.example", ["@ A 2"])]), Identity(Identity.Settings()))
    let datagram = try ask(.query("www.c.example", additional: [opt()]), with: authority)
    #expect(datagram.header.flags.contains(.truncated) && datagram.header.authorityCount == 13)
    let stream = try ask(.query("www.c.example"), with: authority, over: .tcp)
    #expect(!stream.header.flags.contains(.truncated) && stream.records.count == 39)
    #expect(
      try ask(.query("example", .mx), with: authority).text
        == "NOERROR+A, an:example MX, ar:d.example A")
  }

  @Test func `a service that an alias leads to has its own addresses (RFC 9460 §2.5.2)`() throws {
    #expect(
      try Self.text("in.dev.test", "HTTPS")
        == "NOERROR+A, an:in.dev.test CNAME, an:h.dev.test HTTPS, ar:h.dev.test A")
  }
}
