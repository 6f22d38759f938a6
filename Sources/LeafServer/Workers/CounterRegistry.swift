import LeafCore
import struct NIOConcurrencyHelpers.NIOLockedValueBox

/// The counters of all workers.
package final class CounterRegistry: Sendable {
  private let workers = NIOLockedValueBox<[WorkerCounters]>([])

  package init() {}

  /// Counters for a new worker.
  func add(over transport: Transport) -> WorkerCounters {
    let counters = WorkerCounters(over: transport)
    workers.withLockedValue { $0.append(counters) }
    return counters
  }

  /// What all workers together have counted, over one transport or, for nil, over all.
  package func sum(over transport: Transport? = nil) -> Counters {
    workers.withLockedValue { $0 }
      .filter { transport == nil || $0.transport == transport }
      .reduce(Counters()) { $0 + $1.values }
  }
}
