import DNSWire

/// Packets that broke real servers, each with where it is known from.
package enum HostileMessages {
  private static let apex = "dev.example.com"

  private static func raw(_ question: [UInt8]) -> Message { Message(questions: [question]) }

  private static func additional(_ records: [UInt8]...) -> Message {
    .query(apex, .soa, additional: records)
  }

  /// What leaf answers with FORMERR, over either transport.
  package static let formErr: [(String, Message)] = [
    // CVE-2015-1868 (PowerDNS), CVE-2018-20994 (trust-dns-proto), CVE-2017-9345 (Wireshark).
    ("ptr-self", raw([0xC0, 0x0C, 0, 1, 0, 1])),
    // CVE-2015-5470: the loop that grows by a label.
    ("ptr-grow", raw([1, 0x61, 0xC0, 0x0C, 0, 1, 0, 1])),
    // RFC 9267 §2: the question's name points to the additional record's, and that one back.
    (
      "ptr-mutual",
      Message(
        questions: [[0xC0, 0x12, 0, 1, 0, 1]], additional: [record(owner: [0xC0, 0x0C], .a, [1, 2, 3, 4])])
    ),
    ("ptr-forward", raw([0xC0, 0x20, 0, 1, 0, 1] + [UInt8](repeating: 0, count: 14) + wire(apex))),
    // The ID and flags read as a label.
    ("ptr-header", raw([0xC0, 0x00, 0, 1, 0, 1]).with { $0.id = 0x0161 }),
    // CVE-2020-24338, CVE-2020-27738 (RFC 9267 §2).
    ("ptr-oob", raw([0xFF, 0xFF, 0, 1, 0, 1])),
    // CVE-2020-25767, CVE-2020-24339, CVE-2020-24335.
    ("ptr-half", raw([0xC0])),
    // CVE-2020-25110, CVE-2020-15795, CVE-2020-27009 (RFC 9267 §3).
    ("label-overrun", raw([3, 0x64, 0x65])),
    // CVE-2020-25107, CVE-2020-17440, CVE-2020-24383, CVE-2020-27736 (RFC 9267 §4).
    ("label-no-term", raw([3, 0x64, 0x65, 0x76])),
    ("label-type-01", raw([0x40, 0, 0, 1, 0, 1])),
    ("label-type-10", raw([0x80, 0, 0, 1, 0, 1])),
    ("label-bitstring", raw([0x41, 8, 0xFF, 0, 0, 1, 0, 1])),
    ("name-256", raw(longName(octets: 256) + [0, 1, 0, 1])),
    // CVE-2020-25108, CVE-2020-24336 (RFC 9267 §5).
    ("rdlength-overrun", additional(record(.a, length: 400, [1, 2, 3, 4]))),
    ("rdlength-short", additional(record(.a, [1, 2, 3]))),
    ("rdlength-short-soa", additional(record(.soa, [0]))),
    ("rdlength-short-rrsig", additional(record(.rrsig, [UInt8](repeating: 0, count: 18)))),
    // CVE-2012-1667 (BIND).
    ("rdlength-zero", additional(record(.a, []))),
    // CVE-2020-25109, CVE-2020-24340, CVE-2020-24334, CVE-2020-27737 (RFC 9267 §6).
    ("count-lies-an", Message.query(apex).with { $0.counts[1] = 1 }),
    ("count-lies-ns", Message.query(apex).with { $0.counts[2] = 65_535 }),
    ("count-lies-ar", Message.query(apex).with { $0.counts[3] = 65_535 }),
    // RFC 9619; BIND's formerr tests.
    ("qd-2-same", raw(question(apex)).with { $0.questions += $0.questions }),
    ("qd-2-type", raw(question(apex)).with { $0.questions.append(question(apex, .soa)) }),
    ("qd-2-class", raw(question(apex)).with { $0.questions.append(question(apex, .a, .ch)) }),
    ("qd-2-in-one", raw(wire(apex) + question(apex)).with { $0.counts[0] = 2 }),
    ("qd-0", Message()),
    // CVE-2009-1755 (NSD), off by one.
    ("question-noclass", raw(wire(apex) + [0, 1])),
    ("record-noTTL", additional(Array(record(.a, [1, 2, 3, 4]).prefix(5)))),
    ("record-owner-256", additional(record(owner: longName(octets: 256), .a, [1, 2, 3, 4]))),
    ("opt-two", additional(opt(), opt())),
    ("opt-owner", additional(opt(owner: wire("a")))),
    ("opt-in-answer", Message.query(apex).with { $0.answer = [opt()] }),
    ("opt-in-authority", Message.query(apex).with { $0.authority = [opt()] }),
    // CVE-2016-2848 (BIND).
    ("opt-optlen", additional(opt(option(100, length: 5)))),
    ("opt-rdata-1", additional(opt([0]))),
    ("opt-rdata-2", additional(opt([0, 3]))),
    ("opt-rdata-3", additional(opt([0, 3, 0]))),
    ("cookie-lens-0", additional(opt(cookie(0)))),
    ("cookie-lens-7", additional(opt(cookie(7)))),
    ("cookie-lens-9", additional(opt(cookie(9)))),
    ("cookie-lens-15", additional(opt(cookie(15)))),
    ("cookie-lens-41", additional(opt(cookie(41)))),
    ("tsig-not-last", additional(tsig(), addressRecord())),
    ("tsig-two", additional(tsig(), tsig())),
    // Knot DNS: a crash on malformed TSIG; CVE-2020-8617 (BIND).
    ("tsig-truncated", additional(record(.tsig, class: .any, [0]))),
    ("tsig-mac-lie", additional(tsig(macSize: 0xFFFF))),
    // CVE-2015-5477 (BIND).
    (
      "tkey-query",
      Message.query(apex, .tkey, additional: [record(owner: wire(apex), .tkey, class: .any, [0])])
    ),
    // 128 is NXNAME (RFC 9824 §3.5).
    ("qtype-meta-41", Message.query(apex, .opt)),
    ("qtype-meta-128", Message.query(apex, QTYPE(rawValue: 128))),
    ("qtype-meta-248", Message.query(apex, QTYPE(rawValue: 248))),
  ]

  /// What leaf answers otherwise, with the response in a line.
  package static let answered: [(String, Message, String)] = [
    // NSD's qname_offbyone test.
    (
      "name-255-in-zone", raw(longName(octets: 255, ending: wire(apex)) + [0, 1, 0, 1]),
      "NXDOMAIN+A q1 ns:SOA/60"
    ),
    // CVE-2016-5426 (PowerDNS).
    ("labels-127", .query(String(repeating: "a.", count: 119) + apex), "NXDOMAIN+A q1 ns:SOA/60"),
    // CVE-2016-5427 (PowerDNS): a dot inside a label.
    ("dot-in-label", .query(#"1\.2\.3\.4.dev.example.com"#), "NXDOMAIN+A q1 ns:SOA/60"),
    ("nul-in-label", .query(#"a\000b.dev.example.com"#), "NXDOMAIN+A q1 ns:SOA/60"),
    ("ctl-in-label", .query(#"\010\027\128\255.dev.example.com"#), "NXDOMAIN+A q1 ns:SOA/60"),
    // CVE-2017-13704 (dnsmasq).
    ("opt-size-0", additional(opt(size: 0)), "NOERROR+A q1 an:SOA/300 OPT"),
    ("opt-size-1", additional(opt(size: 1)), "NOERROR+A q1 an:SOA/300 OPT"),
    // NSD 4.6.1 sends a malformed OPT record.
    ("opt-nsid-twice", additional(opt(option(3), option(3))), "NOERROR+A q1 an:SOA/300 OPT"),
    ("ecs-bad-family", additional(opt(option(8, [0, 9, 24, 0, 1, 2, 3]))), "NOERROR+A q1 an:SOA/300 OPT"),
    ("ecs-overlong", additional(opt(option(8, [0, 1, 8, 0, 1, 2, 3, 4, 5]))), "NOERROR+A q1 an:SOA/300 OPT"),
    ("ecs-scope", additional(opt(option(8, [0, 1, 24, 24, 1, 2, 3]))), "NOERROR+A q1 an:SOA/300 OPT"),
    // CVE-2025-40775 (BIND).
    ("tsig-alg-bogus", additional(tsig(algorithm: "bogus")), "NOTAUTH q1 ar:TSIG/0"),
    // CVE-2024-1975 (BIND).
    (
      "sig0-junk", additional(record(RRType(rawValue: 24), class: .any, [UInt8](repeating: 9, count: 300))),
      "NOERROR+A q1 an:SOA/300"
    ),
    // CVE-2021-36754 (PowerDNS).
    ("qtype-65535", .query(apex, QTYPE(rawValue: 65_535)), "NOERROR+A q1 ns:SOA/60"),
    ("qtype-0", .query(apex, QTYPE(rawValue: 0)), "NOERROR+A q1 ns:SOA/60"),
    // NSD 4.6 echoes the flags.
    ("opcode-15-flags", Message(flags: 15 << 11 | 0x07F0), "NOTIMP q0"),
    // CVE-2026-5946 (BIND).
    ("class-nonIN-update", .query(apex, .soa, .ch, flags: 5 << 11), "NOTIMP q0"),
    ("class-nonIN-notify", .query(apex, .soa, QCLASS(rawValue: 4), flags: 4 << 11), "NOTIMP q0"),
    // CVE-2009-0696 (BIND).
    (
      "update-rdata",
      Message.query(apex, .soa, flags: 5 << 11).with {
        $0.authority = [record(owner: wire(apex), RRType(rawValue: 255), class: .any, [1, 2, 3])]
      }, "NOTIMP q0"
    ),
    // CVE-2012-2978 (NSD) came with a message that was only called non-standard.
    (
      "non-standard", Message(flags: 0x7FFF, counts: [0: 65_535, 1: 65_535, 2: 65_535, 3: 65_535]),
      "NOTIMP q0"
    ),
  ]
}
