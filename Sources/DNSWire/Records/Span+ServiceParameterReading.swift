// SvcParams from text (RFC 9460 §2.1, §A).

/// What the text of a parameter's value is.
private enum ServiceParameterForm {
  /// That of its key.
  case ofKey
  /// The octets of its wire form, as behind `keyNNNNN` (RFC 9460 §2.1).
  case wire

  init(ofKeyNamed name: String) { self = name.hasPrefix("key") ? .wire : .ofKey }
}

extension ServiceParameterKey {
  /// Whether a value in its own form has no escapes (RFC 9460 §7.2, §7.3, §8).
  fileprivate var forbidsEscapes: Bool {
    [.mandatory, .port, .ipv4Hint, .ech, .ipv6Hint].contains(self)
  }
}

extension Span where Element == UInt8 {
  /// Parameters to the end, in any order, each key once. Whether each has what it needs is for the check of RDATA to
  /// say.
  func readServiceParameters(from words: inout PresentationWords, into rdata: inout [UInt8]) -> Bool {
    var parameters: [(key: ServiceParameterKey, value: [UInt8])] = []
    while !words.isAtEnd {
      guard let (key, form, text) = readServiceParameter(from: &words),
        !parameters.contains(where: { $0.key == key }),
        let value = form == .wire ? text : text.span.value(of: key), value.count <= Int(UInt16.max)
      else { return false }
      parameters.append((key, value))
    }
    for (key, value) in parameters.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      rdata.append(UInt64(key.rawValue), 2)
      rdata.append(UInt64(value.count), 2)
      rdata += value
    }
    return true
  }

  /// A key, and the octets of its character string; none where there is no value.
  private func readServiceParameter(
    from words: inout PresentationWords
  ) -> (key: ServiceParameterKey, form: ServiceParameterForm, value: [UInt8])? {
    guard let word = words.next()?.range else { return nil }
    let equals = word.first { self[$0] == UInt8(ascii: "=") }
    let name = text(word.lowerBound..<(equals ?? word.upperBound))
    guard let key = ServiceParameterKey(presentation: name) else { return nil }
    let form = ServiceParameterForm(ofKeyNamed: name)
    var value = (equals.map { $0 + 1 } ?? word.upperBound)..<word.upperBound
    if equals != nil, value.isEmpty, let quoted = words.first, quoted.isQuoted,
      quoted.range.lowerBound == word.upperBound + 1
    {
      // A value in quotes right behind is a word of its own to those who split at quotes.
      _ = words.nextString()
      value = quoted.range
    } else if value.count >= 2, self[value.lowerBound] == UInt8(ascii: "\""),
      self[value.upperBound - 1] == UInt8(ascii: "\"")
    {
      value = value.dropFirst().dropLast()
    }
    guard form == .wire || !key.forbidsEscapes || !value.contains(where: { self[$0] == UInt8(ascii: "\\") })
    else { return nil }
    var octets: [UInt8] = []
    return appendString(value, to: &octets) ? (key, form, octets) : nil
  }

  /// The wire form of a value whose character string this is; nil if its key has no such value.
  fileprivate func value(of key: ServiceParameterKey) -> [UInt8]? {
    let all = 0..<count
    switch key {
    case .mandatory: return mandatoryKeys()
    case .alpn: return protocols()
    case .port: return number(all, to: UInt64(UInt16.max)).map { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    case .ipv4Hint:
      return list { span, item in span.ipv4Address(item)?.octets }
    case .ipv6Hint: return list { span, item in span.ipv6Address(item)?.octets }
    case .ech:
      var value: [UInt8] = []
      return append(base64: all, to: &value) ? value : nil
    default: return octets(all)
    }
  }

  /// Items with commas between them, none of which can hold a comma.
  private func list(_ octets: (Span<UInt8>, Range<Int>) -> [UInt8]?) -> [UInt8]? {
    var value: [UInt8] = []
    var start = 0
    while start <= count {
      let end = (start..<count).first { self[$0] == UInt8(ascii: ",") } ?? count
      guard let item = octets(self, start..<end) else { return nil }
      value += item
      start = end + 1
    }
    return value
  }

  private func mandatoryKeys() -> [UInt8]? {
    var keys: [UInt16] = []
    let all = list { span, item in
      guard let key = ServiceParameterKey(presentation: span.text(item)) else { return nil }
      keys.append(key.rawValue)
      return []
    }
    return all == nil ? nil : keys.sorted().flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
  }

  /// Strings with commas between them; a backslash before a comma or another makes it part of one (RFC 9460 §A.1).
  private func protocols() -> [UInt8]? {
    var value: [UInt8] = [0]
    var start = 0
    var offset = 0
    while offset < count {
      if self[offset] == UInt8(ascii: ",") {
        guard value.setLength(at: start) else { return nil }
        start = value.count
        value.append(0)
      } else {
        if self[offset] == UInt8(ascii: "\\") { offset += 1 }
        guard offset < count else { return nil }
        value.append(self[offset])
      }
      offset += 1
    }
    return value.setLength(at: start) ? value : nil
  }
}
