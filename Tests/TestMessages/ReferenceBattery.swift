import DNSWire

/// A battery of queries whose responses from NSD 4.6.1, Knot DNS 3.2.6, BIND 9.18 and PowerDNS 4.7.3 are
/// known: each in Debian 12's default configuration, with one small zone. Where leaf differs from all four
/// of them, a comment says why.
package enum ReferenceBattery {
  /// Each with the response in a line.
  package static let all = Array([answers, headers, counts, names, edns, signed].joined())

  private static let pos = "1-2-3-4.dev.example.com"
  private static let apex = "dev.example.com"
  private static let soa = "NOERROR+A q1 an:SOA/300"
  private static let noData = "NOERROR+A q1 ns:SOA/60"

  private static func query(
    _ name: String = apex, _ qtype: QTYPE = .soa, _ qclass: QCLASS = .in, flags: UInt16 = 0
  ) -> Message {
    .query(name, qtype, qclass, flags: flags)
  }

  /// The SOA record is asked for, with these additional records.
  private static func query(_ first: [UInt8], _ others: [UInt8]...) -> Message {
    .query(apex, .soa, additional: [first] + others)
  }

  private static func type(_ number: UInt16) -> Message { query(apex, QTYPE(rawValue: number)) }

  private static let answers: [(String, Message, String)] = [
    ("soa", query(), soa),
    ("nxdomain", query("nope.dev.example.com", .a), "NXDOMAIN+A q1 ns:SOA/60"),
    ("nodata", query(pos, .aaaa), noData),
    ("ent", query("4.dev.example.com", .a), noData),
    ("refused", query("example.org", .a), "REFUSED q1"),
    ("refused-root", query(".", .ns), "REFUSED q1"),
    ("parent", query("example.com"), "REFUSED q1"),
    // Refusing ANY is leaf's policy, so that it cannot be used for amplification; the four answer with one
    // RRset, all of them, or TC.
    ("any-apex", query(apex, .any), "REFUSED q1"),
    ("any-name", query(pos, .any), "REFUSED q1"),
    ("any-nx", query("nope.dev.example.com", .any), "REFUSED q1"),
    ("ds-apex", query(apex, .ds), noData),
    ("type0", type(0), noData),
    ("opt-qtype", type(41), "FORMERR q1"),
    ("tsig-qtype", type(250), "FORMERR q1"),
    ("tkey-qtype", type(249), "FORMERR q1"),
    ("t128", type(128), "FORMERR q1"),
    ("t200", type(200), "FORMERR q1"),
    ("maila", type(254), noData),
    ("mailb", type(253), noData),
    ("t65535", type(65_535), noData),
    ("t1000", type(1_000), noData),
    ("rrsig", type(46), noData),
    ("null", type(10), noData),
    ("axfr-udp", type(252), "REFUSED q1"),
    (
      "ixfr-udp",
      type(251).with {
        $0.authority = [
          record(owner: wire(apex), .soa, wire("a") + wire("b") + [UInt8](repeating: 0, count: 20))
        ]
      }, "REFUSED q1"
    ),
    ("ixfr-nosoa", type(251), "REFUSED q1"),
    // Without a configured text leaf says nothing about itself; the four tell their version by default.
    ("ch-version", query("version.bind", .txt, .ch), "REFUSED q1"),
    ("ch-idserver", query("id.server", .txt, .ch), "REFUSED q1"),
    ("ch-hostname", query("hostname.bind", .txt, .ch), "REFUSED q1"),
    ("ch-zone", query(apex, .soa, .ch), "REFUSED q1"),
    ("hs-zone", query(apex, .soa, QCLASS(rawValue: 4)), "REFUSED q1"),
    // An authoritative server cannot answer for all classes (RFC 1034 §3.7.1); BIND's FORMERR comes closest.
    ("class-any", query(apex, .soa, .any), "REFUSED q1"),
    ("class-none", query(apex, .soa, .none), "FORMERR q1"),
    ("class0", query(apex, .soa, .zero), "FORMERR q1"),
    ("class-xx", query(apex, .soa, QCLASS(rawValue: 300)), "REFUSED q1"),
  ]

  private static let headers: [(String, Message, String)] = [
    ("flag-aa", query(flags: 0x0400), soa),
    ("flag-tc", query(flags: 0x0200), soa),
    ("flag-rd", query(flags: 0x0100), "NOERROR+AR q1 an:SOA/300"),
    ("flag-ra", query(flags: 0x0080), soa),
    ("flag-z", query(flags: 0x0040), soa),
    ("flag-ad", query(flags: 0x0020), soa),
    ("flag-cd", query(flags: 0x0010), soa),
    ("rcode-set", query(flags: 5), soa),
    ("op1", query(flags: 1 << 11), "NOTIMP q0"),
    ("op2", query(flags: 2 << 11), "NOTIMP q0"),
    ("op3", query(flags: 3 << 11), "NOTIMP q0"),
    ("op6", query(flags: 6 << 11), "NOTIMP q0"),
    ("op7", query(flags: 7 << 11), "NOTIMP q0"),
    ("op15", query(flags: 15 << 11), "NOTIMP q0"),
    ("op15-hdr", Message(flags: 15 << 11), "NOTIMP q0"),
    ("op15-flags", Message(flags: 15 << 11 | 0x07F0), "NOTIMP q0"),
    // Knot and BIND send an OPT record too, without EDE 21.
    ("op15-edns", query(opt()).with { $0.flags = 15 << 11 }, "NOTIMP q0 OPT,15(2)"),
    // leaf has no secondaries and no updates: these OPCODEs are not implemented, wherever they come from.
    ("notify", query(flags: 4 << 11), "NOTIMP q0"),
    ("notify-ooz", query("example.org", flags: 4 << 11), "NOTIMP q0"),
    ("update", query(flags: 5 << 11), "NOTIMP q0"),
    ("update-ooz", query("example.org", flags: 5 << 11), "NOTIMP q0"),
    ("update-qd0", Message(flags: 5 << 11), "NOTIMP q0"),
    ("qr1", query(flags: 0x8000), "none(LeafCore.NoResponseReason.response)"),
    ("qr1-formerr", Message(flags: 0x8000), "none(LeafCore.NoResponseReason.response)"),
    ("qr1-op15", Message(flags: 0x8000 | 15 << 11), "none(LeafCore.NoResponseReason.response)"),
    ("case", query("dEv.eXaMpLe.CoM"), soa),
  ]

  private static let counts: [(String, Message, String)] = [
    ("qd0", Message(), "FORMERR q0"),
    ("qd0-cookie", Message(additional: [opt(cookie(8))]), "NOERROR q0 OPT,10(24)"),
    ("qd2-same", query().with { $0.questions += $0.questions }, "FORMERR q0"),
    ("qd2-diff", query().with { $0.questions.append(question(apex, .a)) }, "FORMERR q0"),
    ("qd2-short", query().with { $0.counts[0] = 2 }, "FORMERR q0"),
    ("qd65535", query().with { $0.counts[0] = 65_535 }, "FORMERR q0"),
    ("an1", query().with { $0.answer = [addressRecord()] }, soa),
    ("an-lie", query().with { $0.counts[1] = 1 }, "FORMERR q0"),
    ("ns1", query().with { $0.authority = [addressRecord()] }, soa),
    ("ns-lie", query().with { $0.counts[2] = 1 }, "FORMERR q0"),
    ("ar1", query(addressRecord()), soa),
    ("ar-lie", query().with { $0.counts[3] = 1 }, "FORMERR q0"),
    ("ar65535", query(opt()).with { $0.counts[3] = 65_535 }, "FORMERR q0 OPT"),
    // Knot refuses it too, but echoes the question of a message that it could not read.
    ("trail", query().with { $0.trailing = [1, 2, 3, 4] }, "FORMERR q0"),
    // Knot answers FORMERR without OPT; RFC 6891 §6.1.1 wants one for the one that came.
    ("trail-edns", query(opt()).with { $0.trailing = [1, 2, 3, 4] }, "FORMERR q0 OPT"),
    ("hdr-only-qd1", Message(counts: [0: 1]), "FORMERR q0"),
  ]

  private static let names: [(String, Message, String)] = [
    ("q-noclass", raw(wire(apex) + [0, 6]), "FORMERR q0"),
    ("q-trunc-label", raw([3, 0x64, 0x65]), "FORMERR q0"),
    ("q-noterm", raw(Array(wire(apex).dropLast())), "FORMERR q0"),
    ("label64", raw([0x40] + [UInt8](repeating: 0x61, count: 64) + [0, 0, 1, 0, 1]), "FORMERR q0"),
    ("label10", raw([0x80, 1, 0x61, 0, 0, 1, 0, 1]), "FORMERR q0"),
    ("elabel", raw([0x41, 8, 0xFF, 0, 0, 1, 0, 1]), "FORMERR q0"),
    ("name256", raw(longName(octets: 256) + [0, 1, 0, 1]), "FORMERR q0"),
    ("name255-oob", raw(longName(octets: 255) + [0, 1, 0, 1]), "REFUSED q1"),
    ("name255-in", raw(longName(octets: 255, ending: wire(apex)) + [0, 1, 0, 1]), "NXDOMAIN+A q1 ns:SOA/60"),
    ("ptr-self", raw([0xC0, 0x0C, 0, 1, 0, 1]), "FORMERR q0"),
    ("ptr-fwd", raw([0xC0, 0x20, 0, 1, 0, 1] + [UInt8](repeating: 0, count: 14) + wire(apex)), "FORMERR q0"),
    ("ptr-hdr", raw([0xC0, 0x00, 0, 1, 0, 1]), "FORMERR q0"),
    ("ptr-oob", raw([0xFF, 0xFF, 0, 1, 0, 1]), "FORMERR q0"),
    ("ptr-loop2", raw([1, 0x61, 0xC0, 0x0C, 0, 1, 0, 1]), "FORMERR q0"),
    ("ptr-half", raw([1, 0x61, 0xC0]), "FORMERR q0"),
    ("ptr-ok-additional", query(record(owner: [0xC0, 0x0C], .a, [1, 2, 3, 4])), soa),
    ("nulbyte", query(#"a\000b.dev.example.com"#, .a), "NXDOMAIN+A q1 ns:SOA/60"),
    ("dotlabel", query(#"1\.2\.3\.4.dev.example.com"#, .a), "NXDOMAIN+A q1 ns:SOA/60"),
    ("hibyte", query(#"\128\255.dev.example.com"#, .a), "NXDOMAIN+A q1 ns:SOA/60"),
    ("star", query("*.dev.example.com", .a), "NXDOMAIN+A q1 ns:SOA/60"),
    ("rootq", query(".", .a), "REFUSED q1"),
    ("labels127", query(String(repeating: "a.", count: 119) + apex, .a), "NXDOMAIN+A q1 ns:SOA/60"),
  ]

  private static let edns: [(String, Message, String)] = [
    ("edns0", query(opt()), soa + " OPT"),
    ("edns1", query(opt(version: 1)), "BADVERS q1 OPT"),
    ("edns255", query(opt(version: 255)), "BADVERS q1 OPT"),
    ("edns1-opt", query(opt(version: 1, option(100))), "BADVERS q1 OPT"),
    ("edns1-do", query(opt(version: 1, flags: 0x8000)), "BADVERS q1 OPT,do"),
    ("edns-do", query(opt(flags: 0x8000)), soa + " OPT,do"),
    ("edns-z", query(opt(flags: 0x7FFF)), soa + " OPT"),
    ("edns-extrcode", query(opt(extendedRCODE: 1)), soa + " OPT"),
    ("edns-opt100", query(opt(option(100))), soa + " OPT"),
    ("edns-opt65001", query(opt(option(65_001, [UInt8](repeating: 1, count: 200)))), soa + " OPT"),
    ("edns-sz0", query(opt(size: 0)), soa + " OPT"),
    ("edns-sz1", query(opt(size: 1)), soa + " OPT"),
    ("edns-sz65535", query(opt(size: 65_535)), soa + " OPT"),
    // In what follows, the four send FORMERR without the OPT record that RFC 6891 §7 demands, or answer.
    ("edns-two", query(opt(), opt()), "FORMERR q1 OPT"),
    ("edns-owner", query(opt(owner: wire("a"))), "FORMERR q1 OPT"),
    ("edns-in-an", query().with { $0.answer = [opt()] }, "FORMERR q1 OPT"),
    ("edns-in-ns", query().with { $0.authority = [opt()] }, "FORMERR q1 OPT"),
    ("edns-optlen", query(opt(option(100, [1], length: 9))), "FORMERR q1 OPT"),
    ("edns-rd3", query(opt([0, 100, 0])), "FORMERR q1 OPT"),
    ("edns-rdlen", query(opt(length: 400)), "FORMERR q0 OPT"),
    ("edns-first", query(opt(), addressRecord()), soa + " OPT"),
    // Without a configured name leaf has none to give; the four give the host's by default.
    ("edns-nsid", query(opt(option(3))), soa + " OPT"),
    ("edns-nsid-pl", query(opt(option(3, [1, 2]))), soa + " OPT"),
    ("edns-nsid-twice", query(opt(option(3), option(3))), soa + " OPT"),
    ("cookie0", query(opt(cookie(0))), "FORMERR q1 OPT"),
    ("cookie7", query(opt(cookie(7))), "FORMERR q1 OPT"),
    ("cookie8", query(opt(cookie(8))), soa + " OPT,10(24)"),
    ("cookie9", query(opt(cookie(9))), "FORMERR q1 OPT"),
    ("cookie15", query(opt(cookie(15))), "FORMERR q1 OPT"),
    ("cookie16", query(opt(cookie(16))), soa + " OPT,10(24)"),
    ("cookie24", query(opt(cookie(24))), soa + " OPT,10(24)"),
    ("cookie40", query(opt(cookie(40))), soa + " OPT,10(24)"),
    ("cookie41", query(opt(cookie(41))), "FORMERR q1 OPT"),
    ("ecs0", query(opt(option(8, [0, 1, 0, 0]))), soa + " OPT"),
    ("ecs24", query(opt(option(8, [0, 1, 24, 0, 192, 0, 2]))), soa + " OPT"),
    ("ecs-fam9", query(opt(option(8, [0, 9, 24, 0, 192, 0, 2]))), soa + " OPT"),
    ("ecs-long", query(opt(option(8, [0, 1, 8, 0, 192, 0, 2, 1]))), soa + " OPT"),
    ("ecs-scope", query(opt(option(8, [0, 1, 24, 24, 192, 0, 2]))), soa + " OPT"),
    ("ecs-short", query(opt(option(8, [0, 1]))), soa + " OPT"),
    ("expire", query(opt(option(9))), soa + " OPT"),
    ("keepalive-udp", query(opt(option(11))), soa + " OPT"),
    ("padding", query(opt(option(12, [0, 0, 0]))), soa + " OPT"),
    ("zoneversion", query(opt(option(19))), soa + " OPT"),
    ("ede-in-q", query(opt(option(15, [0, 1]))), soa + " OPT"),
    ("chain", query(opt(option(13, wire("com")))), soa + " OPT"),
    ("keytag", query(opt(option(14, [0, 1]))), soa + " OPT"),
    ("report-channel", query(opt(option(18))), soa + " OPT"),
    ("edns-refused", query("example.org", .a).with { $0.additional = [opt()] }, "REFUSED q1 OPT,15(2)"),
    (
      "edns-nx", query("nope.dev.example.com", .a).with { $0.additional = [opt()] },
      "NXDOMAIN+A q1 ns:SOA/60 OPT"
    ),
  ]

  private static let signed: [(String, Message, String)] = [
    ("tsig-unknown", query(tsig()), "NOTAUTH q1 ar:TSIG/0"),
    ("tsig-notlast", query(tsig(), addressRecord()), "FORMERR q1"),
    ("tsig-two", query(tsig(), tsig()), "FORMERR q1"),
    ("tsig-class", query(tsig(rrclass: .in)), "FORMERR q1"),
    ("tsig-opt", query(opt(), tsig()), "NOTAUTH q1 ar:TSIG/0 OPT"),
    ("tsig-alg", query(tsig(algorithm: "bogus")), "NOTAUTH q1 ar:TSIG/0"),
    ("tsig-short", query(record(.tsig, class: .any, [0])), "FORMERR q1"),
    // SIG is class ANY in SIG(0) (RFC 2931 §3), and means nothing here: Knot and PowerDNS answer too.
    ("sig0", query(record(RRType(rawValue: 24), class: .any, [0, 0, 1])), soa),
    ("tsig-in-an", query().with { $0.answer = [tsig()] }, "FORMERR q1"),
    ("a-rdlen-over", query(record(.a, length: 400, [1, 2, 3, 4])), "FORMERR q0"),
    ("a-rdlen-3", query(record(.a, [1, 2, 3])), "FORMERR q0"),
    ("soa-badrd", type(251).with { $0.authority = [record(owner: wire(apex), .soa, [0])] }, "FORMERR q0"),
    ("ptr-in-rdata-loop", query(record(.ns, [0xC0, 0x2C])), "FORMERR q0"),
  ]

  /// A header that announces one question, and these octets.
  private static func raw(_ octets: [UInt8]) -> Message {
    Message(questions: [octets])
  }
}
