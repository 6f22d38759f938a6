extension TOMLReader {
  /// A string of any of the four kinds, whose opening quote comes next.
  mutating func string() throws(TOMLError) -> String {
    cursor.count(of: "\"") >= 3 || cursor.count(of: "'") >= 3 ? try multilineString() : try lineString()
  }

  /// A string that ends on its line: `"basic"` or `'literal'`.
  mutating func lineString() throws(TOMLError) -> String {
    let quote = try openQuote(count: 1)
    var text = ""
    while !cursor.skip(quote) {
      guard !cursor.isAtLineEnd else {
        throw cursor.failure("a string should end with \(quote) before \(cursor.nextName)")
      }
      text += try piece(of: quote)
    }
    return text
  }

  private mutating func multilineString() throws(TOMLError) -> String {
    let start = cursor.line
    let quote = try openQuote(count: 3)
    // A line end right behind the quotes is not part of the text.
    _ = cursor.skipLineEnd()
    var text = ""
    while true {
      // One or two quotes before those that end the string belong to it.
      let quotes = cursor.count(of: quote)
      if quotes >= 3 {
        let inside = min(quotes - 3, 2)
        cursor.skip(inside + 3)
        return text + String(repeating: Character(quote), count: inside)
      }
      guard cursor.next != nil else {
        throw TOMLError(line: start, text: "the string that begins here does not end")
      }
      if cursor.skipLineEnd() {
        text += "\n"
      } else if quotes > 0 {
        cursor.skip(quotes)
        text += String(repeating: Character(quote), count: quotes)
      } else if try !skipEscapedLineEnd(quote) {
        text += try piece(of: quote)
      }
    }
  }

  private mutating func openQuote(count: Int) throws(TOMLError) -> Unicode.Scalar {
    let quote: Unicode.Scalar = cursor.next == UInt8(ascii: "'") ? "'" : "\""
    cursor.skip(count)
    return quote
  }

  /// Moves past a backslash that ends its line, and to what follows on a later one.
  private mutating func skipEscapedLineEnd(_ quote: Unicode.Scalar) throws(TOMLError) -> Bool {
    guard quote == "\"", cursor.next == UInt8(ascii: "\\") else { return false }
    var ahead = cursor
    ahead.skip()
    ahead.skipBlanks()
    guard ahead.skipLineEnd() else { return false }
    repeat { ahead.skipBlanks() } while ahead.skipLineEnd()
    cursor = ahead
    return true
  }

  /// The text up to a quote, a line end or an escape, or what an escape stands for.
  private mutating func piece(of quote: Unicode.Scalar) throws(TOMLError) -> String {
    let escape: UInt8? = quote == "\"" ? UInt8(ascii: "\\") : nil
    if let escape, cursor.next == escape {
      cursor.skip()
      return String(try escapedScalar())
    }
    let text = cursor.text { $0 != UInt8(ascii: quote) && $0 != escape && !$0.isControl }
    guard text.isEmpty else { return text }
    throw cursor.failure("\(cursor.nextName) in a string")
  }

  private mutating func escapedScalar() throws(TOMLError) -> Unicode.Scalar {
    let name = cursor.nextName
    guard let letter = cursor.next,
      letter.isLetter || letter == UInt8(ascii: "\"") || letter == UInt8(ascii: "\\")
    else { throw cursor.failure(escapeError(name)) }
    cursor.skip()
    switch Unicode.Scalar(letter) {
    case "b": return "\u{8}"
    case "t": return "\t"
    case "n": return "\n"
    case "f": return "\u{C}"
    case "r": return "\r"
    case "\"": return "\""
    case "\\": return "\\"
    case "u": return try scalar(digits: 4)
    case "U": return try scalar(digits: 8)
    default: throw cursor.failure(escapeError(name))
    }
  }

  private func escapeError(_ name: String) -> String {
    "\\ before \(name) escapes nothing; write \\\\ for a backslash, or the string between ' and '"
  }

  private mutating func scalar(digits count: Int) throws(TOMLError) -> Unicode.Scalar {
    var digits = ""
    while digits.utf8.count < count, let octet = cursor.next, octet.isDigit(radix: 16) {
      digits.unicodeScalars.append(Unicode.Scalar(octet))
      cursor.skip()
    }
    guard digits.utf8.count == count, let value = UInt32(digits, radix: 16),
      let scalar = Unicode.Scalar(value)
    else { throw cursor.failure("an escape of \(count) digits should be the number of a Unicode character") }
    return scalar
  }
}
