// Names as text (RFC 1035 §5.1), as zone files, settings and commands have them.

extension Span where Element == UInt8 {
  /// Appends the wire form of the name that a word says: `@` without quotes is the origin.
  ///
  /// - Parameter origin: The wire form of what a name without a dot at its end is below; nil where it has to have one.
  /// - Throws: Why it is no name; `wireForm` then has a part of it.
  package func readName(
    _ word: PresentationWord, origin: [UInt8]?, into wireForm: inout [UInt8]
  ) throws(NameSyntaxError) {
    if !word.isQuoted, word.range.count == 1, self[word.range.lowerBound] == UInt8(ascii: "@") {
      return try wireForm.append(origin)
    }
    try readName(word.range, origin: origin, into: &wireForm)
  }

  /// The same for a text in which `@` means nothing else.
  func readName(
    _ text: Range<Int>, origin: [UInt8]?, into wireForm: inout [UInt8]
  ) throws(NameSyntaxError) {
    guard let first = text.first else { throw .empty }
    if text.count == 1, self[first] == UInt8(ascii: ".") { return wireForm.append(0) }
    let start = wireForm.count
    if try !readLabels(text, into: &wireForm) { try wireForm.append(origin) }
    guard wireForm.count - start <= DomainName.maximumLength else { throw .nameTooLong }
  }

  /// Appends labels, and the root's where the text ends in a dot.
  ///
  /// - Returns: Whether it does.
  private func readLabels(_ text: Range<Int>, into wireForm: inout [UInt8]) throws(NameSyntaxError) -> Bool {
    var label = wireForm.count
    wireForm.append(0)
    var offset = text.lowerBound
    while offset < text.upperBound {
      let plain = offset..<endOfPlainCharacters(offset..<text.upperBound)
      wireForm.append(addingCapacity: plain.count) { $0.append(self, plain) }
      offset = plain.upperBound
      guard offset < text.upperBound else { break }
      if self[offset] == UInt8(ascii: ".") {
        try wireForm.endLabel(at: label)
        label = wireForm.count
        wireForm.append(0)
        offset += 1
      } else {
        wireForm.append(try readNameCharacter(at: &offset, before: text.upperBound))
      }
    }
    if wireForm.count == label + 1 { return true }
    try wireForm.endLabel(at: label)
    return false
  }

  /// Where the characters end that stand for themselves in a label.
  private func endOfPlainCharacters(_ text: Range<Int>) -> Int {
    var offset = text.lowerBound
    while offset < text.upperBound, self[offset].isPlainInLabel { offset += 1 }
    return offset
  }

  /// Of characters that have several octets only the escapes of these are taken.
  private func readNameCharacter(at offset: inout Int, before end: Int) throws(NameSyntaxError) -> UInt8 {
    let (first, start) = (self[offset], offset)
    guard (0x21...0x7E).contains(first) else { throw .character(Unicode.Scalar(first)) }
    guard let octet = readCharacter(at: &offset, before: end), offset - start != 2 || octet < 0x80 else {
      throw .escape
    }
    return octet
  }

  /// Reads a character, or the octet that an escape stands for (RFC 1035 §5.1); nil if an escape is none.
  ///
  /// - Parameter end: Where its word ends, at least one octet on.
  func readCharacter(at offset: inout Int, before end: Int) -> UInt8? {
    let octet = self[offset]
    offset += 1
    guard octet == UInt8(ascii: "\\") else { return octet }
    guard offset < end else { return nil }
    let first = self[offset]
    guard let hundreds = first.decimalDigit else {
      offset += 1
      return first
    }
    guard end - offset >= 3, let tens = self[offset + 1].decimalDigit,
      let ones = self[offset + 2].decimalDigit
    else { return nil }
    offset += 3
    return UInt8(exactly: 100 * Int(hundreds) + 10 * Int(tens) + Int(ones))
  }
}

extension [UInt8] {
  fileprivate mutating func append(_ origin: [UInt8]?) throws(NameSyntaxError) {
    guard let origin else { throw .relative }
    for index in 0..<origin.count { append(origin[index]) }
  }

  /// Sets the length octet of a label that ends here.
  fileprivate mutating func endLabel(at start: Int) throws(NameSyntaxError) {
    let length = count - start - 1
    guard length > 0 else { throw .emptyLabel }
    guard length <= DomainName.maximumLabelLength else { throw .labelTooLong(octets: length) }
    self[start] = UInt8(length)
  }
}

extension UInt8 {
  /// Whether it prints, and is neither dot nor backslash.
  fileprivate var isPlainInLabel: Bool {
    (0x21...0x7E).contains(self) && self != UInt8(ascii: ".") && self != UInt8(ascii: "\\")
  }

  /// The value of an ASCII digit.
  package var decimalDigit: UInt64? { (0x30...0x39).contains(self) ? UInt64(self - 0x30) : nil }
}
