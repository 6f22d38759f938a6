import DNSWire
import FuzzDriver
import Glibc
import LeafConfiguration
import LeafCore
import LeafServer
import NIOCore
import NIOEmbedded
import WireProperties

/// The first octet of an input says how many cuts follow, an octet each. The rest is the stream; what is left
/// of it behind the last cut the client sends at once.
///
/// However it is cut, it gets the responses that its frames get one by one, in order, and ends as the whole
/// stream ends.
package func cutsMakeNoDifference(_ octets: [UInt8]) throws(Violation) {
  try cutsMakeNoDifference(octets) { [] }
}

/// - Parameter faults: Handlers between client and leaf, made anew for each connection: what a test has go
///   wrong.
package func cutsMakeNoDifference(
  _ octets: [UInt8], faults: () -> [any ChannelHandler]
) throws(Violation) {
  var input = Input(octets)
  let cuts = (0..<Int(input.octet())).map { _ in Cut(choice: input.octet()) }
  let stream = input.rest()
  let expected = StreamEnd(of: stream)
  let whole = try StreamEnd(sending: stream, cuts: [], through: faults())
  try requireEqual(whole, expected, "the stream whole, and its frames one by one")
  let pieces = try StreamEnd(sending: stream, cuts: cuts, through: faults())
  try requireEqual(pieces, expected, "the stream cut by \(cuts)")
  let told = try conversationEnd(sending: stream, in: cuts.map { ($0.length, $0.takesNoResponses) })
  let late = StreamEnd(of: stream, response: lateResponses)
  try requireEqual(
    StreamEnd(responses: told.responses, isClosed: told.isClosed), late,
    "a conversation of late responses and several messages, cut by \(cuts)")
}

/// What a client sends at once.
private struct Cut {
  /// In octets.
  var length: Int
  /// It takes no response until it sends again.
  var takesNoResponses: Bool

  /// - Parameter choice: The top bit says that no response is taken. The others are the length below 64, from
  ///   there on in steps of 64 octets up to 4,096: so that one octet says what is worth telling apart.
  init(choice: UInt8) {
    let scale = Int(choice & 0x7F)
    length = scale < 64 ? scale : (scale - 63) * 64
    takesNoResponses = choice & 0x80 != 0
  }

  /// The last one.
  init(rest length: Int) {
    self.length = length
    takesNoResponses = false
  }
}

/// What has come of a stream when the client has sent all of it.
private struct StreamEnd: Equatable {
  var responses: [UInt8]
  /// Whether leaf ended the connection before the client did.
  var isClosed: Bool

  init(responses: [UInt8], isClosed: Bool) {
    self.responses = responses
    self.isClosed = isClosed
  }

  /// As it ought to be: each frame answered by itself, up to one that ends the connection.
  ///
  /// - Parameter response: What a message gets, framed; nil where the connection ends.
  init(of stream: [UInt8], response: (_ message: [UInt8]) -> [UInt8]? = framedResponse) {
    responses = []
    isClosed = false
    var rest = Input(stream)
    while !isClosed {
      let prefix = rest.take(2)
      guard prefix.count == 2 else { return }
      let length = Int(prefix[0]) << 8 | Int(prefix[1])
      guard length <= server.maximumFrameLength else {
        isClosed = true
        return
      }
      let message = rest.take(length)
      guard message.count == length else { return }
      guard let octets = response(message) else {
        isClosed = true
        return
      }
      responses += octets
    }
  }
}

private func framedResponse(to message: [UInt8]) -> [UInt8]? {
  let exchange = Exchange(
    message, Arrival(choice: 1), Now(monotonic: .zero, unixTime: 0), server.authority)
  guard case .response = exchange.outcome else { return nil }
  return framed(exchange.response)
}

/// Answers the same at any time: no cookies and no limits.
private let server: Snapshot = {
  do {
    let loaded = try LoadedConfiguration(
      commandLine: CommandLineValues(flags: [:]),
      environment: [
        "LEAF_ZONES": "dev.example.com", "LEAF_HOSTS": "ns1.dev.example.com=192.0.2.1",
        "LEAF_COOKIES": "false",
        "LEAF_GLOBAL_QPS_LIMIT": "off", "LEAF_PER_IP_QPS_LIMIT": "off",
        "LEAF_PER_IP_INVALID_QNAME_QPS_LIMIT": "off", "LEAF_TCP_IDLE_TIMEOUT_MS": "3600000",
        "LEAF_LOG_LEVEL": "critical",
      ], coreCount: 1, readFile: { _ in nil })
    return Snapshot(loaded.configuration)
  } catch {
    preconditionFailure("\(error)")
  }
}()

private let log: EventLog = {
  do {
    return try EventLog(server.log)
  } catch {
    preconditionFailure("\(error)")
  }
}()

let fuzzedServing = Serving(SnapshotSource(server), log)

extension StreamEnd {
  /// As the handler of a connection has it.
  init(
    sending stream: [UInt8], cuts: [Cut], through faults: [any ChannelHandler]
  ) throws(Violation) {
    let client = StreamClient()
    let peer = Peer(address: .ipv4(IPv4Address(198, 51, 100, 100)), port: 53_000)
    let handler = StreamHandler(
      peer: peer, activity: ConnectionActivity(at: Now(monotonic: .zero, unixTime: 0)),
      worker: StreamWorker(fuzzedServing, WorkerCounters(over: .tcp)))
    let channel = EmbeddedChannel(handlers: [client] + faults + [handler])
    channel.connect(to: SocketAddress(sockaddr_in()), promise: nil)
    // What is scheduled keeps handler and channel; this cancels it. A check of the deadline must not be run: the loop's
    // clock begins at 0, and leaf's goes by the machine's, so that it would find itself too early again and again.
    defer { _ = try? channel.finish(acceptAlreadyClosed: true) }
    var rest = Input(stream)
    for cut in cuts + [Cut(rest: stream.count)] where !rest.isEmpty {
      try client.waitUntilRead(by: channel)
      guard channel.isActive else { break }
      client.takesResponses = !cut.takesNoResponses
      channel.pipeline.fireChannelRead(ByteBuffer(bytes: rest.take(cut.length)))
      channel.pipeline.fireChannelReadComplete()
    }
    try client.waitUntilRead(by: channel)
    responses = client.responses
    isClosed = !channel.isActive || client.outputHasEnded
    channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
    client.takeResponses(of: channel)
    try require(!channel.isActive, "the connection stays open when the client has ended its side")
    try requireEqual(client.responses, responses, "all responses after the client has ended its side")
  }
}
