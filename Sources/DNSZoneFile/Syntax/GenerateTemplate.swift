/// A text in which `$GENERATE` puts a number, as BIND has it: `$`, or `${offset,width,base}`; `$$` and `\$` are a dollar.
struct GenerateTemplate {
  private enum Piece {
    /// Octets as they are.
    case text([UInt8])
    /// The number of the turn.
    case number(NumberFormat)
  }

  private var pieces: [Piece] = []

  /// - Throws: Where the text is wrong, from its start, and what is allowed there.
  init(_ text: [UInt8]) throws(GenerateError) {
    var plain: [UInt8] = []
    var offset = 0
    while offset < text.count {
      let next = offset + 1 < text.count ? text[offset + 1] : nil
      switch (text[offset], next) {
      case (.backslash, let next?):
        plain += [.backslash, next]
        offset += 2
      case (UInt8(ascii: "$"), UInt8(ascii: "$")):
        plain += [.backslash, UInt8(ascii: "$")]
        offset += 2
      case (UInt8(ascii: "$"), _):
        pieces += [.text(plain), .number(try Self.format(in: text, at: &offset))]
        plain = []
      case (let octet, _):
        plain.append(octet)
        offset += 1
      }
    }
    pieces.append(.text(plain))
  }

  /// Reads `$` or `${…}` and moves past it.
  private static func format(
    in text: [UInt8], at offset: inout Int
  ) throws(GenerateError) -> NumberFormat {
    let start = offset + 1
    guard start < text.count, text[start] == UInt8(ascii: "{") else {
      offset += 1
      return NumberFormat()
    }
    guard let end = text[start...].firstIndex(of: UInt8(ascii: "}")),
      let format = NumberFormat(String(decoding: text[start + 1..<end], as: UTF8.self))
    else { throw GenerateError(offset: offset) }
    offset = end + 1
    return format
  }

  /// Appends the text for a number; false if that, with its offset, is negative or over 2^31 - 1.
  func append(_ number: Int, to octets: inout [UInt8]) -> Bool {
    for piece in pieces {
      switch piece {
      case .text(let text): octets += text
      case .number(let format): guard format.append(number, to: &octets) else { return false }
      }
    }
    return true
  }
}

/// Where a template is wrong.
struct GenerateError: Error {
  /// From its start.
  let offset: Int
}

/// How a number of `$GENERATE` is written.
struct NumberFormat {
  /// Wider than that a label cannot be.
  private static let maximumWidth = 255

  private var offset = 0
  private var width = 0
  private var base = UInt8(ascii: "d")

  init() {}

  /// What stands between braces: `offset[,width[,base]]`; nil if it is not that.
  init?(_ text: String) {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count <= 3, let offset = Int32(parts[0]) else { return nil }
    self.offset = Int(offset)
    if parts.count > 1 {
      guard let width = UInt8(parts[1]) else { return nil }
      self.width = Int(width)
    }
    if parts.count > 2 {
      guard let base = parts[2].utf8.first, parts[2].utf8.count == 1, "doxXnN".utf8.contains(base) else {
        return nil
      }
      self.base = base
    }
  }

  func append(_ number: Int, to octets: inout [UInt8]) -> Bool {
    let value = number + offset
    guard (0...Int(Int32.max)).contains(value) else { return false }
    switch base {
    case UInt8(ascii: "n"), UInt8(ascii: "N"): appendNibbles(of: value, to: &octets)
    case UInt8(ascii: "o"): appendDigits(of: value, radix: 8, to: &octets)
    case UInt8(ascii: "x"), UInt8(ascii: "X"): appendDigits(of: value, radix: 16, to: &octets)
    default: appendDigits(of: value, radix: 10, to: &octets)
    }
    return true
  }

  private func appendDigits(of value: Int, radix: Int, to octets: inout [UInt8]) {
    let digits = String(value, radix: radix, uppercase: base == UInt8(ascii: "X")).utf8
    for _ in 0..<max(0, width - digits.count) { octets.append(UInt8(ascii: "0")) }
    octets += digits
  }

  /// Hexadecimal digits with dots between them, the last one first, as reverse zones have them. The width counts dots
  /// too.
  private func appendNibbles(of value: Int, to octets: inout [UInt8]) {
    var value = value
    var width = width
    repeat {
      octets += String(value & 15, radix: 16, uppercase: base == UInt8(ascii: "N")).utf8
      value >>= 4
      width -= 1
      if width > 0 || value != 0 {
        octets.append(.dot)
        width -= 1
      }
    } while value != 0 || width > 0
  }
}
