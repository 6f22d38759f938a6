import Synchronization

/// What has become of TCP connections.
final class ConnectionCounters: Sendable {
  private let admitted = Atomic<UInt64>(0)
  private let ended = Atomic<UInt64>(0)

  func countAdmitted() { admitted.add(1, ordering: .relaxed) }

  func countEnded() { ended.add(1, ordering: .releasing) }

  var values: (admitted: UInt64, ended: UInt64) {
    // None is seen to end that was not seen to come.
    let ended = ended.load(ordering: .acquiring)
    return (admitted.load(ordering: .acquiring), ended)
  }
}
