import Synchronization

/// What has become of reloads.
final class ReloadCounters: Sendable {
  private let appliedCount = Atomic<UInt64>(0)
  private let refusedCount = Atomic<UInt64>(0)
  private let lastWasApplied = Atomic(true)
  private let lastApplied: Atomic<UInt64>

  /// - Parameter now: When what is in force was loaded, in seconds of Unix time.
  init(at now: UInt64) { lastApplied = Atomic(now) }

  func applied(at now: UInt64) {
    appliedCount.add(1, ordering: .relaxed)
    lastApplied.store(now, ordering: .relaxed)
    lastWasApplied.store(true, ordering: .relaxed)
  }

  func refused() {
    refusedCount.add(1, ordering: .relaxed)
    lastWasApplied.store(false, ordering: .relaxed)
  }

  var values: (applied: UInt64, refused: UInt64, lastWasApplied: Bool, lastApplied: UInt64) {
    (
      appliedCount.load(ordering: .relaxed), refusedCount.load(ordering: .relaxed),
      lastWasApplied.load(ordering: .relaxed), lastApplied.load(ordering: .relaxed)
    )
  }
}
