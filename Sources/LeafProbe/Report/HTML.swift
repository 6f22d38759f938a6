/// A piece of an HTML page that is XML too. What comes from elsewhere can only be text or the value of an attribute, and
/// both are escaped: no response makes markup.
struct HTML: Sendable {
  let markup: String

  /// Markup of our own.
  init(literal: StaticString) { markup = "\(literal)" }

  init(text: String) { markup = escaped(text) }

  typealias Attribute = (name: StaticString, value: String)

  init(_ name: StaticString, _ attributes: [Attribute], _ content: [HTML]) {
    markup = "<\(name)\(written(attributes))>\(content.map(\.markup).joined())</\(name)>"
  }

  /// An element with nothing but text.
  init(_ name: StaticString, _ attributes: [Attribute], _ text: String) {
    self.init(name, attributes, [HTML(text: text)])
  }

  /// An element that has no content and no end tag.
  init(void name: StaticString, _ attributes: [Attribute]) {
    markup = "<\(name)\(written(attributes)) />"
  }
}

private func written(_ attributes: [HTML.Attribute]) -> String {
  attributes.map { " \($0)=\"\(escaped($1))\"" }.joined()
}

/// What neither HTML nor XML can hold shows as U+FFFD.
private func escaped(_ text: String) -> String {
  // Nearly all of it is hexadecimal and needs nothing done.
  if text.utf8.allSatisfy(\.isPlain) { return text }
  var escaped = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": escaped += "&amp;"
    case "<": escaped += "&lt;"
    case ">": escaped += "&gt;"
    case "\"": escaped += "&quot;"
    case "'": escaped += "&#39;"
    case "\n": escaped += "\n"
    case _ where scalar.isUnshowable: escaped += "\u{FFFD}"
    default: escaped.unicodeScalars.append(scalar)
    }
  }
  return escaped
}

extension UInt8 {
  /// Whether it is an ASCII character that stands for itself.
  fileprivate var isPlain: Bool {
    switch self {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): false
    case 0x20...0x7E, UInt8(ascii: "\n"): true
    default: false
    }
  }
}

extension Unicode.Scalar {
  /// Controls, what turns the direction of text around, and what is no character.
  fileprivate var isUnshowable: Bool {
    if (0x20...0x7E).contains(value) { return false }
    return switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .surrogate: true
    default: false
    }
  }
}
