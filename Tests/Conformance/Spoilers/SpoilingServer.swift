import Foundation
import TestOctets
import TestPrograms

/// A server that stands before another one, on a port of its own of 127.0.0.1 over UDP and TCP, and does one thing wrong.
final class SpoilingServer: Sendable {
  let port: UInt16
  private let upstream: UInt16
  private let spoiler: Spoiler
  /// What is written to it ends the server.
  private let stop: Pipe

  init(_ spoiler: Spoiler, before upstream: UInt16) throws {
    self.spoiler = spoiler
    self.upstream = upstream
    stop = Pipe()
    let (udp, listener, port) = try bindBoth()
    self.port = port
    let sources: [Spoiler.Delivery.Source: LoopbackSocket] = [
      .asAsked: udp, .otherPort: try LoopbackSocket(.udp, port: 0),
      .otherAddress: try LoopbackSocket(.udp, host: 2, port: port),
    ]
    // For clients at 127.0.0.2 the server behind is asked from another address: what it says may depend on that.
    // Ports of 127.0.0.2 are taken by those that answer from there.
    let toUpstream = try [1, 3].map { try LoopbackSocket(connectedTo: upstream, from: $0) }
    if spoiler.stream == .refuses { shutdown(listener.descriptor, Int32(SHUT_RDWR)) }
    let shared = SharedByStreams()
    let end = stop.fileHandleForReading.fileDescriptor
    let worker = DatagramWorker(spoiler: spoiler, clients: udp, sources: sources, upstream: toUpstream)
    Thread.detachNewThread { [stop] in
      var worker = worker
      while true {
        let ready = waitToRead(
          [end, udp.descriptor, listener.descriptor] + toUpstream.map(\.descriptor))
        if ready.contains(end) { break }
        for socket in toUpstream where ready.contains(socket.descriptor) { worker.deliver(from: socket) }
        if ready.contains(udp.descriptor) { worker.forward() }
        if ready.contains(listener.descriptor), let client = listener.accept() {
          Thread.detachNewThread {
            if var stream = SpoiledStream(client, spoiler, upstream, shared) { stream.serve() }
          }
        }
      }
      withExtendedLifetime(stop) {}
    }
  }

  deinit { try? stop.fileHandleForWriting.write(contentsOf: [0]) }
}

/// Datagrams between clients and the server behind; IDs of its own keep them apart.
private struct DatagramWorker: Sendable {
  let spoiler: Spoiler
  let clients: LoopbackSocket
  let sources: [Spoiler.Delivery.Source: LoopbackSocket]
  /// One for each address that clients may have.
  let upstream: [LoopbackSocket]
  private var nextID: UInt16 = 0
  private var asked: [UInt16: (query: [UInt8], message: DNSMessage, client: sockaddr_in)] = [:]

  init(
    spoiler: Spoiler, clients: LoopbackSocket, sources: [Spoiler.Delivery.Source: LoopbackSocket],
    upstream: [LoopbackSocket]
  ) {
    self.spoiler = spoiler
    self.clients = clients
    self.sources = sources
    self.upstream = upstream
  }

  mutating func forward() {
    guard let (octets, client) = clients.receive() else { return }
    // Without a whole header there is nothing to tell the response by; leaf sends none.
    let message = DNSMessage(reading: octets) ?? DNSMessage()
    if let response = spoiler.instead?(message, octets) { return clients.send(response, to: client) }
    guard var forwarded = spoiler.ask(message, octets) else { return }
    nextID &+= 1
    asked[nextID] = (octets, message, client)
    if forwarded.count >= 2 { forwarded.replaceSubrange(0..<2, with: octetPair(nextID)) }
    let isSecond = UInt32(bigEndian: client.sin_addr.s_addr) & 0xFF == 2
    upstream[isSecond ? 1 : 0].send(forwarded)
  }

  mutating func deliver(from server: LoopbackSocket) {
    guard var octets = server.receive()?.octets,
      let (query, message, client) = asked[octets.octetPair(at: 0)]
    else { return }
    octets.replaceSubrange(0..<2, with: query.prefix(2))
    for delivery in spoiler.answer(message, .init(octets: octets, transport: .udp)) where !delivery.isClose {
      guard let source = sources[delivery.source] else { continue }
      if delivery.delay == 0 {
        source.send(delivery.octets, to: client)
      } else {
        Thread.detachNewThread {
          usleep(delivery.delay)
          source.send(delivery.octets, to: client)
        }
      }
    }
  }
}

extension Spoiler {
  func ask(_ message: DNSMessage, _ octets: [UInt8]) -> [UInt8]? {
    query.map { $0(message, octets) } ?? octets
  }

  func answer(_ message: DNSMessage, _ delivery: Delivery) -> [Delivery] {
    responses.map { $0(message, delivery) } ?? [delivery]
  }
}
