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
