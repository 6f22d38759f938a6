/// A JSON value (RFC 8259), as far as the report needs it.
indirect enum JSON: Sendable {
  case null
  case bool(Bool)
  case int(Int)
  case double(Double)
  case string(String)
  case array([JSON])
  /// In this order.
  case object([(String, JSON)])

  /// The text, indented by two spaces.
  var text: String {
    var text = ""
    write(into: &text, indent: "")
    return text + "\n"
  }

  private func write(into text: inout String, indent: String) {
    let inner = indent + "  "
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .int(let value): text += String(value)
    case .double(let value): text += String(value)
    case .string(let value): text += JSON.quote(value)
    case .array(let values) where values.isEmpty: text += "[]"
    case .array(let values):
      text += "[\n"
      for (index, value) in values.enumerated() {
        text += inner
        value.write(into: &text, indent: inner)
        text += index == values.count - 1 ? "\n" : ",\n"
      }
      text += indent + "]"
    case .object(let members):
      text += "{\n"
      for (index, (name, value)) in members.enumerated() {
        text += inner + JSON.quote(name) + ": "
        value.write(into: &text, indent: inner)
        text += index == members.count - 1 ? "\n" : ",\n"
      }
      text += indent + "}"
    }
  }

  private static func quote(_ value: String) -> String {
    // Nearly all of it is hexadecimal and needs nothing done.
    if value.utf8.allSatisfy({
      (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    }) {
      return "\"\(value)\""
    }
    var text = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        text += "\\u00" + [UInt8(scalar.value)].hex
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }

  static func optional(_ value: String?) -> JSON { value.map { .string($0) } ?? .null }
}
