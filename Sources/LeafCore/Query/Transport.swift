/// What a message came over. Whoever treats one otherwise than another asks what it can do, not which it is.
package enum Transport: Sendable, CaseIterable {
  /// Datagrams (RFC 1035 §4.2.1).
  case udp
  /// Connections (RFC 1035 §4.2.2, RFC 7766).
  case tcp

  /// Whether messages come with length prefixes on a connection that shows where its client is, so that a response
  /// may be as long as a message can be.
  package var isStream: Bool {
    switch self {
    case .udp: false
    case .tcp: true
    }
  }

  /// Whether nobody between client and server reads what is said.
  package var isEncrypted: Bool { false }

  /// Whether the client may be told how long its connection may be idle (RFC 7828 §3.2.1).
  package var mayKeepalive: Bool { isStream }

  /// As the log has it.
  package var name: String {
    switch self {
    case .udp: "udp"
    case .tcp: "tcp"
    }
  }
}
