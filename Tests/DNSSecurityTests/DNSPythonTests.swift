import DNSSecurity
import DNSWire
import TestPrograms
import Testing

/// dnspython, which shares no code with leaf, makes the same of random records of each type, and verifies what leaf signs.
@Suite(.sideBySide) struct `dnspython` {
  /// Types with names that it knows no format of; ldns has them, as fuzz-dnssec does.
  private static let unknown = types("MD", "MF", "MB", "MG", "MR", "MINFO", "SIG", "NXT")
  /// It puts names into lower case that RFC 6840 §5.1 does not list.
  private static let younger = types("LP", "IPSECKEY", "AMTRELAY")

  private static func types(_ mnemonics: String...) -> Set<RRType> {
    Set(mnemonics.compactMap(RRType.init(presentation:)))
  }

  fileprivate struct Signing {
    let owner: DomainName
    let content: (type: RRType, rdatas: [[UInt8]])
    let key: ZoneKey

    var rrset: RRset { RRset(owner: owner, type: content.type, records: content.rdatas) }
    var words: String { "\(owner.wireForm.digits) \(content.type.rawValue) 3600" }
    var rdatas: String { content.rdatas.map(\.digits).joined(separator: " ") }
  }

  /// RRsets of each type, each with one of the keys.
  private func signings(seed: UInt64, rounds: Int) throws -> [Signing] {
    var records = try RandomRecords(seed: seed)
    let keys = try Keys.signing.map { try newKey($0) }
    let sets = (0..<rounds).flatMap { records.sets(of: 1 + $0 % 3) }
    return sets.enumerated().map { number, set in
      Signing(owner: records.owner(), content: set, key: keys[number % keys.count])
    }
  }

  @Test func `puts RDATA into the same canonical form`() async throws {
    var records = try RandomRecords(seed: 1)
    let sets = records.sets(of: 50).filter {
      !Self.unknown.contains($0.type) && !Self.younger.contains($0.type)
    }
    let single = sets.flatMap { set in set.rdatas.map { (set.type, $0) } }
    let answers = try await DNSPython.answers(to: single.map { "canonical \($0.rawValue) \($1.digits)" })
    var read = 0
    for ((type, rdata), answer) in zip(single, answers) where answer != "unread" {
      let canonical = RRset(owner: .root, type: type, records: [rdata]).records[0]
      #expect(canonical.digits == answer, "\(type) \(rdata.digits)")
      read += 1
    }
    print("dnspython reads \(read) of \(single.count) records")
    #expect(read > 2000)
  }

  /// With a signature, and with the same one with a bit turned.
  @Test func `verifies what leaf signs, and nothing else`() async throws {
    let signings = try signings(seed: 2, rounds: 12)
    var questions: [String] = []
    for (number, signing) in signings.enumerated() {
      var rdata = try signing.signature(labels: number % 3 == 0 ? 1 : nil)
      for _ in 0..<2 {
        questions.append(
          "verify \(signing.words) \(signing.key.record.rdata.digits) \(rdata.digits) \(signing.rdatas)")
        rdata[rdata.count - 1 - number % 32] ^= 1 << UInt8(number % 8)
      }
    }
    let answers = try await DNSPython.answers(to: questions)
    for (index, signing) in signings.enumerated() where answers[2 * index] != "unread" {
      let isUnlike =
        Self.unknown.contains(signing.content.type) || Self.younger.contains(signing.content.type)
      #expect(isUnlike || answers[2 * index] == "secure", "\(questions[2 * index])")
      #expect(answers[2 * index + 1] == "bogus", "\(questions[2 * index + 1])")
    }
    let count = answers.count { $0 == "secure" }
    print("dnspython verifies \(count) of \(signings.count) RRsets")
    #expect(count > 700)
  }

  @Test func `signs what leaf verifies, with keys that leaf wrote`() async throws {
    let signings = try signings(seed: 3, rounds: 8).filter { !$0.owner.wireForm.starts(with: [1, 0x2A]) }
    let answers = try await DNSPython.answers(
      to: signings.map {
        let key = [$0.key.zone.wireForm, $0.key.record.rdata, Array($0.key.signing.pem.utf8)].map(\.digits)
        return "sign \($0.words) \(key.joined(separator: " ")) \($0.rdatas)"
      })
    var count = 0
    for (signing, answer) in zip(signings, answers) where answer != "unread" {
      if Self.unknown.contains(signing.content.type) || Self.younger.contains(signing.content.type) {
        continue
      }
      let signature = try #require(RRSIG(rdata: octets(answer)))
      #expect(signing.rrset.isSigned(signature, by: signing.key.record, at: 1500), "\(answer) \(signing)")
      count += 1
    }
    print("leaf verifies \(count) signatures of dnspython's")
    #expect(count > 400)
  }

  @Test func `gives keys the same tags and digests`() async throws {
    let owner = DomainName(labels: ["a", "Example"])
    let keys = try Keys.signing.flatMap { algorithm in
      try [true, false].map { try newKey(algorithm, isEntryPoint: $0).record }
    }
    let others = (0..<500).map { number in
      let octets = (0..<number).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ number) }
      return DNSKEY(flags: UInt16(number), algorithm: .ed25519, key: octets)
    }
    let records = keys + others
    let questions = records.flatMap { record in
      let key = record.rdata.digits
      return ["tag \(key)"]
        + DigestType.allCases.map { "digest \(owner.wireForm.digits) \(key) \($0.rawValue)" }
    }
    let answers = try await DNSPython.answers(to: questions)
    let expected = records.flatMap { record in
      ["\(record.tag)"] + DigestType.allCases.map { record.delegationSigner(of: owner, $0).digits }
    }
    #expect(answers == expected)
  }

  @Test func `hashes the names of a zone alike`() async throws {
    let text = (0..<500).map { "h\($0).\($0 % 7).Ent\($0 % 3) 60 A 192.0.2.1" }.joined(separator: "\n")
    var policy = SigningPolicy()
    policy.denial = .nsec3
    let signed = try sign(zone("@ 60 SOA a b 1 2 3 4 5\n@ 60 NS a.test.\n" + text), [try newKey()], policy)
    let file = signed.zone
    let owners = Set(file.records.filter { $0.type == .nsec3 }.map { file.owner(of: $0) })
    let names = Set(
      file.records.filter { $0.type != .nsec3 }.flatMap { file.owner(of: $0).suffixes.dropLast() }
    )
    .filter { owner in !owners.contains(owner) }
    let answers = try await DNSPython.answers(to: names.map { "hash \($0.wireForm.digits)" })
    #expect(Set(answers.map { DomainName(labels: [$0, "example"]) }) == owners)
    #expect(owners.count > 500)
  }
}

extension `dnspython`.Signing {
  /// RDATA of an RRSIG record.
  ///
  /// - Parameter labels: As for an answer that a wildcard made; nil for as many as the owner has.
  fileprivate func signature(labels: Int?) throws -> [UInt8] {
    let isWildcard = owner.wireForm.starts(with: [1, 0x2A])
    let count = UInt8(labels ?? owner.labelOffsets.count - (isWildcard ? 1 : 0))
    let (record, type) = (key.record, content.type.rawValue)
    let fields: [UInt8] =
      [UInt8(type >> 8), UInt8(truncatingIfNeeded: type), record.algorithm, count, 0, 0, 14, 16, 0, 0, 8, 0]
      + [0, 0, 4, 0, UInt8(record.tag >> 8), UInt8(truncatingIfNeeded: record.tag)]
    var signature = try #require(RRSIG(rdata: fields + key.zone.wireForm))
    signature.signature = try key.signing.sign(try #require(rrset.signedOctets(signature)))
    return signature.rdata
  }
}

/// Octets from hexadecimal digits.
private func octets(_ digits: String) -> [UInt8] {
  stride(from: 0, to: digits.count, by: 2).compactMap { place in
    UInt8(digits.dropFirst(place).prefix(2), radix: 16)
  }
}
