import Synchronization

/// Set once by the first of several threads.
final class Flag: Sendable {
  private let flag = Atomic(false)

  /// - Returns: Whether this was the first time.
  func setFirst() -> Bool { !flag.exchange(true, ordering: .relaxed) }
}
