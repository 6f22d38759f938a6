import LeafCore
import Logging
import Synchronization

/// Keeps a flood of queries from becoming a flood of lines.
final class LogBounds: Sendable {
  /// The kinds of events that clients can cause at will.
  enum Kind: Sendable {
    case drop(Transport, DropReason)
    case connectionError
    case sendError

    static let allCases: [Kind] =
      [.connectionError, .sendError] + DropReason.allCases.flatMap { [.drop(.udp, $0), .drop(.tcp, $0)] }

    /// The place in `allCases`.
    var index: Int {
      switch self {
      case .connectionError: 0
      case .sendError: 1
      case .drop(.udp, let reason): 2 + 2 * reason.rawValue
      case .drop(.tcp, let reason): 3 + 2 * reason.rawValue
      }
    }

    var eventName: String {
      switch self {
      case .drop(.udp, _): "udp_drop"
      case .drop(.tcp, _): "tcp_drop"
      case .connectionError: "tcp_connection_error"
      case .sendError: "udp_send_error"
      }
    }

    var level: Logger.Level {
      switch self {
      case .drop: .warning
      case .connectionError: .error
      case .sendError: .debug
      }
    }

    /// The line for what has not got one of its own.
    func suppressed(_ count: Int) -> LogEvent {
      var event = LogEvent(eventName)
      if case .drop(_, let reason) = self { event.append("reason", .text(reason.text)) }
      event.append("suppressed", .number(count))
      return event
    }
  }

  /// Why a query or a connection gets no response.
  enum DropReason: Int, CaseIterable, Sendable {
    case requestTooLarge
    case rateLimited
    case parseError
    case invalidQueryRateLimited
    case connectionLimitReached

    /// As the log has it.
    var text: String {
      switch self {
      case .requestTooLarge: "request_too_large"
      case .rateLimited: "rate_limited"
      case .parseError: "parse_error"
      case .invalidQueryRateLimited: "invalid_query_rate_limited"
      case .connectionLimitReached: "connection_limit_reached"
      }
    }
  }

  private final class Bound: Sendable {
    let lines = RateCounter()
    let suppressed = Atomic<Int>(0)
  }

  private static let linesPerSecond: UInt64 = 20

  /// One for each kind, in their order.
  private let bounds = Kind.allCases.map { _ in Bound() }

  /// Whether an event gets a line of its own.
  func admits(_ kind: Kind, at milliseconds: UInt64) -> Bool {
    let bound = bounds[kind.index]
    if bound.lines.admits(at: milliseconds, limit: Self.linesPerSecond) { return true }
    bound.suppressed.wrappingAdd(1, ordering: .relaxed)
    return false
  }

  /// How many of each kind have got none since this was asked last.
  func takeSuppressed() -> [(Kind, Int)] {
    Kind.allCases.compactMap { kind in
      let count = bounds[kind.index].suppressed.exchange(0, ordering: .relaxed)
      return count > 0 ? (kind, count) : nil
    }
  }
}

extension NoResponseReason {
  var dropReason: LogBounds.DropReason {
    switch self {
    case .truncatedHeader, .response: .parseError
    case .rateLimited: .rateLimited
    case .invalidRateLimited: .invalidQueryRateLimited
    }
  }
}
