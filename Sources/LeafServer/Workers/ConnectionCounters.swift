import LeafCore
import Synchronization

/// What has become of TCP connections.
final class ConnectionCounters: Sendable {
  private let admitted = Atomic<UInt64>(0)
  private let ends = InlineArray<8, Atomic<UInt64>> { _ in Atomic(0) }

  func countAdmitted() { admitted.add(1, ordering: .relaxed) }

  func count(_ end: StreamEnd) { ends[Int(end.rawValue)].add(1, ordering: .releasing) }

  var values: (admitted: UInt64, ends: [(name: String, count: UInt64)]) {
    // None is seen to end that was not seen to come.
    let ends = StreamEnd.allCases.map { ($0.name, self.ends[Int($0.rawValue)].load(ordering: .acquiring)) }
    return (admitted.load(ordering: .acquiring), ends)
  }
}
