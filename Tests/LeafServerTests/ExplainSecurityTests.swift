import DNSSecurity
import DNSWire
import LeafCore
import Testing

@testable import LeafConfiguration
@testable import LeafServer

/// A zone that is signed, and what leaf explain says of it.
private struct ExplainedZone {
  private static let text = """
    $TTL 300
    @ SOA ns host 1 7200 3600 1209600 300
      NS ns
    ns A 192.0.2.53
    www A 192.0.2.1
    deep.below A 192.0.2.2
    *.wild TXT wild
    alias CNAME www
    old DNAME elsewhere.test.
    safe NS ns.safe
    safe DS 60485 13 2 2BB183AF5F22588179A53B0A98631FAD1A2921182BB183AF5F22588179A53B0A
    ns.safe A 192.0.2.54
    sub NS ns.sub
    ns.sub A 192.0.2.55

    """
  static let time: UInt64 = 1_795_000_000

  private let authority: Authority

  /// - Parameter settings: What the zone's table has.
  init(_ settings: String) throws {
    let folder = try ZoneFolder(["zone": Self.text])
    let file = "[zone.'example']\nfile = '\(folder.path)/zone'\n[zone.'example'.dnssec]\n\(settings)\n"
    let configuration = try LoadedConfiguration(
      commandLine: CommandLineValues(flags: [:]), environment: [:], coreCount: 1
    ) { path throws(FileError) in path == "leaf.toml" ? Array(file.utf8) : nil }.configuration
    let signing = LoadSigning(
      folder: "/nowhere", withoutKey: .isShown, time: Self.time,
      online: OnlineSigning(.random(signatures: 4), limit: nil))
    authority = configuration.authority(randomSecret: .random()) { apex in
      configuration.origin(of: apex).flatMap {
        ZoneLoad(apex, configuration.settings(of: apex), nil, $0, signing).zone
      }
    }
  }

  func text(_ name: String, _ type: String, at time: UInt64 = time) throws -> String {
    explanation(
      of: try DomainName(presentation: name), try #require(QTYPE(presentation: type)), authority,
      isSecure: true, at: Now(monotonic: .zero, unixTime: time))
  }

  /// The lines below that of an RRset, or of all with a type.
  func lines(_ name: String, _ type: String, of sets: String..., at time: UInt64 = time) throws -> [String] {
    let text = try text(name, type, at: time)
    let part = try #require(text.split(separator: ";; DNSSEC:\n").dropFirst().first)
    var isWanted = false
    return part.split(separator: "\n").map(String.init).filter { line in
      guard line.hasPrefix("  ") else {
        isWanted = sets.contains { line == $0 || line.hasSuffix(" \($0)") }
        return false
      }
      return isWanted
    }.map { String($0.dropFirst(2)) }
  }

  func meanings(_ name: String, _ type: String, of set: String) throws -> [String] {
    try lines(name, type, of: set).filter { !$0.hasPrefix("signed with") }
  }
}

@Suite struct `leaf explain --dnssec` {
  @Test func `tells of each signature by which key, from when until when, and that it verifies`() throws {
    for settings in ["enabled = true", "enabled = true\nmode = 'online'"] {
      let lines = try ExplainedZone(settings).lines("www.example", "A", of: "www.example. A")
      #expect(lines.count == 1)
      let pattern =
        #/signed with the key \d+ \(ECDSAP256SHA256\) of example\., from 2026\d{10} until 2026\d{10} UTC: it verifies/#
      #expect(lines.allSatisfy { $0.wholeMatch(of: pattern) != nil }, "\(lines)")
    }
  }

  @Test(arguments: [
    (
      "missing.example", "A",
      "shows that there is no name missing.example.: the one after deep.below.example. is ns.example."
    ),
    ("missing.example", "A", "shows that there is no wildcard *.example. that would stand for it"),
    ("www.example", "MX", "shows that www.example. exists, and has no MX: it has A RRSIG NSEC"),
    (
      "below.example", "A",
      "shows that below.example. has no records, and exists: deep.below.example. is below it"
    ),
    (
      "x.wild.example", "TXT",
      "shows that there is no name x.wild.example.: the one after *.wild.example. is www.example."
    ),
    ("x.wild.example", "A", "shows that the wildcard *.wild.example. has no A: it has TXT RRSIG NSEC"),
    (
      "x.sub.example", "A",
      "shows that sub.example. is a delegation without DS: it is insecure, and what is below need not be signed"
    ),
    (
      "sub.example", "DS",
      "shows that sub.example. is a delegation without DS: it is insecure, and what is below need not be signed"
    ),
  ])
  func `tells what NSEC shows`(_ name: String, _ type: String, _ text: String) throws {
    let lines = try ExplainedZone("enabled = true").meanings(name, type, of: "NSEC")
    #expect(lines.contains(text), "\(lines)")
  }

  @Test(arguments: [
    ("a.b.example", "A", "is the hash of example., which exists: the closest encloser of a.b.example."),
    (
      "a.b.example", "A",
      "shows that there is no name b.example., nor any below: its hash is between two that follow each other"
    ),
    ("a.b.example", "A", "shows that there is no wildcard *.example. that would stand for it"),
    ("www.example", "MX", "is the hash of www.example."),
    ("www.example", "MX", "shows that www.example. exists, and has no MX: it has A RRSIG"),
    ("below.example", "A", "shows that below.example. has no records, and exists: there are names below it"),
    (
      "x.wild.example", "TXT",
      "shows that there is no name x.wild.example., nor any below: its hash is between two that follow each other"
    ),
    (
      "x.wild.example", "A",
      "is the hash of wild.example., which exists: the closest encloser of x.wild.example."
    ),
    ("x.wild.example", "A", "shows that the wildcard *.wild.example. has no A: it has TXT RRSIG"),
    (
      "x.sub.example", "A",
      "shows that sub.example. is a delegation without DS: it is insecure, and what is below need not be signed"
    ),
  ])
  func `tells what NSEC3 shows`(_ name: String, _ type: String, _ text: String) throws {
    let lines = try ExplainedZone("enabled = true\ndenial = 'nsec3'").meanings(name, type, of: "NSEC3")
    #expect(lines.contains(text), "\(lines)")
  }

  @Test(arguments: [
    ("missing.example", "A", "shows by NXNAME that there is no name missing.example. (RFC 9824 §2)"),
    ("www.example", "MX", "shows that www.example. exists, and has no MX: it has A RRSIG NSEC"),
    ("below.example", "A", "shows that below.example. has no records, and exists: there are names below it"),
    (
      "x.sub.example", "A",
      "shows that sub.example. is a delegation without DS: it is insecure, and what is below need not be signed"
    ),
  ])
  func `tells what compact denial shows`(_ name: String, _ type: String, _ text: String) throws {
    let zone = try ExplainedZone("enabled = true\nmode = 'online'")
    #expect(try zone.meanings(name, type, of: "NSEC") == [text])
    #expect(try zone.lines(name, type, of: "NSEC").filter { $0.hasSuffix("UTC: it verifies") }.count == 1)
  }

  @Test func `tells of records that come of a wildcard`() throws {
    let lines = try ExplainedZone("enabled = true").lines("x.wild.example", "TXT", of: "x.wild.example. TXT")
    #expect(lines.count == 2 && lines[0].hasSuffix("it verifies"))
    #expect(lines.last == "its labels field is 2: the records come of the wildcard *.wild.example.")
  }

  @Test func `tells why records are not signed`() throws {
    let zone = try ExplainedZone("enabled = true")
    #expect(
      try zone.lines("x.old.example", "A", of: "CNAME") == [
        "not signed: it follows from the DNAME (RFC 6672 §5.3.1)"
      ])
    #expect(
      try zone.lines("x.safe.example", "A", of: "NS") == [
        "not signed: a delegation's NS records are those of safe.example."
      ])
    #expect(try zone.lines("x.safe.example", "A", of: "ns.safe.example. A") == ["not signed: it is glue"])
    let secure = "shows that the delegation is secure, by which keys of safe.example."
    #expect(try zone.lines("x.safe.example", "A", of: "DS").first == secure)
    #expect(try zone.lines("x.safe.example", "A", of: "NSEC") == [])
  }

  @Test func `tells of a signature that has ended or has not begun`() throws {
    let (zone, day) = (try ExplainedZone("enabled = true"), UInt64(86_400))
    let late = try zone.lines("www.example", "A", of: "A", at: ExplainedZone.time + 15 * day)
    #expect(late.allSatisfy { $0.hasSuffix(": it HAS ENDED, and was right until then") } && late.count == 1)
    let early = try zone.lines("www.example", "A", of: "A", at: ExplainedZone.time - day)
    #expect(early.allSatisfy { $0.hasSuffix(": it HAS NOT BEGUN to be valid") } && early.count == 1)
  }

  @Test func `says that a zone is not signed`() throws {
    let text = try ExplainedZone("enabled = false").text("www.example", "A")
    #expect(text.hasSuffix("\n\n;; DNSSEC:\nexample. has no DNSKEY record: nothing of it is signed"))
  }
}

@Suite struct `What leaf explain --dnssec says of wrong signatures` {
  private static let rdata: [UInt8] = [192, 0, 2, 1]

  @Test func `is that they do not verify`() throws {
    let key = ZoneKey(
      try SigningKey(generating: .ed25519), of: DomainName(labels: ["example"]), isEntryPoint: true)
    let other = ZoneKey(
      try SigningKey(generating: .ed25519), of: DomainName(labels: ["example"]), isEntryPoint: true)
    let fields: [UInt8] = [0, 1, 15, 1, 0, 0, 0, 60, 0, 0, 0, 100, 0, 0, 0, 1]
    let tag = [UInt8(key.record.tag >> 8), UInt8(truncatingIfNeeded: key.record.tag)]
    let name = DomainName(labels: ["example"])
    var signature = try #require(RRSIG(rdata: fields + tag + name.wireForm))
    var set = ResponseRRset(section: .answer, owner: name, type: .a, records: [Self.rdata])
    signature.signature = try key.signing.sign(try #require(set.rrset.signedOctets(signature)))
    set.signatures = [signature]
    func verdict(_ set: ResponseRRset, _ keys: [DNSKEY]) -> String? {
      SignatureExplanation(keys: keys, time: 50).lines(of: set).first?.split(separator: "UTC: ").last.map(
        String.init)
    }
    #expect(verdict(set, [other.record, key.record]) == "it verifies")
    #expect(verdict(set, [other.record]) == "no DNSKEY record has that key, so that it DOES NOT VERIFY")
    set.records = [[192, 0, 2, 2]]
    #expect(verdict(set, [key.record]) == "it DOES NOT VERIFY: it is of other records, or by another key")
  }
}
