extension Name {
  /// What keeps it from being the name of a host (RFC 952, RFC 1123 §2.1): letters, digits and hyphens, none of these at
  /// a label's ends, and a last label that is no number; nil where nothing does.
  var hostNameFault: String? {
    guard !isRoot else { return "it is the root" }
    for label in labels {
      let text = Name(labels: [label])
      guard label.allSatisfy(isLetterDigitHyphen) else {
        return "\(text) holds more than letters, digits and hyphens"
      }
      guard label.first != UInt8(ascii: "-"), label.last != UInt8(ascii: "-") else {
        return "\(text) begins or ends with a hyphen"
      }
    }
    return labels.last?.allSatisfy(isDigit) == true ? "its last label is a number" : nil
  }

  /// As a host's, and no label with hyphens in its third and fourth place that is not of IDNA (RFC 5890 §2.3.1).
  var registrationFault: String? {
    if let fault = hostNameFault { return fault }
    let odd = labels.first { label in
      label.count > 3 && label[2...3].allSatisfy { $0 == UInt8(ascii: "-") }
        && label[0...1].map { $0 | 0x20 } != Array("xn".utf8)
    }
    return odd.map { "\(Name(labels: [$0])) has hyphens in the third and fourth place" }
  }
}

private func isDigit(_ octet: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(octet) }

private func isLetterDigitHyphen(_ octet: UInt8) -> Bool {
  isDigit(octet) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(octet | 0x20)
    || octet == UInt8(ascii: "-")
}
