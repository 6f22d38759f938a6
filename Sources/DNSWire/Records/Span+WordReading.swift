// The words of RDATA that many types have: names, strings, numbers and times.

extension Span where Element == UInt8 {
  /// The octets of a range as they stand.
  func octets(_ range: Range<Int>) -> [UInt8] { range.map { self[$0] } }

  /// The text of a word; nothing of use where it is not UTF-8.
  func text(_ range: Range<Int>) -> String { String(decoding: octets(range), as: UTF8.self) }

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
    guard let word = words.next() else { return false }
    return (try? readName(word, origin: words.origin, into: &rdata)) != nil
  }

  /// The same, where `isSigner` holds for it.
  func readSigner(from words: inout PresentationWords, into rdata: inout [UInt8]) -> Bool {
    let start = rdata.count
    guard readName(from: &words, into: &rdata) else { return false }
    return rdata.span.isSigner(at: start)
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

  /// Seconds in the next word, as `seconds` has them.
  func readSeconds(from words: inout PresentationWords) -> UInt64? {
    words.next().flatMap { seconds($0.range, to: UInt64(UInt32.max)) }
  }

  /// Seconds, or numbers with units, each once, in any order: `1w2d3h4m5s`; nil if it is neither, or past `maximum`.
  ///
  /// - Parameter maximum: At most 2^32 - 1.
  package func seconds(_ range: Range<Int>, to maximum: UInt64) -> UInt64? {
    if let seconds = number(range, to: maximum) { return seconds }
    var total: UInt64 = 0
    var units: Set<UInt64> = []
    var start = range.lowerBound
    while start < range.upperBound {
      guard let end = (start..<range.upperBound).first(where: { self[$0].decimalDigit == nil }),
        let count = number(start..<end, to: maximum), let unit = Self.seconds(unit: self[end]),
        units.insert(unit).inserted
      else { return nil }
      total += count * unit
      guard total <= maximum else { return nil }
      start = end + 1
    }
    return range.isEmpty ? nil : total
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

extension UInt8 {
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
