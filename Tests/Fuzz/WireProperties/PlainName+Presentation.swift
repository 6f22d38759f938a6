extension PlainName {
  /// Reads the presentation form (RFC 1035 §5.1), without leaf's code: `\DDD` and `\X` escapes, where X is ASCII; the
  /// dot at the end is optional, and all else that is not from `!` to `~` has to stand as `\DDD`. nil for anything else.
  package init?(presentation text: String) {
    /// Octets of labels; nil is the dot between them.
    var tokens: [UInt8?] = []
    var rest = Array(text.utf8)[...]
    while let octet = rest.popFirst() {
      switch octet {
      case UInt8(ascii: "."):
        tokens.append(nil)
      case UInt8(ascii: "\\"):
        guard let escaped = readEscaped(from: &rest) else { return nil }
        tokens.append(escaped)
      case 0x21...0x7E:
        tokens.append(octet)
      default:
        return nil
      }
    }
    if tokens == [nil] {
      self.init([])
      return
    }
    if tokens.last == .some(nil) { tokens.removeLast() }
    self.init(tokens.split(separator: nil, omittingEmptySubsequences: false).map { $0.compactMap { $0 } })
    guard labels.allSatisfy({ (1...63).contains($0.count) }), wireForm.count <= 255 else { return nil }
  }
}

/// The octet that what follows a backslash stands for.
private func readEscaped(from rest: inout ArraySlice<UInt8>) -> UInt8? {
  func isDigit(_ octet: UInt8) -> Bool { (0x30...0x39).contains(octet) }
  guard let first = rest.first, isDigit(first) else {
    return rest.popFirst().flatMap { $0 < 0x80 ? $0 : nil }
  }
  let digits = rest.prefix(3)
  rest = rest.dropFirst(3)
  return digits.count == 3 && digits.allSatisfy(isDigit)
    ? UInt8(String(decoding: digits, as: UTF8.self)) : nil
}
