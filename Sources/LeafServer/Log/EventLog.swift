import Dispatch
import LeafConfiguration
import LeafCore
import Logging
import struct NIOConcurrencyHelpers.NIOLockedValueBox
import ProgramSupport
import Synchronization

/// The log. Whoever has something to say leaves it here and goes on; a thread of its own makes the lines and
/// writes them, so that a reader of standard error who has stopped reading stops nobody else.
package final class EventLog: Sendable {
  private struct State {
    var pending: [(level: Logger.Level, makeEvent: @Sendable () -> LogEvent)] = []
    var settings: LogSettings
    /// Events that found no room.
    var lost = 0
    var isClosing = false
  }

  private static let capacity = 8_192
  private static let tick = DispatchTimeInterval.seconds(1)

  private let state: NIOLockedValueBox<State>
  private let hasPending = DispatchSemaphore(value: 0)
  private let hasEnded = DispatchSemaphore(value: 0)
  /// The rank of the lowest level that is written.
  private let lowestLevel: Atomic<Int>
  private let bounds = LogBounds()

  package init(_ settings: LogSettings) throws(ThreadError) {
    state = NIOLockedValueBox(State(settings: settings))
    lowestLevel = Atomic(Logger.Level(settings.level).rank)
    try startDetachedThread(named: "leaf-log") { self.run() }
  }

  /// Takes effect with the next event.
  func apply(_ settings: LogSettings) {
    state.withLockedValue { $0.settings = settings }
    lowestLevel.store(Logger.Level(settings.level).rank, ordering: .relaxed)
  }

  /// Leaves an event; nothing is made of it unless its level is written.
  func log(_ level: Logger.Level, _ makeEvent: @escaping @Sendable @autoclosure () -> LogEvent) {
    guard level.rank >= lowestLevel.load(ordering: .relaxed) else { return }
    append(level, makeEvent)
  }

  /// Whether an event gets a line, of a kind that a flood could make many of: past 20 in a second the rest is
  /// counted, and makes one line.
  func admits(_ kind: LogBounds.Kind, at now: Now) -> Bool {
    kind.level.rank >= lowestLevel.load(ordering: .relaxed) && bounds.admits(kind, at: now)
  }

  /// Writes what is left, for a second at most, and ends.
  func close() {
    state.withLockedValue { $0.isClosing = true }
    hasPending.signal()
    _ = hasEnded.wait(timeout: .now() + Self.tick)
  }

  private func append(_ level: Logger.Level, _ makeEvent: @escaping @Sendable () -> LogEvent) {
    let isFirst = state.withLockedValue { state in
      guard state.pending.count < Self.capacity else {
        state.lost += 1
        return false
      }
      state.pending.append((level, makeEvent))
      return state.pending.count == 1
    }
    if isFirst { hasPending.signal() }
  }

  private func run() {
    var isClosing = false
    var lastTick = readClocks().monotonic
    while !isClosing {
      _ = hasPending.wait(timeout: .now() + Self.tick)
      let taken = state.withLockedValue { state in
        defer { (state.pending, state.lost) = ([], 0) }
        return state
      }
      isClosing = taken.isClosing
      func write(_ level: Logger.Level, _ event: LogEvent) {
        writeToStandardError(logLine(level, event, as: taken.settings.format))
      }
      for entry in taken.pending { write(entry.level, entry.makeEvent()) }
      if taken.lost > 0 { write(.warning, LogEvent(.logOverflow, [("suppressed", .number(taken.lost))])) }
      let now = readClocks().monotonic
      if isClosing || now - lastTick >= .seconds(1) {
        lastTick = now
        for (kind, count) in bounds.takeSuppressed() { write(kind.level, kind.suppressed(count)) }
      }
    }
    hasEnded.signal()
  }
}

extension Logger.Level {
  fileprivate init(_ level: LogLevel) {
    self =
      switch level {
      case .trace: .trace
      case .debug: .debug
      case .info: .info
      case .notice: .notice
      case .warning: .warning
      case .error: .error
      case .critical: .critical
      }
  }

  fileprivate var rank: Int {
    switch self {
    case .trace: 0
    case .debug: 1
    case .info: 2
    case .notice: 3
    case .warning: 4
    case .error: 5
    case .critical: 6
    }
  }
}
