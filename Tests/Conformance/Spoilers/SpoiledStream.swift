import Foundation
import TestOctets
import TestPrograms

/// What all TCP connections of one spoiling server know.
final class SharedByStreams: Sendable {
  /// How many of them wait for the rest of a large message.
  let waiting = Locked(0)
  /// How many connections are open.
  let open = Locked(0)
  /// Whether one of them has brought more than the server can bear.
  let isDead = Locked(false)
  /// How many clients closed as soon as they were answered.
  let rudeness = Locked(0)
}

/// One TCP connection of a spoiling server, and the one behind it.
struct SpoiledStream {
  private let client: LoopbackSocket
  private let server: LoopbackSocket
  private let spoiler: Spoiler
  private let shared: SharedByStreams
  private var isSilent = false
  private var messages = 0

  init?(_ client: LoopbackSocket, _ spoiler: Spoiler, _ upstream: UInt16, _ shared: SharedByStreams) {
    guard let server = try? LoopbackSocket(.tcp, connectedTo: upstream) else { return nil }
    self.client = client
    self.server = server
    self.spoiler = spoiler
    self.shared = shared
  }

  private var fault: StreamFault { spoiler.stream }

  /// Serves message by message, until either side closes.
  mutating func serve() {
    let open = shared.open.change { open in
      open += 1
      return open
    }
    defer { shared.open.change { $0 -= 1 } }
    if fault == .servesFew, open > 50 { return }
    while waitForMessage(), let octets = receiveMessage() {
      if !handle(octets) { break }
    }
    if isSilent || fault == .neverCloses { while client.receiveFrame() != nil {} }
  }

  /// Whether something came from the client before the server behind closed.
  private func waitForMessage() -> Bool {
    waitToRead([client.descriptor, server.descriptor]).contains(client.descriptor)
  }

  private mutating func receiveMessage() -> [UInt8]? {
    switch fault {
    case .readsOnce:
      let octets = client.receiveFrameAtOnce()
      // It waits for ever for what it has thrown away.
      isSilent = octets == nil
      return octets
    case .answersCutShort: return client.receiveFrame(orLess: true)
    case .waitsForOne:
      let isLarge = client.peek(2) == [0xFF, 0xFF]
      if isLarge { shared.waiting.change { $0 += 1 } }
      defer { if isLarge { shared.waiting.change { $0 -= 1 } } }
      return client.receiveFrame()
    default: return client.receiveFrame()
    }
  }

  /// - Returns: Whether the connection goes on.
  private mutating func handle(_ octets: [UInt8]) -> Bool {
    messages += 1
    if fault == .diesOfPlenty, client.peek(1_000).count == 1_000 { shared.isDead.change { $0 = true } }
    isSilent = fault == .fallsSilent && octets.count < 12
    let message = DNSMessage(reading: octets) ?? DNSMessage()
    if isSilent { return false }
    if isHeldUp { return true }
    if let response = spoiler.instead?(message, octets) {
      client.send(octetPair(UInt16(response.count)) + response)
      return true
    }
    guard let forwarded = spoiler.ask(message, octets) else { return true }
    server.send(octetPair(UInt16(forwarded.count)) + forwarded)
    guard let response = server.receiveFrame() else { return false }
    return deliver(spoiler.answer(message, .init(octets: response, transport: .tcp)))
  }

  private var isHeldUp: Bool {
    switch fault {
    case .waitsForOne: shared.waiting.change { $0 } > 0
    case .diesOfPlenty: shared.isDead.change { $0 }
    case .diesOfRudeness: shared.rudeness.change { $0 } > 4
    case .needsOpenClients:
      // What the client sends behind its query comes with it or never.
      !waitToRead([client.descriptor], milliseconds: 20).isEmpty && client.isAtEnd
    default: false
    }
  }

  private func deliver(_ deliveries: [Spoiler.Delivery]) -> Bool {
    for delivery in deliveries {
      if delivery.isClose { return false }
      usleep(delivery.delay)
      client.send(delivery, isFirst: messages == 1)
      if case .cutOff = delivery.framing { return false }
    }
    if fault == .diesOfRudeness, !waitToRead([client.descriptor], milliseconds: 20).isEmpty, client.isAtEnd {
      shared.rudeness.change { $0 += 1 }
    }
    return true
  }
}

extension LoopbackSocket {
  /// - Parameter isFirst: Whether nothing was sent before: then who reads is given time between the parts.
  fileprivate func send(_ delivery: Spoiler.Delivery, isFirst: Bool) {
    let frame = octetPair(UInt16(delivery.octets.count)) + delivery.octets
    switch delivery.framing {
    case .whole: send(frame)
    case .apart:
      sendAtOnce(frame.prefix(2))
      if isFirst { usleep(100_000) }
      sendAtOnce(frame.dropFirst(2))
    case .trickle:
      sendAtOnce(frame.prefix(1))
      if isFirst { usleep(100_000) }
      for octet in frame.dropFirst() { sendAtOnce([octet]) }
    case .lying(let error): send(octetPair(UInt16(delivery.octets.count + error)) + delivery.octets)
    case .cutOff:
      sendAtOnce(frame.prefix(frame.count / 2))
      usleep(20_000)
      resetAtEnd()
    }
  }
}
