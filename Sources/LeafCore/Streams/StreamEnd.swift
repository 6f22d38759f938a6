/// What made a connection end, first of all.
package enum StreamEnd: UInt8, CaseIterable, Sendable {
  /// The client has sent all it wants.
  case client
  /// The client was gone, or nothing could be sent to it: a reset, for example.
  case lost
  /// No query came in time.
  case idleTimeout
  /// A query did not come to its end in time.
  case readTimeout
  /// Responses were not taken in time.
  case writeTimeout
  /// A query, or what is none, got no response.
  case unanswered
  /// It made room for another connection.
  case displaced
  /// The server ends.
  case stop

  /// As the metrics have it.
  package var name: String {
    switch self {
    case .client: "client"
    case .lost: "lost"
    case .idleTimeout: "idle_timeout"
    case .readTimeout: "read_timeout"
    case .writeTimeout: "write_timeout"
    case .unanswered: "unanswered"
    case .displaced: "displaced"
    case .stop: "stop"
    }
  }
}

extension StreamTimer.Event {
  /// What a connection ends by, when this is waited for too long.
  var timeout: StreamEnd {
    switch self {
    case .prefix: .idleTimeout
    case .restOfFrame: .readTimeout
    case .responseTaken: .writeTimeout
    }
  }
}
