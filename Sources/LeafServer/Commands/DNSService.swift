import ServiceLifecycle

/// Serves all listeners, over UDP and TCP at once.
package struct DNSService: Service {
  let listeners: [ListenSockets]
  let serving: Serving
  /// Called when every listener is served and signals are waited for.
  let whenStarted: @Sendable () -> Void

  package init(
    listeners: [ListenSockets], serving: Serving, whenStarted: @escaping @Sendable () -> Void
  ) {
    self.listeners = listeners
    self.serving = serving
    self.whenStarted = whenStarted
  }

  package func run() async throws {
    let udp = try UDPListeners(listeners, serving)
    let tcp = TCPListeners(listeners, serving)
    serving.health.hasStarted()
    whenStarted()
    try await withTaskCancellationOrGracefulShutdownHandler {
      async let tcpEnd: Void = tcp.run()
      await udp.allEnded()
      try await tcpEnd
    } onCancelOrGracefulShutdown: {
      serving.health.isStopping()
      udp.stop()
      tcp.stop()
    }
  }
}
