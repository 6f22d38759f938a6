// Fields whose octets say how they go on.

extension Span where Element == UInt8 {
  /// Where a field ends; nil if it is not what its RFC asks for.
  ///
  /// - Parameter rest: From the field's first octet to the end of RDATA. There may be octets before it, those of the
  ///   fields that came first.
  func end(of field: RDATAField, in rest: Range<Int>) -> Int? {
    switch field {
    case .wholeName: endOfName(in: rest)
    case .wholeNames: endOfNames(in: rest)
    case .characterStringOrNone: rest.isEmpty ? rest.upperBound : endOfString(in: rest)
    case .salt: endOfString(in: rest)
    case .hashedName: endOfString(in: rest, atLeast: 1)
    case .tag: endOfTag(in: rest)
    case .digest: endOfOctets(in: rest, Self.digestLength(type: self[rest.lowerBound - 1]))
    case .zoneDigest:
      endOfOctets(
        in: rest,
        Self.zoneDigestLength(scheme: self[rest.lowerBound - 2], algorithm: self[rest.lowerBound - 1]))
    case .types: areTypes(rest) ? rest.upperBound : nil
    case .oldTypes: areOldTypes(rest) ? rest.upperBound : nil
    case .services: areServices(rest) ? rest.upperBound : nil
    case .atmAddress: isATMAddress(rest) ? rest.upperBound : nil
    case .location: endOfLocation(in: rest)
    case .addressRanges: areAddressRanges(rest) ? rest.upperBound : nil
    case .gateway: endOfGateway(type: self[rest.lowerBound - 2], in: rest)
    case .relay: endOfGateway(type: self[rest.lowerBound - 1] & 0x7F, in: rest)
    case .hostIdentity: endOfHostIdentity(in: rest)
    case .serviceParameters: areServiceParameters(rest) ? rest.upperBound : nil
    default: nil
    }
  }

  /// Whether a name has no more labels than the octet fifteen before it says: those of what it has signed, and it is
  /// above that (RFC 4034 §3.1.3, §3.1.7).
  func isSigner(at offset: Int) -> Bool {
    guard let count = try? countLabels(at: offset) else { return false }
    return count <= self[offset - 15]
  }

  /// The end of an uncompressed name.
  private func endOfName(in rest: Range<Int>) -> Int? {
    var end = rest.lowerBound
    // A pointer takes two octets and leads to one, or to three and more, so only a name without one is as long as it
    // takes octets.
    guard let length = try? skipName(at: &end), rest.lowerBound + length == end, end <= rest.upperBound else {
      return nil
    }
    return end
  }

  private func endOfNames(in rest: Range<Int>) -> Int? {
    var offset = rest.lowerBound
    while offset < rest.upperBound {
      guard let end = endOfName(in: offset..<rest.upperBound) else { return nil }
      offset = end
    }
    return offset
  }

  private func endOfString(in rest: Range<Int>, atLeast minimum: Int = 0) -> Int? {
    guard let first = rest.first, case let length = Int(self[first]), length >= minimum, length < rest.count
    else {
      return nil
    }
    return first + 1 + length
  }

  private func endOfTag(in rest: Range<Int>) -> Int? {
    guard let end = endOfString(in: rest, atLeast: 1),
      (rest.lowerBound + 1..<end).allSatisfy({ self[$0].isLetterOrDigit })
    else { return nil }
    return end
  }

  private func endOfOctets(in rest: Range<Int>, _ lengths: ClosedRange<Int>) -> Int? {
    lengths.contains(rest.count) ? rest.upperBound : nil
  }

  /// RFC 4034 §A.2, RFC 4509 §2.1, RFC 6605 §2; a type that has not come yet may have any.
  private static func digestLength(type: UInt8) -> ClosedRange<Int> {
    switch type {
    case 0: 0...Int(UInt16.max)
    case 1: 20...20
    case 2: 32...32
    case 4: 48...48
    default: 1...Int(UInt16.max)
    }
  }

  /// RFC 8976 §2.2.3. Of schemes and algorithms that have not come yet servers take shorter digests than §2.2.4 has, too.
  private static func zoneDigestLength(scheme: UInt8, algorithm: UInt8) -> ClosedRange<Int> {
    switch (scheme, algorithm) {
    case (1, 1): 48...48
    case (1, 2): 64...64
    default: 1...Int(UInt16.max)
    }
  }

  /// RFC 4025 §2.3 and RFC 8777 §4.2.3 have the same types.
  private func endOfGateway(type: UInt8, in rest: Range<Int>) -> Int? {
    let length: Int
    switch type {
    case 0: length = 0
    case 1: length = 4
    case 2: length = 16
    case 3: return endOfName(in: rest)
    default: return nil
    }
    return length <= rest.count ? rest.lowerBound + length : nil
  }

  private func endOfHostIdentity(in rest: Range<Int>) -> Int? {
    let start = rest.lowerBound
    guard rest.count >= 4 else { return nil }
    let tagLength = Int(self[start])
    let keyLength = Int(self[start + 2]) << 8 | Int(self[start + 3])
    guard tagLength > 0, keyLength > 0, tagLength + keyLength <= rest.count - 4 else { return nil }
    return start + 4 + tagLength + keyLength
  }
}

extension UInt8 {
  /// Of ASCII.
  var isLetterOrDigit: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }
}
