import DNSWire

// The two ways in which a name carries an IPv4 address. Labels are read as octets: a dot or NUL inside one
// is just another octet that is no digit.

extension Span where Element == UInt8 {
  /// What the labels before a zone's name make of it: an encoded name, an empty non-terminal above one, or nothing.
  func encodedName(_ labels: Span<UInt16>, ttl: UInt32) -> Synthesizer.Synthesis {
    let labelCount = labels.count
    guard labelCount > 0 else { return .absent }
    if let address = dashedAddress(at: Int(labels[labelCount - 1])) { return .address(address, ttl: ttl) }
    var address: UInt32 = 0
    for index in 0..<min(labelCount, 4) {
      guard let octet = octetLabel(at: Int(labels[labelCount - 1 - index])) else { return .absent }
      address |= octet << (8 * UInt32(index))
    }
    // Fewer labels leave room for those of a whole address above them.
    return labelCount < 4 ? .emptyNonTerminal : .address(IPv4Address(rawValue: address), ttl: ttl)
  }

  /// The address in a label of four octets joined by `-`, such as `1-2-3-4`.
  ///
  /// - Parameter label: The offset of the label's length octet.
  private func dashedAddress(at label: Int) -> IPv4Address? {
    let text = extracting(label + 1..<label + 1 + Int(self[label]))
    guard text.count >= 7, text.count <= 15 else { return nil }
    var address: UInt32 = 0
    var dashes = 0
    var octet = DecimalOctet()
    for index in text.indices {
      if text[index] == UInt8(ascii: "-") {
        guard octet.isComplete else { return nil }
        address = address << 8 | octet.value
        dashes &+= 1
        octet = DecimalOctet()
      } else if !octet.takes(text[index]) {
        return nil
      }
    }
    return dashes == 3 && octet.isComplete ? IPv4Address(rawValue: address << 8 | octet.value) : nil
  }

  /// The value of a label that is one octet, such as `4` or `007`.
  ///
  /// - Parameter label: The offset of the label's length octet.
  private func octetLabel(at label: Int) -> UInt32? {
    let text = extracting(label + 1..<label + 1 + Int(self[label]))
    var octet = DecimalOctet()
    for index in text.indices {
      guard octet.takes(text[index]) else { return nil }
    }
    return octet.isComplete ? octet.value : nil
  }
}

/// One octet of an address, read digit by digit: 1 to 3 of them, and a value up to 255.
private struct DecimalOctet {
  private(set) var value: UInt32 = 0
  private var digits = 0

  var isComplete: Bool { digits > 0 && value <= 255 }

  /// Whether `character` is one more digit.
  @inline(__always)
  mutating func takes(_ character: UInt8) -> Bool {
    let digit = character &- UInt8(ascii: "0")
    guard digit <= 9, digits < 3 else { return false }
    // Three digits are far from any overflow.
    value = value &* 10 &+ UInt32(digit)
    digits &+= 1
    return true
  }
}
