import Glibc
import ServiceLifecycle

/// All UDP sockets, each with its worker on a thread of its own.
final class UDPListeners: Sendable {
  private let sockets: [Int32]
  private let workers: Int
  private let isStopping = StopFlag()
  private let ended: AsyncStream<Void>

  /// Starts the workers.
  ///
  /// - Throws: When not all of them can be started; those that could are stopped.
  init(_ listeners: [ListenSockets], _ snapshots: SnapshotSource, _ log: EventLog) throws(ThreadError) {
    let end: AsyncStream<Void>.Continuation
    (ended, end) = AsyncStream<Void>.makeStream()
    sockets = listeners.flatMap(\.udp)
    workers = sockets.count
    var number = 0
    for listener in listeners {
      for socket in listener.udp {
        let isStopping = isStopping
        do throws(ThreadError) {
          try startThread(named: "leaf-udp-\(number)") {
            UDPWorker(
              socket: socket, address: listener.address, snapshots: snapshots, log: log,
              isStopping: isStopping
            ).run()
            end.yield()
          }
        } catch {
          stop()
          throw error
        }
        number += 1
      }
    }
  }

  /// Has each worker answer what its socket has received, and end.
  func stop() {
    isStopping.set()
    // A worker that waits for a datagram wakes up; what has been received can still be read.
    sockets.forEach { shutdown($0, Int32(SHUT_RD)) }
  }

  /// Returns when all workers have ended; only then may their sockets' numbers be used again.
  func allEnded() async {
    for await _ in ended.prefix(workers) {}
    sockets.forEach { close($0) }
  }
}
