extension TOMLReader {
  /// A number, a flag, a date or a time.
  mutating func bareValue() throws(TOMLError) -> TOMLValue {
    var text = cursor.text(while: \.isInBareValue)
    // A blank may stand between a date and its time.
    if cursor.next == .space, cursor.octet(after: 1)?.isDigit == true, BareText(text).isDate {
      cursor.skip()
      text += " " + cursor.text(while: \.isInBareValue)
    }
    switch text {
    case "": throw cursor.failure("a value should begin at \(cursor.nextName)")
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    case "inf", "+inf": return .float(.infinity)
    case "-inf": return .float(-.infinity)
    case "nan", "+nan", "-nan": return .float(.nan)
    default: break
    }
    let bare = BareText(text)
    if bare.isDateTime { return .dateTime(text) }
    if let (digits, radix) = bare.integer {
      guard let number = Int64(digits, radix: radix) else {
        throw cursor.failure("a number of more than 64 bits")
      }
      return .integer(number)
    }
    if let digits = bare.float, let number = Double(digits) { return .float(number) }
    // It is not repeated: it may be a secret.
    throw cursor.failure("neither a number nor true, false, a date or a time; a text needs quotes")
  }
}

extension UInt8 {
  fileprivate var isInBareValue: Bool { isDigit || isLetter || "+-_.:".utf8.contains(self) }
}

/// A value without quotes or brackets, to be held against the grammar (TOML 1.0.0, Integer to Local Time). Each part
/// is nil unless it comes next and is well formed.
private struct BareText {
  private var rest: Substring.UTF8View

  init(_ text: String) { rest = text[...].utf8 }

  /// Its digits, with the sign and without underscores, and their radix.
  var integer: (digits: String, radix: Int)? {
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where rest.starts(with: prefix.utf8) {
      var text = self
      text.rest = rest.dropFirst(2)
      guard let digits = text.digits(radix: radix), text.rest.isEmpty else { return nil }
      return (digits, radix)
    }
    var text = self
    guard let digits = text.signedDigits(), text.rest.isEmpty else { return nil }
    return (digits, 10)
  }

  /// The number without underscores.
  var float: String? {
    var text = self
    guard var number = text.signedDigits() else { return nil }
    if text.skip(".") != nil {
      guard let fraction = text.digits() else { return nil }
      number += "." + fraction
    }
    if text.skip("eE") != nil {
      let sign = text.skip("+-") ?? ""
      guard let exponent = text.digits() else { return nil }
      number += "e" + sign + exponent
    }
    return text.rest.isEmpty ? number : nil
  }

  var isDate: Bool {
    var text = self
    return text.skipDate() && text.rest.isEmpty
  }

  var isDateTime: Bool {
    var text = self
    if text.skipDate() {
      if text.rest.isEmpty { return true }
      guard text.skip("Tt ") != nil, text.skipTime() else { return false }
      return text.rest.isEmpty || text.skipOffset() && text.rest.isEmpty
    }
    text = self
    return text.skipTime() && text.rest.isEmpty
  }

  /// Digits with a sign or none, and no 0 in front.
  private mutating func signedDigits() -> String? {
    let sign = skip("+-") ?? ""
    guard let digits = digits(), digits == "0" || !digits.hasPrefix("0") else { return nil }
    return sign + digits
  }

  /// Digits; single underscores between them go.
  private mutating func digits(radix: Int = 10) -> String? {
    let run = rest.prefix { $0 == UInt8(ascii: "_") || $0.isDigit(radix: radix) }
    let groups = run.split(separator: UInt8(ascii: "_"), omittingEmptySubsequences: false)
    guard groups.allSatisfy({ !$0.isEmpty }) else { return nil }
    rest = rest.dropFirst(run.count)
    return String(decoding: groups.joined(), as: UTF8.self)
  }

  private mutating func skipDate() -> Bool {
    guard let year = number(4, in: 0...9_999), skip("-") != nil, let month = number(2, in: 1...12),
      skip("-") != nil, let day = number(2, in: 1...31)
    else { return false }
    let isLeapYear = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return day <= [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }

  private mutating func skipTime() -> Bool {
    guard number(2, in: 0...23) != nil, skip(":") != nil, number(2, in: 0...59) != nil, skip(":") != nil,
      // 60 is a leap second (RFC 3339 §5.7).
      number(2, in: 0...60) != nil
    else { return false }
    guard skip(".") != nil else { return true }
    let fraction = rest.prefix(while: \.isDigit)
    rest = rest.dropFirst(fraction.count)
    return !fraction.isEmpty
  }

  private mutating func skipOffset() -> Bool {
    skip("Zz") != nil
      || skip("+-") != nil && number(2, in: 0...23) != nil && skip(":") != nil && number(2, in: 0...59) != nil
  }

  /// A number of just so many digits.
  private mutating func number(_ count: Int, in range: ClosedRange<Int>) -> Int? {
    let digits = rest.prefix(count)
    guard digits.count == count, digits.allSatisfy(\.isDigit) else { return nil }
    rest = rest.dropFirst(count)
    let number = digits.reduce(0) { 10 * $0 + Int($1 - UInt8(ascii: "0")) }
    return range.contains(number) ? number : nil
  }

  /// The next character, if it is one of these.
  private mutating func skip(_ characters: String) -> String? {
    guard let octet = rest.first, characters.utf8.contains(octet) else { return nil }
    rest = rest.dropFirst()
    return String(Unicode.Scalar(octet))
  }
}
