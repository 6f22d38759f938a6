import FuzzDriver
import NIOCore
import NIOEmbedded
import ServerProperties
import Testing

/// Each kind of wrong server of metrics is found wrong by the property that fuzz-http checks, and for that reason.
@Suite struct `A response over HTTP that is not sound` {
  private static let right = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

  /// What is found wrong with a server; nil if nothing is.
  private func violation(of server: WrongServer) -> String? {
    do {
      try requestsGetOneResponse([3] + Array("GET / HTTP/1.1\r\n\r\n".utf8)) { channel in
        try channel.pipeline.syncOperations.addHandler(server)
      }
      return nil
    } catch {
      return error.description
    }
  }

  @Test func `is not this one`() {
    #expect(violation(of: WrongServer(Self.right)) == nil)
    #expect(violation(of: WrongServer("")) == nil)
  }

  @Test(arguments: [
    ("nonsense", "not one response"),
    ("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n", "not one response"),
    ("HTTP/1.1 200 OK\r\n\r\nok", "no length"), (right + "!", "another length"),
    (right + right, "another length"), (String(right.dropLast()), "another length"),
  ])
  func `is one of these`(text: String, reason: String) {
    #expect(violation(of: WrongServer(text))?.contains(reason) == true)
  }

  @Test func `is one after which the connection goes on, or that pieces change`() {
    #expect(violation(of: WrongServer(Self.right, closes: false))?.contains("goes on") == true)
    let whole = WrongServer(Self.right) { $0 > 3 ? "200 OK" : "404 Not Found" }
    #expect(violation(of: whole)?.contains("in pieces") == true)
  }
}

/// Sends the same to whatever comes first on a connection.
private final class WrongServer: ChannelInboundHandler, Sendable {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let text: String
  private let closes: Bool
  private let status: @Sendable (Int) -> String

  /// - Parameter status: What stands in place of "200 OK", by how many octets come at once.
  init(_ text: String, closes: Bool = true, status: @escaping @Sendable (Int) -> String = { _ in "200 OK" }) {
    self.text = text
    self.closes = closes
    self.status = status
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let response = text.replacing("200 OK", with: status(unwrapInboundIn(data).readableBytes))
    if !response.isEmpty {
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: response)), promise: nil)
    }
    if closes { context.close(promise: nil) }
  }
}
