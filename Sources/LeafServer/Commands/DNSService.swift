import ServiceLifecycle

/// Serves all listeners, over UDP and TCP at once.
struct DNSService: Service {
  let listeners: [ListenSockets]
  let snapshots: SnapshotSource
  let log: EventLog
  /// Called when every listener is served and signals are waited for.
  let whenStarted: @Sendable () -> Void

  func run() async throws {
    let udp = try UDPListeners(listeners, snapshots, log)
    let tcp = TCPListeners(listeners, snapshots, log)
    whenStarted()
    try await withTaskCancellationOrGracefulShutdownHandler {
      async let tcpEnd: Void = tcp.run()
      await udp.allEnded()
      try await tcpEnd
    } onCancelOrGracefulShutdown: {
      udp.stop()
      tcp.stop()
    }
  }
}
