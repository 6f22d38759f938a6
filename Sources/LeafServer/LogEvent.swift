import Logging

/// One thing that happened, with its fields in the order in which they are written.
struct LogEvent: Sendable {
  enum Field: Sendable {
    /// Quoted.
    case text(String)
    /// Addresses and numbers, as they are.
    case bare(String)
  }

  let name: String
  var fields: [(key: String, value: Field)] = []

  init(_ name: String, _ fields: [(key: String, value: Field)] = []) {
    self.name = name
    self.fields = fields
  }

  /// `event="startup" listen="127.0.0.1:5300"`.
  var text: String {
    ([("event", Field.text(name))] + fields).map { key, value in
      switch value {
      case .text(let text): "\(key)=\(Self.quoted(text))"
      case .bare(let text): "\(key)=\(text)"
      }
    }.joined(separator: " ")
  }

  /// In double quotes; what could end the string or the line, and every octet outside ASCII, is escaped.
  private static func quoted(_ text: String) -> String {
    let escaped = text.utf8.map { octet in
      switch octet {
      case UInt8(ascii: "\""): "\\\""
      case UInt8(ascii: "\\"): "\\\\"
      case 0x20...0x7E: String(Unicode.Scalar(octet))
      default: "\\x" + (octet < 16 ? "0" : "") + String(octet, radix: 16)
      }
    }
    return "\"\(escaped.joined())\""
  }
}

extension Logger {
  func log(_ level: Logger.Level, _ event: @autoclosure () -> LogEvent) {
    log(level: level, "\(event().text)")
  }
}
