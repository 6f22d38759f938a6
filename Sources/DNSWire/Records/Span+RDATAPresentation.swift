// What follows from the fields of a type, as text.

extension Span where Element == UInt8 {
  /// RDATA as a zone file has it (RFC 1035 §5.1), names whole; in the generic form of RFC 3597 §5 where its fields
  /// are not known or do not fill it.
  ///
  /// - Parameter rdata: Where it is in its message.
  package func presentation(ofRDATA rdata: Range<Int>, of type: RRType) -> String {
    var text: [UInt8] = []
    appendPresentation(ofRDATA: rdata, of: type, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Appends the same to a text.
  package func appendPresentation(ofRDATA rdata: Range<Int>, of type: RRType, to text: inout [UInt8]) {
    let start = text.count
    do throws(WireError) {
      guard let fields = type.fields else { return appendGeneric(rdata, to: &text) }
      try checkRDATA(rdata, of: type)
      try append(fields, of: rdata, to: &text)
    } catch {
      text.removeSubrange(start...)
      appendGeneric(rdata, to: &text)
    }
  }

  private func appendGeneric(_ rdata: Range<Int>, to text: inout [UInt8]) {
    text += "\\# \(rdata.count)".utf8
    if !rdata.isEmpty { text += " \(hexadecimal(rdata))".utf8 }
  }

  /// Appends fields with blanks between them, but for those without a text.
  private func append(
    _ fields: RDATAFields, of rdata: Range<Int>, to text: inout [UInt8]
  ) throws(WireError) {
    let start = text.count
    try walkRDATA(rdata, as: fields) { field, range throws(WireError) in
      let separator = text.count
      if separator > start { text.append(UInt8(ascii: " ")) }
      let first = text.count
      try append(field, at: range, to: &text)
      if text.count == first { text.removeSubrange(separator...) }
    }
  }

  /// - Throws: Where a name cannot be read, or a field has a format without a text.
  private func append(
    _ field: RDATAField, at range: Range<Int>, to text: inout [UInt8]
  ) throws(WireError) {
    switch field {
    case .compressibleName, .name, .wholeName: try appendName(at: range.lowerBound, to: &text)
    case .signer where !isSigner(at: range.lowerBound): throw .rdataLength(offset: range.lowerBound)
    case .signer: try appendName(at: range.lowerBound, to: &text)
    case .wholeNames: try appendNames(range, to: &text)
    case .uint8, .uint16, .uint32, .seconds, .algorithm: text.append(decimal: UInt64(number(range)))
    case .uint64: text.append(decimal: word(at: range.lowerBound))
    case .ipv4: text.append(IPv4Address(rawValue: number(range)))
    case .ipv6: text.append(ipv6Address(at: range.lowerBound))
    case .characterString, .characterStrings, .characterStringOrNone: try appendStrings(range, to: &text)
    case .text: appendQuoted(range, to: &text)
    case .tag: text += octets(range.dropFirst())
    case .type: text += RRType(rawValue: UInt16(number(range))).description.utf8
    case .time: text += SignatureTime(rawValue: number(range)).description.utf8
    case .namedAlgorithm: text += Mnemonics.algorithms.text(of: UInt16(number(range))).utf8
    case .certificateType: text += Mnemonics.certificateTypes.text(of: UInt16(number(range))).utf8
    case .scheme: text += Mnemonics.schemes.text(of: UInt16(number(range))).utf8
    case .base64, .base64OrNone: text += base64(range).utf8
    case .keyOrNone:
      guard !range.isEmpty || hasNoKey(flags: self[range.lowerBound - 4]) else {
        throw .rdataLength(offset: range.lowerBound)
      }
      text += base64(range).utf8
    case .base64OrHyphen: text += (range.isEmpty ? "-" : base64(range)).utf8
    case .digest where range.isEmpty: throw .rdataLength(offset: range.lowerBound)
    case .hexadecimal, .digest, .zoneDigest: text += hexadecimal(range).uppercased().utf8
    case .salt: text += (range.count == 1 ? "-" : hexadecimal(range.dropFirst()).uppercased()).utf8
    case .hashedName: text += base32(range.dropFirst()).utf8
    case .types: text += types(range).utf8
    case .oldTypes: text += oldTypes(range).utf8
    case .services: text += try services(range).utf8
    case .nodeIdentifier: text += groups(range, of: 2, separator: ":").utf8
    case .eui48, .eui64: text += groups(range, of: 1, separator: "-").utf8
    case .nsap: text += "0x\(hexadecimal(range))".utf8
    case .atmAddress: text += atmAddress(range).utf8
    case .location: text += try locationText(at: range.lowerBound).utf8
    case .addressRanges: text += try addressRanges(range).utf8
    case .gateway: try appendGateway(type: self[range.lowerBound - 2], at: range, to: &text)
    case .relayType: text += "\(self[range.lowerBound] >> 7) \(self[range.lowerBound] & 0x7F)".utf8
    case .relay: try appendGateway(type: self[range.lowerBound - 1] & 0x7F, at: range, to: &text)
    case .hostIdentity: text += hostIdentity(range).utf8
    case .serviceParameters: text += serviceParameters(range).utf8
    }
  }

  /// - Parameter range: Of four octets at most.
  func number(_ range: Range<Int>) -> UInt32 { range.reduce(0) { $0 << 8 | UInt32(self[$1]) } }

  /// - Parameter offset: Of sixteen octets.
  func ipv6Address(at offset: Int) -> IPv6Address {
    IPv6Address(high: word(at: offset), low: word(at: offset + 8))
  }

  private func appendNames(_ range: Range<Int>, to text: inout [UInt8]) throws(WireError) {
    var offset = range.lowerBound
    while offset < range.upperBound {
      if offset > range.lowerBound { text.append(UInt8(ascii: " ")) }
      try appendName(at: offset, to: &text)
      _ = try skipName(at: &offset)
    }
  }

  private func appendStrings(_ range: Range<Int>, to text: inout [UInt8]) throws(WireError) {
    var offset = range.lowerBound
    while offset < range.upperBound {
      if offset > range.lowerBound { text.append(UInt8(ascii: " ")) }
      appendQuoted(try skipCharacterString(at: &offset), to: &text)
    }
  }

  /// Octets as a character string is written.
  func quoted(_ range: Range<Int>) -> String {
    var text: [UInt8] = []
    appendQuoted(range, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  private func appendQuoted(_ range: Range<Int>, to text: inout [UInt8]) {
    text.append(UInt8(ascii: "\""))
    for index in range {
      switch self[index] {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): text += [UInt8(ascii: "\\"), self[index]]
      case 0x20...0x7E: text.append(self[index])
      default: text += self[index].decimalEscape.utf8
      }
    }
    text.append(UInt8(ascii: "\""))
  }

  private func groups(_ range: Range<Int>, of length: Int, separator: String) -> String {
    stride(from: range.lowerBound, to: range.upperBound, by: length).map { hexadecimal($0..<$0 + length) }
      .joined(separator: separator)
  }

  private func appendGateway(
    type: UInt8, at range: Range<Int>, to text: inout [UInt8]
  ) throws(WireError) {
    switch type {
    case 1: text.append(IPv4Address(rawValue: number(range)))
    case 2: text.append(ipv6Address(at: range.lowerBound))
    case 3: try appendName(at: range.lowerBound, to: &text)
    default: text.append(UInt8(ascii: "."))
    }
  }

  /// RFC 8005 §6: the algorithm, the tag and the key.
  private func hostIdentity(_ range: Range<Int>) -> String {
    let tag = range.lowerBound + 4..<range.lowerBound + 4 + Int(self[range.lowerBound])
    let key = tag.upperBound..<range.upperBound
    return "\(self[range.lowerBound + 1]) \(hexadecimal(tag).uppercased()) \(base64(key))"
  }
}
