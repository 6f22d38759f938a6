import CSockets
import ProgramSupport
import ServiceLifecycle

/// All UDP sockets, each with its worker on a thread of its own.
final class UDPListeners: Sendable {
  /// Until then responses may come that were deferred.
  private static let timeToEnd = Duration.seconds(3)

  private let sockets: [DatagramSocket]
  private let isStopping = Flag()
  private let ended: AsyncStream<Void>

  /// Starts the workers.
  ///
  /// - Throws: When not all of them can be started; those that could are stopped.
  init(_ listeners: [ListenSockets], _ serving: Serving) throws(ThreadError) {
    let end: AsyncStream<Void>.Continuation
    (ended, end) = AsyncStream<Void>.makeStream()
    let bound = listeners.flatMap { listener in
      listener.udp.map {
        (address: listener.address, socket: DatagramSocket($0, isLent: listener.areLent, serving))
      }
    }
    sockets = bound.map(\.socket)
    for (number, (address, socket)) in bound.enumerated() {
      let isStopping = isStopping
      do throws(ThreadError) {
        try startDetachedThread(named: "leaf-udp-\(number)") {
          UDPWorker(socket: socket, address: address, serving: serving, isStopping: isStopping).run()
          end.yield()
        }
      } catch {
        stop()
        throw error
      }
    }
  }

  /// Has each worker answer what its socket has received, and end.
  func stop() {
    sockets.forEach { $0.leaveToOthers() }
    // A datagram for which the kernel had chosen one of them before is in its queue from then on.
    csockets_await_kernel_readers()
    isStopping.set()
    sockets.forEach { $0.stopReceiving() }
  }

  /// Returns when all workers have ended, and the responses have come that are still owed.
  func allEnded() async {
    for await _ in ended.prefix(sockets.count) {}
    let deadline = ContinuousClock.now + Self.timeToEnd
    while sockets.contains(where: \.isOwed), ContinuousClock.now < deadline {
      // In a task of its own, as one that is cancelled would not sleep.
      _ = await Task { try? await Task.sleep(for: .milliseconds(10)) }.value
    }
    sockets.forEach { $0.close() }
  }
}
