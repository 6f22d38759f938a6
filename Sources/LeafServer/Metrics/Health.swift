import Synchronization

/// How far the server has come: only while it is `serving` should it be asked.
package final class Health: Sendable {
  package enum State: UInt8, AtomicRepresentable, Sendable {
    case starting
    case serving
    case stopping
  }

  private let current = Atomic(State.starting)

  package init() {}

  package var state: State { current.load(ordering: .relaxed) }

  /// All that is listened on is served.
  func hasStarted() { current.store(.serving, ordering: .relaxed) }

  func isStopping() { current.store(.stopping, ordering: .relaxed) }
}
