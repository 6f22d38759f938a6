import TOML

/// What is given for a setting, with the type that it has where it is given. Flags and variables give texts.
package enum SettingValue: Equatable, Sendable {
  /// A string of the file, or what a flag or variable says.
  case text(String)
  /// An integer of the file.
  case number(Int64)
  /// A boolean of the file.
  case flag(Bool)
  /// An array of the file.
  case list([Element])
  /// A table of the file.
  case table([Member])
  /// A fraction, a date or a time, as it was written: of use only where a text is.
  case literal(String)

  /// A value in a list. Lines count from 1; 0 is none.
  package struct Element: Equatable, Sendable {
    let value: SettingValue
    let line: Int
  }

  /// A key of a table, and what it stands for.
  package struct Member: Equatable, Sendable {
    let key: String
    let value: SettingValue
    let line: Int
  }
}

extension SettingValue {
  init(_ value: TOMLValue) {
    self =
      switch value {
      case .string(let text): .text(text)
      case .integer(let number): .number(number)
      case .boolean(let flag): .flag(flag)
      case .float, .dateTime: .literal("\(value)")
      case .array(let items): .list(items.map { Element(value: SettingValue($0.value), line: $0.line) })
      case .table(let table): .table(table.entries.map(Member.init))
      }
  }

  init(texts: [String]) { self = .list(texts.map { Element(value: .text($0), line: 0) }) }

  /// What it says as a text; nil for lists and tables.
  var text: String? {
    switch self {
    case .text(let text), .literal(let text): text
    case .number(let number): "\(number)"
    case .flag(let flag): "\(flag)"
    case .list, .table: nil
    }
  }

  /// The same, where only a single value will do.
  func single() throws(SettingError) -> String {
    guard let text else { throw SettingError(found: description, allowed: "a single value") }
    return text
  }

  var isEmptyList: Bool { self == .list([]) }

  /// The value as a flag would have it, for people to read.
  package var flat: String { flat(separator: ",") }

  private func flat(separator: String) -> String {
    switch self {
    case .list(let elements): elements.map { $0.value.flat(separator: "+") }.joined(separator: separator)
    case .table(let members):
      members.map { "\($0.key)=\($0.value.flat(separator: "+"))" }.joined(separator: separator)
    default: text ?? ""
    }
  }
}

extension SettingValue.Member {
  init(_ entry: TOMLTable.Entry) {
    self.init(key: entry.key, value: SettingValue(entry.value), line: entry.line)
  }
}

extension SettingValue: CustomStringConvertible {
  /// The value on one line, much as TOML writes it.
  package var description: String {
    switch self {
    case .text(let text): text.debugDescription
    case .list(let elements): "[\(elements.map(\.value.description).joined(separator: ", "))]"
    case .table(let members):
      "{\(members.map { "\($0.key.debugDescription) = \($0.value)" }.joined(separator: ", "))}"
    default: text ?? ""
    }
  }
}

extension SettingValue: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral, ExpressibleByBooleanLiteral {
  package init(integerLiteral number: Int64) { self = .number(number) }
  package init(stringLiteral text: String) { self = .text(text) }
  package init(booleanLiteral flag: Bool) { self = .flag(flag) }
}
