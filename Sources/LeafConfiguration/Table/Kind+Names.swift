import DNSWire
import LeafCore

extension Kind where Value == [DomainName] {
  static func names(_ placeholder: String = "NAME", atMost maximum: Int = .max) -> Kind {
    list(placeholder, atMost: maximum, id: { $0 }, show: \.description) { value throws(SettingError) in
      try parseName(value.single())
    }
  }
}

extension Kind where Value == [DomainName]? {
  static func names(atMost maximum: Int) -> Kind { Kind<[DomainName]>.names(atMost: maximum).optional }
}

extension Kind where Value == DomainName? {
  static let name = single("NAME", show: { $0.map { .text($0.description) } ?? .list([]) }) {
    value throws(SettingError) in
    try parseName(value.single())
  }

  /// A mailbox as a name.
  static let mailbox = single("NAME", show: { $0.map { .text($0.description) } ?? .list([]) }) {
    value throws(SettingError) in
    let text = try value.single()
    // The dots of the part before @ are not those of a name (RFC 1035 §8).
    guard !text.contains("@") else {
      let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
      let name = parts[0].replacing(".", with: #"\."#) + "." + parts[1]
      throw SettingError(found: text, allowed: "a mailbox written as a name, such as \(name)")
    }
    return try parseName(text)
  }
}

extension Kind where Value == ChallengePolicy? {
  static let challenges = single("delegate|NAME|off", show: { $0.map(\.value) ?? .list([]) }) {
    value throws(SettingError) in
    let text = try value.single()
    if text == "off" { return nil }
    if text == "delegate" { return .delegated }
    let name = try parseName(text)
    guard name.labelOffsets.count > 1 else {
      throw SettingError(found: text, allowed: "delegate or off or a name of two labels or more")
    }
    return .alias(name)
  }
}

extension ChallengePolicy {
  fileprivate var value: SettingValue {
    switch self {
    case .delegated: .text("delegate")
    case .alias(let name): .text(name.description)
    }
  }
}

/// A zone, and the path of its file.
package struct ZoneFilePath: Equatable, Sendable {
  let apex: DomainName
  let path: String
}

extension Kind where Value == [ZoneFilePath] {
  static let zoneFiles = list("NAME=FILE", id: \.apex, show: { "\($0.apex)=\($0.path)" }) {
    value throws(SettingError) in
    let text = try value.single()
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[1].trimmed.isEmpty else {
      throw SettingError(found: text, allowed: "a zone and its file, such as example.com=example.com.zone")
    }
    return ZoneFilePath(apex: try parseName(String(parts[0].trimmed)), path: String(parts[1].trimmed))
  }
}

func parseName(_ text: String) throws(SettingError) -> DomainName {
  do {
    return try DomainName(presentation: text)
  } catch {
    throw SettingError(found: text, allowed: "a domain name: \(error.explanation)")
  }
}

extension NameSyntaxError {
  /// The reason in words, for behind a colon.
  package var explanation: String {
    switch self {
    case .empty: "it is empty"
    case .emptyLabel: "it has an empty label"
    case .labelTooLong(let octets): "it has a label of \(octets) octets, and 63 are allowed"
    case .nameTooLong: "it has more than 255 octets"
    case .relative: "it has no dot at its end"
    case .escape: "a backslash is followed neither by three digits up to 255 nor by a character"
    case .character(" "): "a blank has to be written as \\032"
    case .character(let scalar):
      "\(scalar.escaped(asASCII: true)) has to be written as \\DDD, or the name in its xn-- form"
    }
  }
}
