/// What a key of a TOML document stands for (TOML 1.0.0).
package indirect enum TOMLValue: Equatable, Sendable {
  /// A string of any of the four forms, its escapes resolved.
  case string(String)
  /// Decimal, hexadecimal, octal or binary; 64 bits.
  case integer(Int64)
  /// A number with a fraction or exponent, infinity or nan.
  case float(Double)
  /// `true` or `false`.
  case boolean(Bool)
  /// A date, a time, or both, as it stands in the document.
  case dateTime(String)
  /// Values of any types, in order.
  case array([Item])
  /// A table, inline or under a header.
  case table(TOMLTable)

  /// A value in an array.
  package struct Item: Equatable, Sendable {
    /// It may be an array or a table itself.
    package let value: TOMLValue
    /// Where it begins, from 1.
    package let line: Int
  }
}

extension TOMLValue: CustomStringConvertible {
  /// The value on one line, much as TOML writes it.
  package var description: String {
    switch self {
    case .string(let text): text.debugDescription
    case .integer(let number): "\(number)"
    case .float(let number): "\(number)"
    case .boolean(let flag): "\(flag)"
    case .dateTime(let text): text
    case .array(let items): "[\(items.map(\.value.description).joined(separator: ", "))]"
    case .table(let table):
      "{\(table.entries.map { "\($0.key.debugDescription) = \($0.value)" }.joined(separator: ", "))}"
    }
  }
}

/// A table of a TOML document, in the document's order.
package struct TOMLTable: Equatable, Sendable {
  /// A key with its value.
  package struct Entry: Equatable, Sendable {
    /// One part of a dotted key, without quotes.
    package let key: String
    /// A table for each part but the last.
    package let value: TOMLValue
    /// Where the key stands first, from 1.
    package let line: Int
  }

  /// In the order in which their keys stand first; each key once.
  package let entries: [Entry]

  package init(entries: [Entry]) { self.entries = entries }
}

/// Why a text is no TOML document.
package struct TOMLError: Error, Equatable {
  /// Where, from 1.
  package let line: Int
  /// What is wrong, in one line.
  package let text: String

  package init(line: Int, text: String) {
    self.line = line
    self.text = text
  }
}
