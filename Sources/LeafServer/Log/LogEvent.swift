import LeafCore

/// One thing that happened, with its fields in the order in which they are written.
struct LogEvent: Sendable, Equatable {
  /// All that the log tells of; docs/log-events.md says what is in each.
  enum Name: String, CaseIterable, Sendable {
    case startup
    case shutdown
    case reload
    case configWarning = "config_warning"
    case zone
    case zoneProblem = "zone_problem"
    case zoneKey = "zone_key"
    case zones
    case udpQuery = "udp_query"
    case tcpQuery = "tcp_query"
    case udpDrop = "udp_drop"
    case tcpDrop = "tcp_drop"
    case udpSendError = "udp_send_error"
    case tcpConnectionError = "tcp_connection_error"
    case tcpAcceptError = "tcp_accept_error"
    case logOverflow = "log_overflow"
    /// What a library has to say.
    case message

    static func query(over transport: Transport) -> Name {
      switch transport {
      case .udp: .udpQuery
      case .tcp: .tcpQuery
      }
    }

    static func drop(over transport: Transport) -> Name {
      switch transport {
      case .udp: .udpDrop
      case .tcp: .tcpDrop
      }
    }
  }

  enum Field: Sendable, Equatable {
    case text(String)
    case number(Int)
    case flag(Bool)
    /// An address: like a number it needs no quotes in a line of text.
    case address(String)
  }

  let name: Name
  private(set) var fields: [(key: String, value: Field)]

  init(_ name: Name, _ fields: [(key: String, value: Field)] = []) {
    self.name = name
    self.fields = fields
  }

  mutating func append(_ key: String, _ value: Field?) {
    if let value { fields.append((key, value)) }
  }

  static func == (left: LogEvent, right: LogEvent) -> Bool {
    left.name == right.name && left.text == right.text
  }

  /// `event="udp_drop" reason="rate_limited" src_ip=192.0.2.7`.
  var text: String {
    ([("event", Field.text(name.rawValue))] + fields).map { key, value in
      switch value {
      case .text(let text): "\(key)=\"\(Self.escapedForText(text))\""
      case .number(let number): "\(key)=\(number)"
      case .flag(let flag): "\(key)=\(flag)"
      case .address(let address): "\(key)=\(address)"
      }
    }.joined(separator: " ")
  }

  /// The same as members of a JSON object, without its braces (RFC 8259).
  var json: String {
    ([("event", Field.text(name.rawValue))] + fields).map { key, value in
      switch value {
      case .text(let text): "\"\(key)\":\"\(Self.escapedForJSON(text))\""
      case .number(let number): "\"\(key)\":\(number)"
      case .flag(let flag): "\"\(key)\":\(flag)"
      case .address(let address): "\"\(key)\":\"\(address)\""
      }
    }.joined(separator: ",")
  }

  // What could end the string or the line is escaped, and so is all that is not ASCII.

  private static func escapedForText(_ text: String) -> String {
    text.utf8.map { octet in
      switch octet {
      case UInt8(ascii: "\""): "\\\""
      case UInt8(ascii: "\\"): "\\\\"
      case 0x20...0x7E: String(Unicode.Scalar(octet))
      default: "\\x" + hexadecimal(UInt16(octet), digits: 2)
      }
    }.joined()
  }

  private static func escapedForJSON(_ text: String) -> String {
    text.utf16.map { unit in
      switch unit {
      case 0x22: "\\\""
      case 0x5C: "\\\\"
      case 0x20...0x7E: String(Unicode.Scalar(UInt8(unit)))
      default: "\\u" + hexadecimal(unit, digits: 4)
      }
    }.joined()
  }

  private static func hexadecimal(_ value: UInt16, digits: Int) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: digits - text.count) + text
  }
}
