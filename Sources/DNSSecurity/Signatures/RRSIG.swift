import DNSWire

/// The data of an RRSIG record (RFC 4034 §3.1).
package struct RRSIG: Equatable, Sendable {
  /// TYPE of what is signed.
  package var typeCovered: RRType
  /// As in the IANA registry.
  package var algorithm: UInt8
  /// How many labels the owner has, without the root and without a `*` in front.
  package var labels: UInt8
  /// TTL of what is signed, in seconds.
  package var originalTTL: UInt32
  /// Inception and expiration.
  package var validity: SignatureValidity
  /// Of the DNSKEY record that verifies it.
  package var keyTag: UInt16
  /// The zone's name.
  package var signer: DomainName
  /// In the algorithm's own form.
  package var signature: [UInt8] = []

  /// - Returns: nil for what is no RDATA of an RRSIG record.
  package init?(rdata: [UInt8]) {
    let octets = rdata.span
    var offset = 0
    do throws(WireError) {
      typeCovered = RRType(rawValue: try octets.readUInt16(at: &offset))
      let numbers = try octets.readUInt16(at: &offset)
      (algorithm, labels) = (UInt8(numbers >> 8), UInt8(truncatingIfNeeded: numbers))
      originalTTL = try octets.readUInt32(at: &offset)
      let expiration = try octets.readUInt32(at: &offset)
      validity = SignatureValidity(inception: try octets.readUInt32(at: &offset), expiration: expiration)
      keyTag = try octets.readUInt16(at: &offset)
      signer = .root
      try octets.readName(at: &offset, into: &signer)
      signature = Array(rdata[offset...])
    } catch {
      return nil
    }
  }

  init(
    typeCovered: RRType, algorithm: UInt8, labels: UInt8, originalTTL: UInt32, validity: SignatureValidity,
    keyTag: UInt16, signer: DomainName
  ) {
    self.typeCovered = typeCovered
    self.algorithm = algorithm
    self.labels = labels
    self.originalTTL = originalTTL
    self.validity = validity
    self.keyTag = keyTag
    self.signer = signer
  }

  /// What a signature is made of before the records (RFC 4034 §3.1.8.1): all fields but the signature.
  var signedFields: [UInt8] {
    var octets: [UInt8] = []
    octets.append(bigEndian: typeCovered.rawValue)
    octets += [algorithm, labels]
    octets.append(bigEndian: originalTTL)
    octets.append(bigEndian: validity.expiration)
    octets.append(bigEndian: validity.inception)
    octets.append(bigEndian: keyTag)
    return octets + signer.canonicalForm
  }

  /// Whether both sign the same with the same key.
  func isSameButForTime(as other: RRSIG) -> Bool {
    typeCovered == other.typeCovered && algorithm == other.algorithm && labels == other.labels
      && originalTTL == other.originalTTL && keyTag == other.keyTag && signer == other.signer
  }

  /// As on the wire, the signer in lower case.
  package var rdata: [UInt8] { signedFields + signature }
}

/// From when to when a signature is valid: seconds since 1970, modulo 2^32 (RFC 4034 §3.1.5).
package struct SignatureValidity: Equatable, Sendable {
  /// The first second.
  package var inception: UInt32
  /// The last.
  package var expiration: UInt32

  package init(inception: UInt32, expiration: UInt32) {
    self.inception = inception
    self.expiration = expiration
  }

  /// Whether a time is not before the inception and not after the expiration, in the arithmetic of RFC 1982.
  package func contains(_ time: UInt32) -> Bool {
    Int32(bitPattern: time &- inception) >= 0 && Int32(bitPattern: expiration &- time) >= 0
  }
}

extension [UInt8] {
  mutating func append(bigEndian number: some FixedWidthInteger) {
    for shift in stride(from: number.bitWidth - 8, through: 0, by: -8) {
      append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }
}
