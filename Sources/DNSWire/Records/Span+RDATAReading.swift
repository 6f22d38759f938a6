// RDATA from text, by the fields of a type.

extension Span where Element == UInt8 {
  /// Appends the RDATA of class IN that words say (RFC 1035 §5.1): names whole, without compression. RFC 3597 §5's
  /// `\# length hexadecimal` is read for every type; what is known of a type must hold for it, too.
  ///
  /// - Parameters:
  ///   - words: All words after the type, in this span, which is their file.
  ///   - origin: The wire form of what relative names and `@` are below; nil if there must be none.
  ///   - rdata: As before if an error is thrown.
  /// - Throws: The first word that is not what the type asks for.
  package func readRDATA(
    of type: RRType, from words: [PresentationWord], origin: [UInt8]?, into rdata: inout [UInt8]
  ) throws(PresentationError) {
    let start = rdata.count
    do throws(PresentationError) {
      var words = PresentationWords(words, origin: origin)
      if let first = words.first, isGenericMark(first) {
        try readGeneric(of: type, from: &words, into: &rdata)
      } else {
        try readFields(of: type, from: &words, into: &rdata)
      }
      guard rdata.count - start <= Int(UInt16.max) else {
        throw words.lastError(allowed: "RDATA of at most 65535 octets")
      }
    } catch {
      rdata.removeSubrange(start...)
      throw error
    }
  }

  /// Whether this is `\#`, unquoted.
  private func isGenericMark(_ word: PresentationWord) -> Bool {
    let start = word.range.lowerBound
    return !word.isQuoted && word.range.count == 2 && self[start] == UInt8(ascii: "\\")
      && self[start + 1] == UInt8(ascii: "#")
  }

  /// RFC 3597 §5.
  private func readGeneric(
    of type: RRType, from words: inout PresentationWords, into rdata: inout [UInt8]
  ) throws(PresentationError) {
    let start = rdata.count
    _ = words.next()
    guard let length = readNumber(from: &words, to: UInt64(UInt16.max)) else {
      throw words.error(allowed: "the length of RDATA, a number from 0 to 65535")
    }
    guard words.isAtEnd || readHexadecimal(from: &words, into: &rdata), rdata.count - start == length else {
      throw words.error(allowed: "pairs of hexadecimal digits, as many as the length says")
    }
    guard rdata.span.isKeptRDATA(start..<rdata.count, of: type) else {
      throw words.error(allowed: "RDATA in the format of \(type)")
    }
  }

  private func readFields(
    of type: RRType, from words: inout PresentationWords, into rdata: inout [UInt8]
  ) throws(PresentationError) {
    let start = rdata.count
    guard let fields = type.fields else {
      throw words.error(allowed: "\\# with a length and hexadecimal digits")
    }
    for index in 0..<fields.count {
      guard read(fields[index], from: &words, into: &rdata) else {
        throw words.error(allowed: allowed(fields[index], origin: words.origin))
      }
    }
    if words.nextString() != nil { throw words.error(allowed: "the end of the record") }
    guard rdata.span.isKeptRDATA(start..<rdata.count, of: type) else {
      throw words.lastError(allowed: fields[fields.count - 1].allowed)
    }
  }

  private func allowed(_ field: RDATAField, origin: [UInt8]?) -> String {
    switch field {
    case .compressibleName, .name, .wholeName, .wholeNames:
      origin == nil ? "a domain name with a dot at its end" : field.allowed
    default: field.allowed
    }
  }

  /// - Returns: Whether the words are what the field asks for. If not, the last that was taken is wrong, or missing.
  private func read(
    _ field: RDATAField, from words: inout PresentationWords, into rdata: inout [UInt8]
  ) -> Bool {
    switch field {
    case .compressibleName, .name, .wholeName: readName(from: &words, into: &rdata)
    case .signer: readSigner(from: &words, into: &rdata)
    case .wholeNames: readAll(from: &words) { readName(from: &$0, into: &rdata) }
    case .uint8: append(readNumber(from: &words, to: UInt64(UInt8.max)), 1, to: &rdata)
    case .uint16: append(readNumber(from: &words, to: UInt64(UInt16.max)), 2, to: &rdata)
    case .uint32: append(readNumber(from: &words, to: UInt64(UInt32.max)), 4, to: &rdata)
    case .uint64: append(readNumber(from: &words, to: .max), 8, to: &rdata)
    case .seconds: append(readSeconds(from: &words), 4, to: &rdata)
    case .ipv4:
      append(words.next().flatMap { ipv4Address($0.range) }.map { UInt64($0.rawValue) }, 4, to: &rdata)
    case .ipv6: readIPv6Address(from: &words, into: &rdata)
    case .characterString: readCharacterString(from: &words, into: &rdata)
    case .characterStrings: readSome(from: &words) { readCharacterString(from: &$0, into: &rdata) }
    case .characterStringOrNone: words.isAtEnd || readCharacterString(from: &words, into: &rdata)
    case .text: words.nextString().map { appendString($0.range, to: &rdata) } ?? false
    case .tag: readTag(from: &words, into: &rdata)
    case .type: append(readType(from: &words).map { UInt64($0.rawValue) }, 2, to: &rdata)
    case .time: append(readTime(from: &words), 4, to: &rdata)
    case .algorithm, .namedAlgorithm:
      append(readNumber(from: &words, to: 255, or: .algorithms), 1, to: &rdata)
    case .certificateType: append(readNumber(from: &words, to: 65_535, or: .certificateTypes), 2, to: &rdata)
    case .scheme: append(readNumber(from: &words, to: 255, or: .schemes), 1, to: &rdata)
    case .base64: readBase64(from: &words, into: &rdata)
    case .base64OrNone: words.isAtEnd || readBase64(from: &words, into: &rdata)
    case .keyOrNone:
      words.isAtEnd && hasNoKey(flags: rdata[rdata.count - 4]) || readBase64(from: &words, into: &rdata)
    case .base64OrHyphen: skipHyphen(in: &words) || readBase64(from: &words, into: &rdata)
    case .hexadecimal, .digest, .zoneDigest: readHexadecimal(from: &words, into: &rdata)
    case .salt: readSalt(from: &words, into: &rdata)
    case .hashedName: readHashedName(from: &words, into: &rdata)
    case .types: readTypes(from: &words, into: &rdata)
    case .oldTypes: readOldTypes(from: &words, into: &rdata)
    case .services: readServices(from: &words, into: &rdata)
    case .nodeIdentifier: readGroups(4, of: 1...4, separator: ":", from: &words, into: &rdata)
    case .eui48: readGroups(6, of: 2...2, separator: "-", from: &words, into: &rdata)
    case .eui64: readGroups(8, of: 2...2, separator: "-", from: &words, into: &rdata)
    case .nsap: readNSAP(from: &words, into: &rdata)
    case .atmAddress: readATMAddress(from: &words, into: &rdata)
    case .location: readLocation(from: &words, into: &rdata)
    case .addressRanges: readAll(from: &words) { readAddressRange(from: &$0, into: &rdata) }
    case .gateway: readGateway(type: rdata[rdata.count - 2], from: &words, into: &rdata)
    case .relayType: readRelayType(from: &words, into: &rdata)
    case .relay: readGateway(type: rdata[rdata.count - 1] & 0x7F, from: &words, into: &rdata)
    case .hostIdentity: readHostIdentity(from: &words, into: &rdata)
    case .serviceParameters: readServiceParameters(from: &words, into: &rdata)
    }
  }

  /// Whether the flags of a KEY record, the first of their octets, say that no key follows (RFC 2535 §3.1.2).
  func hasNoKey(flags: UInt8) -> Bool { flags & 0xC0 == 0xC0 }

  /// Words to the end, one or more.
  private func readSome(from words: inout PresentationWords, _ read: (inout PresentationWords) -> Bool)
    -> Bool
  {
    read(&words) && readAll(from: &words, read)
  }

  /// Words to the end, if any.
  private func readAll(from words: inout PresentationWords, _ read: (inout PresentationWords) -> Bool) -> Bool
  {
    while !words.isAtEnd {
      guard read(&words) else { return false }
    }
    return true
  }

  /// - Returns: False where there is no number.
  private func append(_ number: UInt64?, _ octetCount: Int, to rdata: inout [UInt8]) -> Bool {
    guard let number else { return false }
    rdata.append(number, octetCount)
    return true
  }
}

extension [UInt8] {
  /// Appends the lowest octets of a number, the most significant first.
  mutating func append(_ number: UInt64, _ octetCount: Int) {
    for index in (0..<octetCount).reversed() {
      append(UInt8(truncatingIfNeeded: number >> (8 * UInt64(index))))
    }
  }
}
