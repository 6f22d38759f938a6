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
    return texts.joined(separator: " ")
  }

  private func generic(_ rdata: Range<Int>) -> String {
    let length = "\\# \(rdata.count)"
    return rdata.isEmpty ? length : "\(length) \(hexadecimal(rdata))"
  }

  private func presentation(of field: RDATAField, at range: Range<Int>) throws(WireError) -> String {
    switch field {
    case .compressibleName, .name: try readName(at: range.lowerBound).description
    case .uint8, .uint16, .uint32: number(range).description
    case .ipv4: IPv4Address(rawValue: number(range)).description
    case .ipv6: ipv6Address(at: range.lowerBound).description
    case .characterString, .characterStrings: try characterStrings(range)
    case .type: RRType(rawValue: UInt16(number(range))).description
    case .time: SignatureTime(rawValue: number(range)).description
    case .base64: base64(range)
    }
  }

  /// - Parameter range: Of four octets at most.
  private func number(_ range: Range<Int>) -> UInt32 { range.reduce(0) { $0 << 8 | UInt32(self[$1]) } }

  private func ipv6Address(at offset: Int) -> IPv6Address {
    IPv6Address(high: word(at: offset), low: word(at: offset + 8))
  }

  private func characterStrings(_ range: Range<Int>) throws(WireError) -> String {
    var strings: [String] = []
    var offset = range.lowerBound
    while offset < range.upperBound {
      let octets = try skipCharacterString(at: &offset)
      strings.append("\"\(octets.map { Self.escaped(self[$0]) }.joined())\"")
    }
    return strings.joined(separator: " ")
  }

  private static func escaped(_ octet: UInt8) -> String {
    let scalar = Unicode.Scalar(octet)
    switch scalar {
    case "\"", "\\": return "\\\(scalar)"
    case " "..."~": return String(scalar)
    default: return octet.decimalEscape
    }
  }
}

// Octets as text.
extension Span where Element == UInt8 {
  /// Two digits for each octet of a range, in lower case.
  package func hexadecimal(_ range: Range<Int>) -> String {
    range.map { (self[$0] < 16 ? "0" : "") + String(self[$0], radix: 16) }.joined()
  }

  /// RFC 4648 §4, in one piece.
  private func base64(_ range: Range<Int>) -> String {
    stride(from: range.lowerBound, to: range.upperBound, by: 3).map { start in
      let group = start..<Swift.min(start + 3, range.upperBound)
      let missing = 3 - group.count
      let bits = number(group) << (8 * UInt32(missing))
      let digits = (0...group.count).map { Self.base64Digit(bits >> (18 - 6 * UInt32($0)) & 63) }
      return digits.joined() + String(repeating: "=", count: missing)
    }.joined()
  }

  /// - Parameter value: 0...63.
  private static func base64Digit(_ value: UInt32) -> String {
    let value = UInt8(value)
    let ascii =
      switch value {
      case ..<26: UInt8(ascii: "A") + value
      case ..<52: UInt8(ascii: "a") + value - 26
      case ..<62: UInt8(ascii: "0") + value - 52
      case 62: UInt8(ascii: "+")
      default: UInt8(ascii: "/")
      }
    return String(Unicode.Scalar(ascii))
  }
}
