// Words with addresses, and with what is written like one.

extension Span where Element == UInt8 {
  /// The sixteen octets of the address in the next word.
  func readIPv6Address(from words: inout PresentationWords, into rdata: inout [UInt8]) -> Bool {
    guard let word = words.next(), let address = ipv6Address(word.range) else {
      return false
    }
    rdata.append(address.high, 8)
    rdata.append(address.low, 8)
    return true
  }

  /// A gateway of IPSECKEY's or AMTRELAY's types, which are the same (RFC 4025 §2.5, RFC 8777 §4.2.3).
  func readGateway(type: UInt8, from words: inout PresentationWords, into rdata: inout [UInt8]) -> Bool {
    switch type {
    case 0: return words.next().map { octets($0.range) == [UInt8(ascii: ".")] } ?? false
    case 1:
      guard let word = words.next(), let address = ipv4Address(word.range) else { return false }
      rdata.append(UInt64(address.rawValue), 4)
      return true
    case 2: return readIPv6Address(from: &words, into: &rdata)
    case 3: return readName(from: &words, into: &rdata)
    default:
      _ = words.next()
      return false
    }
  }

  /// The D bit and the type of a relay (RFC 8777 §4.3.1).
  func readRelayType(from words: inout PresentationWords, into rdata: inout [UInt8]) -> Bool {
    guard let isOptional = readNumber(from: &words, to: 1), let type = readNumber(from: &words, to: 127)
    else {
      return false
    }
    rdata.append(UInt8(isOptional << 7 | type))
    return true
  }

  /// A range of addresses: `!1:192.0.2.0/24` (RFC 3123 §5).
  func readAddressRange(from words: inout PresentationWords, into rdata: inout [UInt8]) -> Bool {
    guard var rest = words.next()?.range else { return false }
    let isNegated = rest.first.map { self[$0] } == UInt8(ascii: "!")
    if isNegated { rest = rest.dropFirst() }
    guard let colon = rest.first(where: { self[$0] == UInt8(ascii: ":") }),
      let slash = rest.last(where: { self[$0] == UInt8(ascii: "/") }), colon < slash,
      let family = number(rest.lowerBound..<colon, to: 2),
      let address = address(colon + 1..<slash, family: family),
      let prefix = number(slash + 1..<rest.upperBound, to: UInt64(8 * address.count)),
      case let end = address.lastIndex(where: { $0 != 0 }).map({ $0 + 1 }) ?? 0
    else { return false }
    rdata.append(family, 2)
    rdata += [UInt8(prefix), UInt8(end) | (isNegated ? 0x80 : 0)] + address[..<end]
    return true
  }

  private func address(_ range: Range<Int>, family: UInt64) -> [UInt8]? {
    switch family {
    case 1: ipv4Address(range)?.octets
    case 2: ipv6Address(range)?.octets
    default: nil
    }
  }

  /// Groups of hexadecimal digits with a separator between them, each as half as many octets as it may have digits.
  func readGroups(
    _ count: Int, of digits: ClosedRange<Int>, separator: Unicode.Scalar, from words: inout PresentationWords,
    into rdata: inout [UInt8]
  ) -> Bool {
    guard let word = words.next() else { return false }
    let groups = octets(word.range).split(
      separator: UInt8(ascii: separator), omittingEmptySubsequences: false)
    guard groups.count == count else { return false }
    for group in groups {
      guard digits.contains(group.count) else { return false }
      var number: UInt64 = 0
      for digit in group {
        guard let value = digit.hexadecimalDigit else { return false }
        number = number << 4 | UInt64(value)
      }
      rdata.append(number, digits.upperBound / 2)
    }
    return true
  }

  /// `0x` and hexadecimal digits, with dots where one likes them (RFC 1706 §7).
  func readNSAP(from words: inout PresentationWords, into rdata: inout [UInt8]) -> Bool {
    guard let word = words.next(), word.range.count > 2,
      ["0x", "0X"].contains(text(word.range.lowerBound..<word.range.lowerBound + 2))
    else { return false }
    return appendWithoutDots(word.range.dropFirst(2), to: &rdata)
  }

  /// The format and what it says: `+` and digits, or hexadecimal digits, with dots where one likes them.
  func readATMAddress(from words: inout PresentationWords, into rdata: inout [UInt8]) -> Bool {
    guard let word = words.next(), let first = word.range.first else { return false }
    guard self[first] == UInt8(ascii: "+") else {
      rdata.append(ATMFormat.endSystem.rawValue)
      return appendWithoutDots(word.range, to: &rdata)
    }
    let digits = octets(word.range.dropFirst()).filter { $0 != UInt8(ascii: ".") }
    rdata.append(ATMFormat.e164.rawValue)
    rdata += digits
    return !digits.isEmpty && digits.allSatisfy { $0.decimalDigit != nil }
  }

  private func appendWithoutDots(_ range: Range<Int>, to rdata: inout [UInt8]) -> Bool {
    let digits = octets(range).filter { $0 != UInt8(ascii: ".") }
    return digits.span.appendHexadecimal(digits.indices, to: &rdata)
  }
}
