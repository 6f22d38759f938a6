import NIOCore

/// Lets an event loop look at its sockets before connections that have more to write go on.
///
/// NIO does that only when no task is due, and tasks that make tasks would keep it from that for ever. So all those
/// that wait go on together, and what they leave waits for a task that is due only after the sockets had their turn.
final class Turns {
  /// Longer than the event loop takes from the end of one task to the question whether another is due.
  private static let pause = TimeAmount.microseconds(100)

  private var waiting: [() -> Void] = []
  private var isScheduled = false

  /// - Parameters:
  ///   - loop: The same each time, on which this is called.
  ///   - goOn: Called once, unless the event loop ends before.
  func wait(on loop: any EventLoop, _ goOn: @escaping () -> Void) {
    waiting.append(goOn)
    if !isScheduled { schedule(on: loop) }
  }

  private func schedule(on loop: any EventLoop) {
    isScheduled = true
    loop.assumeIsolated().scheduleTask(in: Self.pause) { self.letAllGoOn(on: loop) }
  }

  private func letAllGoOn(on loop: any EventLoop) {
    let all = waiting
    waiting = []
    for goOn in all { goOn() }
    if waiting.isEmpty { isScheduled = false } else { schedule(on: loop) }
  }
}
