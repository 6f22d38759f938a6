/// The fields of a DNSKEY or CDNSKEY RR (RFC 4034 §2.1, RFC 7344 §3.2).
struct DNSKEY: Hashable, Sendable {
  let flags: UInt16
  let `protocol`: UInt8
  let algorithm: SigningAlgorithm
  let publicKey: [UInt8]
  let rdata: [UInt8]

  init?(_ record: Record) {
    guard [.dnskey, .cdnskey].contains(record.type) else { return nil }
    self.init(rdata: record.rdata)
  }

  init?(rdata: [UInt8]) {
    guard rdata.count > 4, let flags = rdata.uint16(at: 0) else { return nil }
    self.flags = flags
    self.protocol = rdata[2]
    algorithm = SigningAlgorithm(rawValue: rdata[3])
    publicKey = Array(rdata.dropFirst(4))
    self.rdata = rdata
  }

  var isZoneKey: Bool { flags & 0x0100 != 0 }

  var isRevoked: Bool { flags & 0x0080 != 0 }

  /// RFC 4034 appendix B; the algorithm RSAMD5, which has another one, signs nothing here.
  var tag: UInt16 {
    let sum = rdata.enumerated().reduce(UInt32(0)) { sum, octet in
      sum &+ (octet.offset.isMultiple(of: 2) ? UInt32(octet.element) << 8 : UInt32(octet.element))
    }
    return UInt16(truncatingIfNeeded: sum &+ (sum >> 16))
  }

  /// Whether it may sign RRsets of a zone (RFC 4034 §2.1.1 and §2.1.2, RFC 5011 §2.1).
  var maySign: Bool { isZoneKey && !isRevoked && self.protocol == 3 }
}

/// The number of a DNSSEC algorithm.
struct SigningAlgorithm: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  let rawValue: UInt8

  var description: String { Self.mnemonics[rawValue] ?? "algorithm \(rawValue)" }

  private static let mnemonics: [UInt8: String] = [
    1: "RSAMD5", 3: "DSA", 5: "RSASHA1", 6: "DSA-NSEC3-SHA1", 7: "RSASHA1-NSEC3-SHA1", 8: "RSASHA256",
    10: "RSASHA512", 12: "ECC-GOST", 13: "ECDSAP256SHA256", 14: "ECDSAP384SHA384", 15: "ED25519", 16: "ED448",
  ]

  /// RSAMD5, DSA, DSA-NSEC3-SHA1 and ECC-GOST (RFC 9904, IANA), RSASHA1 and RSASHA1-NSEC3-SHA1 (RFC 9905 §2).
  var mustNotSign: Bool { [1, 3, 5, 6, 7, 12].contains(rawValue) }

  /// RSASHA512, which is no better than RSASHA256 (RFC 9904, IANA).
  var isNotRecommended: Bool { rawValue == 10 }

  /// Whether signatures by it can be verified here.
  var isVerifiable: Bool { [5, 7, 8, 10, 13, 14, 15, 16].contains(rawValue) }

  /// Whether key and signature have the lengths that the algorithm gives them, so that ldns may see them.
  func fits(key: [UInt8], signature: [UInt8]) -> Bool {
    switch rawValue {
    case 5, 7, 8, 10: modulusLength(key).map { (64...512).contains($0) && signature.count == $0 } ?? false
    case 13: key.count == 64 && signature.count == 64
    case 14: key.count == 96 && signature.count == 96
    case 15: key.count == 32 && signature.count == 64
    case 16: key.count == 57 && signature.count == 114
    default: false
    }
  }

  /// Of an RSA key, in octets (RFC 3110 §2).
  private func modulusLength(_ key: [UInt8]) -> Int? {
    guard let first = key.first else { return nil }
    // Long exponents take long; so long that their length takes two octets more is none's.
    guard (1...8).contains(first), Int(first) < key.count - 1 else { return nil }
    return key.count - 1 - Int(first)
  }
}
