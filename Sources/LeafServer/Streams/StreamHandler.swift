import CSockets
import DNSWire
import LeafConfiguration
import LeafCore
import NIOCore

/// Tells the conversation of one connection what happens on its channel, and does what it says.
package final class StreamHandler: ChannelInboundHandler {
  package typealias InboundIn = ByteBuffer
  package typealias OutboundOut = ByteBuffer

  /// Asks the connection to end, for one of the conversation's reasons.
  enum EndEvent: Sendable {
    case displaced
    case stop
  }

  private let peer: Peer
  private let activity: ConnectionActivity
  private let worker: StreamWorker
  private var reader: SnapshotSource.Reader
  private var conversation: StreamConversation
  private var context: ChannelHandlerContext?
  /// What has happened while something else was being done.
  private var events: [StreamConversation.Event] = []
  private var isHandling = false
  private var check: (deadline: NIODeadline, task: Scheduled<Void>)?
  private var delivery: Delivery?

  package init(peer: Peer, activity: ConnectionActivity, worker: StreamWorker) {
    self.peer = peer
    self.activity = activity
    self.worker = worker
    reader = SnapshotSource.Reader(worker.serving.snapshots)
    conversation = StreamConversation(
      reader.snapshot.timeouts, maximumFrameLength: reader.snapshot.maximumFrameLength, at: readClocks())
  }

  /// Why the connection has ended.
  var end: StreamEnd { conversation.end ?? .lost }

  package func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  package func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  package func channelActive(context: ChannelHandlerContext) { handle(.opened) }

  package func channelInactive(context: ChannelHandlerContext) {
    handle(.closed)
    check?.task.cancel()
    check = nil
    delivery?.end()
    delivery = nil
  }

  package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    activity.becomeBusy()
    reader.refresh()
    conversation.timeouts = reader.snapshot.timeouts
    conversation.maximumFrameLength = reader.snapshot.maximumFrameLength
    handle(.received(Array(unwrapInboundIn(data).readableBytesView)))
  }

  package func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case ChannelEvent.inputClosed: handle(.inputEnded)
    case EndEvent.displaced: handle(.displaced)
    case EndEvent.stop: handle(.stop)
    default: break
    }
  }

  package func errorCaught(context: ChannelHandlerContext, error: any Error) {
    worker.serving.log.connectionError(error)
    context.close(promise: nil)
  }

  /// Has the conversation take in an event, and what follows from it at once.
  func handle(_ event: StreamConversation.Event) {
    events.append(event)
    // What is done may make something happen, which then waits for its turn.
    guard !isHandling else { return }
    isHandling = true
    while !events.isEmpty { handleFirst() }
    isHandling = false
    scheduleCheck()
  }

  private func handleFirst() {
    let now = readClocks()
    var answered = 0
    let effects = conversation.handle(events.removeFirst(), at: now, scratch: worker.scratch) {
      answered += 1
      return answer($0, at: now, into: &$1)
    }
    for effect in effects { perform(effect, at: now) }
    if answered > 0 { worker.counters.count(readMonotonicClock() - now.monotonic, ofQueries: answered) }
  }

  private func answer(
    _ message: Span<UInt8>, at now: Now, into response: inout OutputSpan<UInt8>
  ) -> Outcome {
    let snapshot = reader.snapshot
    let outcome = worker.serving.responder.answer(message, peer.address, .tcp, now, snapshot, &response)
    worker.counters.count(queryOf: message.count, overIPv6: peer.address.isIPv6)
    worker.counters.count(outcome, response: response.span, snapshot.zoneSlots)
    switch outcome {
    case .response(let answered) where snapshot.log.queries:
      worker.serving.log.query(
        over: .tcp, answered, requestLength: message.count, responseLength: response.count)
    case .none(let reason):
      worker.serving.log.drop(over: .tcp, reason, from: peer, at: now, snapshot.log)
    case .response, .stream, .deferred:
      break
    }
    return outcome
  }

  private func perform(_ effect: StreamConversation.Effect, at now: Now) {
    guard let context else { return }
    switch effect {
    case .read: context.read()
    case .write(let octets): write(octets, context)
    case .begin(let response, let number): begin(response, number, context)
    case .yield: worker.turns.wait(on: context.eventLoop) { [weak self] in self?.handle(.turn) }
    case .askForUnread: handle(.unread(hasUnread(context)))
    case .becomeIdle: activity.becomeIdle(at: now)
    case .endOutput: context.close(mode: .output, promise: nil)
    case .close: context.close(promise: nil)
    case .report(let report): take(report, at: now)
    }
  }

  private func write(_ octets: [UInt8], _ context: ChannelHandlerContext) {
    let written = context.eventLoop.makePromise(of: Void.self)
    written.futureResult.assumeIsolated().whenComplete { result in
      switch result {
      case .success: self.handle(.taken)
      case .failure: self.handle(.writeFailed)
      }
    }
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: octets)), promise: written)
  }

  private func begin(_ response: DeferredResponse, _ number: Int, _ context: ChannelHandlerContext) {
    let delivery = Delivery(on: context.eventLoop) { self.handle(.delivered($0, number: number)) }
    self.delivery = delivery
    response.begin { delivery.deliver($0) }
  }

  /// Whether the kernel has received octets that have not been read.
  private func hasUnread(_ context: ChannelHandlerContext) -> Bool {
    let unread = try? context.channel.pipeline.syncOperations.withUnsafeTransportIfAvailable(
      of: NIOBSDSocket.Handle.self
    ) { csockets_unread($0) }
    return unread ?? 0 > 0
  }

  private func take(_ report: StreamReport, at now: Now) {
    worker.counters.count(report, overIPv6: peer.address.isIPv6)
    let snapshot = reader.snapshot
    switch report {
    case .response(let header, let qtype, let length):
      if snapshot.log.queries { worker.serving.log.query(over: .tcp, header, qtype, responseLength: length) }
    case .continuation:
      break
    case .dropped(let reason):
      worker.serving.log.drop(over: .tcp, reason, .none, from: peer, at: now, snapshot.log)
    case .frameTooLong(let length):
      worker.serving.log.drop(
        over: .tcp, .requestTooLarge, .frameLength(announced: length, limit: snapshot.maximumFrameLength),
        from: peer, at: now, snapshot.log)
    }
  }

  /// Sees to it that the conversation's deadline is not missed.
  private func scheduleCheck() {
    guard let context, let deadline = conversation.deadline.map(NIODeadline.init) else { return }
    // A check that comes too early finds the new deadline and waits on.
    if let check, check.deadline <= deadline { return }
    check?.task.cancel()
    let task = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) {
      self.check = nil
      self.handle(.deadline)
    }
    check = (deadline, task)
  }
}

extension NIODeadline {
  /// - Parameter time: As in `Now.monotonic`.
  fileprivate init(_ time: Duration) {
    self = .uptimeNanoseconds(UInt64(max(0, time / .nanoseconds(1))))
  }
}
