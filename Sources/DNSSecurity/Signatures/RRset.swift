import DNSWire

/// The records of one owner and type in canonical form and order, each once (RFC 4034 §6).
package struct RRset: Equatable, Sendable {
  /// In any letter case.
  package let owner: DomainName
  /// TYPE.
  package let type: RRType
  /// The RDATA of each.
  package let records: [[UInt8]]

  /// - Parameter records: RDATA of each, names not compressed, in any order.
  package init(owner: DomainName, type: RRType, records: [[UInt8]]) {
    self.owner = owner
    self.type = type
    let canonical = records.map { record in
      var record = record
      record.lowercaseNames(in: record.indices, of: type)
      return record
    }
    self.records = Set(canonical).sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// What an RRSIG record of it signs (RFC 4034 §3.1.8.1); nil if it can be none of it: it covers another type, or has
  /// more labels than the owner (RFC 4035 §5.3.1).
  package func signedOctets(_ signature: RRSIG) -> [UInt8]? {
    let count = owner.wireForm.span.signedLabels
    guard signature.typeCovered == type, signature.labels <= count else { return nil }
    let name = signature.labels < count ? wildcard(above: Int(signature.labels)) : owner.canonicalForm
    var octets = signature.signedFields
    for record in records {
      octets.append(signed: record[...], owner: name[...], type, ttl: signature.originalTTL)
    }
    return octets
  }
}

extension RRset {
  /// The wildcard that the owner was made of (RFC 4035 §5.3.2).
  ///
  /// - Parameter labels: Of the name that it is right below, fewer than the owner's.
  private func wildcard(above labels: Int) -> [UInt8] {
    let suffixes = owner.suffixes
    return [1, UInt8(ascii: "*")] + suffixes[suffixes.count - 1 - labels].canonicalForm
  }
}

extension [UInt8] {
  /// Appends a record in canonical form (RFC 4034 §6.2).
  ///
  /// - Parameters:
  ///   - rdata: In canonical form.
  ///   - owner: Its wire form in lower case.
  mutating func append(signed rdata: ArraySlice<UInt8>, owner: ArraySlice<UInt8>, _ type: RRType, ttl: UInt32)
  {
    self += owner
    append(bigEndian: type.rawValue)
    append(bigEndian: QCLASS.in.rawValue)
    append(bigEndian: ttl)
    append(bigEndian: UInt16(rdata.count))
    self += rdata
  }
}

extension RRset {
  /// Whether a signature is one of this RRset by a key of the zone, at a time (RFC 4035 §5.3).
  ///
  /// - Parameters:
  ///   - key: At the signer's name.
  ///   - time: In seconds since 1970, modulo 2^32.
  package func isSigned(_ signature: RRSIG, by key: DNSKEY, at time: UInt32) -> Bool {
    guard key.isZoneKey, key.tag == signature.keyTag, key.algorithm == signature.algorithm,
      owner.isEqualToOrBelow(signature.signer), signature.validity.contains(time),
      let octets = signedOctets(signature), let verifying = try? VerifyingKey(key)
    else { return false }
    return verifying.isValid(signature.signature, of: octets)
  }
}
