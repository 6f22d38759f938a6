import Glibc
import struct NIOConcurrencyHelpers.NIOLockedValueBox

/// Spreads the queries of all cases over time, so that no server sees more of them in a second than it is to.
///
/// A server that limits its clients answers a part of what is asked; then the pacer slows down to that part once, and
/// goes back if as much is lost as before, for then it is loss and no limit.
final class Pacer: Sendable {
  fileprivate struct State {
    var interval: Duration
    var next: ContinuousClock.Instant = .now
    var window = Window()
    /// The share that was lost at the first speed, once it has been slowed down.
    var lossBefore: Double?
    var firstInterval: Duration
    var isSettled = false
  }

  fileprivate struct Window {
    var start: ContinuousClock.Instant = .now
    var answered = 0
    var lost = 0
  }

  private let state: NIOLockedValueBox<State>

  /// - Parameter queriesPerSecond: nil for no limit.
  init(queriesPerSecond: Int?) {
    let interval = queriesPerSecond.map { Duration.seconds(1) / max(1, $0) } ?? .zero
    state = NIOLockedValueBox(State(interval: interval, firstInterval: interval))
  }

  /// Waits for the next place in the row, unless the user wants no more.
  func wait(_ stop: Interruption) {
    let place = state.withLockedValue { state in
      let place = max(ContinuousClock.now, state.next)
      state.next = place + state.interval
      return place
    }
    stop.sleep(until: place)
  }

  /// Counts a query that anyone would answer, by whether it was answered.
  func count(answered: Bool) {
    state.withLockedValue { state in
      if answered { state.window.answered += 1 } else { state.window.lost += 1 }
      state.adjust()
    }
  }
}

extension Pacer.State {
  /// Enough queries to tell a loss from chance.
  private static let windowLength = 40

  fileprivate mutating func adjust() {
    let total = window.answered + window.lost
    guard !isSettled, total >= Self.windowLength else { return }
    defer { window = .init() }
    let loss = Double(window.lost) / Double(total)
    if let lossBefore {
      isSettled = true
      if loss > lossBefore / 2 { interval = firstInterval }
    } else if loss > 0.1 {
      lossBefore = loss
      let answeredIn = (ContinuousClock.now - window.start) / max(1, window.answered)
      interval = min(max(interval, answeredIn * 4 / 3), .milliseconds(200))
    }
  }
}
