import LeafCore
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization

/// All TCP listeners and their connections.
struct TCPService: Service {
  let listeners: [ListenSockets]
  let snapshot: Snapshot

  func run() async throws {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: System.coreCount)
    let connections = Connections()
    var channels: [any Channel] = []
    for listener in listeners {
      channels.append(try await bootstrap(on: group, connections).withBoundSocket(listener.tcp).get())
    }
    try await withTaskCancellationOrGracefulShutdownHandler { [channels] in
      for channel in channels { try await channel.closeFuture.get() }
      await connections.allClosed()
    } onCancelOrGracefulShutdown: { [channels] in
      for channel in channels { channel.close(promise: nil) }
      connections.closeAll()
    }
    try await group.shutdownGracefully()
  }

  private func bootstrap(on group: MultiThreadedEventLoopGroup, _ connections: Connections) -> ServerBootstrap
  {
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
          guard let client = channel.remoteAddress.flatMap(ClientAddress.init) else {
            throw ChannelError.unknownLocalAddress
          }
          connections.add(channel)
          try channel.pipeline.syncOperations.addHandler(StreamHandler(snapshot: snapshot, client: client))
        }
      }
  }
}

/// The connections that are open.
final class Connections: Sendable {
  private struct State {
    var channels: [ObjectIdentifier: any Channel] = [:]
    var isClosing = false
  }

  private let state = Mutex(State())

  func add(_ channel: any Channel) {
    let key = ObjectIdentifier(channel)
    let isClosing = state.withLock { state in
      state.channels[key] = channel
      return state.isClosing
    }
    channel.closeFuture.whenComplete { _ in
      self.state.withLock { state in _ = state.channels.removeValue(forKey: key) }
    }
    if isClosing { ask(channel) }
  }

  /// Has every connection end once what it has received is answered.
  func closeAll() {
    let channels = state.withLock { state in
      state.isClosing = true
      return state.channels.values
    }
    channels.forEach(ask)
  }

  func allClosed() async {
    while let channel = state.withLock({ $0.channels.values.first }) {
      try? await channel.closeFuture.get()
      state.withLock { state in _ = state.channels.removeValue(forKey: ObjectIdentifier(channel)) }
    }
  }

  private func ask(_ channel: any Channel) {
    channel.pipeline.fireUserInboundEventTriggered(StreamHandler.EndEvent())
  }
}

extension ClientAddress {
  /// nil for a family other than IPv4 and IPv6.
  fileprivate init?(_ address: SocketAddress) {
    switch address {
    case .v4(let address):
      self = .ipv4(IPv4Address(rawValue: UInt32(bigEndian: address.address.sin_addr.s_addr)))
    case .v6(let address):
      self = .ipv6(IPv6Address(address.address.sin6_addr))
    case .unixDomainSocket:
      return nil
    }
  }
}
