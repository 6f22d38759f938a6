import DNSWire

/// A key of a zone, public and private.
package struct ZoneKey: Sendable {
  /// The zone's name.
  package let zone: DomainName
  /// The public key.
  package let record: DNSKEY
  /// The private key.
  package let signing: SigningKey

  /// A new key of a zone.
  ///
  /// - Parameter isEntryPoint: Whether the parent's DS record is to lead to it.
  package init(_ key: SigningKey, of zone: DomainName, isEntryPoint: Bool) {
    let flags = DNSKEY.zoneKey | (isEntryPoint ? DNSKEY.entryPoint : 0)
    (self.zone, signing) = (zone, key)
    record = DNSKEY(flags: flags, algorithm: key.algorithm, key: key.publicKey)
  }

  /// A key whose record is there.
  ///
  /// - Throws: Where the record is of another key.
  package init(_ key: SigningKey, of zone: DomainName, record: DNSKEY) throws(KeyProblem) {
    guard record.algorithm == key.algorithm.rawValue, record.key == key.publicKey else {
      throw KeyProblem("the private key is not that of the DNSKEY record with tag \(record.tag)")
    }
    guard record.isZoneKey else {
      throw KeyProblem(
        "the flags of the DNSKEY record are \(record.flags); a key that signs a zone has 256 or 257")
    }
    guard !record.isRevoked else {
      throw KeyProblem("it is revoked (RFC 5011); a revoked key signs no zone: remove it")
    }
    (self.zone, signing, self.record) = (zone, key, record)
  }
}

extension [ZoneKey] {
  /// Those of a zone's keys that sign records of a type.
  package func signing(_ type: RRType) -> [ZoneKey] { SigningRoles(self).keys(for: type) }
}

/// Which keys sign what (RFC 6781 §3.1): those of an algorithm that are entry points the keys alone, if there are others
/// of it that sign the rest.
struct SigningRoles: Sendable {
  /// Sign DNSKEY, CDS and CDNSKEY records.
  let ofKeys: [ZoneKey]
  /// Sign everything else.
  let ofRecords: [ZoneKey]

  init(_ keys: [ZoneKey]) {
    func others(_ key: ZoneKey) -> Bool {
      keys.contains {
        $0.record.algorithm == key.record.algorithm && $0.record.isEntryPoint != key.record.isEntryPoint
      }
    }
    ofKeys = keys.filter { $0.record.isEntryPoint || !others($0) }
    ofRecords = keys.filter { !$0.record.isEntryPoint || !others($0) }
  }

  func keys(for type: RRType) -> [ZoneKey] {
    type == .dnskey || type == .cds || type == .cdnskey ? ofKeys : ofRecords
  }
}
