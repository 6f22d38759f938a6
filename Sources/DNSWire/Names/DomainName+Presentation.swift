/// Why a text is no domain name.
package enum NameSyntaxError: Error, Equatable {
  /// No text at all.
  case empty
  /// Two dots in a row, or a dot first.
  case emptyLabel
  /// A label of more than 63 octets.
  case labelTooLong(octets: Int)
  /// Over 255 octets in wire form.
  case nameTooLong
  /// A backslash that is followed neither by three digits of at most 255 nor by another character.
  case escape
  /// A space, a control character or one outside ASCII, which must stand as `\DDD`.
  case character(Unicode.Scalar)
}

extension DomainName {
  /// Reads the presentation form (RFC 1035 §5.1): `\DDD` and `\X` escapes, the dot at the end optional.
  package init(presentation text: String) throws(NameSyntaxError) {
    guard !text.isEmpty else { throw .empty }
    self = .root
    guard text != "." else { return }
    var label: [UInt8] = []
    var scalars = text.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case ".":
        try appendLabel(label)
        label = []
      case "\\":
        label.append(try Self.readEscape(from: &scalars))
      case "!"..."~":
        label.append(UInt8(scalar.value))
      default:
        throw .character(scalar)
      }
    }
    if !label.isEmpty { try appendLabel(label) }
  }

  private static func readEscape(
    from scalars: inout Substring.UnicodeScalarView
  ) throws(NameSyntaxError) -> UInt8 {
    guard let first = scalars.popFirst(), first.isASCII else { throw .escape }
    guard ("0"..."9").contains(first) else { return UInt8(first.value) }
    let digits = scalars.prefix(2)
    guard digits.count == 2, digits.allSatisfy({ ("0"..."9").contains($0) }) else { throw .escape }
    scalars.removeFirst(2)
    guard let value = UInt8(String(first) + String(digits)) else { throw .escape }
    return value
  }
}

extension DomainName: CustomStringConvertible {
  /// The presentation form, with the dot at the end: what stands for something else in a zone file is
  /// escaped, and so is every octet that does not print.
  package var description: String {
    let offsets = labelOffsets
    guard !offsets.isEmpty else { return "." }
    return offsets.map { offset in
      (offset + 1...offset + Int(self[offset])).map { Self.presentation(of: self[$0]) }.joined() + "."
    }.joined()
  }

  private static func presentation(of octet: UInt8) -> String {
    let scalar = Unicode.Scalar(octet)
    switch scalar {
    case ".", "\\", "\"", "(", ")", ";", "@", "$": return "\\\(scalar)"
    case "!"..."~": return String(scalar)
    default: return octet.decimalEscape
    }
  }
}

extension UInt8 {
  /// `\DDD`, which stands for an octet that does not print.
  var decimalEscape: String { "\\" + String(repeating: "0", count: 3 - String(self).count) + String(self) }
}
