import DNSWire

// Labels are read as octets: a dot or NUL inside one is just another octet that is no digit.

extension Span where Element == UInt8 {
  /// In leaf's own dialect the label next to the zone is an address, or the four labels there are. Its octets may have
  /// leading zeros.
  ///
  /// - Parameter labels: Where each label before the zone's name has its length octet; at least one.
  func leafName(_ labels: Span<UInt16>, hasIPv6: Bool) -> Synthesis {
    let labelCount = labels.count
    let nearest = text(ofLabelAt: labels[labelCount - 1])
    if let address = dashedAddress(nearest) { return .ipv4(address) }
    if hasIPv6, let address = dashedIPv6(nearest) { return .addresses(CarriedAddresses(ipv6: address)) }
    var address: UInt32 = 0
    for index in 0..<Swift.min(labelCount, 4) {
      guard let octet = octetLabel(text(ofLabelAt: labels[labelCount - 1 - index])) else { return .absent }
      address |= octet << (8 * UInt32(index))
    }
    // Fewer labels leave room for those of a whole address above them.
    return labelCount < 4 ? .emptyNonTerminal : .ipv4(address)
  }

  /// The octets of a label behind its length octet.
  @inline(__always)
  func text(ofLabelAt offset: UInt16) -> Range<Int> {
    Int(offset) + 1..<Int(offset) + 1 + Int(self[Int(offset)])
  }

  /// The address in a label of four octets joined by `-`, such as `1-2-3-4`.
  private func dashedAddress(_ label: Range<Int>) -> UInt32? {
    guard label.count >= 7, label.count <= 15 else { return nil }
    let text = extracting(label)
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
    return dashes == 3 && octet.isComplete ? address << 8 | octet.value : nil
  }

  /// The value of a label that is one octet, such as `4` or `007`.
  private func octetLabel(_ label: Range<Int>) -> UInt32? {
    let text = extracting(label)
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
