import FuzzDriver
import NIOCore
import NIOEmbedded

/// The other side of a connection: takes responses, or leaves them for later as a full socket does.
final class StreamClient: ChannelOutboundHandler {
  typealias OutboundIn = ByteBuffer

  private(set) var responses: [UInt8] = []
  private(set) var outputHasEnded = false
  var takesResponses = true
  /// Whether leaf takes in more octets.
  private var isRead = false
  private var untaken: [(octets: ByteBuffer, promise: EventLoopPromise<Void>?)] = []

  func read(context: ChannelHandlerContext) { isRead = true }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    untaken.append((unwrapOutboundIn(data), promise))
  }

  func flush(context: ChannelHandlerContext) {
    if takesResponses { takeResponses() }
  }

  func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    guard mode == .output else { return context.close(mode: mode, promise: promise) }
    outputHasEnded = true
    promise?.succeed()
  }

  /// Takes all responses, those too that come when others are taken.
  func takeResponses() {
    takesResponses = true
    while !untaken.isEmpty {
      let (octets, promise) = untaken.removeFirst()
      responses += octets.readableBytesView
      promise?.succeed()
    }
  }

  /// Takes responses as long as there are any: after many octets other connections have their turn first.
  func takeResponses(of channel: EmbeddedChannel, until isDone: () -> Bool = { false }) {
    var taken = -1
    while !isDone(), channel.isActive, responses.count > taken {
      taken = responses.count
      takeResponses()
      channel.embeddedEventLoop.advanceTime(by: .milliseconds(1))
    }
  }

  /// Takes responses until leaf reads on, or ends the connection.
  func waitUntilRead(by channel: EmbeddedChannel) throws(Violation) {
    takeResponses(of: channel) { self.isRead }
    try require(isRead || !channel.isActive, "every response is taken, and leaf neither reads on nor closes")
    isRead = false
  }
}
