import LeafCore
import NIOCore

/// What the connections of one event loop have in common.
package final class StreamWorker {
  let serving: Serving
  let counters: WorkerCounters
  let scratch = ResponseScratch()
  let turns = Turns()

  package init(_ serving: Serving, _ counters: WorkerCounters) {
    self.serving = serving
    self.counters = counters
  }
}

/// The workers of a group of event loops, each made when its loop has its first connection.
struct StreamWorkers: Sendable {
  private let serving: Serving
  private let workers: [ObjectIdentifier: NIOLoopBoundBox<StreamWorker?>]

  init(_ group: some EventLoopGroup, _ serving: Serving) {
    self.serving = serving
    workers = Dictionary(
      uniqueKeysWithValues: group.makeIterator().map { loop in
        (ObjectIdentifier(loop), NIOLoopBoundBox.makeEmptyBox(valueType: StreamWorker.self, eventLoop: loop))
      })
  }

  /// - Parameter loop: One of the group's, on which this is called.
  func worker(on loop: any EventLoop) -> StreamWorker {
    let box = workers[ObjectIdentifier(loop)]
    if let worker = box?.value { return worker }
    let worker = StreamWorker(serving, serving.counters.add(over: .tcp))
    box?.value = worker
    return worker
  }
}
