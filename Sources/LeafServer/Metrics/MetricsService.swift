import LeafConfiguration
import struct NIOConcurrencyHelpers.NIOLockedValueBox
import NIOCore
import NIOHTTP1
import NIOPosix
import ServiceLifecycle

/// Serves metrics and health over HTTP, on an event loop of its own.
package struct MetricsService: Service {
  /// Whoever watches a server needs few; more end at once.
  private static let maximumConnections = 32
  /// For a request and the taking of its response.
  private static let timeLimit = TimeAmount.seconds(10)
  /// For all header fields of a request, in octets.
  private static let maximumHeaderLength = 8_192

  private let listeners: [StreamListener]
  private let page: MetricsPage

  init(_ listeners: [StreamListener], page: MetricsPage) {
    self.listeners = listeners
    self.page = page
  }

  package func run() async throws {
    // A service that returns ends all others.
    guard !listeners.isEmpty else {
      try? await gracefulShutdown()
      return
    }
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let open = NIOLockedValueBox(0)
    var channels: [any Channel] = []
    for listener in listeners {
      channels.append(try await bootstrap(group, open).withBoundSocket(listener.descriptor).get())
    }
    try? await gracefulShutdown()
    for channel in channels { try? await channel.close() }
    try await group.shutdownGracefully()
  }

  private func bootstrap(_ group: any EventLoopGroup, _ open: NIOLockedValueBox<Int>) -> ServerBootstrap {
    ServerBootstrap(group: group).childChannelInitializer { channel in
      channel.eventLoop.makeCompletedFuture { try admit(channel, open) }
    }
  }

  private func admit(_ channel: any Channel, _ open: NIOLockedValueBox<Int>) throws {
    let isAdmitted = open.withLockedValue { open in
      guard open < Self.maximumConnections else { return false }
      open += 1
      return true
    }
    guard isAdmitted else { return channel.close(promise: nil) }
    let limit = channel.eventLoop.scheduleTask(in: Self.timeLimit) { channel.close(promise: nil) }
    channel.closeFuture.assumeIsolated().whenComplete { _ in
      open.withLockedValue { $0 -= 1 }
      limit.cancel()
    }
    try Self.serve(page, on: channel)
  }

  /// Has a connection's requests answered.
  package static func serve(_ page: MetricsPage, on channel: any Channel) throws {
    var bounds = NIOHTTPDecoderLimitConfiguration()
    bounds.maxHeaderFieldSize = maximumHeaderLength
    bounds.maxHeaderListSize = maximumHeaderLength
    try channel.pipeline.syncOperations.configureHTTPServerPipeline(
      withPipeliningAssistance: false, withErrorHandling: false, withEncoderConfiguration: .init(),
      withDecoderLimitConfiguration: bounds)
    try channel.pipeline.syncOperations.addHandler(MetricsHandler(page))
  }
}
