import Glibc
import ServiceLifecycle

/// All UDP sockets, each with its worker on a thread of its own.
struct UDPService: Service {
  let listeners: [ListenSockets]
  let snapshots: SnapshotSource
  let log: EventLog

  func run() async {
    let isStopping = StopFlag()
    let (ended, end) = AsyncStream<Void>.makeStream()
    var workers = 0
    for listener in listeners {
      for socket in listener.udp {
        startThread(named: "leaf-udp-\(workers)") {
          let worker = UDPWorker(
            socket: socket, address: listener.address, snapshots: snapshots, log: log, isStopping: isStopping)
          worker.run()
          close(socket)
          end.yield()
        }
        workers += 1
      }
    }
    await withTaskCancellationOrGracefulShutdownHandler {
      for await _ in ended.prefix(workers) {}
    } onCancelOrGracefulShutdown: {
      isStopping.set()
      // A worker that waits for a datagram wakes up; what has been received can still be read.
      for listener in listeners { listener.udp.forEach { shutdown($0, Int32(SHUT_RD)) } }
    }
  }
}
