import LeafCore

extension Kind where Value == Bool {
  static let flag = single("true|false", show: { .flag($0) }) { value throws(SettingError) in
    switch value {
    case .flag(let flag): return flag
    case .text("true"): return true
    case .text("false"): return false
    default: throw SettingError(found: try value.single(), allowed: "true or false")
    }
  }
}

extension Kind where Value: RawRepresentable<String> & CaseIterable & Sendable {
  /// One of a few words.
  static var choice: Kind { choice(alsoSpelt: [:]) }

  /// - Parameter others: Words that do too, and are not told of.
  static func choice(alsoSpelt others: [String: Value]) -> Kind {
    let words = Value.allCases.map(\.rawValue)
    return single(words.joined(separator: "|"), show: { .text($0.rawValue) }) { value throws(SettingError) in
      let text = try value.single()
      guard let choice = Value(rawValue: text) ?? others[text] else {
        throw SettingError(found: text, allowed: words.joined(separator: " or "))
      }
      return choice
    }
  }
}

extension Kind where Value == [InformationalName] {
  /// Some of a few words.
  static let choices = list(
    InformationalName.allCases.map(\.rawValue).joined(separator: "|"), id: \.self, show: \.rawValue
  ) { value throws(SettingError) in
    let text = try value.single()
    guard let choice = InformationalName(rawValue: text) else {
      throw SettingError(
        found: text, allowed: InformationalName.allCases.map(\.rawValue).joined(separator: " or "))
    }
    return choice
  }
}

extension Kind where Value == AnyPolicy? {
  static let any = Kind<AnyPolicy>.choice.optional
}

extension Kind where Value == Dialect? {
  static let dialect = Kind<Dialect>.choice.optional
}

extension Kind where Value == NameSynthesis? {
  static let synthesis = Kind<NameSynthesis>.choice.optional
}

extension Kind where Value == [UInt8]? {
  /// A text of so many octets.
  static func text(atMost maximum: Int) -> Kind {
    single("TEXT", show: { $0.map { .text(String(decoding: $0, as: UTF8.self)) } ?? .list([]) }) {
      value throws(SettingError) in
      let text = try value.single()
      guard (1...maximum).contains(text.utf8.count) else {
        throw SettingError(found: text, allowed: "a text of 1 to \(maximum) octets")
      }
      return Array(text.utf8)
    }
  }
}

extension Kind where Value == String? {
  /// The path of a file.
  static let path = path("FILE")

  /// The same, or none.
  static let pathOrOff = single("FILE|off", show: { $0.map { .text($0) } ?? .list([]) }) {
    value throws(SettingError) in
    let text = try value.single()
    guard !text.isEmpty else { throw SettingError(found: text, allowed: "the path of a file, or off") }
    return text == "off" ? nil : text
  }

  static func path(_ placeholder: String) -> Kind {
    single(placeholder, show: { $0.map { .text($0) } ?? .list([]) }) { value throws(SettingError) in
      try value.single()
    }
  }
}

extension Kind where Value == CookieSecret? {
  static let cookieSecret = single("HEX", show: { _ in .text("…") }) { value throws(SettingError) in
    guard let secret = CookieSecret(hexadecimal: try value.single()) else {
      throw SettingError(found: "…", allowed: "32 hexadecimal digits")
    }
    return secret
  }
}

extension CookieSecret {
  fileprivate init?(hexadecimal text: String) {
    let digits = text.compactMap(\.hexDigitValue)
    guard digits.count == 32, text.count == 32 else { return nil }
    self.init(stride(from: 0, to: 32, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) })
  }
}
