import DNSSecurity
import DNSWire
import DNSZoneFile
import Testing

@Suite struct `RFC 8976 zone digests` {
  @Test(arguments: ZoneDigestExample.all)
  func `verify the zones of appendix A`(example: ZoneDigestExample) {
    var zone = zone(example.text, apex: example.apex)
    zone.verifyDigests()
    #expect(zone.problems.told == [])
  }

  @Test func `are made with SHA-384 and SHA-512`() {
    let zone = zone(ZoneDigestExample.severalDigests.text)
    for algorithm in ZoneDigestAlgorithm.allCases {
      #expect(hexadecimal(zone.digest(algorithm)) == hexadecimal(zone.digests[Int(algorithm.rawValue) - 1]))
    }
  }

  /// A test of the tests: the examples' digests depend on each record.
  @Test(arguments: ZoneDigestExample.all)
  func `are wrong of a zone that lacks a record`(example: ZoneDigestExample) {
    let whole = zone(example.text, apex: example.apex)
    let lines = whole.lines
    for index in lines.indices.dropFirst() where !lines[index].hasPrefix("\(example.apex)\t") {
      var others = lines
      others.remove(at: index)
      var zone = zone(others.joined(separator: "\n"), apex: example.apex)
      zone.verifyDigests()
      #expect(zone.problems.errorCount > 0, "\(lines[index])")
    }
  }

  @Test func `tell what is wrong with a ZONEMD, and where`() {
    let digest = String(repeating: "00", count: 48)
    for (records, severity, text) in [
      (
        ["2018031900 1 1 \(digest)"], .error,
        "with a digest of other records, so that some have been lost, added or changed since it was made"
      ),
      (
        ["2018031899 1 1 \(digest)"], .warning,
        "of serial 2018031899, while that of the SOA is 2018031900, so that nobody can verify the zone by it"
      ),
      (
        ["2018031900 241 1 \(digest)"], .warning,
        "of scheme 241, by which leaf cannot verify the zone; known is 1"
      ),
      (
        ["2018031900 1 240 \(digest)"], .warning,
        "of hash algorithm 240, by which leaf cannot verify the zone; known are 1 and 2"
      ),
      (
        ["2018031900 1 240 00"], .warning,
        "with a digest of less than 12 octets, by which nobody can verify the zone"
      ),
    ] as [([String], ZoneFileProblem.Severity, String)] {
      let zone = verified(records)
      let advice = "example. has a ZONEMD \(text); make it again, or take it out"
      #expect(zone.problems.told.map(\.text) == [advice])
      #expect(zone.problems.told.map(\.severity) == [severity])
      #expect(zone.problems.told.map(\.place.line) == [4])
    }
  }

  /// RFC 8976 §4: not even one that is right.
  @Test func `are not looked at where there are several of a kind`() {
    let right = hexadecimal(verified([]).digest(.sha384))
    #expect(verified(["2018031900 1 1 \(right)"]).problems.told == [])
    let wrong = String(repeating: "00", count: 48)
    let both = verified(["2018031900 1 1 \(right)", "2018031900 1 1 \(wrong)"])
    #expect(both.problems.warningCount == 2 && both.problems.errorCount == 0)
    #expect(both.problems.told.allSatisfy { $0.text.contains("is one of several with scheme 1") })
  }

  @Test func `are enough if one is right`() {
    let (sha384, sha512) = (verified([]).digest(.sha384), verified([]).digest(.sha512))
    let wrong = String(repeating: "00", count: 48)
    #expect(
      verified(["2018031900 1 1 \(wrong)", "2018031900 1 2 \(hexadecimal(sha512))"]).problems.told == [])
    let old = "2018031800 1 2 \(hexadecimal(sha512))"
    #expect(verified(["2018031900 1 1 \(hexadecimal(sha384))", old]).problems.told == [])
    #expect(verified(["2018031900 1 1 \(wrong)", old]).problems.told.map(\.severity) == [.error])
  }

  private func verified(_ records: [String]) -> OrderedZone {
    let lines = records.map { "@ 86400 ZONEMD \($0)" }
    let head = "@ 86400 SOA ns1 admin 2018031900 1800 900 604800 86400\n@ 86400 NS ns1\nns1 60 A 192.0.2.1"
    var zone = zone(([head] + lines).joined(separator: "\n"))
    zone.verifyDigests()
    return zone
  }
}

@Suite struct `Digests of signed zones` {
  private static let text =
    `Signed zones`.text
    + "\nMixed.Case 60 MX 10 Mail.Example.\nA.B.C 60 TXT \"below two names without records\"\n"
    + "hidden.ns.sub 60 TXT \"nobody gets it\""

  private func policy(_ denial: SigningPolicy.Denial = .nsec) -> SigningPolicy {
    var policy = SigningPolicy()
    (policy.denial, policy.hasDigest) = (denial, true)
    return policy
  }

  @Test(arguments: SecurityAlgorithm.allCases.filter(\.maySign), [SigningPolicy.Denial.nsec, .nsec3])
  func `are right, signed, and told by what shows the types of the name`(
    _ algorithm: SecurityAlgorithm, _ denial: SigningPolicy.Denial
  ) throws {
    let key = try newKey(algorithm)
    var signed = try sign(zone(Self.text), [key], policy(denial), at: 1000)
    signed.verifyDigests()
    #expect(signed.problems.told == [])
    let zonemd = try #require(signed.recordsOfApex(.zonemd).first)
    #expect(signed.recordsOfApex(.zonemd).count == 1 && zonemd.ttl == 3600)
    let set = RRset(
      owner: signed.zone.apex, type: .zonemd, records: [Array(signed.zone.octets[zonemd.rdataRange])])
    let signatures = signed.recordsOfApex(.rrsig).compactMap {
      RRSIG(rdata: Array(signed.zone.octets[$0.rdataRange]))
    }
    #expect(signatures.count { set.isSigned($0, by: key.record, at: 1000) } == 1)
    let proofs = signed.lines.filter { $0.contains("\t\(denial == .nsec ? "NSEC" : "NSEC3")\t") }
    #expect(proofs.count { $0.contains(" SOA ") && $0.hasSuffix(" ZONEMD") } == 1)
  }

  @Test func `stand in place of those of the file, whatever these say`() throws {
    let wrong =
      "\n@ 60 ZONEMD 1 1 2 \(String(repeating: "00", count: 64))\n@ 60 ZONEMD 1 1 1 \(String(repeating: "00", count: 48))"
    var signed = try sign(zone(Self.text + wrong), [newKey()], policy())
    signed.verifyDigests()
    #expect(signed.recordsOfApex(.zonemd).count == 1)
    #expect(signed.problems.told == [])
  }

  @Test func `are left out that the file has of the zone without signatures, and that is told`() throws {
    let digest = hexadecimal(zone(Self.text).digest(.sha384))
    let signed = try sign(zone(Self.text + "\n@ 60 ZONEMD 1 1 1 \(digest)"), [newKey()])
    #expect(signed.recordsOfApex(.zonemd).isEmpty)
    #expect(signed.problems.told.map(\.severity) == [.warning])
    #expect(
      signed.problems.told.first?.text.contains("which is left out; set zonemd to have one made") == true)
  }

  @Test func `elsewhere than at the zone's name are records like others`() throws {
    let other = "\nns 60 ZONEMD 1 1 1 \(String(repeating: "00", count: 48))"
    var signed = try sign(zone(Self.text + other), [newKey()], policy())
    signed.verifyDigests()
    #expect(signed.problems.told == [])
    #expect(signed.lines.contains { $0.hasPrefix("ns.example.\t") && $0.contains("\tRRSIG\tZONEMD ") })
  }

  @Test func `can be had without signatures`() throws {
    var digested = try #require(zone(Self.text).withDigest())
    digested.verifyDigests()
    #expect(digested.problems.told == [] && digested.recordsOfApex(.zonemd).count == 1)
    #expect(digested.recordsOfApex(.rrsig).isEmpty)
  }

  /// The canonical form has signers in lower case (RFC 6840 §5.1).
  @Test func `know signers in any letter case`() throws {
    let signed = try sign(zone(Self.text), [newKey()], policy())
    let mixed = signed.lines.map { line in
      line.contains("\tRRSIG\t") ? line.replacing(" example. ", with: " eXample. ") : line
    }
    var zone = zone(mixed.joined(separator: "\n"))
    zone.verifyDigests()
    #expect(zone.problems.told == [])
    #expect(zone.lines.contains { $0.contains(" eXample. ") })
  }
}

private func hexadecimal(_ octets: some Collection<UInt8>) -> String {
  octets.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}

extension OrderedZone {
  /// Those of the ZONEMD records at its name.
  fileprivate var digests: [ArraySlice<UInt8>] {
    recordsOfApex(.zonemd).map { zone.octets[$0.rdataRange].dropFirst(6) }
  }
}
