import DNSWire
import LeafCore
import Testing

@testable import LeafConfiguration

/// 253 octets.
private let longName = [Int](repeating: 61, count: 4).map { String(repeating: "a", count: $0) }
  .joined(separator: ".")

@Suite struct `The table of a zone` {
  private func settings(_ zone: String, _ configuration: Configuration) throws -> ZoneSettings {
    configuration.settings(of: try DomainName(presentation: zone))
  }

  @Test(arguments: [
    "zones = 'a.example'\n[zone.'b.example']\nttl = 5",
    "zones = ['a.example', 'B.example']\n[zone.'b.EXAMPLE'.dns]\nttl = 5",
    "zones = 'a.example'\nzone.'b.example' = { ttl = 5 }",
    "zones = 'a.example'\nzone = { 'b.example' = { dns = { ttl = 5 } } }",
    "zones = 'a.example'\n[zone.'\\098.example.']\ndns.ttl = 6\nttl = 5",
  ])
  func `has it served, once, with values of its own`(file: String) throws {
    let configuration = try load([:], ["LEAF_SOA_SERIAL": "7"], file: file).configuration
    #expect(configuration.zones == (try ["a.example", "b.example"].map { try DomainName(presentation: $0) }))
    #expect(try settings("a.example", configuration).ttl == 60)
    #expect(try settings("b.example", configuration).ttl == 5)
    // What it does not say is as in every zone.
    #expect(try settings("b.example", configuration).serial == 7)
  }

  @Test(arguments: SettingCase.all.filter { $0.setting.scope != .server })
  func `takes what is for zones, before what the command line says for all`(test: SettingCase) throws {
    let (zone, all) = (test.valid[0], test.valid[1 % test.valid.count])
    // Only a zone with a file has something to check, or to sign.
    let isOfSigned = test.setting.id.key.hasPrefix("dnssec.") && test.setting.id != "dnssec.enabled"
    let others =
      isOfSigned
      ? "file = 'b.zone'\ndnssec.enabled = true" : test.setting.id == "dns.check" ? "file = 'b.zone'" : ""
    let file = "[zone.'b.example']\n\(test.setting.id.key) = \(SettingCase.toml(zone.text))\n\(others)"
    let loaded = try load([test.setting.flag: [all.text], "zone": ["a.example"]], file: file)
    #expect(test.read(loaded.configuration) == all.shown)
    var configuration = loaded.configuration
    configuration.everyZone = try settings("b.example", configuration)
    #expect(test.read(configuration) == zone.shown)
    let key = #"zone."b.example".\#(test.setting.id.key)"#
    let value = try #require(loaded.zoneValues.first { $0.setting.id == test.setting.id })
    #expect(value.key == key && value.origin == .file("leaf.toml", line: 2, key: key))
  }

  @Test(arguments: SettingCase.all.filter { $0.setting.scope == .server })
  func `refuses what is for the server`(test: SettingCase) {
    let text = SettingCase.toml(test.valid[0].text)
    // A zone has those of its own.
    for key in [test.setting.id.key, test.setting.words[0]] where !["hosts", "dialect"].contains(key) {
      let error = #expect(throws: ConfigurationError.self) {
        _ = try load(["zone": ["a"]], file: "[zone.'b.example']\n\(key) = \(text)\n")
      }
      // A nested key stands in a table that zones do not have.
      let problem = error?.problems.first?.description ?? ""
      #expect(problem.hasPrefix(#"leaf.toml:2: zone."b.example"."#), "\(problem)")
      #expect(!problem.contains(text))
    }
  }

  @Test(arguments: [
    (
      "[zone.'b.example']\nlisten = '[::]:53'", 2,
      #"zone."b.example".listen: is a setting of the whole server; it has to stand above [zone."b.example"]"#
    ),
    (
      "[zone.'b.example'.limits]\nslip = 2", 1,
      #"zone."b.example".limits: unknown key"#
    ),
    (
      "[zone.'b.example']\ncookie_secret = 'topsecret'", 2,
      #"zone."b.example".cookie_secret: is a setting of the whole server; it has to stand above [zone."b.example"]"#
    ),
    ("[zone.'b.example']\nttll = 5", 2, #"zone."b.example".ttll: unknown key; did you mean ttl?"#),
    (
      "[zone.'b.example']\nttl = 0", 2,
      #"zone."b.example".ttl: '0' is not a whole number from 1 to 2147483647"#
    ),
    (
      "[zone.'b.example'.soa]\nserail = 5", 2,
      #"zone."b.example".soa.serail: unknown key; did you mean serial?"#
    ),
    ("[zone.'b.example']\nsoa = 5", 2, #"zone."b.example".soa: has to be a table, [zone."b.example".soa]"#),
    ("[zone.'b.example']\ntransfer = ['192.0.2.0/24']", 2, #"zone."b.example".transfer: unknown key"#),
    ("[zone.'b.example']\nnotify = []", 2, #"zone."b.example".notify: unknown key"#),
    ("[zone.'b.example']\nprimaries = []", 2, #"zone."b.example".primaries: unknown key"#),
    (
      "[zone.'b.example']\ndialect = 'xip'", 2,
      #"zone."b.example".dialect: 'xip' is not leaf or nip or sslip"#
    ),
    (
      "[zone.'b.example']\nrecords = [\n'@ MX 10 mail',\n'www A 1.2.3.400'\n]", 4,
      #"zone."b.example".records: '1.2.3.400' stands here in A data; allowed is an IPv4 address"#
    ),
    (
      "[zone.'b.example']\nrecords = ['a CNAME b', 'a A 192.0.2.1']", 2,
      #"zone."b.example".records: a.b.example. has a CNAME and A too; allowed beside a CNAME are RRSIG, NSEC and KEY"#
    ),
    (
      "[zone.'b.example']\nrecords = '$INCLUDE x'", 2,
      #"zone."b.example".records: '$INCLUDE x' is not a record in one line, such as @ MX 10 mail.example.net."#
    ),
    (
      "[zone.'b.example']\nrecords = ['a TXT b\\nc TXT d', \"a TXT b\\nc TXT d\"]", 2,
      #"zone."b.example".records: 'a TXT b\nc TXT d' is not a record in one line, such as @ MX 10 mail.example.net."#
    ),
    (
      "[zone.'b.example']\nrecords = '@ SOA a b 1 2 3 4 5'", 2,
      #"zone."b.example".records: the SOA record is that of [soa] and zone_hostmaster; set what it should be there"#
    ),
    (
      "[zone.'b.example']\nrecords = ['a NS a.test.', '@ NS a.test.']", 2,
      #"zone."b.example".records: the name servers are those of zone_ns; name them there"#
    ),
    (
      "[zone.'b.example']\nrecords = [\n'x TXT (',\n'y TXT z']", 3,
      #"zone."b.example".records: this parenthesis is never closed"#
    ),
    (
      "[zone.'b.example']\nacme = '_acme-challenge.a.example'", 1,
      #"zone."b.example": _acme-challenge.a.example. is such a name itself, in a.example.; name one that has the TXT record"#
    ),
    (
      "[zone.'in-addr.arpa']\nsynthesize = 'reverse'\nreverse_zone = 'sub.a.example'", 1,
      #"zone."in-addr.arpa": in-addr.arpa. leads to names below a.example., where none carry addresses but those right below it; set reverse_zone to that"#
    ),
    (
      "[zone.'b.example']\nrecords = 'www.a.example. A 192.0.2.1'", 2,
      #"zone."b.example".records: 'www.a.example.' stands here as an owner; allowed is a name inside the zone b.example."#
    ),
    (
      "[zone.'b.example']\nfile = 'b'\nrecords = 'a A 192.0.2.1'", 3,
      #"zone."b.example".records: a zone with a file has its records there; write them into b"#
    ),
    ("[[zone.'b.example'.update]]\ntypes = []", 1, #"zone."b.example".update: unknown key"#),
    (
      "[zone.'b.example'.dnssec]\nenabled = true\nmode = 'load'", 1,
      #"zone."b.example": b.example. makes names up, which are signed as they are asked for; leave mode out, or say online"#
    ),
    (
      "[zone.'b.example'.dnssec]\nenabled = true\nalgorithm = 'rsasha256'", 1,
      #"zone."b.example": b.example. is signed as it is asked for, for which rsasha256 is too slow; set algorithm to ecdsap256sha256 or ed25519"#
    ),
    (
      "[zone.'b.example'.dnssec]\nenabled = true\nzonemd = true", 1,
      #"zone."b.example": b.example. is signed as it is asked for, so that no digest is one of all of it; leave zonemd out"#
    ),
    (
      "[zone.'b.example']\nfile = 'b'\n[zone.'b.example'.dnssec]\nenabled = true\ndenial = 'compact'", 1,
      #"zone."b.example": b.example. is signed as it is loaded, and compact denial is made as it is asked for; set denial to nsec or nsec3, or mode to online"#
    ),
    (
      "[zone.'b.example']\nfile = 'b'\n[zone.'b.example'.dnssec]\ndenial = 'nsec3'", 4,
      #"zone."b.example".dnssec.denial: the zone is not signed, unless enabled = true; set that too"#
    ),
    (
      "[zone.'b.example']\nfile = 'b'\n[zone.'b.example'.dnssec]\nenabled = true\nmode = 'presigned'\ncds = false",
      6,
      #"zone."b.example".dnssec.cds: the zone has been signed elsewhere, and is served as it is; leave this out"#
    ),
    (
      "[zone.'b.example']\nfile = 'b'\n[zone.'b.example'.dnssec]\nenabled = true\nalgorithm = 'rsasha1'", 5,
      #"zone."b.example".dnssec.algorithm: 'rsasha1' is not rsasha256 or rsasha512 or ecdsap256sha256 or ecdsap384sha384 or ed25519"#
    ),
    ("[zone.'b.example']\nsynthesize = 'names'", 2, #"zone."b.example".synthesize: 'names' is not reverse"#),
    (
      "[zone.'b.example']\nsynthesize = 'reverse'\nreverse_zone = 'a.example'", 1,
      #"zone."b.example": b.example. stands for no addresses; a reverse zone is in-addr.arpa or ip6.arpa with some octets or nibbles before it, such as 2.0.192.in-addr.arpa, and before three octets FIRST/LENGTH, a length from 25 to 31, or FIRST-LAST, all of such a prefix"#
    ),
    (
      "[zone.'2.0.192.in-addr.arpa']\nsynthesize = 'reverse'", 1,
      #"zone."2.0.192.in-addr.arpa": 2.0.192.in-addr.arpa. leads nowhere; set reverse_zone to a zone whose names carry addresses, such as dev.example.com"#
    ),
    (
      "[zone.'ip6.arpa']\nsynthesize = 'reverse'\nreverse_zone = 'a.example'", 1,
      #"zone."ip6.arpa": ip6.arpa. leads into a.example., whose names carry no IPv6 addresses; set ipv6 = true there"#
    ),
    (
      "[zone.'in-addr.arpa']\nsynthesize = 'reverse'\nreverse_zone = 'in-addr.arpa'", 1,
      #"zone."in-addr.arpa": in-addr.arpa. leads into in-addr.arpa., whose names carry no addresses; set dialect there, or another reverse_zone"#
    ),
    (
      "[zone.'in-addr.arpa']\nsynthesize = 'reverse'\nreverse_zone = '\(longName)'", 1,
      "zone.\"in-addr.arpa\": in-addr.arpa. leads to names that are too long: \(longName). leaves no room for an address"
    ),
    (
      "[zone.'in-addr.arpa']\nsynthesize = 'reverse'\nreverse_zone = 'a.example'\nipv6 = true", 4,
      #"zone."in-addr.arpa".ipv6: the names of a reverse zone stand for addresses, and carry none"#
    ),
    (
      "[zone.'in-addr.arpa']\nsynthesize = 'reverse'\nreverse_zone = 'a.example'\ndialect = 'leaf'", 4,
      #"zone."in-addr.arpa".dialect: the names of a reverse zone stand for addresses, and carry none"#
    ),
    (
      "[zone.'b.example']\nreverse_zone = 'a.example'", 2,
      #"zone."b.example".reverse_zone: nothing leads there, unless synthesize is "reverse"; set that too"#
    ),
    (
      "[zone.b.example]\nttl = 5", 1,
      #"zone."b".example: unknown key; the name of a zone needs quotes, such as [zone."b.example"]"#
    ),
    ("[zone]\n'b.example' = 5", 2, #"zone."b.example": has to be a table, [zone."b.example"]"#),
    ("[zone]\nttl = 5", 2, #"zone."ttl": has to be a table, [zone."ttl"]"#),
    (
      "[zone.'b..example']", 1,
      #"zone."b..example": 'b..example' is not a domain name: it has an empty label"#
    ),
    ("[zone.'b.example']\n[zone.'B.example']", 2, #"zone."B.example": is the zone of line 1 already"#),
    ("[zone.'b.example']\n\n[zone.'b.example.']", 3, #"zone."b.example.": is the zone of line 1 already"#),
    (
      "[zone.'b.example']\n[zone.'\\098.example']", 2, #"zone."\\098.example": is the zone of line 1 already"#
    ),
    ("[zone.'b.example']\nttl = 5\ndns.ttl = 6\n'a\nb' = 1", 4, nil),
    ("[[zone]]\nttl = 5", 1, "zone: '{\"ttl\" = 5}' is not a single value"),
  ])
  func `that is wrong is named`(file: String, line: Int, problem: String?) {
    let error = #expect(throws: ConfigurationError.self) {
      _ = try load(["zone": ["a.example"]], file: file)
    }
    guard let problem else { return }
    #expect(error?.problems.map(\.description) == ["leaf.toml:\(line): \(problem)"])
    #expect(!"\(String(reflecting: error))".contains("topsecret"))
  }

  @Test func `that leaves no room for default names is named by its line`() {
    let name = Array(repeating: String(repeating: "a", count: 61), count: 4).joined(separator: ".")
    let error = #expect(throws: ConfigurationError.self) {
      _ = try load(file: "zones = 'a.example'\n[zone.'\(name)']\nttl = 5")
    }
    #expect(
      error?.problems.map(\.description) == [
        #"leaf.toml:2: zone."\#(name)": \#(name). leaves no room for ns1 and hostmaster below it; set zone_ns and zone_hostmaster"#
      ])
    #expect(throws: Never.self) {
      try load(
        file: "[zone.'\(name)']\nzone_ns = 'ns.example.net'\nzone_hostmaster = 'h.example.net'\nttl = 5")
    }
  }

  @Test func `makes room for hosts, and zones of the command line do not take its place`() throws {
    let file = "[hosts]\n'ns1.b.example' = '192.0.2.1'\n[zone.'b.example']\n"
    let configuration = try load(["zone": ["a.example"]], file: file).configuration
    #expect(configuration.zones.map(\.description) == ["a.example.", "b.example."])
    #expect(configuration.hosts.count == 1)
  }

  // Work that grew with the square of their number would take hours.
  @Test(.timeLimit(.minutes(5))) func `is one of 10,000 that are read`() throws {
    let file = (0..<10_000).map { "[zone.'z\($0).example']\nttl = 5\n" }.joined()
    #expect(try load(file: "zones = []\n" + file).configuration.zones.count == 10_000)
  }

  @Test func `can have what no other place can`() {
    let row = Row<ZoneSettings>("zone_only", nil, .names(atMost: 2), \.nameServers, for: .zone, "Help.")
    #expect(row.setting.scope == .zone && row.setting.flags.isEmpty)
    let index = KeyIndex([row.setting])
    #expect(index.setting("zone_only")?.id == "zone_only")
    var settings = ZoneSettings()
    #expect(
      row.read([Given(SettingValue(texts: ["a", "a..b"]), .builtIn)], &settings).count == 1
        && settings.nameServers == nil)
    #expect(
      row.read([Given(SettingValue(texts: ["a", "b"]), .builtIn)], &settings).isEmpty
        && settings.nameServers?.count == 2)
  }
}
