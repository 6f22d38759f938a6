import Synchronization

/// How far the server has come: only while it is `serving` should it be asked. The service manager hears of it too.
package final class Health: Sendable {
  package enum State: UInt8, AtomicRepresentable, Sendable {
    case starting
    case serving
    case stopping
  }

  private let current = Atomic(State.starting)
  private let manager: ServiceManager

  package init(telling manager: ServiceManager = ServiceManager(environment: [:])) { self.manager = manager }

  package var state: State { current.load(ordering: .relaxed) }

  /// All that is listened on is served.
  func hasStarted() {
    current.store(.serving, ordering: .relaxed)
    manager.tell(.ready)
  }

  /// Runs a reload, during which leaf serves on, or stops.
  func reload(_ body: () -> Void) {
    manager.tell(.reloading)
    body()
    if state != .stopping { manager.tell(.ready) }
  }

  func isStopping() {
    current.store(.stopping, ordering: .relaxed)
    manager.tell(.stopping)
  }
}
