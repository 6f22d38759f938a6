import DNSWire
import Foundation
import LeafConfiguration
import LeafCore
import LeafServer
import Testing

/// A server in this process, for what only a responder of a test's own makes happen.
final class ServiceInProcess: Sendable {
  let serving: Serving
  let port: UInt16
  private let log: EventLog
  private let run: Task<Void, any Error>

  /// - Parameter early: What connects to its port before it serves anybody; with it, the server is told to stop before
  ///   it does.
  init(
    listen: String = "127.0.0.1:0", _ settings: [String: String] = [:], responder: Responder,
    early: ((UInt16) throws -> Void)? = nil
  ) throws {
    let environment = [
      "LEAF_ZONES": "dev.example.com", "LEAF_LISTEN": listen, "LEAF_UDP_WORKERS": "1",
      "LEAF_LOG_LEVEL": "critical", "LEAF_GLOBAL_QPS_LIMIT": "off", "LEAF_PER_IP_QPS_LIMIT": "off",
    ]
    let configuration = try LoadedConfiguration(
      commandLine: CommandLineValues(flags: [:]), environment: environment.merging(settings) { $1 },
      coreCount: 1,
      readFile: { _ in nil }
    ).configuration
    let sockets = try configuration.sockets.listen.map { try ListenSockets.open($0, udpWorkers: 1) }
    port = try #require(sockets.first).address.port
    let snapshot = Snapshot(configuration)
    log = try EventLog(snapshot.log)
    serving = Serving(SnapshotSource(snapshot), log, responder: responder)
    let service = DNSService(listeners: sockets, serving: serving) {}
    try early?(port)
    let isStopped = early != nil
    run = Task(executorPreference: QueueExecutor()) {
      if isStopped { withUnsafeCurrentTask { $0?.cancel() } }
      try await service.run()
    }
  }

  /// Ends it in order.
  func stop() async throws {
    run.cancel()
    try await run.value
  }
}

/// A thread for a server's tasks: those that tests run on may all wait for that server.
private final class QueueExecutor: TaskExecutor {
  private let queue = DispatchQueue(label: "server")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
