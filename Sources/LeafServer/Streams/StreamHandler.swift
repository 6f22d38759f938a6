import CSockets
import LeafConfiguration
import LeafCore
import NIOCore

/// One connection: takes frames out of what arrives, and answers each, in order (RFC 7766 §6.2.1).
///
/// While a response has not been taken by the client nothing more is read or answered, so that a client that
/// only sends holds no more memory than one read and its responses; or, when it has sent all it wants, what the
/// kernel had received for it and those responses.
package final class StreamHandler: ChannelInboundHandler {
  package typealias InboundIn = ByteBuffer
  package typealias OutboundOut = ByteBuffer

  /// Asks the connection to end.
  enum EndEvent: Sendable {
    /// When everything that has been read is answered.
    case now
    /// When everything that has arrived is answered, though it may not have been read yet.
    case soon
  }

  /// How long a client that goes on sending can keep a connection that should end.
  private static let timeToRead = Duration.seconds(1)
  /// How long a client may take to end its side, when it has been told that leaf has.
  private static let timeToEnd = TimeAmount.milliseconds(500)

  /// Responses are sent when there are this many octets of them, or when nothing is left to answer.
  private static let octetsPerWrite = 65_536

  private enum Ending {
    case notYet
    /// When nothing is left to be read, or at the deadline; then as `whenAnswered`.
    case whenRead(deadline: Duration)
    /// When every whole frame that was received is answered and the responses are taken.
    case whenAnswered
    /// When the responses are taken: what was received last cannot be answered.
    case whenTaken
  }

  private let peer: Peer
  private let activity: ConnectionActivity
  private let log: EventLog
  private var reader: SnapshotSource.Reader
  private var input: ByteBuffer
  private var timer: StreamTimer
  private var check: (deadline: NIODeadline, task: Scheduled<Void>)?
  private var ending = Ending.notYet
  /// The client has sent all it wants.
  private var inputHasEnded = false
  /// Nothing more will be sent; what still comes is thrown away.
  private var outputHasEnded = false
  private var isAnswering = false
  private var isWriting = false

  package init(peer: Peer, snapshots: SnapshotSource, activity: ConnectionActivity, log: EventLog) {
    self.peer = peer
    self.activity = activity
    self.log = log
    reader = SnapshotSource.Reader(snapshots)
    input = ByteBuffer()
    timer = StreamTimer(reader.snapshot.timeouts, at: readClocks().monotonic)
  }

  package func channelActive(context: ChannelHandlerContext) {
    scheduleCheck(context)
    context.read()
  }

  package func channelInactive(context: ChannelHandlerContext) {
    check?.task.cancel()
    check = nil
  }

  package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !outputHasEnded else { return }
    activity.becomeBusy()
    reader.refresh()
    timer.timeouts = reader.snapshot.timeouts
    var octets = unwrapInboundIn(data)
    if input.readableBytes == 0 {
      input = octets
    } else {
      input.discardReadBytes()
      input.writeBuffer(&octets)
    }
  }

  package func channelReadComplete(context: ChannelHandlerContext) {
    if outputHasEnded { context.read() } else { answer(context) }
  }

  package func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case ChannelEvent.inputClosed:
      inputHasEnded = true
      // A client that has sent all it wants still gets its responses (RFC 7766 §6.2.3).
      if outputHasEnded { context.close(promise: nil) } else { end(context) }
    case EndEvent.now:
      end(context)
    case EndEvent.soon:
      if case .notYet = ending { ending = .whenRead(deadline: readClocks().monotonic + Self.timeToRead) }
      answer(context)
    default:
      break
    }
  }

  package func errorCaught(context: ChannelHandlerContext, error: any Error) {
    log.connectionError(error)
    context.close(promise: nil)
  }

  private func end(_ context: ChannelHandlerContext) {
    switch ending {
    case .notYet, .whenRead: ending = .whenAnswered
    case .whenAnswered, .whenTaken: break
    }
    answer(context)
  }

  /// Whether the kernel has received octets that have not been read.
  private func hasUnread(_ context: ChannelHandlerContext) -> Bool {
    let unread = try? context.channel.pipeline.syncOperations.withUnsafeTransportIfAvailable(
      of: NIOBSDSocket.Handle.self
    ) { csockets_unread($0) }
    return unread ?? 0 > 0
  }

  /// Answers what has been received, as far as the client takes the responses; then reads on, or ends.
  private func answer(_ context: ChannelHandlerContext) {
    // A write that is done at once comes back here.
    guard !isAnswering else { return }
    isAnswering = true
    defer { isAnswering = false }
    var framesTaken = false
    while !isWriting {
      let responses = takeResponses(framesTaken: &framesTaken)
      guard responses.readableBytes > 0 else { break }
      write(responses, context)
    }
    if !isWriting {
      if case .whenRead(let deadline) = ending, readClocks().monotonic >= deadline || !hasUnread(context) {
        ending = .whenAnswered
      }
      switch ending {
      case .notYet, .whenRead:
        timer.received(
          framesTaken: framesTaken, isMidFrame: input.readableBytes > 0, at: readClocks().monotonic)
        if timer.event == .prefix { activity.becomeIdle(at: readClocks()) }
        context.read()
      case .whenAnswered where !inputHasEnded:
        endOutput(context)
      case .whenAnswered, .whenTaken:
        return context.close(promise: nil)
      }
    }
    scheduleCheck(context)
  }

  /// Says that no more responses come, and waits for the client to end its side too: closing while queries
  /// arrive would be a reset, which takes responses that are still on their way with it.
  private func endOutput(_ context: ChannelHandlerContext) {
    guard !outputHasEnded else { return }
    outputHasEnded = true
    context.close(mode: .output, promise: nil)
    context.read()
    context.eventLoop.assumeIsolated().scheduleTask(in: Self.timeToEnd) { context.close(promise: nil) }
  }

  private func write(_ responses: ByteBuffer, _ context: ChannelHandlerContext) {
    isWriting = true
    timer.startedWriting(at: readClocks().monotonic)
    let written = context.eventLoop.makePromise(of: Void.self)
    written.futureResult.assumeIsolated().whenComplete { result in
      self.isWriting = false
      if case .failure = result { self.ending = .whenTaken }
      self.answer(context)
    }
    context.writeAndFlush(wrapOutboundOut(responses), promise: written)
  }

  /// The responses to the frames at the front of what has been received, up to `octetsPerWrite`.
  private func takeResponses(framesTaken: inout Bool) -> ByteBuffer {
    var responses = ByteBuffer()
    var offset = 0
    let now = readClocks()
    let snapshot = reader.snapshot
    let source = input
    let received = source.readableBytesUInt8Span
    while responses.readableBytes < Self.octetsPerWrite {
      if case .whenTaken = ending { break }
      switch StreamFrame(of: received, at: offset, maximum: snapshot.maximumFrameLength) {
      case .incomplete:
        take(offset)
        return responses
      case .tooLong(let length):
        ending = .whenTaken
        log.drop(
          over: .tcp, .requestTooLarge, .length(received: length, limit: snapshot.maximumFrameLength),
          from: peer, at: now, snapshot.log)
      case .message(let range):
        framesTaken = true
        offset = range.upperBound
        let start = responses.writerIndex + StreamFrame.prefixLength
        let outcome = responses.writeFrame(maximumLength: snapshot.maximumResponseLength) { response in
          respond(
            to: received.extracting(range), from: peer.address, over: .tcp, at: now,
            using: snapshot.authority, limits: snapshot.limiter, into: &response)
        }
        switch outcome {
        case .response(let answered):
          if snapshot.log.queries {
            log.query(
              over: .tcp, answered, requestLength: range.count,
              responseLength: responses.writerIndex - start)
          }
        case .stream, .deferred:
          ending = .whenTaken
        case .none(let reason):
          ending = .whenTaken
          log.drop(over: .tcp, reason, from: peer, at: now, snapshot.log)
        }
      }
    }
    take(offset)
    return responses
  }

  /// Drops what has been answered from the front of the input.
  private func take(_ length: Int) {
    input.moveReaderIndex(forwardBy: length)
    if input.readableBytes == 0 { input = ByteBuffer() }
  }

  /// Sees to it that the timer's deadline is not missed.
  private func scheduleCheck(_ context: ChannelHandlerContext) {
    let deadline = NIODeadline(timer.deadline)
    // A check that comes too early finds the new deadline and waits on.
    if let check, check.deadline <= deadline { return }
    check?.task.cancel()
    let task = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) {
      self.check = nil
      if NIODeadline.now() >= NIODeadline(self.timer.deadline) {
        context.close(promise: nil)
      } else {
        self.scheduleCheck(context)
      }
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

extension ByteBuffer {
  /// Appends a length prefix and the message that `write` makes.
  ///
  /// - Parameter maximumLength: The room that `write` gets, in octets.
  /// - Returns: What `write` returns; without a response nothing is appended.
  fileprivate mutating func writeFrame(
    maximumLength: Int, _ write: (inout OutputSpan<UInt8>) -> Outcome
  ) -> Outcome {
    var outcome: Outcome?
    unsafe writeWithUnsafeMutableBytes(minimumWritableBytes: StreamFrame.prefixLength + maximumLength) {
      octets in
      let body = unsafe UnsafeMutableBufferPointer(
        rebasing: octets.bindMemory(to: UInt8.self)[StreamFrame.prefixLength...].prefix(maximumLength))
      var response = unsafe OutputSpan(buffer: body, initializedCount: 0)
      outcome = write(&response)
      let length = unsafe response.finalize(for: body)
      guard length > 0 else { return 0 }
      unsafe octets.storeBytes(of: UInt16(length).bigEndian, as: UInt16.self)
      return StreamFrame.prefixLength + length
    }
    return outcome ?? .none(.truncatedHeader)
  }
}
