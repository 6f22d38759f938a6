// The words of RDATA that many types have: names, strings, numbers and times.

extension Span where Element == UInt8 {
  /// The octets of a range as they stand.
  func octets(_ range: Range<Int>) -> [UInt8] { range.map { self[$0] } }

  /// The text of a word; nothing of use where it is not UTF-8.
  func text(_ range: Range<Int>) -> String { String(decoding: octets(range), as: UTF8.self) }

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

  /// - Returns: Whether every escape is one.
  func appendString(_ range: Range<Int>, to rdata: inout [UInt8]) -> Bool {
    var offset = range.lowerBound
    while offset < range.upperBound {
      guard let octet = readCharacter(at: &offset, before: range.upperBound) else { return false }
      rdata.append(octet)
    }
    return true
  }

  /// A length octet and the octets of the next word.
  func readCharacterString(from words: inout PresentationWords, into rdata: inout [UInt8]) -> Bool {
    guard let word = words.nextString() else { return false }
    let start = rdata.count
    rdata.append(0)
    guard appendString(word.range, to: &rdata), let length = UInt8(exactly: rdata.count - start - 1) else {
      return false
    }
    rdata[start] = length
    return true
  }

  /// The wire form of the name in the next word.
  func readName(from words: inout PresentationWords, into rdata: inout [UInt8]) -> Bool {
    guard let word = words.next(), let first = word.range.first else { return false }
    if word.range.count == 1, self[first] == UInt8(ascii: ".") {
      rdata.append(0)
      return true
    }
    let start = rdata.count
    if word.range.count == 1, self[first] == UInt8(ascii: "@") {
      return append(words.origin, to: &rdata)
    }
    guard let isAbsolute = appendLabels(of: word.range, to: &rdata),
      isAbsolute || append(words.origin, to: &rdata)
    else { return false }
    return rdata.count - start <= DomainName.maximumLength
  }

  /// Appends labels, and the root's where the text ends in a dot.
  ///
  /// - Returns: Whether it does; nil if this is no name.
  private func appendLabels(of range: Range<Int>, to rdata: inout [UInt8]) -> Bool? {
    var labelStart = rdata.count
    rdata.append(0)
    var offset = range.lowerBound
    while offset < range.upperBound {
      if self[offset] == UInt8(ascii: ".") {
        guard rdata.endLabel(at: labelStart) else { return nil }
        labelStart = rdata.count
        rdata.append(0)
        offset += 1
      } else if let octet = readCharacter(at: &offset, before: range.upperBound) {
        rdata.append(octet)
      } else {
        return nil
      }
    }
    if rdata.count == labelStart + 1 { return true }
    return rdata.endLabel(at: labelStart) ? false : nil
  }

  private func append(_ origin: DomainName?, to rdata: inout [UInt8]) -> Bool {
    guard let origin else { return false }
    for index in 0..<origin.count { rdata.append(origin[index]) }
    return true
  }

  /// The decimal number in the next word; nil past `maximum`.
  func readNumber(from words: inout PresentationWords, to maximum: UInt64) -> UInt64? {
    words.next().flatMap { number($0.range, to: maximum) }
  }

  /// A decimal number; nil if it is none, or past `maximum`.
  func number(_ range: Range<Int>, to maximum: UInt64) -> UInt64? {
    guard !range.isEmpty else { return nil }
    var number: UInt64 = 0
    for index in range {
      guard let digit = self[index].decimalDigit, digit <= maximum, number <= (maximum - digit) / 10 else {
        return nil
      }
      number = 10 * number + digit
    }
    return number
  }

  /// The number, or the name of one, in the next word.
  func readNumber(from words: inout PresentationWords, to maximum: UInt64, or names: Mnemonics) -> UInt64? {
    guard let word = words.next() else { return nil }
    return number(word.range, to: maximum) ?? names.number(of: text(word.range)).map(UInt64.init)
  }

  /// The type in the next word.
  func readType(from words: inout PresentationWords) -> RRType? {
    words.next().flatMap { RRType(presentation: text($0.range)) }
  }

  /// Seconds, or numbers with units, each unit once at most: `1w2d3h4m5s`.
  func readSeconds(from words: inout PresentationWords) -> UInt64? {
    guard let word = words.next() else { return nil }
    if let seconds = number(word.range, to: UInt64(UInt32.max)) { return seconds }
    var (total, previous) = (UInt64(0), UInt64.max)
    var start = word.range.lowerBound
    while start < word.range.upperBound {
      guard let end = (start..<word.range.upperBound).first(where: { self[$0].decimalDigit == nil }),
        let count = number(start..<end, to: UInt64(UInt32.max)), let unit = Self.seconds(unit: self[end]),
        unit < previous
      else { return nil }
      total += count * unit
      previous = unit
      start = end + 1
    }
    return total > 0 || !word.range.isEmpty ? UInt32(exactly: total).map(UInt64.init) : nil
  }

  private static func seconds(unit: UInt8) -> UInt64? {
    switch Unicode.Scalar(unit) {
    case "w", "W": 604_800
    case "d", "D": 86_400
    case "h", "H": 3600
    case "m", "M": 60
    case "s", "S": 1
    default: nil
    }
  }

  /// A date of fourteen digits, or seconds since 1970 (RFC 4034 §3.2).
  func readTime(from words: inout PresentationWords) -> UInt64? {
    guard let word = words.next() else { return nil }
    if word.range.count == 14 {
      return SignatureTime(presentation: text(word.range)).map { UInt64($0.rawValue) }
    }
    return number(word.range, to: UInt64(UInt32.max))
  }
}

extension [UInt8] {
  /// Sets the length octet of a label that ends here; false if it is empty or too long.
  fileprivate mutating func endLabel(at start: Int) -> Bool {
    let length = count - start - 1
    guard (1...DomainName.maximumLabelLength).contains(length) else { return false }
    self[start] = UInt8(length)
    return true
  }
}

extension UInt8 {
  /// The value of an ASCII digit.
  var decimalDigit: UInt64? { (0x30...0x39).contains(self) ? UInt64(self - 0x30) : nil }

  /// The value of an ASCII hexadecimal digit, in either case.
  var hexadecimalDigit: UInt8? {
    switch self {
    case 0x30...0x39: self - 0x30
    case 0x41...0x46: self - 0x41 + 10
    case 0x61...0x66: self - 0x61 + 10
    default: nil
    }
  }
}
