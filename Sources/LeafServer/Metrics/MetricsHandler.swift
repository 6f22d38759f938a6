import LeafMetrics
import NIOCore
import NIOHTTP1

/// Answers one request, and ends the connection.
final class MetricsHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let page: MetricsPage
  private var hasAnswered = false

  init(_ page: MetricsPage) { self.page = page }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .head(let request) = unwrapInboundIn(data) else { return }
    answer(page.response(to: request), withBody: request.method != .HEAD, context)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard error is HTTPParserError else { return context.close(promise: nil) }
    answer(MetricsResponse(status: .badRequest, text: "no request\n"), withBody: true, context)
  }

  /// Only what comes first is answered.
  private func answer(_ response: MetricsResponse, withBody: Bool, _ context: ChannelHandlerContext) {
    guard !hasAnswered else { return }
    hasAnswered = true
    send(response, withBody: withBody, context)
  }

  private func send(_ response: MetricsResponse, withBody: Bool, _ context: ChannelHandlerContext) {
    let body = ByteBuffer(string: response.text)
    let headers = HTTPHeaders(
      [
        ("content-type", response.mediaType), ("content-length", "\(body.readableBytes)"),
        ("cache-control", "no-store"), ("connection", "close"),
      ] + (response.status == .methodNotAllowed ? [("allow", "GET, HEAD")] : []))
    let head = HTTPResponseHead(version: .http1_1, status: response.status, headers: headers)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    if withBody { context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil) }
    let sent = context.eventLoop.makePromise(of: Void.self)
    sent.futureResult.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: sent)
  }
}

/// What a request gets.
struct MetricsResponse: Equatable {
  var status: HTTPResponseStatus
  var mediaType = "text/plain; charset=utf-8"
  var text: String
}

extension MetricsPage {
  func response(to request: HTTPRequestHead) -> MetricsResponse {
    guard request.method == .GET || request.method == .HEAD else {
      return MetricsResponse(status: .methodNotAllowed, text: "only GET and HEAD\n")
    }
    switch request.uri.prefix(while: { $0 != "?" }) {
    case "/metrics": return metrics(request.headers["accept"].joined(separator: ","))
    case "/healthz": return MetricsResponse(status: .ok, text: "ok\n")
    case "/readyz": return readiness
    default: return MetricsResponse(status: .notFound, text: "only /metrics, /healthz and /readyz\n")
    }
  }

  private func metrics(_ accept: String) -> MetricsResponse {
    let format = ExpositionFormat(accepting: accept)
    return MetricsResponse(status: .ok, mediaType: format.mediaType, text: format.text(of: families))
  }

  private var readiness: MetricsResponse {
    let state = serving.health.state
    if state == .serving, serving.zones.isLoading {
      return MetricsResponse(status: .serviceUnavailable, text: "loading\n")
    }
    return MetricsResponse(status: state == .serving ? .ok : .serviceUnavailable, text: "\(state)\n")
  }
}
