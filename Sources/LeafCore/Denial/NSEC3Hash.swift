import DNSWire

/// How the names of a zone are hashed (RFC 5155 §4.1), with SHA-1, the only algorithm there is.
struct NSEC3Parameters: Hashable, Sendable {
  /// How often a hash is hashed again.
  var iterations: UInt16
  /// At most 255 octets.
  var salt: [UInt8]

  /// - Parameter rdata: Of an NSEC3PARAM or NSEC3 record, which begin alike.
  /// - Returns: nil for an algorithm that nobody knows.
  init?(_ octets: Span<UInt8>, _ rdata: Range<Int>) {
    let start = rdata.lowerBound
    guard octets[start] == 1 else { return nil }
    iterations = octets.uint16(at: start + 2)
    salt = (0..<Int(octets[start + 4])).map { octets[start + 5 + $0] }
  }
}

/// The label that a name is known by in NSEC3 records: the length octet, and a hash in Base32 with the extended
/// hexadecimal alphabet (RFC 5155 §1.3).
typealias HashedLabel = InlineArray<33, UInt8>

extension NSEC3Parameters {
  /// Hashes a name (RFC 5155 §5).
  ///
  /// - Parameters:
  ///   - labels: Where labels have their length octets, without those of the zone's name.
  ///   - hasAsterisk: Whether a label `*` stands before them.
  ///   - apex: The zone's name in wire form.
  func hash(_ labels: Span<UInt16>, in octets: Span<UInt8>, hasAsterisk: Bool, apex: [UInt8]) -> HashedLabel {
    let salt = salt
    var input = SHA1()
    if hasAsterisk {
      input.combine(1)
      input.combine(UInt8(ascii: "*"))
    }
    for index in labels.indices { input.combine(label: octets.label(at: labels[index]), octets) }
    input.combine(lowercased: apex.span)
    input.combine(salt.span)
    var digest = input.finish()
    for _ in 0..<iterations {
      var input = SHA1()
      input.combine(digest.span)
      input.combine(salt.span)
      digest = input.finish()
    }
    return HashedLabel(digest)
  }
}

extension SHA1 {
  fileprivate mutating func combine(label: Range<Int>, _ octets: Span<UInt8>) {
    combine(lowercased: octets.extracting(label))
  }

  /// No length octet is one of a letter.
  fileprivate mutating func combine(lowercased octets: Span<UInt8>) {
    for index in octets.indices { combine(DomainName.lowercased(octets[index])) }
  }
}

extension HashedLabel {
  /// Five bits a character.
  init(_ digest: SHA1.Digest) {
    self.init(repeating: 32)
    var bits: UInt64 = 0
    for group in 0..<4 {
      bits = 0
      for index in 0..<5 { bits = bits << 8 | UInt64(digest[5 * group + index]) }
      for index in 0..<8 {
        let digit = UInt8(truncatingIfNeeded: bits >> UInt64(35 - 5 * index)) & 31
        self[1 + 8 * group + index] = digit + (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
      }
    }
  }
}
