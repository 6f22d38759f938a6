import CLdns

/// The keys of a signed zone, against which its RRsets are held.
struct ZoneKeys: Sendable {
  let zone: Name
  let keys: [DNSKEY]

  /// The algorithms that must sign every RRset (RFC 4035 §2.2).
  var algorithms: Set<SigningAlgorithm> { Set(keys.filter(\.maySign).map(\.algorithm)) }

  func limited(to algorithm: SigningAlgorithm) -> ZoneKeys {
    ZoneKeys(zone: zone, keys: keys.filter { $0.algorithm == algorithm })
  }

  /// The keys that DS RRs of the parent, or trust anchors, are of.
  func anchored(by anchors: [DS]) -> ZoneKeys {
    ZoneKeys(zone: zone, keys: keys.filter { key in anchors.contains { $0.matches(key, of: zone) } })
  }

  /// Whether there is a key whose signatures can be verified here.
  var isVerifiable: Bool { keys.contains { $0.maySign && $0.algorithm.isVerifiable } }

  /// A server may send any number of signatures, and of keys with one tag (CVE-2023-50387): validators try only a few.
  private static let (mostSignatures, mostKeysOfTag) = (16, 4)

  /// Why the RRset is not secure; nil where one of its signatures is right (RFC 4035 §5.3).
  func fault(of rrset: RRset, at now: UInt32) -> String? {
    guard !rrset.signatures.isEmpty else { return "\(rrset) has no RRSIG RR" }
    var first: String?
    for signature in rrset.signatures.prefix(Self.mostSignatures) {
      guard let fault = fault(of: signature, over: rrset, at: now) else { return nil }
      first = first ?? fault
    }
    let more = rrset.signatures.count - Self.mostSignatures
    return more > 0
      ? "none of the first \(Self.mostSignatures) RRSIG RRs of \(rrset) is right, of \(more) more" : first
  }

  private func fault(of signature: RRSIG, over rrset: RRset, at now: UInt32) -> String? {
    guard signature.signer.isSame(as: zone) else { return "\(rrset) is signed by \(signature.signer)" }
    guard signature.labels <= rrset.labelCount else { return "the RRSIG RR of \(rrset) has too many labels" }
    if [.nsec, .nsec3].contains(rrset.type), rrset.source(by: signature) != nil {
      return "\(rrset) is made from a wildcard, and proves nothing"
    }
    guard signature.isValid(at: now) else { return "the RRSIG RR of \(rrset) is expired or not yet valid" }
    let candidates = keys.filter {
      $0.maySign && $0.algorithm == signature.algorithm && $0.tag == signature.keyTag
    }
    guard !candidates.isEmpty else { return "no key of the zone has the tag of the RRSIG RR of \(rrset)" }
    let isRight = candidates.prefix(Self.mostKeysOfTag).contains { $0.verifies(signature, rrset) }
    return isRight ? nil : "the signature of \(rrset) is wrong"
  }
}

extension DNSKEY {
  /// Whether the signature over the RRset is by this key, whatever the time.
  func verifies(_ signature: RRSIG, _ rrset: RRset) -> Bool {
    guard signature.algorithm.fits(key: publicKey, signature: signature.signature) else { return false }
    return verifies(signature.signature, over: rrset.signedOctets(by: signature))
  }

  /// - Parameter signature: Of a length that `fits` the algorithm.
  func verifies(_ signature: [UInt8], over octets: [UInt8]) -> Bool {
    guard let buffer = unsafe ldns_buffer_new(octets.count) else { return false }
    defer { unsafe ldns_buffer_free(buffer) }
    unsafe ldns_buffer_write(buffer, octets, octets.count)
    var (signature, key) = (algorithm.signatureForLDNS(signature), publicKey)
    let status = unsafe ldns_verify_rrsig_buffers_raw(
      &signature, signature.count, buffer, &key, key.count, algorithm.rawValue)
    return status == LDNS_STATUS_OK
  }
}

extension RRset: CustomStringConvertible {
  var description: String { "\(owner) \(type)" }
}
