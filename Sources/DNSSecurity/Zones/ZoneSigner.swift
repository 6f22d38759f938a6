import DNSWire
import DNSZoneFile

/// Signs whole zones (RFC 4035 §2).
package struct ZoneSigner: Sendable {
  private let keys: KeyDuties
  private let policy: SigningPolicy

  /// - Throws: Where there is no key.
  package init(_ keys: KeyDuties, _ policy: SigningPolicy) throws(SigningProblem) {
    guard !keys.published.isEmpty else { throw SigningProblem("there is no key to sign with") }
    self.keys = keys
    self.policy = policy
  }

  /// A zone with its keys and what shows which names it has, for all of which signatures are to be made.
  ///
  /// - Parameter zone: With an SOA record at its name, and no signatures.
  /// - Throws: For a zone that is signed, or has other names than the keys.
  package func prepare(_ zone: consuming OrderedZone) throws(SigningProblem) -> UnsignedZone {
    try check(zone)
    let zone = zone.withoutDigests(isTold: !policy.hasDigest)
    guard let withKeys = zone.adding([keyRecords(of: zone), placeholder(of: zone)]) else { throw .tooLarge }
    guard let zone = withKeys.adding(denial(of: withKeys)) else { throw .tooLarge }
    return UnsignedZone(zone, hasWildcards: policy.isDenialMade)
  }

  private func denial(of zone: OrderedZone) -> [AddedRecords] {
    let ttl = zone.negativeTTL
    return switch (policy.denial, policy.isDenialMade) {
    case (.nsec, true): [zone.nsecRecords(ttl: ttl)]
    case (.nsec3, true): [zone.nsec3Records(ttl: ttl), zone.nsec3Parameters]
    case (.nsec, false): []
    case (.nsec3, false): [zone.nsec3Parameters]
    }
  }

  private func check(_ zone: OrderedZone) throws(SigningProblem) {
    for key in keys.all where key.zone != zone.zone.apex {
      throw SigningProblem(
        "the key with tag \(key.record.tag) is one of \(key.zone), and not of \(zone.zone.apex)")
    }
    try checkApex(zone)
    let made: [RRType] = [.rrsig, .nsec, .nsec3, .nsec3param]
    if let record = zone.zone.records.first(where: { made.contains($0.type) }) {
      throw SigningProblem(
        "\(zone.zone.apex) is signed: \(zone.zone.owner(of: record)) has \(record.type); serve it as it is, or take out \(made.map(\.description).joined(separator: ", "))"
      )
    }
  }

  /// A DS record stands at the parent (RFC 4035 §2.4), and each algorithm among the keys has to sign (§2.2).
  private func checkApex(_ zone: OrderedZone) throws(SigningProblem) {
    guard let apex = zone.owners.first else { return }
    guard zone.records(of: apex, .ds).isEmpty else {
      throw SigningProblem("\(zone.zone.apex) has a DS record, which belongs to the parent zone; take it out")
    }
    for record in zone.records(of: apex, .dnskey) {
      guard let key = DNSKEY(rdata: zone.zone.octets[record.rdataRange]),
        !keys.published.contains(where: { $0.record.algorithm == key.algorithm })
      else { continue }
      throw SigningProblem(
        "\(zone.zone.apex) has a DNSKEY record of algorithm \(key.algorithm), tag \(key.tag), and no key of that algorithm signs; add one, or take it out"
      )
    }
  }

  /// DNSKEY records, and CDS and CDNSKEY records of those that the parent is to know (RFC 7344 §3), unless the zone has
  /// some of its own.
  private func keyRecords(of zone: OrderedZone) -> AddedRecords {
    var records = AddedRecords()
    guard let apex = zone.owners.first, let soa = zone.zone.records.first else { return records }
    let name = zone.name(of: apex)
    let ttl = zone.records(of: apex, .dnskey).first?.ttl ?? soa.ttl
    for key in keys.published { records.append(.dnskey, ttl: ttl, ownerAt: name, rdata: key.record.rdata) }
    guard policy.tellsParent, zone.records(of: apex, .cds).isEmpty, zone.records(of: apex, .cdnskey).isEmpty
    else { return records }
    for key in keys.announced {
      let digest = key.record.delegationSigner(of: key.zone, .sha256)
      records.append(.cds, ttl: soa.ttl, ownerAt: name, rdata: digest)
      records.append(.cdnskey, ttl: soa.ttl, ownerAt: name, rdata: key.record.rdata)
    }
    return records
  }

  /// What the digest's record is while there is none, so that what shows the types of the zone's name has its type (RFC
  /// 8976 §3.1).
  private func placeholder(of zone: OrderedZone) -> AddedRecords {
    var records = AddedRecords()
    if policy.hasDigest { zone.appendPlaceholder(to: &records) }
    return records
  }

  /// The signatures that an RRset has already, each as RDATA of an RRSIG record.
  package typealias EarlierSignatures = @Sendable (SignedSet) -> [[UInt8]]

  /// Signatures of some of a zone's names.
  ///
  /// - Parameters:
  ///   - range: In `0..<zone.nameCount`.
  ///   - time: Now, in seconds since 1970, modulo 2^32.
  ///   - earlier: Those that are good for long enough stay.
  /// - Throws: Where a key does not sign.
  package func sign(
    _ zone: UnsignedZone, _ range: Range<Int>, at time: UInt32, after earlier: EarlierSignatures? = nil
  ) throws(KeyProblem) -> AddedRecords {
    var signatures = AddedRecords()
    for name in zone.names[range] {
      for records in zone.setsToSign(of: name) {
        try sign(SignedSet(zone.zone, records), at: time, after: earlier, into: &signatures)
      }
    }
    return signatures
  }

  private func sign(
    _ set: SignedSet, at time: UInt32, after earlier: EarlierSignatures?, into signatures: inout AddedRecords
  ) throws(KeyProblem) {
    let known = earlier?(set).compactMap { RRSIG(rdata: $0) } ?? []
    for key in keys.keys(for: set.type) {
      let signature = try signature(of: set, key, at: time, known)
      signatures.append(.rrsig, ttl: set.ttl, ownerAt: set.ownerOffset, rdata: signature.rdata)
    }
  }

  private func signature(
    of set: SignedSet, _ key: ZoneKey, at time: UInt32, _ known: [RRSIG]
  ) throws(KeyProblem) -> RRSIG {
    var signature = RRSIG(
      typeCovered: set.type, algorithm: key.record.algorithm, labels: set.owner.span.signedLabels,
      originalTTL: set.ttl, validity: policy.validity(at: time, of: set.owner[...]), keyTag: key.record.tag,
      signer: key.zone)
    if let kept = known.first(where: {
      $0.isSameButForTime(as: signature) && policy.keeps($0.validity, at: time)
    }) {
      return kept
    }
    var octets = signature.signedFields
    for rdata in set.rdatas { octets.append(signed: rdata, owner: set.owner[...], set.type, ttl: set.ttl) }
    signature.signature = try key.signing.sign(octets)
    return signature
  }
}

/// An RRset that is to be signed.
package struct SignedSet {
  /// TYPE.
  package let type: RRType
  /// In seconds.
  package let ttl: UInt32
  /// The wire form of its owner, in lower case.
  package let owner: [UInt8]
  /// Where the zone's octets have that.
  let ownerOffset: Int
  /// RDATA in canonical form and order.
  package let rdatas: [ArraySlice<UInt8>]

  init(_ zone: OrderedZone, _ records: Range<Int>) {
    let file = zone.zone
    let first = file.records[records.lowerBound]
    (type, ttl, ownerOffset) = (first.type, first.ttl, Int(first.owner))
    owner = zone.wireForm(at: ownerOffset)
    rdatas = file.records[records].map { file.octets[$0.rdataRange] }
  }
}

/// A zone that only lacks its signatures.
package struct UnsignedZone: Sendable {
  let zone: OrderedZone
  let names: [AuthoritativeName]

  /// - Parameter hasWildcards: Whether those are signed, too.
  init(_ zone: OrderedZone, hasWildcards: Bool) {
    self.zone = zone
    names = zone.authoritativeNames.filter { hasWildcards || !zone.isWildcard(at: $0.name) }
  }

  /// How many names have something to sign.
  package var nameCount: Int { names.count }

  /// The RRsets that are signed (RFC 4035 §2.2), each by the range of its records; the digest is only when it is made.
  func setsToSign(of name: AuthoritativeName) -> [Range<Int>] {
    var sets: [Range<Int>] = []
    for index in name.owner.records {
      let type = zone.zone.records[index].type
      if name.isDelegation, type != .ds, type != .nsec { continue }
      if type == .zonemd, zone.isApex(name.owner) { continue }
      if let last = sets.last, zone.zone.records[last.lowerBound].type == type {
        sets[sets.count - 1] = last.lowerBound..<index + 1
      } else {
        sets.append(index..<index + 1)
      }
    }
    return sets
  }

}

extension ZoneSigner {
  /// The zone with its signatures, and with its digest if it is to have one.
  ///
  /// - Parameters:
  ///   - signatures: Of all its names.
  ///   - time: Now, in seconds since 1970, modulo 2^32.
  ///   - earlier: Those that are good for long enough stay.
  /// - Throws: `SigningProblem` where it would be too large, or `KeyProblem` where a key does not sign.
  package func finish(
    _ zone: consuming UnsignedZone, _ signatures: [AddedRecords], at time: UInt32,
    after earlier: EarlierSignatures? = nil
  ) throws -> OrderedZone {
    guard var signed = zone.zone.adding(signatures) else { throw SigningProblem.tooLarge }
    guard policy.hasDigest else { return signed }
    signed.fillPlaceholder()
    var ofDigest = AddedRecords()
    let records = signed.recordsOfApex(.zonemd).indices
    try sign(SignedSet(signed, records), at: time, after: earlier, into: &ofDigest)
    guard let complete = signed.adding([ofDigest]) else { throw SigningProblem.tooLarge }
    return complete
  }
}

extension SigningProblem {
  fileprivate static let tooLarge = SigningProblem(
    "signed it would have more than \(OrderedZone.maximumOctets) octets; leave some of its names to zones of their own"
  )
}

extension OrderedZone {
  fileprivate func isWildcard(at name: Int) -> Bool {
    zone.octets[name] == 1 && zone.octets[name + 1] == UInt8(ascii: "*")
  }

  /// How long the signature that ends first is valid yet, in seconds, negative for one that has ended; nil where there is
  /// none.
  ///
  /// - Parameter time: Now, in seconds since 1970, modulo 2^32.
  package func restOfSignatures(at time: UInt32) -> Int64? {
    zone.records.lazy.filter { $0.type == .rrsig }.map { record in
      let start = record.rdataRange.lowerBound + 8
      let expiration = zone.octets[start..<start + 4].reduce(0 as UInt32) { $0 << 8 | UInt32($1) }
      return Int64(Int32(bitPattern: expiration &- time))
    }.min()
  }

  /// The TTL of what shows that names are not there: the lesser of the SOA's own and its MINIMUM (RFC 9077 §3).
  fileprivate var negativeTTL: UInt32 {
    guard let soa = zone.records.first else { return 0 }
    return min(soa.ttl, zone.octets[soa.rdataRange].suffix(4).reduce(0) { $0 << 8 | UInt32($1) })
  }
}
