import LeafCore
import NIOCore
import struct NIOConcurrencyHelpers.NIOLockedValueBox

/// Brings a deferred response from any thread to its connection's event loop: once, and as long as there is one.
final class Delivery: Sendable {
  /// nil when it has been delivered, or the connection has ended.
  private let connection: NIOLockedValueBox<NIOLoopBound<([UInt8]?) -> Void>?>
  private let loop: any EventLoop

  /// - Parameters:
  ///   - loop: The connection's, on which this is called.
  ///   - take: Called there with what is delivered.
  init(on loop: any EventLoop, _ take: @escaping ([UInt8]?) -> Void) {
    connection = NIOLockedValueBox(NIOLoopBound(take, eventLoop: loop))
    self.loop = loop
  }

  func deliver(_ octets: [UInt8]?) {
    // While the lock is held the connection cannot end, so that its event loop has not been shut down.
    connection.withLockedValue { connection in
      guard let take = connection else { return }
      connection = nil
      loop.execute { take.value(octets) }
    }
  }

  /// The connection has ended.
  func end() { connection.withLockedValue { $0 = nil } }
}
