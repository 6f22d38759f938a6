import LeafCore
import NIOCore
import struct NIOConcurrencyHelpers.NIOLockedValueBox

/// Brings a deferred response from any thread to its connection's event loop: once, and as long as there is one.
final class Delivery: Sendable {
  /// nil when it has been delivered, or the connection has ended.
  private let connection: NIOLockedValueBox<NIOLoopBound<StreamHandler>?>
  private let loop: any EventLoop
  private let number: Int

  init(to handler: StreamHandler, on loop: any EventLoop, number: Int) {
    connection = NIOLockedValueBox(NIOLoopBound(handler, eventLoop: loop))
    self.loop = loop
    self.number = number
  }

  func deliver(_ octets: [UInt8]?) {
    // While the lock is held the connection cannot end, so that its event loop has not been shut down.
    connection.withLockedValue { connection in
      guard let handler = connection else { return }
      connection = nil
      loop.execute { [number] in handler.value.handle(.delivered(octets, number: number)) }
    }
  }

  /// The connection has ended.
  func end() { connection.withLockedValue { $0 = nil } }
}
