import DNSZoneFile
import Testing

@Suite struct `A zone` {
  @Test func `that has all it needs has no problem`() {
    #expect(checked(head) == [])
    // The owners of NSEC3 records are no names of the zone (RFC 5155 §7.2.8).
    let hash = "0p9mhaveqvm6t7vbl5lop2u3t2rp3tom"
    #expect(
      checked(
        "$TTL 5\n@ SOA a.test. b.test. 1 7200 3600 1209600 300\n@ NS ns.test.\n@ DNAME b.\n@ NSEC3PARAM 1 0 150 -\n\(hash) NSEC3 1 0 150 - \(hash) SOA\n"
      ) == [])
  }

  @Test(arguments: [
    (
      "a CNAME b\na A 192.0.2.1",
      "error zones/db:5:1: a.example. has a CNAME and A too; allowed beside a CNAME are RRSIG, NSEC and KEY"
    ),
    (
      "@ NSEC3PARAM 1 0 151 -",
      "error zones/db:5:1: 151 iterations of NSEC3 are more than validators take; allowed are 150 at most, and 0 are best"
    ),
    ("a CNAME b\na CNAME c", "error zones/db:6:1: a.example. has more than one CNAME; allowed is one"),
    ("a DNAME b.\na DNAME c.", "error zones/db:6:1: a.example. has more than one DNAME; allowed is one"),
    (
      "a DNAME b.\nx.a A 192.0.2.1",
      "error zones/db:6:1: x.a.example. is below the DNAME of a.example.; allowed is nothing there"
    ),
    (
      "a DNAME b.\nx.a RRSIG A 13 3 5 20300101000000 20200101000000 1 example. AAAA",
      "error zones/db:6:1: x.a.example. is below the DNAME of a.example.; allowed is nothing there"
    ),
    (
      "a SOA b c 1 7200 3600 1209600 300",
      "error zones/db:5:1: a.example. has an SOA; allowed is one alone, at example."
    ),
    (
      "@ SOA b c 1 7200 3600 1209600 300",
      "error zones/db:2:1: example. has more than one SOA; allowed is one"
    ),
    (
      "a 5 A 192.0.2.1\na 7 A 192.0.2.2",
      "warning zones/db:6:1: the TTLs of a.example. A are from 5 to 7; all get the lowest"
    ),
    ("@ NS a\na CNAME b", "warning zones/db:5:1: example. NS leads to a.example., which has a CNAME"),
    ("b MX 5 a\na CNAME b", "warning zones/db:5:1: b.example. MX leads to a.example., which has a CNAME"),
    (
      "a NS b.a",
      "warning zones/db:5:1: a.example. NS leads to b.a.example., which has no address in the zone"
    ),
    (
      "*.w A 192.0.2.1\nb.x.w TXT c\na NS y.x.w",
      "warning zones/db:7:1: a.example. NS leads to y.x.w.example., which has no address in the zone"
    ),
    (
      "*.w CNAME b.\na MX 5 y.x.w",
      "warning zones/db:6:1: a.example. MX leads to y.x.w.example., which has a CNAME"
    ),
    (
      "a NS ns\nx.a TXT b",
      "warning zones/db:6:1: x.a.example. TXT is below the delegation of a.example., so that nobody gets it"
    ),
    (
      "a NS ns\na TXT b",
      "warning zones/db:6:1: a.example. TXT is beside a delegation, so that nobody gets it"
    ),
    (
      "*.w NS ns",
      "warning zones/db:5:1: *.w.example. has NS, and what that means of a wildcard is left open: servers and validators differ"
    ),
    (
      "*.w DNAME b.",
      "warning zones/db:5:1: *.w.example. has DNAME, and what that means of a wildcard is left open: servers and validators differ"
    ),
  ])
  func `that breaks a rule has it told`(text: String, problem: String) {
    #expect(checked(head + text) == [problem])
  }

  private static func signature(_ owner: String, _ type: String, ttl: Int = 300) -> String {
    "\(owner) \(ttl) RRSIG \(type) 13 1 300 20300101000000 20200101000000 1 example. AAAA"
  }

  private static let hash = "0p9mhaveqvm6t7vbl5lop2u3t2rp3tom"

  @Test(arguments: [
    (
      [signature("@", "SOA")],
      "warning zones/db:5:1: example. is signed, but has no NSEC or NSEC3PARAM record, so that it cannot show what is not there"
    ),
    (
      [signature("@", "SOA"), "@ NSEC3PARAM 1 0 0 -", "\(hash) NSEC3 1 0 0 AB \(hash) SOA"],
      "warning zones/db:6:1: no NSEC3 record of example. has the parameters of an NSEC3PARAM, so that the zone cannot show what is not there"
    ),
    (
      [signature("@", "SOA"), "@ NSEC3PARAM 1 0 0 -", "\(hash) NSEC3 1 0 0 - \(hash) A"],
      "warning zones/db:6:1: no NSEC3 record of example. has the parameters of an NSEC3PARAM, so that the zone cannot show what is not there"
    ),
    (
      [signature("@", "SOA"), "@ NSEC3PARAM 1 1 0 -", "\(hash) NSEC3 1 0 0 - \(hash) SOA"],
      "warning zones/db:6:1: no NSEC3 record of example. has the parameters of an NSEC3PARAM, so that the zone cannot show what is not there"
    ),
    (
      [signature("@", "NS", ttl: 7), signature("@", "SOA"), "@ NSEC ns SOA NS RRSIG NSEC"],
      "warning zones/db:5:1: the TTL of example. RRSIG NS is 7, and that of what it signs 300; it gets that"
    ),
    (
      ["ns AAAA ::1", signature("ns", "AAAA", ttl: 5)],
      "warning zones/db:6:1: the TTL of ns.example. RRSIG AAAA is 5, and that of what it signs 300; it gets that"
    ),
    (
      [signature("@", "NS"), signature("@", "SOA", ttl: 7), "@ NSEC ns SOA NS RRSIG NSEC"],
      "warning zones/db:6:1: the TTL of example. RRSIG SOA is 7, and that of what it signs 300; it gets that"
    ),
    (
      [signature("ns", "NSEC", ttl: 7), "ns 9 NSEC @ A RRSIG NSEC"],
      "warning zones/db:5:1: the TTL of ns.example. RRSIG NSEC is 7, and that of what it signs 9; it gets that"
    ),
  ])
  func `that is signed has it told if validators would not believe it`(lines: [String], problem: String) {
    #expect(checked(head + lines.joined(separator: "\n")) == [problem])
  }

  @Test(arguments: [
    [signature("@", "SOA"), "@ NSEC ns SOA NS RRSIG NSEC"],
    [
      signature("@", "SOA"), "@ NSEC3PARAM 1 0 5 CD", "@ NSEC3PARAM 1 0 0 -",
      "\(hash) NSEC3 1 1 0 - \(hash) A NS SOA CAA",
    ],
    // Of what is not there.
    [signature("ns", "TXT", ttl: 5)],
  ])
  func `that is signed may have this`(lines: [String]) {
    #expect(checked(head + lines.joined(separator: "\n")) == [])
  }

  @Test func `signatures get the TTL of what they sign (RFC 4034 §3)`() {
    let text =
      head + "a 5 A 192.0.2.1\na 7 A 192.0.2.2\n" + Self.signature("a", "A") + "\n"
      + Self.signature("a", "CAA", ttl: 8) + "\na 9 CAA 0 issue \"x\"\n"
    let ttls = lines(text).filter { $0.hasPrefix("a.") }.map { $0.split(separator: " ")[1] }
    #expect(ttls == ["5", "5", "5", "9", "9"])
  }

  @Test(arguments: [
    "a A 192.0.2.1\na A 192.0.2.1\nA A 192.0.2.1", "a NS b.a\nb.a A 192.0.2.1", "*.w A 192.0.2.1\na NS x.w",
    "*.w A 192.0.2.1\nz A 192.0.2.1\na NS x.w",
    "a NS b.\na TYPE43 \\# 5 000105FD01", "a MX 0 .", "a MX 0 b", "a NSEC b CNAME NSEC\na CNAME b",
    "a-b DNAME c.\nx.a TXT b",
  ])
  func `may have this`(text: String) {
    #expect(checked(head + text) == [])
  }

  @Test func `has a record that is there twice once, with the lower TTL`() {
    let text = "a 7 A 192.0.2.1\nb A 192.0.2.2\nA 5 A 192.0.2.1\na 6 A 192.0.2.1"
    #expect(checked(head + text) == [])
    #expect(lines(head + text).filter { $0.hasPrefix("a.") } == ["a.example. 5 IN A 192.0.2.1"])
  }

  @Test func `without SOA or NS is an error`() {
    #expect(
      checked("a 5 A 192.0.2.1") == ["error zones/db: example. has no SOA; allowed is one at the zone's name"]
    )
    #expect(
      checked("@ 5 SOA a b 1 7200 3600 1209600 300")
        == ["error zones/db:1:1: example. has no NS; allowed is one or more"])
  }

  @Test func `has missing glue as an error where that is asked for`() {
    #expect(
      checked(head + "a NS b.a", isStrict: true)
        == ["error zones/db:5:1: a.example. NS leads to b.a.example., which has no address in the zone"])
  }

  @Test(arguments: [
    ("0 3600 1209600 300", "refresh is 0: secondaries would ask without a pause"),
    ("7200 0 1209600 300", "retry is 0: secondaries would ask again without a pause"),
    ("7200 3600 10800 300", "expire, 10800, is not over refresh and retry, 7200 and 3600, together"),
    (
      "7200 3600 1209600 86401",
      "minimum, 86401, is over a day: resolvers keep as long that a name does not exist"
    ),
  ])
  func `has the times of its SOA looked at`(times: String, problem: String) {
    #expect(
      checked("@ 5 SOA a. b. 1 \(times)\n@ NS a.") == ["warning zones/db:1:1: \(problem)"])
  }

  @Test func `is printed in canonical order, the SOA first, in lower case, the lowest TTL for each RRset`() {
    let text = """
      $ORIGIN example.
      Z A 192.0.2.1
      \\001.z A 192.0.2.2
      *.z A 192.0.2.3
      \\200.z A 192.0.2.4
      yljkjljk.a MX 5 B
      a.B A 192.0.2.6
      b TXT "Case Is Kept"
      b 9 A 192.0.2.8
      b A 192.0.2.7
      """
    #expect(
      lines(head + text) == [
        "example. 300 IN SOA ns.example. hostmaster.example. 1 7200 3600 1209600 300",
        "example. 300 IN NS ns.example.",
        "yljkjljk.a.example. 300 IN MX 5 b.example.",
        "b.example. 9 IN A 192.0.2.7",
        "b.example. 9 IN A 192.0.2.8",
        "b.example. 300 IN TXT \"Case Is Kept\"",
        "a.b.example. 300 IN A 192.0.2.6",
        "ns.example. 300 IN A 192.0.2.53",
        "z.example. 300 IN A 192.0.2.1",
        "\\001.z.example. 300 IN A 192.0.2.2",
        "*.z.example. 300 IN A 192.0.2.3",
        "\\200.z.example. 300 IN A 192.0.2.4",
      ])
  }

  @Test func `is read again as it was printed`() {
    let text =
      head
      + "a TXT \"\\\"\\001\\\\\" b\na\\.b.c MX 1 \\@.\n$GENERATE 1-9 $ A 192.0.2.$\nt TYPE65000 \\# 2 0102\n"
    let printed = lines(text)
    #expect(printed.count == 15)
    #expect(lines(printed.joined(separator: "\n")) == printed)
  }
}
