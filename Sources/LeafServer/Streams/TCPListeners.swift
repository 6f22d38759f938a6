import CSockets
import LeafCore
import NIOCore
import NIOPosix
import struct NIOConcurrencyHelpers.NIOLockedValueBox

/// All TCP listeners and their connections.
final class TCPListeners: Sendable {
  /// Until then connections may end by themselves.
  private static let timeToEnd = TimeAmount.seconds(3)
  /// How long clients that keep connecting can keep a listener.
  private static let timeToAccept = TimeAmount.seconds(1)
  /// After an error the listener tries again.
  private static let pause = Duration.milliseconds(100)

  private let sockets: [Int32]
  /// Whether others have them too: connections that wait are the next leaf's.
  private let areLent: Bool
  private let serving: Serving
  private let group = MultiThreadedEventLoopGroup(numberOfThreads: System.coreCount)
  private let workers: StreamWorkers
  private let connections = Connections()
  private let state: NIOLockedValueBox<State>

  private struct State {
    /// What serves each socket.
    var channels: [Int32: any Channel] = [:]
    /// Those that have not been closed.
    var sockets: Set<Int32>
    var isStopping = false

    /// Leaves a socket to its channel, which has the last descriptor then, and ends it with itself.
    mutating func letGo(of socket: Int32) {
      if sockets.remove(socket) != nil { close(socket) }
    }
  }

  init(_ listeners: [ListenSockets], _ serving: Serving) {
    sockets = listeners.flatMap(\.tcp)
    state = NIOLockedValueBox(State(sockets: Set(sockets)))
    areLent = listeners.contains(where: \.areLent)
    self.serving = serving
    workers = StreamWorkers(group, serving)
  }

  /// Accepts connections until `stop`, has each end once what it has received is answered, and returns when all have.
  func run() async throws {
    await withTaskGroup { tasks in
      for socket in sockets { tasks.addTask { await self.accept(on: socket) } }
    }
    connections.endAll()
    await connections.allEnded()
    try await group.shutdownGracefully()
  }

  /// Accepts only what waits already.
  func stop() {
    // While the lock is held no `accept` returns, so that the group has not been shut down.
    state.withLockedValue { state in
      guard !state.isStopping else { return }
      state.isStopping = true
      for (socket, channel) in state.channels {
        state.letGo(of: socket)
        finish(channel)
      }
      group.any().scheduleTask(in: Self.timeToEnd) { self.connections.cutAll() }
    }
  }

  /// Accepts connections on one socket, also those that waited when `stop` came before this. An error that accept(2)
  /// brings back from the network may end the channel, but not the socket: it is only lent to the channel.
  private func accept(on socket: Int32) async {
    var isStopping = false
    while !isStopping {
      let lent = dup(socket)
      // Without a descriptor it tries again.
      if lent >= 0, let channel = try? await bootstrap.withBoundSocket(lent).get() {
        begin(channel, on: socket)
        try? await channel.closeFuture.get()
        state.withLockedValue { $0.channels[socket] = nil }
      }
      isStopping = state.withLockedValue(\.isStopping)
      if !isStopping { try? await Task.sleep(for: Self.pause) }
    }
    state.withLockedValue { $0.letGo(of: socket) }
  }

  private func begin(_ channel: any Channel, on socket: Int32) {
    let isStopping = state.withLockedValue { state in
      state.channels[socket] = channel
      // The channel has set NIO's own backlog of 128.
      if state.isStopping { state.letGo(of: socket) } else { listen(socket, ListenSockets.backlog) }
      return state.isStopping
    }
    if isStopping { finish(channel) }
  }

  /// Has a listener accept what is left to this leaf, and closes it.
  private func finish(_ channel: any Channel) {
    if areLent { closeWhenSetUp(channel) } else { closeWhenNoneWaits(channel) }
  }

  /// Closes a listener when no connection waits to be accepted, as the kernel resets those that do.
  private func closeWhenNoneWaits(_ channel: any Channel) {
    let deadline = NIODeadline.now() + Self.timeToAccept
    channel.eventLoop.scheduleRepeatedTask(initialDelay: .zero, delay: .microseconds(100)) { task in
      guard !hasWaiting(channel) || NIODeadline.now() >= deadline else { return }
      task.cancel()
      self.closeWhenSetUp(channel)
    }
  }

  /// Closes a listener when all that it has accepted are set up on their event loops: it would end those that are not.
  private func closeWhenSetUp(_ channel: any Channel) {
    channel.setOption(.autoRead, value: false).flatMap { [group] in
      EventLoopFuture.andAllComplete(
        group.makeIterator().map { $0.submit {} }, on: channel.eventLoop)
    }.whenComplete { _ in channel.close(promise: nil) }
  }

  private var bootstrap: ServerBootstrap {
    ServerBootstrap(group: group)
      .serverChannelInitializer { [log = serving.log] channel in
        channel.eventLoop.makeCompletedFuture {
          // Without descriptors for more connections, accepting pauses.
          try channel.pipeline.syncOperations.addHandlers([AcceptBackoffHandler(), ErrorLogger(log)])
        }
      }
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelOption(.autoRead, value: false)
      // One read, then its responses. A connection that asks little gets little memory.
      .childChannelOption(.maxMessagesPerRead, value: 1)
      .childChannelOption(
        .recvAllocator, value: AdaptiveRecvByteBufferAllocator(minimum: 512, initial: 2_048, maximum: 65_536)
      )
      .childChannelInitializer { [self] channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(handler(for: channel))
        }
      }
  }

  /// What serves a new connection, or ends it.
  private func handler(for channel: any Channel) -> any ChannelHandler {
    // Gone before it was looked at.
    guard let peer = channel.remoteAddress.flatMap(Peer.init) else { return RefusingHandler() }
    let now = readClocks()
    let snapshot = serving.snapshots.current
    let worker = workers.worker(on: channel.eventLoop)
    let activity = ConnectionActivity(at: now)
    guard connections.admit(channel, activity, from: peer, snapshot) else {
      worker.counters.count(droppedFor: .connectionLimitReached)
      serving.log.drop(over: .tcp, .connectionLimitReached, .none, from: peer, at: now, snapshot.log)
      return RefusingHandler()
    }
    let handler = StreamHandler(peer: peer, activity: activity, worker: worker)
    serving.connections.countAdmitted()
    channel.closeFuture.assumeIsolated().whenComplete { _ in self.serving.connections.count(handler.end) }
    return handler
  }
}

/// Whether a connection waits to be accepted.
///
/// - Parameter listener: Open, and this is called on its event loop.
private func hasWaiting(_ listener: any Channel) -> Bool {
  let hasWaiting = try? listener.pipeline.syncOperations.withUnsafeTransportIfAvailable(
    of: NIOBSDSocket.Handle.self
  ) { csockets_can_be_read($0) }
  return hasWaiting ?? false
}

/// Says what keeps a listener from accepting.
private final class ErrorLogger: ChannelInboundHandler {
  typealias InboundIn = Any

  private let log: EventLog

  init(_ log: EventLog) { self.log = log }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { log.acceptError(error) }
}

/// Ends a connection as soon as it is there.
private final class RefusingHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  func channelActive(context: ChannelHandlerContext) { context.close(promise: nil) }
}
