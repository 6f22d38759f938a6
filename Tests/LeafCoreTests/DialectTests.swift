import DNSWire
import LeafCore
import TestMessages
import Testing

private func authority(
  _ dialect: Dialect, hasIPv6: Bool = false, any: AnyPolicy = .refused, absent: AbsentPolicy = .nxdomain
) -> Authority {
  let apex = name("zone.test")
  let soa = SOA(
    mname: name("ns1.zone.test"), rname: name("hostmaster.zone.test"), serial: 1, refresh: 300, retry: 60,
    expire: 86_400, minimum: 60)
  let zone = EncodedZone(
    apex: apex, nameServers: [name("ns1.zone.test")], soa: soa,
    .names(dialect, ttl: 300, hasIPv6: hasIPv6), Zone.Policy(any: any, absent: absent))
  let ns1 = Host(name: name("ns1.zone.test"), ipv4: [IPv4Address(127, 0, 0, 34)])
  return Authority(EncodedZones([zone], hosts: [ns1]).set, Identity(Identity.Settings()))
}

/// The address in the answer to a question, or else what there is.
private func address(of labels: String, _ qtype: QTYPE, _ authority: Authority) throws -> String {
  let response = try ask(.query("\(labels).zone.test", qtype), with: authority)
  guard let record = response.records.first, record.section == 0 else { return response.summary }
  #expect(response.summary == "NOERROR+A q1 an:\(qtype)/300" && record.owner == "\(labels).zone.test.")
  let octets = record.rdata
  guard octets.count == 16 else { return octets.map(String.init).joined(separator: ".") }
  let halves = [octets[..<8], octets[8...]].map { $0.reduce(0 as UInt64) { $0 << 8 | UInt64($1) } }
  return "\(IPv6Address(high: halves[0], low: halves[1]))"
}

private let noData = "NOERROR+A q1 ns:SOA/60"
private let nxDomain = "NXDOMAIN+A q1 ns:SOA/60"

@Suite struct `The dialect of nip.io` {
  private static let nip = authority(.nip)

  /// What its backend says, and its own tests.
  @Test(arguments: [
    ("1.127.0.0.1", "127.0.0.1"), ("127.0.0.2.127.0.0.1", "127.0.0.1"), ("127.0.0.9.127-0-0-1", "127.0.0.1"),
    ("a.7f000001", "127.0.0.1"), ("ns1", "127.0.0.34"), ("subdomain-127-0-0-1", "127.0.0.1"),
    ("10.0.0.1", "10.0.0.1"), ("10-0-0-1", "10.0.0.1"), ("app-10-8-0-1", "10.8.0.1"),
    ("app.10.8.0.1", "10.8.0.1"), ("customer1-app-7f000101", "127.0.1.1"), ("7F000001", "127.0.0.1"),
    // Dots and dashes are the same to it.
    ("1-2.3-4", "1.2.3.4"), ("a-1.2.3.4", "1.2.3.4"), ("1.2.3-4", "1.2.3.4"), ("0-1-2-3-4", "1.2.3.4"),
    ("-1-2-3-4", "1.2.3.4"), ("1-2-3-4.7f000001", "127.0.0.1"), ("00000000", "0.0.0.0"),
    ("0.0.0.0", "0.0.0.0"),
    ("76543210", "118.84.50.16"), ("255.255.255.255", "255.255.255.255"),
  ])
  func `has the last four numbers, or eight hexadecimal digits`(labels: String, address: String) throws {
    #expect(try LeafCoreTests.address(of: labels, .a, Self.nip) == address)
    #expect(try LeafCoreTests.address(of: labels, .aaaa, Self.nip) == noData)
  }

  @Test(arguments: ["0.0.1", "0.1", "1", "127.0.1", "0-1", "3-4", "2.3-4", "255"])
  func `has nothing at names above those with an address`(labels: String) throws {
    #expect(try address(of: labels, .a, Self.nip) == noData)
  }

  @Test(arguments: [
    "127.0.0.1.foo", "subdomain.127.0.1", "subdomain.127.0.STRING.1", "user-dec0ded", "1.2.3.256", "1.2.3.04",
    "01.2.3.4", "1--2-3-4", "1-2-3-", "1-2-3-4-", "7f00001", "7f0000011", "7f00000g", "a", "-", "--",
    "x7f000001", "1.2.3.4x", "foo.4", "1.2.3.0004", "1.2.3.+4", #"1\.2\.3\.4"#, #"1-2-3-4\000"#,
  ])
  func `has no other names, or says that they own nothing`(labels: String) throws {
    #expect(try address(of: labels, .a, Self.nip) == nxDomain)
    #expect(try address(of: labels, .a, authority(.nip, absent: .nodata)) == noData)
  }

  @Test(arguments: [
    ("2001-db8--1", "2001:db8::1"), ("app-2001-db8--1", "2001:db8::1"), ("a.--1", "::1"),
    ("app-20010db8000000000000000000000001", "2001:db8::1"), ("1-2-3-4-5-6-7-8", "1:2:3:4:5:6:7:8"),
    ("1.2.3.fc00--", "fc00::"),
  ])
  func `may carry IPv6 addresses too, last in a label`(labels: String, address: String) throws {
    #expect(try LeafCoreTests.address(of: labels, .aaaa, authority(.nip, hasIPv6: true)) == address)
  }

  @Test func `answers each type of a name with addresses of both families`() throws {
    let both = authority(.nip, hasIPv6: true, any: .all)
    #expect(try address(of: "1-2-3-4-5-6-7-8", .a, both) == "5.6.7.8")
    #expect(try address(of: "1-2-3-4-5-6-7-8", .aaaa, both) == "1:2:3:4:5:6:7:8")
    let any = try ask(.query("1-2-3-4-5-6-7-8.zone.test", .any), with: both, over: .tcp)
    #expect(any.summary == "NOERROR+A q1 an:A/300 an:AAAA/300")
  }
}

@Suite struct `The dialect of sslip.io` {
  private static let sslip = authority(.sslip)

  /// Most are of its own tests.
  @Test(arguments: [
    ("0A09091E", "10.9.9.30"), ("100-64-1-2", "100.64.1.2"), ("169-254-168-253-com", "169.254.168.253"),
    ("192-168-0-1", "192.168.0.1"), ("192-168-1-250", "192.168.1.250"), ("52.0.56.138", "52.0.56.138"),
    ("app-116-203-255-68", "116.203.255.68"), ("customer1.app.10.0.0.1", "10.0.0.1"),
    ("customer2-app-127-0-0-1", "127.0.0.1"), ("customer3-app-7f000101", "127.0.1.1"),
    ("ffffFFFF", "255.255.255.255"), ("filer-7f000001-", "127.0.0.1"), ("filer.7f000001", "127.0.0.1"),
    ("funprdmongo30-03.10.1.4.133", "10.1.4.133"), ("nono.io.127.0.0.1.192.168.0.1", "127.0.0.1"),
    ("nono.io.172.16.0.30.172.31.255.255", "172.16.0.30"), ("raiffeisen.192.168.0.20", "192.168.0.20"),
    ("ubuntu20.04.52.0.56.137.181-notify", "52.0.56.137"), ("wt32-ETh01-03.172.26.131.29", "172.26.131.29"),
    ("www-127-0-0-1", "127.0.0.1"), ("www-192-0-0-1-com", "192.0.0.1"), ("www.0A09091E", "10.9.9.30"),
    ("www.127-0-0-53-76543210-", "127.0.0.53"), ("www.127-0-0-53.76543210", "127.0.0.53"),
    ("www.76543210.127.0.0.53", "127.0.0.53"), ("www.76543210", "118.84.50.16"),
    ("www.fedcba98-", "254.220.186.152"), ("08080808", "8.8.8.8"),
    // Dashes before dots, dots before hexadecimal digits, and the first of each.
    ("1.2.3.4.5-6-7-8", "5.6.7.8"), ("7f000001.1.2.3.4", "1.2.3.4"), ("1-2-3-4-5-6-7-8", "1.2.3.4"),
    ("1.2.3.4.5", "1.2.3.4"), ("7f000001.7f000002", "127.0.0.1"), ("a-1.2.3.4-b", "1.2.3.4"),
    ("256.1.2.3.4", "1.2.3.4"), ("1-2.3.4.5.6", "2.3.4.5"), ("1.2.3.4.foo", "1.2.3.4"),
    ("1.2-3-4.5.6.7.8", "4.5.6.7"),
  ])
  func `has IPv4 addresses anywhere in a name`(labels: String, address: String) throws {
    #expect(try LeafCoreTests.address(of: labels, .a, Self.sslip) == address)
  }

  @Test(arguments: [
    ("00000000000000000000000000000001", "::1"), ("1--2-3-4-5-6", "1::2:3:4:5:6"),
    ("1-2-3--4-5-6", "1:2:3::4:5:6"), ("1234--1", "1234::1"),
    ("2006-41d0-2-e01e--56dB-3598", "2006:41d0:2:e01e::56db:3598"),
    ("26010646010069f0042c6ab3cdd9e562", "2601:646:100:69f0:42c:6ab3:cdd9:e562"),
    ("89abcdef0000000089ABCDEF00000000", "89ab:cdef::89ab:cdef:0:0"), ("fc00--", "fc00::"),
    ("fffe-fdfc-fbfa-f9f8-f7f6-f5f4-f3f2-f1f0.com", "fffe:fdfc:fbfa:f9f8:f7f6:f5f4:f3f2:f1f0"),
    ("localhost.api.--1", "::1"),
    ("www-2601-645-8103-e3a0-1c09-bae7-aa42-146c", "2601:645:8103:e3a0:1c09:bae7:aa42:146c"),
    ("www.00000000000000000000000000000001.--2", "::2"),
    ("www.2600--.00000000000000000000000000000001", "2600::"),
    ("www.fffe-fdfc-fbfa-f9f8-f7f6-f5f4-f3f2-f1f0.com", "fffe:fdfc:fbfa:f9f8:f7f6:f5f4:f3f2:f1f0"),
    // The longest from the first place on.
    ("--", "::"), ("foo---ba", "::ba"), ("1-2-3-4-5-6-7--", "1:2:3:4:5:6:7:0"),
    ("--1-2-3-4-5-6-7", "0:1:2:3:4:5:6:7"),
    ("1-2-3-4-5-6-7-8-9", "1:2:3:4:5:6:7:8"), ("1-2-3-4-5-6-7--8", "2:3:4:5:6:7:0:8"), ("1---x", "1::"),
    ("1--2-3-4-5-6-7-8-9", "1:0:2:3:4:5:6:7"), ("12345-1--2", "1::2"), ("a--b.c--d", "a::b"),
    ("x.--1.2.3.4", "::102:304"), ("--ffff-1.2.3.4", "::ffff:1.2.3.4"),
    ("--FFFF-0-1.2.3.4-x", "::ffff:0:102:304"),
    ("64-ff9b--1.2.3.4.5", "64:ff9b::102:304"), ("1-2-3-4-5--1.2.3.4", "1:2:3:4:5::1"),
    ("--1.2.3", "::1"), ("--ffff-1-2-3-4", "::ffff:1:2:3:4"),
  ])
  func `has IPv6 addresses anywhere in a name`(labels: String, address: String) throws {
    #expect(try LeafCoreTests.address(of: labels, .aaaa, Self.sslip) == address)
  }

  @Test(arguments: [
    ("--g", QTYPE.aaaa), ("-1", .aaaa), ("538", .a), ("a.b.c", .a), ("example.com", .a),
    ("example.com", .aaaa),
    ("nono.io", .a), ("nono.io", .aaaa), ("p-ns-01", .a), ("prepend-zeros.23.45.67.09", .a),
    ("www-0123456789abcdef0123456789abcdef.com", .aaaa), ("www.0123456789abcdef0123456789abcdef-com", .aaaa),
    ("www.0123456789abcdef0123456789abcdef0.com", .aaaa), ("www.0A09091.com", .a), ("www", .a),
    ("1-2-3-4", .aaaa), ("--1", .a), ("1-2-3-4", .txt), ("--1", .mx), (#"1\.2\.3\.4"#, .a),
    (#"1-2-3-4\000"#, .a),
    ("www--1", .aaaa), ("1-2-3", .aaaa), ("4", .a), ("3.4", .a),
  ])
  func `owns nothing else, but every name exists`(labels: String, qtype: QTYPE) throws {
    #expect(try address(of: labels, qtype, Self.sslip) == noData)
  }

  @Test func `answers each type of a name with addresses of both families`() throws {
    let any = authority(.sslip, any: .all)
    #expect(try address(of: "1-2-3-4.--1", .a, any) == "1.2.3.4")
    #expect(try address(of: "1-2-3-4.--1", .aaaa, any) == "::1")
    let response = try ask(.query("1-2-3-4.--1.zone.test", .any), with: any, over: .tcp)
    #expect(response.summary == "NOERROR+A q1 an:A/300 an:AAAA/300")
    let one = try ask(.query("1-2-3-4.--1.zone.test", .any), with: authority(.sslip, any: .one))
    #expect(one.summary == "NOERROR+A q1 an:A/300")
  }
}

@Suite struct `IPv6 addresses in leaf's own dialect` {
  private static let leaf = authority(.leaf, hasIPv6: true)

  @Test(arguments: [
    ("2001-db8--1", "2001:db8::1"), ("a.b.--1", "::1"), ("--", "::"), ("1-2-3-4-5-6-7-8", "1:2:3:4:5:6:7:8"),
    ("FE80--A", "fe80::a"), ("1-2-3-4.--5", "::5"),
  ])
  func `are the label next to the zone`(labels: String, address: String) throws {
    #expect(try LeafCoreTests.address(of: labels, .aaaa, Self.leaf) == address)
    #expect(try LeafCoreTests.address(of: labels, .a, Self.leaf) == noData)
    #expect(try LeafCoreTests.address(of: labels, .aaaa, authority(.leaf)) == nxDomain)
  }

  @Test(arguments: [
    "app-2001-db8--1", "2001-db8--1.foo", "2001-db8---1", "1--2--3", "12345--1", "1-2-3-4-5-6-7", "g--1",
    "--1-",
    "1-2-3-4-5-6-7-8-9", "20010db8000000000000000000000001",
  ])
  func `are nothing else`(labels: String) throws {
    #expect(try address(of: labels, .aaaa, Self.leaf) == nxDomain)
  }

  @Test func `stand in no name with an IPv4 address`() throws {
    #expect(try address(of: "1-2-3-4", .a, Self.leaf) == "1.2.3.4")
    #expect(try address(of: "1-2-3-4", .aaaa, Self.leaf) == noData)
  }
}

@Suite struct `Names above those with an address` {
  private static let positive = [
    "1-2-3-4", "app.1.2.3.4", "a.b-1-2-3-4", "1-2.3-4", "x.7f000001", "1.2.3.4.foo.bar", "1-2-3-4.foo",
    "a.--1",
    "2001-db8--1.x.y", "z.1.2-3-4.5.6.7.8", "1.2.3.4.5.6.7.8", "--ffff-1.2.3.4", "0.0.0.0",
  ]

  /// RFC 8020, RFC 4592 §2.2.2: a resolver that minimizes what it asks would look no further.
  @Test(arguments: Dialect.allCases, [false, true])
  func `are never denied`(dialect: Dialect, hasIPv6: Bool) throws {
    let authority = authority(dialect, hasIPv6: hasIPv6)
    var found = 0
    for labels in Self.positive {
      let isPositive = try [QTYPE.a, .aaaa].contains { qtype in
        try ask(.query("\(labels).zone.test", qtype), with: authority).summary.contains("an:")
      }
      guard isPositive else { continue }
      found += 1
      var rest = labels[...]
      while let dot = rest.firstIndex(of: ".") {
        rest = rest[rest.index(after: dot)...]
        for qtype in [QTYPE.a, .aaaa, .ns, .txt] {
          #expect(try ask(.query("\(rest).zone.test", qtype), with: authority).summary.hasPrefix("NOERROR+A"))
        }
      }
    }
    #expect(found >= 4)
  }
}
