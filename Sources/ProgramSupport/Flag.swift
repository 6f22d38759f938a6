import Synchronization

/// Set once, seen by every thread.
package final class Flag: Sendable {
  private let flag = Atomic(false)

  package init() {}

  package var isSet: Bool { flag.load(ordering: .relaxed) }

  /// - Returns: Whether this was the first time.
  @discardableResult package func set() -> Bool { !flag.exchange(true, ordering: .relaxed) }
}
