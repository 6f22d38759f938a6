import DNSSecurity
import DNSWire
import DNSZoneFile
import Testing

@Suite struct `Signed zones` {
  /// A zone with an empty non-terminal, delegations with and without DS, glue, a wildcard and a DNAME.
  static let text = """
    @ 3600 SOA ns host 1 7200 3600 1209600 300
    @ 3600 NS ns
    ns 3600 A 192.0.2.53
    a.b 600 A 192.0.2.1
    *.w 600 TXT "wild"
    d 600 DNAME elsewhere.test.
    secure 600 NS ns.secure
    secure 600 DS 60485 5 1 2BB183AF5F22588179A53B0A98631FAD1A292118
    ns.secure 600 A 192.0.2.54
    sub 600 NS ns.sub
    ns.sub 600 A 192.0.2.55
    """

  /// Owners, types and, of what shows what is there, the data.
  private func summary(_ zone: OrderedZone, _ types: Set<RRType>) -> [String] {
    zone.lines.compactMap { line in
      let fields = line.split(separator: "\t").map(String.init)
      return types.contains { "\($0)" == fields[3] } ? "\(fields[0]) \(fields[3]) \(fields[4])" : nil
    }
  }

  @Test func `have NSEC records of their own names in canonical order`() throws {
    let signed = try sign(zone(Self.text), [try newKey()])
    #expect(
      summary(signed, [.nsec]) == [
        "example. NSEC a.b.example. NS SOA RRSIG NSEC DNSKEY CDS CDNSKEY",
        "a.b.example. NSEC d.example. A RRSIG NSEC", "d.example. NSEC ns.example. DNAME RRSIG NSEC",
        "ns.example. NSEC secure.example. A RRSIG NSEC",
        "secure.example. NSEC sub.example. NS DS RRSIG NSEC",
        "sub.example. NSEC *.w.example. NS RRSIG NSEC", "*.w.example. NSEC example. TXT RRSIG NSEC",
      ])
    // The lesser of SOA's TTL and MINIMUM (RFC 9077 §3).
    #expect(signed.lines.filter { $0.contains("\tNSEC\t") }.allSatisfy { $0.contains("\t300\t") })
  }

  @Test func `sign what is theirs, and no glue and no delegation`() throws {
    let signed = try sign(zone(Self.text), [try newKey()])
    let covered = signed.lines.filter { $0.contains("\tRRSIG\t") }.map { line in
      let fields = line.split(separator: "\t")
      return "\(fields[0]) \(fields[4].split(separator: " ")[0])"
    }
    #expect(
      covered == [
        "example. NS", "example. SOA", "example. NSEC", "example. DNSKEY", "example. CDS", "example. CDNSKEY",
        "a.b.example. A", "a.b.example. NSEC", "d.example. DNAME", "d.example. NSEC", "ns.example. A",
        "ns.example. NSEC", "secure.example. DS", "secure.example. NSEC", "sub.example. NSEC",
        "*.w.example. TXT", "*.w.example. NSEC",
      ])
  }

  /// b and w are only above others; without DS a delegation has nothing that is signed (RFC 5155 §7.1).
  @Test func `have NSEC3 records of all names, in the order of their hashes`() throws {
    var policy = SigningPolicy()
    policy.denial = .nsec3
    let signed = try sign(zone(Self.text), [try newKey()], policy)
    let chain = summary(signed, [.nsec3]).map { $0.split(separator: " ").map(String.init) }
    let owners = chain.map { $0[0].prefix(32).uppercased() }
    #expect(chain.count == 9)
    #expect(owners == owners.sorted())
    #expect(chain.map { $0[6] } == Array(owners.dropFirst()) + [owners[0]])
    #expect(chain.filter { $0.count == 7 }.count == 2)
    #expect(chain.filter { $0.dropFirst(7) == ["NS"] }.count == 1)
    #expect(chain.filter { $0.dropFirst(7) == ["NS", "DS", "RRSIG"] }.count == 1)
    #expect(summary(signed, [.nsec3param]) == ["example. NSEC3PARAM 1 0 0 -"])
    #expect(summary(signed, [.nsec]) == [])
  }

  @Test(arguments: SecurityAlgorithm.allCases.filter(\.maySign), SigningPolicy.Denial.allCases)
  func `verify, each RRset of them`(_ algorithm: SecurityAlgorithm, _ denial: SigningPolicy.Denial) throws {
    var policy = SigningPolicy()
    policy.denial = denial
    let key = try newKey(algorithm)
    let signed = try sign(zone(Self.text), [key], policy, at: 1_000_000)
    var count = 0
    let file = signed.zone
    for record in file.records where record.type == .rrsig {
      let signature = try #require(RRSIG(rdata: Array(file.octets[record.rdataRange])))
      let set = file.records.filter { $0.type == signature.typeCovered && $0.owner == record.owner }
      let rrset = RRset(
        owner: file.owner(of: record), type: signature.typeCovered,
        records: set.map { Array(file.octets[$0.rdataRange]) })
      #expect(rrset.isSigned(signature, by: key.record, at: 1_000_000), "\(rrset.owner) \(rrset.type)")
      count += 1
    }
    #expect(count == (denial == .nsec ? 17 : 20))
  }

  @Test func `have the signatures of a KSK and a ZSK where they belong`() throws {
    let (ksk, zsk) = (try newKey(isEntryPoint: true), try newKey(isEntryPoint: false))
    let signed = try sign(zone(Self.text), [ksk, zsk])
    for line in signed.lines where line.contains("\tRRSIG\t") {
      let words = line.split(separator: "\t")[4].split(separator: " ")
      let isOfKeys = ["DNSKEY", "CDS", "CDNSKEY"].contains(words[0])
      #expect(words[6] == "\((isOfKeys ? ksk : zsk).record.tag)", "\(line)")
    }
    #expect(summary(signed, [.dnskey]).count == 2)
    #expect(summary(signed, [.cds]).count == 1)
  }

  @Test func `end at other times each, and not after their lifetime`() throws {
    var policy = SigningPolicy()
    (policy.lifetime, policy.jitter, policy.backdating) = (1000, 100, 10)
    let names = (0..<50).map { "n\($0) 60 A 192.0.2.1" }.joined(separator: "\n")
    let signed = try sign(zone(Self.text + "\n" + names), [try newKey()], policy, at: 5000)
    let file = signed.zone
    let validities = file.records.filter { $0.type == .rrsig }
      .compactMap { RRSIG(rdata: Array(file.octets[$0.rdataRange]))?.validity }
    #expect(validities.allSatisfy { $0.inception == 4990 && (5900...6000).contains($0.expiration) })
    #expect(Set(validities.map(\.expiration)).count > 20)
  }

  @Test func `end late, however short they live`() throws {
    var policy = SigningPolicy()
    policy.lifetime = 86_400
    let names = (0..<300).map { "n\($0) 60 A 192.0.2.1" }.joined(separator: "\n")
    let file = try sign(zone(Self.text + "\n" + names), [try newKey()], policy, at: 0).zone
    let ends = file.records.filter { $0.type == .rrsig }
      .compactMap { RRSIG(rdata: Array(file.octets[$0.rdataRange]))?.validity.expiration }
    #expect(ends.allSatisfy { (64_800...86_400).contains($0) })
  }

  /// RFC 7344 §3: what the parent's DS may be of.
  @Test func `tell the parent of no ZSK, whatever its algorithm`() throws {
    let (ksk, zsk) = (try newKey(.ed25519), try newKey(.ecdsaP256SHA256, isEntryPoint: false))
    let signed = try sign(zone(Self.text), [ksk, zsk])
    #expect(summary(signed, [.cds]).count == 1)
    #expect(summary(signed, [.cds])[0].hasPrefix("example. CDS \(ksk.record.tag) 15 2 "))
    #expect(summary(try sign(zone(Self.text), [zsk]), [.cds, .cdnskey]) == [])
  }

  @Test func `have no DS record at their name, and no key of an algorithm that does not sign`() throws {
    let key = try newKey(.ecdsaP256SHA256)
    let ds = "\n@ 60 DS 60485 5 1 2BB183AF5F22588179A53B0A98631FAD1A292118"
    #expect(throws: SigningProblem.self) { try sign(zone(Self.text + ds), [key]) }
    let other = "\n@ 60 DNSKEY 257 3 15 l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4="
    let error = #expect(throws: SigningProblem.self) { try sign(zone(Self.text + other), [key]) }
    #expect(error?.description.contains("algorithm 15, tag 3613") == true)
    let both = try sign(zone(Self.text + other), [key, newKey(.ed25519)])
    #expect(both.lines.filter { $0.contains("\tDNSKEY\t") }.allSatisfy { $0.contains("\t60\tIN\t") })
    #expect(summary(both, [.dnskey]).count == 3)
  }

  @Test func `may be the root, with a wildcard`() throws {
    let root = "@ 60 SOA a. b. 1 2 3 4 5\n@ 60 NS a.\n* 60 TXT \"wild\"\na 60 A 192.0.2.1"
    let key = try newKey(of: .root)
    let file = try sign(zone(root, apex: .root), [key], at: 1000).zone
    for record in file.records where record.type == .rrsig {
      let signature = try #require(RRSIG(rdata: Array(file.octets[record.rdataRange])))
      let set = file.records.filter { $0.type == signature.typeCovered && $0.owner == record.owner }
        .map { Array(file.octets[$0.rdataRange]) }
      let rrset = RRset(owner: file.owner(of: record), type: signature.typeCovered, records: set)
      #expect(rrset.isSigned(signature, by: key.record, at: 1000), "\(rrset.owner) \(rrset.type)")
      if signature.typeCovered == .txt {
        let made = RRset(owner: DomainName(labels: ["x", "y"]), type: .txt, records: set)
        #expect(made.isSigned(signature, by: key.record, at: 1000))
      }
    }
  }

  @Test func `are not signed again, nor by others' keys, nor without one`() throws {
    let signed = try sign(zone(Self.text), [try newKey()])
    let error = #expect(throws: SigningProblem.self) { try sign(signed, [newKey()]) }
    #expect(error?.description.hasPrefix("example. is signed: example. has RRSIG; ") == true)
    #expect(throws: SigningProblem.self) {
      try sign(zone(Self.text), [newKey(of: DomainName(labels: ["other"]))])
    }
    #expect(throws: SigningProblem.self) { try sign(zone(Self.text), []) }
  }

  @Test func `tell the parent what they say themselves, or nothing`() throws {
    let own = Self.text + "\n@ 60 CDS 0 0 0 00"
    #expect(summary(try sign(zone(own), [newKey()]), [.cds, .cdnskey]) == ["example. CDS 0 0 0 00"])
    var policy = SigningPolicy()
    policy.tellsParent = false
    #expect(summary(try sign(zone(Self.text), [newKey()], policy), [.cds, .cdnskey]) == [])
  }
}

@Suite struct `Canonical form` {
  /// RFC 4034 §6.2 with RFC 6840 §5.1: names of NSEC stay as they are, those of MX do not.
  @Test(arguments: [
    ("MX 10 Mail.Example.", "MX 10 mail.example.", true),
    ("NSEC Next.Example. A", "NSEC next.example. A", false),
    ("SRV 1 2 3 Host.Example.", "SRV 1 2 3 host.example.", true),
    (
      "RRSIG A 15 1 60 20150819220000 20150729220000 1 Example. AAAA",
      "RRSIG A 15 1 60 20150819220000 20150729220000 1 example. AAAA", true
    ),
    ("SVCB 1 Host.Example.", "SVCB 1 host.example.", false),
  ])
  func `has names of RDATA in lower case for the types that are listed`(
    _ mixed: String, _ lower: String, _ isSame: Bool
  ) {
    func set(_ text: String) -> RRset {
      let record = records("Owner.Example. 60 \(text)")[0]
      // The reader puts them into lower case itself where that does not count.
      return RRset(owner: record.owner, type: record.type, records: [record.rdata])
    }
    #expect((set(mixed).records == set(lower).records) == isSame)
  }

  @Test func `has records in the order of their octets, each once`() {
    let set = RRset(owner: .root, type: RRType(rawValue: 65280), records: [[2], [1, 0], [1], [2], []])
    #expect(set.records == [[], [1], [1, 0], [2]])
  }

  @Test func `of a wildcard's answer has the wildcard's name`() throws {
    let wild = DomainName(labels: ["*", "w", "example"])
    let key = try newKey()
    let signed = try sign(zone(`Signed zones`.text), [key], at: 1000)
    let file = signed.zone
    let rrsig = try #require(
      file.records.first { record in
        record.type == .rrsig && file.owner(of: record) == wild
          && RRSIG(rdata: Array(file.octets[record.rdataRange]))?.typeCovered == .txt
      })
    let signature = try #require(RRSIG(rdata: Array(file.octets[rrsig.rdataRange])))
    let text = Array("\u{4}wild".utf8)
    for labels in [["*", "w", "example"], ["made", "w", "example"], ["far", "below", "W", "example"]] {
      let set = RRset(owner: DomainName(labels: labels), type: .txt, records: [text])
      #expect(set.isSigned(signature, by: key.record, at: 1000), "\(labels)")
    }
    for labels in [["w", "example"], ["made", "v", "example"], ["w"]] {
      let set = RRset(owner: DomainName(labels: labels), type: .txt, records: [text])
      #expect(!set.isSigned(signature, by: key.record, at: 1000), "\(labels)")
    }
  }

  @Test func `counts times around the end of 32 bits`() {
    let validity = SignatureValidity(inception: .max - 10, expiration: 10)
    #expect(validity.contains(.max) && validity.contains(0) && validity.contains(10))
    #expect(!validity.contains(11) && !validity.contains(.max - 11))
  }

  @Test(
    arguments: [[], [0, 1], Array(repeating: 0, count: 18), Array(repeating: 255, count: 30)] as [[UInt8]])
  func `reads no RRSIG that is cut off`(_ rdata: [UInt8]) {
    #expect(RRSIG(rdata: rdata) == nil)
  }
}
