import LeafCore
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization

/// All TCP listeners and their connections.
struct TCPService: Service {
  /// After a signal to stop, connections that go on are cut.
  private static let timeToEnd = TimeAmount.seconds(4)

  let listeners: [ListenSockets]
  let snapshots: SnapshotSource
  let log: EventLog

  func run() async throws {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: System.coreCount)
    let connections = Connections()
    var channels: [any Channel] = []
    for listener in listeners {
      channels.append(try await bootstrap(on: group, connections).withBoundSocket(listener.tcp).get())
    }
    try await withTaskCancellationOrGracefulShutdownHandler { [channels] in
      for channel in channels { try await channel.closeFuture.get() }
      await connections.allEnded()
    } onCancelOrGracefulShutdown: { [channels] in
      for channel in channels { channel.close(promise: nil) }
      connections.endAll()
      group.any().scheduleTask(in: Self.timeToEnd) { connections.cutAll() }
    }
    try await group.shutdownGracefully()
  }

  private func bootstrap(
    on group: MultiThreadedEventLoopGroup, _ connections: Connections
  ) -> ServerBootstrap {
    ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: ListenSockets.backlog)
      .serverChannelInitializer { channel in
        // Without descriptors for more connections, accepting pauses; it never ends.
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(AcceptBackoffHandler())
        }
      }
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelOption(.autoRead, value: false)
      // One read, then its replies: that bounds what a connection can have in memory.
      .childChannelOption(.maxMessagesPerRead, value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(handler(for: channel, connections))
        }
      }
  }

  /// What serves a new connection, or ends it.
  private func handler(for channel: any Channel, _ connections: Connections) -> any ChannelHandler {
    // Gone before it was looked at.
    guard let peer = channel.remoteAddress.flatMap(Peer.init) else { return RefusingHandler() }
    let now = readClocks().milliseconds
    let snapshot = snapshots.current
    let activity = ConnectionActivity(at: now)
    guard connections.admit(channel, activity, from: peer, snapshot) else {
      log.drop(over: .tcp, .connectionLimitReached, .none, from: peer, at: now, snapshot.log)
      return RefusingHandler()
    }
    return StreamHandler(peer: peer, snapshots: snapshots, activity: activity, log: log)
  }
}

/// Ends a connection as soon as it is there.
private final class RefusingHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  func channelActive(context: ChannelHandlerContext) { context.close(promise: nil) }
}

/// The connections that are open.
private final class Connections: Sendable {
  private struct State {
    var table = ConnectionTable<any Channel>()
    var isEnding = false
  }

  private let state = Mutex(State())

  /// Whether there is room for a connection, if need be in place of another, which ends.
  func admit(
    _ channel: any Channel, _ activity: ConnectionActivity, from peer: Peer, _ snapshot: Snapshot
  ) -> Bool {
    let client = peer.address.masked(toPrefix: snapshot.limiter.limits.ipv6Prefix)
    let admission = state.withLock { state in
      state.isEnding
        ? .refused
        : state.table.admit(channel, activity, from: client, limits: snapshot.connectionLimits)
    }
    switch admission {
    case .refused:
      return false
    case .admittedInPlace(let other):
      other.pipeline.fireUserInboundEventTriggered(StreamHandler.EndEvent.now)
    case .admitted:
      break
    }
    channel.closeFuture.whenComplete { _ in
      _ = self.state.withLock { $0.table.remove(activity) }
    }
    return true
  }

  /// Has every connection end once what it has received is answered.
  func endAll() {
    let channels = state.withLock { state in
      state.isEnding = true
      return state.table.all
    }
    channels.forEach { $0.pipeline.fireUserInboundEventTriggered(StreamHandler.EndEvent.soon) }
  }

  func cutAll() {
    state.withLock(\.table.all).forEach { $0.close(promise: nil) }
  }

  func allEnded() async {
    while let channel = state.withLock(\.table.all.first) {
      // Its entry goes by a callback that was there before this one.
      try? await channel.closeFuture.get()
    }
  }
}

extension Peer {
  /// nil for a family other than IPv4 and IPv6.
  fileprivate init?(_ address: SocketAddress) {
    guard let port = address.port.map(UInt16.init(truncatingIfNeeded:)) else { return nil }
    switch address {
    case .v4(let address):
      self.init(
        address: .ipv4(IPv4Address(rawValue: UInt32(bigEndian: address.address.sin_addr.s_addr))), port: port)
    case .v6(let address):
      self.init(address: .ipv6(IPv6Address(address.address.sin6_addr)), port: port)
    case .unixDomainSocket:
      return nil
    }
  }
}
