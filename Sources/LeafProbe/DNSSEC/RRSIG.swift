/// The fields of an RRSIG RR (RFC 4034 §3.1).
struct RRSIG: Hashable, Sendable {
  let covered: RRType
  let algorithm: SigningAlgorithm
  let labels: Int
  /// In seconds.
  let originalTTL: UInt32
  /// Seconds since 1970, in serial number arithmetic.
  let expiration, inception: UInt32
  let keyTag: UInt16
  /// In lower case.
  let signer: Name
  let signature: [UInt8]
  /// The RDATA without the signature, as it is signed.
  let signedFields: [UInt8]

  init?(_ record: Record) {
    guard record.type == .rrsig, record.data.fields.count == 3,
      case .octets(let fixed) = record.data.fields[0], case .name(let signer) = record.data.fields[1],
      case .octets(let signature) = record.data.fields[2], let covered = fixed.uint16(at: 0),
      let originalTTL = fixed.uint32(at: 4), let expiration = fixed.uint32(at: 8),
      let inception = fixed.uint32(at: 12), let keyTag = fixed.uint16(at: 16)
    else { return nil }
    self.covered = RRType(rawValue: covered)
    algorithm = SigningAlgorithm(rawValue: fixed[2])
    labels = Int(fixed[3])
    self.originalTTL = originalTTL
    self.expiration = expiration
    self.inception = inception
    self.keyTag = keyTag
    self.signer = signer
    self.signature = signature
    signedFields = fixed + signer.wire
  }

  /// How long it is still valid, in seconds; negative when it has expired (RFC 4034 §3.1.5).
  func timeLeft(at now: UInt32) -> Int { Int(Int32(truncatingIfNeeded: expiration &- now)) }

  func isValid(at now: UInt32) -> Bool {
    timeLeft(at: now) >= 0 && Int32(truncatingIfNeeded: now &- inception) >= 0
  }
}
