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
      try octets.span.readName(octets.indices, origin: [0], into: &wireForm)
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
    var text: [UInt8] = []
    try? wireForm.span.appendName(at: 0, to: &text)
    return String(decoding: text, as: UTF8.self)
  }
}

extension Span where Element == UInt8 {
  /// Appends the presentation form of the name at `offset`, as `DomainName` has it.
  ///
  /// - Throws: As `readName`; a part of the name has been appended then.
  package func appendName(at offset: Int, to text: inout [UInt8]) throws(WireError) {
    let start = text.count
    var offset = offset
    _ = try walkName(at: &offset) { label in
      for index in label.dropFirst() { text.append(characterOfName: self[index]) }
      text.append(UInt8(ascii: "."))
    }
    if text.count == start { text.append(UInt8(ascii: ".")) }
  }
}

extension [UInt8] {
  fileprivate mutating func append(characterOfName octet: UInt8) {
    switch Unicode.Scalar(octet) {
    case ".", "\\", "\"", "(", ")", ";", "@", "$": self += [UInt8(ascii: "\\"), octet]
    case "!"..."~": append(octet)
    default: self += octet.decimalEscape.utf8
    }
  }

  /// Appends the decimal digits of a number.
  package mutating func append(decimal number: UInt64) {
    let start = count
    var rest = number
    repeat {
      append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    var (left, right) = (start, count - 1)
    while left < right {
      swapAt(left, right)
      (left, right) = (left + 1, right - 1)
    }
  }
}

extension UInt8 {
  /// `\DDD`, which stands for an octet that does not print.
  package var decimalEscape: String {
    "\\" + String(repeating: "0", count: 3 - String(self).count) + String(self)
  }
}
