import DNSWire

/// A piece of a name between dots and dashes, read character by character.
struct AddressPiece {
  private var length = 0
  private var decimal: UInt32 = 0
  private var hexadecimalDigits: UInt32 = 0
  private var isDecimal = true
  private var isHexadecimal = true

  init() {}

  init(_ text: Range<Int>, in octets: Span<UInt8>) {
    let text = octets.extracting(text)
    for index in text.indices { take(text[index]) }
  }

  mutating func take(_ character: UInt8) {
    let digit = character &- UInt8(ascii: "0")
    let letter = (character | 0x20) &- UInt8(ascii: "a")
    if digit <= 9 {
      // What has more than three digits is no octet, whatever they come to.
      decimal = decimal &* 10 &+ UInt32(digit)
      hexadecimalDigits = hexadecimalDigits << 4 | UInt32(digit)
    } else {
      isDecimal = false
      if letter < 6 {
        hexadecimalDigits = hexadecimalDigits << 4 | UInt32(letter + 10)
      } else {
        isHexadecimal = false
      }
    }
    length &+= 1
  }

  /// The value of an octet in decimal digits, without leading zeros, which some take for octal (RFC 6943 §3.1.1).
  var octet: UInt32? {
    guard isDecimal, length > 0, length <= 3, decimal <= 255 else { return nil }
    guard length == 1 || decimal >= (length == 2 ? 10 : 100) else { return nil }
    return decimal
  }

  /// The value of eight hexadecimal digits.
  var ipv4: UInt32? { isHexadecimal && length == 8 ? hexadecimalDigits : nil }

  /// The value of one to four hexadecimal digits: a group of an IPv6 address.
  var group: UInt16? { isHexadecimal && 1...4 ~= length ? UInt16(hexadecimalDigits) : nil }
}
