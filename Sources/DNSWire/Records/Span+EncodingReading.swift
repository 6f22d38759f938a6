// Octets from text: hexadecimal, Base64 and Base32.

extension Span where Element == UInt8 {
  /// Hexadecimal digits to the end, in one word or more.
  func readHexadecimal(from words: inout PresentationWords, into rdata: inout [UInt8]) -> Bool {
    var half: UInt8?
    repeat {
      guard let word = words.next(), appendHexadecimal(word.range, after: &half, to: &rdata) else {
        return false
      }
    } while !words.isAtEnd
    return half == nil
  }

  /// - Parameter half: The first digit of an octet whose second is still to come.
  private func appendHexadecimal(_ range: Range<Int>, after half: inout UInt8?, to rdata: inout [UInt8])
    -> Bool
  {
    for index in range {
      guard let digit = self[index].hexadecimalDigit else { return false }
      if let first = half {
        rdata.append(first << 4 | digit)
        half = nil
      } else {
        half = digit
      }
    }
    return !range.isEmpty
  }

  /// Pairs of digits that fill a range.
  func appendHexadecimal(_ range: Range<Int>, to rdata: inout [UInt8]) -> Bool {
    var half: UInt8?
    return appendHexadecimal(range, after: &half, to: &rdata) && half == nil
  }

  /// A length octet and octets, or a hyphen for none (RFC 5155 §3.3).
  func readSalt(from words: inout PresentationWords, into rdata: inout [UInt8]) -> Bool {
    let start = rdata.count
    rdata.append(0)
    if skipHyphen(in: &words) { return true }
    guard let word = words.next(), appendHexadecimal(word.range, to: &rdata) else { return false }
    return rdata.setLength(at: start)
  }

  /// Moves past a hyphen, if it is the next word.
  func skipHyphen(in words: inout PresentationWords) -> Bool {
    guard let word = words.first, !word.isQuoted, word.range.count == 1,
      self[word.range.lowerBound] == UInt8(ascii: "-")
    else { return false }
    return words.next() != nil
  }

  /// Base64 to the end, in one word or more.
  func readBase64(from words: inout PresentationWords, into rdata: inout [UInt8]) -> Bool {
    var decoder = Base64Decoder()
    repeat {
      guard let word = words.next(), append(base64: word.range, by: &decoder, to: &rdata) else {
        return false
      }
    } while !words.isAtEnd
    return decoder.isAtEnd
  }

  /// Base64 that fills a range.
  func append(base64 range: Range<Int>, to rdata: inout [UInt8]) -> Bool {
    var decoder = Base64Decoder()
    return append(base64: range, by: &decoder, to: &rdata) && decoder.isAtEnd
  }

  private func append(
    base64 range: Range<Int>, by decoder: inout Base64Decoder, to rdata: inout [UInt8]
  ) -> Bool {
    for index in range {
      guard decoder.append(self[index], to: &rdata) else { return false }
    }
    return !range.isEmpty
  }

  /// A length octet and one octet or more, Base32 with extended hexadecimal alphabet (RFC 4648 §7).
  func readHashedName(from words: inout PresentationWords, into rdata: inout [UInt8]) -> Bool {
    guard let word = words.next() else { return false }
    let start = rdata.count
    rdata.append(0)
    var (bits, count) = (UInt16(0), 0)
    for index in word.range {
      guard let digit = self[index].base32Digit else { return false }
      bits = bits << 5 | UInt16(digit)
      count += 5
      guard count >= 8 else { continue }
      count -= 8
      rdata.append(UInt8(truncatingIfNeeded: bits >> UInt16(count)))
      bits &= (1 << UInt16(count)) - 1
    }
    // What is left of the last digit is zeros, and less than a digit.
    return count < 5 && bits == 0 && rdata.count > start + 1 && rdata.setLength(at: start)
  }
}

/// Decodes Base64 (RFC 4648 §4), with the padding and without stray bits before it.
private struct Base64Decoder {
  /// Of the group that has begun.
  private var bits: UInt32 = 0
  private var digitCount = 0
  private var paddingCount = 0

  /// Whether no group is open.
  var isAtEnd: Bool { (digitCount + paddingCount) % 4 == 0 }

  /// - Returns: Whether the character may stand here.
  mutating func append(_ character: UInt8, to octets: inout [UInt8]) -> Bool {
    if character == UInt8(ascii: "=") { return pad(to: &octets) }
    guard paddingCount == 0, let digit = character.base64Digit else { return false }
    bits = bits << 6 | UInt32(digit)
    digitCount += 1
    if digitCount == 4 {
      octets.append(UInt64(bits), 3)
      (bits, digitCount) = (0, 0)
    }
    return true
  }

  private mutating func pad(to octets: inout [UInt8]) -> Bool {
    paddingCount += 1
    guard digitCount >= 2, digitCount + paddingCount <= 4 else { return false }
    guard digitCount + paddingCount == 4 else { return true }
    let stray = 2 * UInt32(paddingCount)
    octets.append(UInt64(bits >> stray), digitCount - 1)
    return bits & ((1 << stray) - 1) == 0
  }
}

extension [UInt8] {
  /// Sets a length octet to the number of octets after it; false past 255.
  mutating func setLength(at start: Int) -> Bool {
    guard let length = UInt8(exactly: count - start - 1) else { return false }
    self[start] = length
    return true
  }
}

extension UInt8 {
  fileprivate var base64Digit: UInt8? {
    switch self {
    case 0x41...0x5A: self - 0x41
    case 0x61...0x7A: self - 0x61 + 26
    case 0x30...0x39: self - 0x30 + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }

  fileprivate var base32Digit: UInt8? {
    switch self {
    case 0x30...0x39: self - 0x30
    case 0x41...0x56: self - 0x41 + 10
    case 0x61...0x76: self - 0x61 + 10
    default: nil
    }
  }
}
