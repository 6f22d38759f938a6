import FuzzDriver
import Glibc
import LeafServer
import NIOCore
import NIOEmbedded

/// An input is an octet that says in what pieces the rest comes, and what a client of the metrics sends. It gets at most
/// one response, whole and with a length that is right, and then the connection ends; in one piece it gets the same one.
package func requestsGetOneResponse(_ octets: [UInt8]) throws(Violation) {
  try requestsGetOneResponse(octets) { try MetricsService.serve(page, on: $0) }
}

/// - Parameter serve: Has a server take what comes on a channel.
package func requestsGetOneResponse(
  _ octets: [UInt8], from serve: (EmbeddedChannel) throws -> Void
) throws(Violation) {
  guard let step = octets.first else { return }
  let stream = Array(octets.dropFirst())
  let whole = try MetricsResponseSeen(to: stream, inPiecesOf: stream.count, from: serve)
  let inPieces = try MetricsResponseSeen(to: stream, inPiecesOf: max(1, Int(step)), from: serve)
  try requireEqual(inPieces.status, whole.status, "the status of what comes in pieces")
}

private let page = MetricsPage(serving: fuzzedServing, version: "0")

private struct MetricsResponseSeen {
  private static let statuses = [
    "200 OK", "400 Bad Request", "404 Not Found", "405 Method Not Allowed", "503 Service Unavailable",
  ]

  /// nil where nothing comes.
  private(set) var status: String?

  init(
    to stream: [UInt8], inPiecesOf length: Int, from serve: (EmbeddedChannel) throws -> Void
  ) throws(Violation) {
    let channel = EmbeddedChannel()
    defer { _ = try? channel.finish(acceptAlreadyClosed: true) }
    do {
      try serve(channel)
    } catch {
      throw Violation("no pipeline: \(error)")
    }
    channel.connect(to: SocketAddress(sockaddr_in()), promise: nil)
    var rest = stream[...]
    while !rest.isEmpty, channel.isActive {
      _ = try? channel.writeInbound(ByteBuffer(bytes: rest.prefix(length)))
      rest = rest.dropFirst(length)
    }
    var written = ""
    while let buffer = try? channel.readOutbound(as: ByteBuffer.self) { written += String(buffer: buffer) }
    guard !written.isEmpty else { return }
    status = try Self.status(of: written, isHead: stream.starts(with: Array("HEAD".utf8)))
    try require(!channel.isActive, "a connection goes on after its response")
  }

  private static func status(of text: String, isHead: Bool) throws(Violation) -> String {
    let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
    let lines = parts[0].split(separator: "\r\n")
    guard parts.count == 2, let first = lines.first,
      let status = statuses.first(where: { first == "HTTP/1.1 \($0)" })
    else { throw Violation("not one response: \(text.prefix(200))") }
    let length = lines.first { $0.lowercased().hasPrefix("content-length: ") }?.split(separator: " ").last
    guard let length = length.flatMap({ Int($0) }) else { throw Violation("no length: \(text.prefix(200))") }
    try require(parts[1].utf8.count == length || isHead && parts[1].isEmpty, "a body of another length")
    return status
  }
}
