// What follows from the fields of a type, as text.

extension Span where Element == UInt8 {
  /// RDATA as a zone file has it (RFC 1035 §5.1), names whole; in the generic form of RFC 3597 §5 where its fields
  /// are not known or do not fill it.
  ///
  /// - Parameter rdata: Where it is in its message.
  package func presentation(ofRDATA rdata: Range<Int>, of type: RRType) -> String {
    guard let fields = fields(of: rdata, of: type),
      let texts = try? fields.map({ try presentation(of: $0.field, at: $0.range) })
    else { return generic(rdata) }
    return texts.filter { !$0.isEmpty }.joined(separator: " ")
  }

  private func generic(_ rdata: Range<Int>) -> String {
    let length = "\\# \(rdata.count)"
    return rdata.isEmpty ? length : "\(length) \(hexadecimal(rdata))"
  }

  /// - Throws: Where a name cannot be read, or a field has a format without a text.
  private func presentation(of field: RDATAField, at range: Range<Int>) throws(WireError) -> String {
    switch field {
    case .compressibleName, .name, .wholeName: try readName(at: range.lowerBound).description
    case .wholeNames: try names(range)
    case .uint8, .uint16, .uint32, .seconds, .algorithm: number(range).description
    case .uint64: word(at: range.lowerBound).description
    case .ipv4: IPv4Address(rawValue: number(range)).description
    case .ipv6: ipv6Address(at: range.lowerBound).description
    case .characterString, .characterStrings, .characterStringOrNone: try characterStrings(range)
    case .text, .textOrNone: quoted(range)
    case .tag: range.dropFirst().map { String(Unicode.Scalar(self[$0])) }.joined()
    case .type: RRType(rawValue: UInt16(number(range))).description
    case .time: SignatureTime(rawValue: number(range)).description
    case .namedAlgorithm: Mnemonics.algorithms.text(of: UInt16(number(range)))
    case .certificateType: Mnemonics.certificateTypes.text(of: UInt16(number(range)))
    case .scheme: Mnemonics.schemes.text(of: UInt16(number(range)))
    case .base64, .base64OrNone: base64(range)
    case .base64OrHyphen: range.isEmpty ? "-" : base64(range)
    case .hexadecimal, .digest, .zoneDigest: hexadecimal(range).uppercased()
    case .salt: range.count == 1 ? "-" : hexadecimal(range.dropFirst()).uppercased()
    case .hashedName: base32(range.dropFirst())
    case .types, .typesOrNone: types(range)
    case .oldTypes: oldTypes(range)
    case .services: try services(range)
    case .nodeIdentifier: groups(range, of: 2, separator: ":")
    case .eui48, .eui64: groups(range, of: 1, separator: "-")
    case .nsap: "0x" + hexadecimal(range)
    case .atmAddress: atmAddress(range)
    case .location: location(at: range.lowerBound).description
    case .addressRanges: try addressRanges(range)
    case .gateway: try gateway(type: self[range.lowerBound - 2], at: range)
    case .relayType: "\(self[range.lowerBound] >> 7) \(self[range.lowerBound] & 0x7F)"
    case .relay: try gateway(type: self[range.lowerBound - 1] & 0x7F, at: range)
    case .hostIdentity: hostIdentity(range)
    case .serviceParameters: serviceParameters(range)
    }
  }

  /// - Parameter range: Of four octets at most.
  func number(_ range: Range<Int>) -> UInt32 { range.reduce(0) { $0 << 8 | UInt32(self[$1]) } }

  /// - Parameter offset: Of sixteen octets.
  func ipv6Address(at offset: Int) -> IPv6Address {
    IPv6Address(high: word(at: offset), low: word(at: offset + 8))
  }

  private func names(_ range: Range<Int>) throws(WireError) -> String {
    var names: [String] = []
    var offset = range.lowerBound
    while offset < range.upperBound {
      var name = DomainName.root
      try readName(at: &offset, into: &name)
      names.append(name.description)
    }
    return names.joined(separator: " ")
  }

  private func characterStrings(_ range: Range<Int>) throws(WireError) -> String {
    var strings: [String] = []
    var offset = range.lowerBound
    while offset < range.upperBound { strings.append(quoted(try skipCharacterString(at: &offset))) }
    return strings.joined(separator: " ")
  }

  /// Octets as a character string is written.
  func quoted(_ range: Range<Int>) -> String { "\"\(range.map { Self.escaped(self[$0]) }.joined())\"" }

  private static func escaped(_ octet: UInt8) -> String {
    let scalar = Unicode.Scalar(octet)
    switch scalar {
    case "\"", "\\": return "\\\(scalar)"
    case " "..."~": return String(scalar)
    default: return octet.decimalEscape
    }
  }

  private func groups(_ range: Range<Int>, of length: Int, separator: String) -> String {
    stride(from: range.lowerBound, to: range.upperBound, by: length).map { hexadecimal($0..<$0 + length) }
      .joined(separator: separator)
  }

  private func gateway(type: UInt8, at range: Range<Int>) throws(WireError) -> String {
    switch type {
    case 1: IPv4Address(rawValue: number(range)).description
    case 2: ipv6Address(at: range.lowerBound).description
    case 3: try readName(at: range.lowerBound).description
    default: "."
    }
  }

  /// RFC 8005 §6: the algorithm, the tag and the key.
  private func hostIdentity(_ range: Range<Int>) -> String {
    let tag = range.lowerBound + 4..<range.lowerBound + 4 + Int(self[range.lowerBound])
    let key = tag.upperBound..<range.upperBound
    return "\(self[range.lowerBound + 1]) \(hexadecimal(tag).uppercased()) \(base64(key))"
  }
}
