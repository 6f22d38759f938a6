import LeafCore
import Logging
import Synchronization

/// Keeps a flood of queries from becoming a flood of lines.
final class LogBounds: Sendable {
  /// The kinds of events that clients can cause at will, or zones at once.
  enum Kind: Hashable, Sendable {
    case drop(Transport, DropReason)
    case connectionError
    case acceptError
    case sendError
    /// A server may have many zones.
    case zoneLoaded
    case zoneRefused
    case zoneProblem
    case zoneKey

    static let allCases: [Kind] =
      [.connectionError, .acceptError, .sendError, .zoneLoaded, .zoneRefused, .zoneProblem, .zoneKey]
      + Transport.allCases.flatMap { transport in DropReason.allCases.map { .drop(transport, $0) } }

    var eventName: LogEvent.Name {
      switch self {
      case .drop(let transport, _): .drop(over: transport)
      case .connectionError: .tcpConnectionError
      case .acceptError: .tcpAcceptError
      case .sendError: .udpSendError
      case .zoneLoaded, .zoneRefused: .zone
      case .zoneProblem: .zoneProblem
      case .zoneKey: .zoneKey
      }
    }

    var level: Logger.Level {
      switch self {
      case .zoneLoaded, .zoneKey: .info
      case .drop, .zoneProblem: .warning
      case .acceptError, .zoneRefused: .error
      case .connectionError, .sendError: .debug
      }
    }

    private var zoneResult: LogEvent.ZoneResult? {
      switch self {
      case .zoneLoaded: .loaded
      case .zoneRefused: .refused
      default: nil
      }
    }

    /// The line for what has not got one of its own.
    func suppressed(_ count: Int) -> LogEvent {
      var event = LogEvent(eventName)
      if case .drop(_, let reason) = self { event.append("reason", .text(reason.name)) }
      if let result = zoneResult { event.append("result", .text(result.rawValue)) }
      event.append("suppressed", .number(count))
      return event
    }
  }

  private final class Bound: Sendable {
    let lines = RateCounter()
    let suppressed = Atomic<Int>(0)
  }

  private static let linesPerSecond: UInt64 = 20

  private let bounds = Dictionary(uniqueKeysWithValues: Kind.allCases.map { ($0, Bound()) })

  /// Whether an event gets a line of its own.
  func admits(_ kind: Kind, at now: Now) -> Bool {
    guard let bound = bounds[kind] else { return true }
    if bound.lines.admits(at: now, limit: Self.linesPerSecond) { return true }
    bound.suppressed.wrappingAdd(1, ordering: .relaxed)
    return false
  }

  /// How many of each kind have got none since this was asked last.
  func takeSuppressed() -> [(Kind, Int)] {
    Kind.allCases.compactMap { kind in
      let count = bounds[kind]?.suppressed.exchange(0, ordering: .relaxed) ?? 0
      return count > 0 ? (kind, count) : nil
    }
  }
}
