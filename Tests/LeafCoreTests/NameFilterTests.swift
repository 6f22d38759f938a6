import DNSWire
import LeafCore
import TestMessages
import Testing

private func prefixes(_ text: String) -> [IPPrefix] {
  text.split(separator: " ").compactMap { word in
    let parts = word.split(separator: "/")
    guard let address = IPAddress(String(parts[0])) else { return nil }
    return IPPrefix(address, length: parts.count == 2 ? Int(parts[1]) ?? 0 : address.bitCount)
  }
}

private func contains(_ set: AddressSet, _ text: String) -> Bool {
  switch IPAddress(text) {
  case .ipv4(let address): set.contains(address)
  case .ipv6(let address): set.contains(address)
  case nil: false
  }
}

@Suite struct `Sets of addresses` {
  @Test func `have what one of their prefixes has, and nothing else`() {
    var generator = SystemRandomNumberGenerator()
    for count in [0, 1, 2, 30, 5_000] {
      let all = (0..<count).flatMap { _ in
        [
          IPPrefix(
            IPAddress.ipv4(IPv4Address(rawValue: .random(in: 0...0x0FFF_FFFF, using: &generator))).network(
              24),
            length: 24),
          IPPrefix(
            .ipv6(IPv6Address(high: .random(in: 0...0xFFFF, using: &generator), low: 0)), length: 64),
          count == 30 ? IPPrefix(.ipv4(IPv4Address(0, 0, 0, 0)), length: 7) : nil,
        ].compactMap { $0 }
      }
      let set = AddressSet(all)
      for round in 0..<400 {
        let address: IPAddress =
          switch (round % 4, all.randomElement()?.address) {
          case (0, .ipv4(let address)):
            .ipv4(IPv4Address(rawValue: address.rawValue &+ UInt32(round % 300) &- 20))
          case (1, .ipv6(let address)): .ipv6(IPv6Address(high: address.high &- UInt64(round % 3), low: .max))
          case (2, _): .ipv4(IPv4Address(rawValue: .random(in: 0 ... .max, using: &generator)))
          default: .ipv6(IPv6Address(high: .random(in: 0...0x1FFFF, using: &generator), low: 1))
          }
        #expect(contains(set, "\(address)") == all.contains { $0.contains(address) }, "\(address)")
      }
    }
  }

  @Test(arguments: [
    "0.0.0.0", "255.255.255.255", "128.0.0.0", "::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
  ])
  func `may have all addresses, or the first and the last`(address: String) {
    #expect(contains(AddressSet(prefixes("0.0.0.0/0 ::/0")), address))
    #expect(!contains(AddressSet(), address))
    #expect(contains(AddressSet(prefixes("0.0.0.0/1 128.0.0.0/1 ::/1 8000::/1")), address))
    let one = AddressSet(prefixes(address))
    #expect(contains(one, address) && !contains(one, "1.2.3.4") && !contains(one, "2::"))
  }

  @Test(arguments: [
    (AddressGroup.private, "10.0.0.0 10.255.255.255 172.16.0.1 172.31.255.255 192.168.1.1 fc00:: fdff::1"),
    (.loopback, "127.0.0.1 127.255.255.255 ::1"), (.linkLocal, "169.254.169.254 fe80::1 febf::"),
    (.multicast, "224.0.0.1 239.255.255.255 ff02::1"),
    (.documentation, "192.0.2.1 198.51.100.255 203.0.113.0 2001:db8:ffff::1 3fff:fff::"),
    (.shared, "100.64.0.0 100.127.255.255"), (.unspecified, "0.0.0.0 0.1.2.3 ::"),
    (
      .public,
      "8.8.8.8 1.1.1.1 9.255.255.255 11.0.0.0 172.15.255.255 172.32.0.0 100.63.255.255 100.128.0.0 223.255.255.255 2000:: 2001:db7:ffff::1 2606:4700::1111 3ffe:: 64:ff9b::808:808 2002:808:808::1 64:ff9b::9ff:ffff 2002:dfff:ffff:ffff:ffff:ffff:ffff:ffff"
    ),
  ])
  func `are known by names`(group: AddressGroup, addresses: String) {
    for address in addresses.split(separator: " ") {
      for other in AddressGroup.allCases {
        #expect(contains(AddressSet([], [other]), String(address)) == (other == group), "\(address) \(other)")
      }
    }
  }

  @Test(arguments: [
    "240.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.0.1", "::ffff:8.8.8.8", "1fff:ffff::", "4000::",
    "64:ff9b:1::1", "2001:2::1", "100::1", "fec0::1", "64:ff9b::a00:1", "2002:a00:1::1", "2001::1",
    "2620:4f:8000::1", "64:ff9b::e000:1", "2002:7f00:1::",
  ])
  func `have no name for what is of no use to most, which is not public either`(address: String) {
    for group in AddressGroup.allCases { #expect(!contains(AddressSet([], [group]), address), "\(group)") }
  }
}

/// A zone whose names carry addresses, and what keeps it from giving them out.
private func authority(
  _ dialect: Dialect = .sslip, allow: String? = nil, _ groups: [AddressGroup] = [], deny: String = "",
  _ deniedGroups: [AddressGroup] = [], list: String? = nil, answer: BlockedAnswer = .nodata,
  any: AnyPolicy = .all
) throws -> Authority {
  var problems: [Blocklist.Problem] = []
  let list = list.map { Blocklist(Array($0.utf8), problems: &problems) }
  try #require(problems.isEmpty, "\(problems)")
  let allowed = allow != nil || !groups.isEmpty ? AddressSet(prefixes(allow ?? ""), groups) : nil
  let filter = NameFilter(
    allowed: allowed, denied: AddressSet(prefixes(deny), deniedGroups), list, answer: answer)
  let soa = SOA(
    mname: name("ns1.zone.test"), rname: name("hostmaster.zone.test"), serial: 1, refresh: 300, retry: 60,
    expire: 86_400, minimum: 60)
  func zone(_ apex: String, _ synthesizer: Synthesizer) -> EncodedZone {
    EncodedZone(
      apex: name(apex), nameServers: [name("ns1.zone.test")], soa: soa, synthesizer,
      Zone.Policy(reverseZone: name("zone.test"), filter: filter, any: any))
  }
  let space = try #require(AddressSpace(name("in-addr.arpa")))
  let zones = [
    zone("zone.test", .names(dialect, ttl: 300, hasIPv6: true)),
    zone("in-addr.arpa", .reverse(space, ttl: 300)),
  ]
  let host = Host(name: name("10-0-0-9.zone.test"), ipv4: [IPv4Address(10, 0, 0, 9)])
  return Authority(EncodedZones(zones, hosts: [host]).set, Identity(Identity.Settings()))
}

/// The address in the answer to a question, or else what there is.
private func answer(_ labels: String, _ qtype: QTYPE, _ authority: Authority) throws -> String {
  let query = Message.query(
    labels.hasSuffix("arpa") ? labels : "\(labels).zone.test", qtype, additional: [opt()])
  let response = try ask(query, with: authority)
  guard let record = response.records.first, record.section == 0 else { return response.summary }
  guard response.options.isEmpty else { return "\(response.summary) \(record.rdata.count)" }
  return record.rdata.count == 4 ? record.rdata.map(String.init).joined(separator: ".") : response.summary
}

private func answer(_ labels: String, _ authority: Authority) throws -> String {
  try answer(labels, .a, authority)
}

private let blocked = "NOERROR+A q1 ns:SOA/60 OPT,15(2)"
private let noData = "NOERROR+A q1 ns:SOA/60 OPT"

@Suite struct `Addresses that are not given out` {
  @Test(arguments: [
    ("10-0-0-1", blocked), ("192-168-1-1", "192.168.1.1"), ("1-2-3-4", "1.2.3.4"), ("x.10.9.8.7", blocked),
    // One that is stored is.
    ("10-0-0-9", "10.0.0.9"), ("none", noData),
  ])
  func `are those of a prefix`(labels: String, text: String) throws {
    #expect(try answer(labels, authority(deny: "10.0.0.0/8 1.2.3.5")) == text)
  }

  @Test(arguments: [
    ("10-0-0-1", "10.0.0.1"), ("8-8-8-8", blocked), ("192-168-0-1", "192.168.0.1"), ("08080808", blocked),
    ("10-0-0-7", blocked),
  ])
  func `are all but those that are allowed, and of those what is denied`(labels: String, text: String) throws
  {
    #expect(try answer(labels, authority(.sslip, [.private], deny: "10.0.0.7")) == text)
  }

  @Test(arguments: [
    ("8-8-8-8", QTYPE.a, blocked), ("08080808", .a, blocked),
    ("26010646010069f0042c6ab3cdd9e562", .aaaa, blocked), ("a.b.c", .a, noData),
    ("192-168-0-1", .a, "192.168.0.1"), ("fc00--", .aaaa, "NOERROR+A q1 an:AAAA/300 OPT"),
  ])
  func `are those that anybody may reach, as on a server of sslip.io for a network of its own`(
    labels: String, qtype: QTYPE, text: String
  ) throws {
    #expect(try answer(labels, qtype, authority(.sslip, deny: "", [.public])) == text)
  }

  /// Whoever wants to keep names from leading into a network has to look into what leads there by another way.
  @Test(arguments: [
    "--ffff-10-0-0-1", "--ffff-a00-1", "64-ff9b--a00-1", "2002-a00-1--1", "--a00-1", "--ffff-0-a00-1",
    "--7f00-1",
    "--ffff-192.168.0.1", "--1", "fe80--1", "fd00--1", "64-ff9b-1--a00-1",
  ])
  func `are IPv6 addresses that lead to IPv4 addresses which are not`(labels: String) throws {
    let authority = try authority(.sslip, deny: "", [.private, .loopback, .linkLocal])
    #expect(try answer(labels, .aaaa, authority) == blocked)
    #expect(try answer("--ffff-808-808", .aaaa, authority) == "NOERROR+A q1 an:AAAA/300 OPT")
  }

  @Test(arguments: ["64-ff9b--a00-1", "2002-a00-1--1", "--ffff-8.8.8.8", "2001--1", "--1", "10-0-0-1.--1"])
  func `are those that lead there, where what anybody may reach is allowed alone`(labels: String) throws {
    let authority = try authority(.sslip, [.public])
    #expect(try answer(labels, .aaaa, authority) == blocked)
    #expect(try answer("64-ff9b--808-808", .aaaa, authority) == "NOERROR+A q1 an:AAAA/300 OPT")
  }

  @Test(arguments: [QTYPE.a, .aaaa, .txt, .any])
  func `block the name whatever it is asked for`(qtype: QTYPE) throws {
    let authority = try authority(.sslip, deny: "10.0.0.0/8", answer: .nxdomain)
    #expect(try answer("10-0-0-1.--1", qtype, authority) == "NXDOMAIN+A q1 ns:SOA/60 OPT,15(2)")
  }

  @Test func `get what is chosen`() throws {
    func text(_ answer: BlockedAnswer, _ qtype: QTYPE = .a) throws -> String {
      try LeafCoreTests.answer("10-0-0-1", qtype, authority(.leaf, deny: "10.0.0.0/8", answer: answer))
    }
    let addresses = BlockedAnswer.addresses(
      ipv4: IPv4Address(192, 0, 2, 1), ipv6: IPv6Address(high: 1, low: 2))
    #expect(try text(.nodata) == blocked)
    #expect(try text(.nxdomain) == "NXDOMAIN+A q1 ns:SOA/60 OPT,15(2)")
    #expect(try text(.refused) == "REFUSED q1 OPT,15(2)")
    #expect(try text(addresses) == "NOERROR+A q1 an:A/300 OPT,15(2) 4")
    #expect(try text(addresses, .aaaa) == "NOERROR+A q1 an:AAAA/300 OPT,15(2) 16")
    #expect(try text(addresses, .txt) == blocked)
    #expect(try text(.addresses(ipv4: IPv4Address(192, 0, 2, 1), ipv6: nil), .aaaa) == blocked)
  }

  @Test func `have no PTR record, and stand beside no other record`() throws {
    let authority = try authority(deny: "10.0.0.0/8")
    #expect(try answer("1.0.0.10.in-addr.arpa", QTYPE(.ptr), authority) == blocked)
    #expect(try answer("1.2.3.4.in-addr.arpa", QTYPE(.ptr), authority) == "NOERROR+A q1 an:PTR/300 OPT")
    for (target, count) in [("10-0-0-1", 0), ("1-2-3-4", 1)] {
      let filter = NameFilter(denied: AddressSet(prefixes("10.0.0.0/8")))
      let zone = storedZone(
        "example", ["@ MX \(target)"], synthesizer: .names(ttl: 60)
      ).filtered(by: filter)
      let response = try ask(
        .query("example", .mx), with: Authority(ZoneSet([zone]), Identity(Identity.Settings())))
      #expect(response.records.count == 1 + count)
    }
  }
}

@Suite struct `A block list` {
  private static let list = """
    # Names
    raiffeisen
    paypal.com ; a remark
    Evil-App-1\t
    www.bad.zone.test
    12.34.56.0/24
    23.45.67.89
    2001:db8:bad::/48\r

    xn--e1afmkfd
    """

  @Test(arguments: [
    ("raiffeisen.94.228.116.140", true), ("international-RAIFFEISEN-bank.94.228.116.140", true),
    ("www.94-228-116-140.raiffeisen.com", true), ("raiffeisenbank.94.228.116.140", false),
    // Nobody is deceived by an address that only they can reach.
    ("raiffeisen.192.168.0.20", false), ("raiffeisen.127.0.0.1", false),
    ("nf.12.34.56.0", true), ("12-34-56-255", true), ("12-34-57-0", false), ("nf.23-45-67-89", true),
    ("23-45-67-90", false),
    ("paypal.com.8.8.8.8", true), ("www-paypal-com-8-8-8-8", true), ("paypal.8.8.8.8.com", false),
    ("paypal--com.8.8.8.8", true), ("8.8.8.8.paypal.com", true), ("com.paypal.8.8.8.8", false),
    ("evil-app-1.8.8.8.8", true), ("evil.app.1.8.8.8.8", true), ("evil-app.8.8.8.8", false),
    ("8.8.8.8.www.bad", true), ("8.8.8.8.bad", false), ("x.8-8-8-8.xn--e1afmkfd", true),
    ("x.8-8-8-8.xn-e1afmkfd", true), ("-.8.8.8.8", false), ("evil-app-.8.8.8.8", false),
    ("8.8.8.8.evil-app", false),
  ])
  func `has names by their words, and addresses`(labels: String, isBlocked: Bool) throws {
    let addresses = BlockedAnswer.addresses(ipv4: IPv4Address(52, 0, 56, 137), ipv6: nil)
    let text = try answer(labels, authority(.sslip, list: Self.list, answer: addresses))
    #expect((text == "NOERROR+A q1 an:A/300 OPT,15(2) 4") == isBlocked, "\(text)")
  }

  @Test func `has IPv6 addresses, and IPv4 addresses that others lead to`() throws {
    let authority = try authority(.sslip, list: Self.list)
    #expect(try answer("2001-db8-bad--1", .aaaa, authority) == blocked)
    #expect(try answer("2001-db8-bac--1", .aaaa, authority) == "NOERROR+A q1 an:AAAA/300 OPT")
    #expect(try answer("64-ff9b--c22-3801", .aaaa, authority) == blocked)
    // What leads to where anybody may go is as good.
    #expect(try answer("raiffeisen.0--ffff-808-808", .aaaa, authority) == blocked)
    #expect(try answer("raiffeisen.64-ff9b--808-808", .aaaa, authority) == blocked)
    #expect(try answer("raiffeisen.64-ff9b--a00-1", .aaaa, authority) == "NOERROR+A q1 an:AAAA/300 OPT")
  }

  @Test func `may be long`() throws {
    let names = (0..<100_000).map { "name\($0).part\($0 % 7)" }
    let addresses = (0..<100_000).map { "8.\($0 >> 16).\($0 >> 8 & 0xFF).\($0 & 0xFF)" }
    let list = (names + addresses).joined(separator: "\n")
    let authority = try authority(.sslip, list: list)
    for number in [0, 1, 4_711, 99_999] {
      #expect(try answer("name\(number).part\(number % 7).9.9.9.9", authority) == blocked)
      #expect(try answer("name\(number).part8.9.9.9.9", authority) == "9.9.9.9")
      let address = "8-\(number >> 16)-\(number >> 8 & 0xFF)-\(number & 0xFF)"
      #expect(try answer(address, authority) == blocked)
    }
    #expect(try answer("8-1-134-160", authority) == "8.1.134.160")
    #expect(try answer("name100000.part5.9.9.9.9", authority) == "9.9.9.9")
  }

  @Test(arguments: [
    ("1.2.3", "an address or prefix"), ("1.2.3.4/24", "an address or prefix"),
    ("1.2.3.4/x", "an address or prefix"),
    ("2001:db8::g", "an address or prefix"), ("2001:db8::1/32", "an address or prefix"),
    ("0.0.0.0 ads.example", "one name, address or prefix a line"), ("*.ads.example", "a name without *"),
    ("bücher.example", "a name of letters"), ("a|b", "a name of letters"),
    ("-", "a name of 1 to 253 characters"),
    ("...", "an address or prefix"),
    (String(repeating: "a", count: 254), "a name of 1 to 253 characters"),
  ])
  func `has what it cannot use named by its line`(entry: String, allowed: String) throws {
    var problems: [Blocklist.Problem] = []
    let list = Blocklist(Array("\u{FEFF}good\n\n\(entry)\n8.8.8.8".utf8), problems: &problems)
    #expect(problems.count == 1 && problems.first?.line == 3)
    #expect(problems.first?.allowed.hasPrefix(allowed) == true, "\(problems)")
    #expect(list.entryCount == 3)
  }
}
