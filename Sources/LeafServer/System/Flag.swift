import Synchronization

/// Told once, seen by every thread.
final class StopFlag: Sendable {
  private let flag = Atomic(false)

  var isSet: Bool { flag.load(ordering: .relaxed) }

  func set() { flag.store(true, ordering: .relaxed) }
}

/// Set once by the first of several threads.
final class Flag: Sendable {
  private let flag = Atomic(false)

  /// - Returns: Whether this was the first time.
  func setFirst() -> Bool { !flag.exchange(true, ordering: .relaxed) }
}
