import CLdns

/// The fields of a DS RR (RFC 4034 §5.1).
struct DS: Hashable, Sendable {
  let keyTag: UInt16
  let algorithm: UInt8
  let digestType: UInt8
  let digest: [UInt8]

  init(keyTag: UInt16, algorithm: UInt8, digestType: UInt8, digest: [UInt8]) {
    self.keyTag = keyTag
    self.algorithm = algorithm
    self.digestType = digestType
    self.digest = digest
  }

  init?(rdata: [UInt8]) {
    guard rdata.count > 4, let keyTag = rdata.uint16(at: 0) else { return nil }
    self.init(keyTag: keyTag, algorithm: rdata[2], digestType: rdata[3], digest: Array(rdata[4...]))
  }

  /// Reads `12345,13,2,AB01…`: key tag, algorithm, digest type and digest; nil where the text is something else.
  init?(_ text: String) {
    let fields = text.split(separator: ",", omittingEmptySubsequences: false)
    guard fields.count == 4, let keyTag = UInt16(fields[0]), let algorithm = UInt8(fields[1]),
      let digestType = UInt8(fields[2]), let digest = octets(hex: fields[3]), !digest.isEmpty
    else { return nil }
    self.init(keyTag: keyTag, algorithm: algorithm, digestType: digestType, digest: digest)
  }

  /// Whether the digest can be made here, so that a mismatch says something.
  var isKnown: Bool { hash != nil }

  fileprivate var hash: ldns_hash? {
    switch digestType {
    case 1: LDNS_SHA1
    case 2: LDNS_SHA256
    case 4: LDNS_SHA384
    default: nil
    }
  }
}

extension DS: CustomStringConvertible {
  var description: String { "\(keyTag) \(algorithm) \(digestType) \(digest.hex)" }
}

extension DS {
  /// Whether it is the digest of the key, a DNSKEY RR of the zone (RFC 4034 §5.1.4).
  func matches(_ key: Record) -> Bool {
    guard let hash, var made = DS(of: key, by: hash) else { return false }
    // A resolver looks for the key by its tag and algorithm first.
    made = DS(keyTag: made.keyTag, algorithm: made.algorithm, digestType: digestType, digest: made.digest)
    return made == self
  }

  /// The DS RR that ldns makes of a key; nil where it cannot.
  private init?(of key: Record, by hash: ldns_hash) {
    let wire = key.wire
    var record: UnsafeMutablePointer<ldns_rr>?
    var position = 0
    guard
      unsafe ldns_wire2rr(&record, wire, wire.count, &position, LDNS_SECTION_ANSWER) == LDNS_STATUS_OK,
      let record = unsafe record
    else { return nil }
    defer { unsafe ldns_rr_free(record) }
    guard let made = unsafe ldns_key_rr2ds(record, hash) else { return nil }
    defer { unsafe ldns_rr_free(made) }
    let rdata = unsafe (0..<ldns_rr_rd_count(made)).flatMap { unsafe octets(of: ldns_rr_rdf(made, $0)) }
    self.init(rdata: rdata)
  }
}

private func octets(of field: UnsafeMutablePointer<ldns_rdf>?) -> [UInt8] {
  guard let field = unsafe field, let data = unsafe ldns_rdf_data(field) else { return [] }
  return unsafe Array(UnsafeBufferPointer(start: data, count: ldns_rdf_size(field)))
}

extension Record {
  /// The record alone and uncompressed, as long as its RDATA has no names.
  fileprivate var wire: [UInt8] {
    var wire = owner.lowercased.wire
    wire.append(type.rawValue)
    wire.append(rrClass.rawValue)
    wire.append(ttl)
    wire.append(UInt16(truncatingIfNeeded: rdata.count))
    return wire + rdata
  }
}

/// Reads hexadecimal digits, two an octet; nil where something else stands there.
private func octets(hex text: Substring) -> [UInt8]? {
  let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue.map(UInt8.init) }
  guard digits.count == text.utf8.count, digits.count % 2 == 0 else { return nil }
  return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}
