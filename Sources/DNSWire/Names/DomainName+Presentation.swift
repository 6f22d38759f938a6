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
  /// No dot at its end, where nothing says what it is below.
  case relative
}

extension DomainName {
  /// Reads the presentation form (RFC 1035 §5.1): `\DDD` and `\X` escapes, the dot at the end optional.
  package init(presentation text: String) throws(NameSyntaxError) {
    let octets = Array(text.utf8)
    var wireForm: [UInt8] = []
    do throws(NameSyntaxError) {
      try octets.span.readName(octets.indices, origin: .root, into: &wireForm)
    } catch .character(let octet) where !octet.isASCII {
      throw .character(text.unicodeScalars.first { !$0.isASCII } ?? octet)
    }
    self = DomainName(wireForm: wireForm) ?? .root
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
  package var decimalEscape: String {
    "\\" + String(repeating: "0", count: 3 - String(self).count) + String(self)
  }
}
