/// The fields of a DS or CDS RR (RFC 4034 §5.1, RFC 7344 §3.1).
struct DS: Hashable, Sendable {
  let keyTag: UInt16
  let algorithm: SigningAlgorithm
  let digestType: UInt8
  let digest: [UInt8]

  init(keyTag: UInt16, algorithm: SigningAlgorithm, digestType: UInt8, digest: [UInt8]) {
    self.keyTag = keyTag
    self.algorithm = algorithm
    self.digestType = digestType
    self.digest = digest
  }

  init?(rdata: [UInt8]) {
    guard rdata.count > 4, let keyTag = rdata.uint16(at: 0) else { return nil }
    self.init(
      keyTag: keyTag, algorithm: SigningAlgorithm(rawValue: rdata[2]), digestType: rdata[3],
      digest: Array(rdata[4...]))
  }

  /// Reads `12345,13,2,AB01…`: key tag, algorithm, digest type and digest; nil where the text is something else.
  init?(_ text: String) {
    let fields = text.split(separator: ",", omittingEmptySubsequences: false)
    guard fields.count == 4, let keyTag = UInt16(fields[0]), let algorithm = UInt8(fields[1]),
      let digestType = UInt8(fields[2]), let digest = octets(hex: fields[3]), !digest.isEmpty
    else { return nil }
    self.init(
      keyTag: keyTag, algorithm: SigningAlgorithm(rawValue: algorithm), digestType: digestType, digest: digest
    )
  }

  /// Whether the digest can be made here, so that a mismatch says something.
  var isKnown: Bool { hash != nil }

  private var hash: (([UInt8]) -> [UInt8])? {
    switch digestType {
    case 1: sha1
    case 2: sha256
    case 4: sha384
    default: nil
    }
  }

  /// Whether it is the digest of a zone's key (RFC 4034 §5.1.4).
  func matches(_ key: DNSKEY, of zone: Name) -> Bool {
    names(key) && hash?(zone.lowercased.wire + key.rdata) == digest
  }

  /// Whether a resolver would hold it against the key.
  func names(_ key: DNSKEY) -> Bool { keyTag == key.tag && algorithm == key.algorithm }
}

extension DS: CustomStringConvertible {
  var description: String { "\(keyTag) \(algorithm.rawValue) \(digestType) \(digest.hex)" }
}

/// Reads hexadecimal digits, two an octet; nil where something else stands there.
private func octets(hex text: Substring) -> [UInt8]? {
  let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue.map(UInt8.init) }
  guard digits.count == text.utf8.count, digits.count % 2 == 0 else { return nil }
  return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}
