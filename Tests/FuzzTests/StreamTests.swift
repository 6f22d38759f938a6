import FuzzDriver
import NIOCore
import ServerProperties
import TestMessages
import TestPrograms
import Testing

/// Each way in which a connection can go wrong is found by the property that fuzz-tcp checks.
@Suite(.sideBySide) struct `A stream of queries` {
  private static let stream = ["1-2-3-4.dev.example.com", "dev.example.com", "nope.dev.example.com"].flatMap {
    name in
    let query = Message.query(name).octets
    return [0, UInt8(query.count)] + query
  }

  /// Inside the first length, behind it, and inside the first message, from where on no response is taken.
  private static let input: [UInt8] = [3, 1, 1, 0x80 | 20] + stream

  @Test func `gets the same responses however it is cut`() throws {
    try cutsMakeNoDifference(Self.input)
  }

  /// The responses are more than what leaf writes at once.
  @Test func `gets them where it is longer than a frame can be`() throws {
    let stream = Array(repeatElement(Self.stream, count: 600).joined())
    #expect(stream.count > 65_536)
    try cutsMakeNoDifference([5, 0x80, 0xFF, 0x80 | 63, 0xFF, 1] + stream)
  }

  @Test func `gets none in another order`() {
    #expect(throws: Violation.self) { try cutsMakeNoDifference(Self.input) { [LastResponseFirst()] } }
  }

  @Test(arguments: 0..<4) func `loses no piece`(number: Int) {
    #expect(throws: Violation.self) { try cutsMakeNoDifference(Self.input) { [LossOfPiece(number)] } }
  }

  @Test func `is read on`() {
    let error = #expect(throws: Violation.self) { try cutsMakeNoDifference(Self.input) { [EndOfReading()] } }
    #expect(error?.description.contains("neither reads on nor closes") == true)
  }

  @Test func `does not end with the first piece`() {
    #expect(throws: Violation.self) { try cutsMakeNoDifference(Self.input) { [EndAfterPiece()] } }
  }
}

private final class LastResponseFirst: ChannelOutboundHandler {
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    var octets = unwrapOutboundIn(data)
    var responses: [[UInt8]] = []
    while let length = octets.getInteger(at: octets.readerIndex, as: UInt16.self),
      let response = octets.readBytes(length: 2 + Int(length))
    {
      responses.append(response)
    }
    context.write(wrapOutboundOut(ByteBuffer(bytes: responses.reversed().joined())), promise: promise)
  }
}

private final class LossOfPiece: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private var left: Int

  init(_ number: Int) { left = number }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if left != 0 { context.fireChannelRead(data) }
    left -= 1
  }
}

private final class EndOfReading: ChannelOutboundHandler {
  typealias OutboundIn = ByteBuffer

  private var isRead = false

  func read(context: ChannelHandlerContext) {
    if !isRead { context.read() }
    isRead = true
  }
}

private final class EndAfterPiece: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  func channelReadComplete(context: ChannelHandlerContext) {
    context.fireChannelReadComplete()
    context.close(promise: nil)
  }
}
