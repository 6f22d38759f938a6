/// The fields of an NSEC3 RR (RFC 5155 §3.1).
struct NSEC3: Sendable {
  let zone: Name
  /// The owner's first label in base32hex, decoded.
  let ownerHash: [UInt8]
  let nextHash: [UInt8]
  let parameters: NSEC3Parameters
  let isOptOut: Bool
  let bitmap: TypeBitmap

  init?(_ record: Record) {
    // Flags that are unknown make it one to ignore (RFC 5155 §8.2).
    guard record.type == .nsec3, record.rdata.count > 1, record.rdata[1] & ~1 == 0,
      let parameters = NSEC3Parameters(record.rdata),
      let label = record.owner.lowercased.labels.first, let ownerHash = decodeBase32Hex(label)
    else { return nil }
    let rest = record.rdata.dropFirst(5 + parameters.salt.count)
    guard let length = rest.first, length > 0, rest.count > Int(length), ownerHash.count == Int(length),
      let bitmap = TypeBitmap(Array(rest.dropFirst(1 + Int(length))))
    else { return nil }
    zone = record.owner.lowercased.parent
    self.ownerHash = ownerHash
    nextHash = Array(rest.dropFirst().prefix(Int(length)))
    self.parameters = parameters
    isOptOut = record.rdata[1] & 1 != 0
    self.bitmap = bitmap
  }

  func matches(_ hash: [UInt8]) -> Bool { hash == ownerHash }

  func covers(_ hash: [UInt8]) -> Bool {
    let isBehind = ownerHash.lexicographicallyPrecedes(hash)
    let isBefore = hash.lexicographicallyPrecedes(nextHash)
    return ownerHash.lexicographicallyPrecedes(nextHash)
      ? isBehind && isBefore
      : hash != ownerHash && (isBehind || isBefore)
  }
}

/// How names are hashed (RFC 5155 §3.1 and §4.1).
struct NSEC3Parameters: Hashable, Sendable {
  let algorithm: UInt8
  let iterations: UInt16
  let salt: [UInt8]

  /// - Parameter rdata: Of an NSEC3 or NSEC3PARAM RR.
  init?(_ rdata: [UInt8]) {
    guard rdata.count >= 5, let iterations = rdata.uint16(at: 2), rdata.count >= 5 + Int(rdata[4]) else {
      return nil
    }
    algorithm = rdata[0]
    self.iterations = iterations
    salt = Array(rdata[5..<(5 + Int(rdata[4]))])
  }

  /// The most that is computed, as by validators (RFC 9276 §3.2).
  private static let mostIterations: UInt16 = 150

  /// Whether names can be hashed with it here.
  var isComputable: Bool { algorithm == 1 && iterations <= Self.mostIterations }

  /// The hash of a name (RFC 5155 §5); nil for an algorithm other than SHA-1 and for too many iterations.
  func hash(_ name: Name) -> [UInt8]? {
    guard isComputable else { return nil }
    return (0...Int(iterations)).reduce(name.lowercased.wire) { octets, _ in sha1(octets + salt) }
  }
}

/// Base 32 with the extended hex alphabet and no padding, in lower case (RFC 4648 §7); nil for other octets.
private func decodeBase32Hex(_ text: [UInt8]) -> [UInt8]? {
  var (octets, bits, count): ([UInt8], UInt32, Int) = ([], 0, 0)
  for letter in text {
    guard let value = base32HexValue(letter) else { return nil }
    bits = bits << 5 | value
    count += 5
    guard count >= 8 else { continue }
    count -= 8
    octets.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
  }
  return octets
}

private func base32HexValue(_ letter: UInt8) -> UInt32? {
  switch letter {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(letter - UInt8(ascii: "0"))
  case UInt8(ascii: "a")...UInt8(ascii: "v"): UInt32(letter - UInt8(ascii: "a")) + 10
  default: nil
  }
}
