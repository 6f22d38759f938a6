import LeafCore
import NIOCore
import struct NIOConcurrencyHelpers.NIOLockedValueBox

/// The connections that are open.
final class Connections: Sendable {
  private struct State {
    var table = ConnectionTable<any Channel>()
    var isEnding = false
  }

  private let state = NIOLockedValueBox(State())

  /// Whether there is room for a connection, if need be in place of another, which ends.
  func admit(
    _ channel: any Channel, _ activity: ConnectionActivity, from peer: Peer, _ snapshot: Snapshot
  ) -> Bool {
    let client = peer.address.masked(toPrefix: snapshot.limiter.limits.ipv6Prefix)
    let admission = state.withLockedValue { state in
      state.isEnding
        ? .refused
        : state.table.admit(channel, activity, from: client, limits: snapshot.connectionLimits)
    }
    switch admission {
    case .refused:
      return false
    case .admittedInPlace(let other):
      other.pipeline.fireUserInboundEventTriggered(StreamHandler.EndEvent.displaced)
    case .admitted:
      break
    }
    channel.closeFuture.whenComplete { _ in
      _ = self.state.withLockedValue { $0.table.remove(activity) }
    }
    return true
  }

  /// Has every connection end once what it has received is answered.
  func endAll() {
    let channels = state.withLockedValue { state in
      state.isEnding = true
      return state.table.all
    }
    channels.forEach { $0.pipeline.fireUserInboundEventTriggered(StreamHandler.EndEvent.stop) }
  }

  func cutAll() {
    state.withLockedValue(\.table.all).forEach { $0.close(promise: nil) }
  }

  func allEnded() async {
    while let channel = state.withLockedValue(\.table.all.first) {
      // Its entry goes by a callback that was there before this one.
      try? await channel.closeFuture.get()
    }
  }
}
