import LeafCore
import NIOCore

/// One connection: takes frames out of what arrives, and answers each, in order (RFC 7766 §6.2.1).
///
/// While a reply has not been taken by the client nothing more is read or answered, so that a client that
/// only sends holds no more memory than one read and its replies.
final class StreamHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// Asks the connection to end when everything that it has received is answered.
  struct EndEvent: Sendable {}

  /// Replies are sent when there are this many octets of them, or when nothing is left to answer.
  private static let octetsPerWrite = 65_536

  private enum Ending {
    case notYet
    /// When every whole frame that was received is answered and the replies are taken.
    case whenAnswered
    /// When the replies are taken: what was received last cannot be answered.
    case whenTaken
  }

  private let snapshot: Snapshot
  private let client: ClientAddress
  private var input: ByteBuffer
  private var timer: StreamTimer
  private var check: (deadline: NIODeadline, task: Scheduled<Void>)?
  private var ending = Ending.notYet
  private var isAnswering = false
  private var isWriting = false

  init(snapshot: Snapshot, client: ClientAddress) {
    self.snapshot = snapshot
    self.client = client
    input = ByteBuffer()
    timer = StreamTimer(snapshot.timeouts, at: monotonicClock())
  }

  func channelActive(context: ChannelHandlerContext) {
    scheduleCheck(context)
    context.read()
  }

  func channelInactive(context: ChannelHandlerContext) {
    check?.task.cancel()
    check = nil
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var octets = unwrapInboundIn(data)
    if input.readableBytes == 0 {
      input = octets
    } else {
      input.discardReadBytes()
      input.writeBuffer(&octets)
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) { answer(context) }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case ChannelEvent.inputClosed, is EndEvent:
      // A client that has sent all it wants still gets its replies (RFC 7766 §6.2.3).
      if case .notYet = ending { ending = .whenAnswered }
      answer(context)
    default:
      break
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  /// Answers what has been received, as far as the client takes the replies; then reads on, or ends.
  private func answer(_ context: ChannelHandlerContext) {
    // A write that is done at once comes back here.
    guard !isAnswering else { return }
    isAnswering = true
    defer { isAnswering = false }
    var framesTaken = false
    while !isWriting {
      let replies = takeReplies(framesTaken: &framesTaken)
      guard replies.readableBytes > 0 else { break }
      write(replies, context)
    }
    if !isWriting {
      switch ending {
      case .notYet:
        timer.received(
          framesTaken: framesTaken, isMidFrame: input.readableBytes > 0, at: monotonicClock())
        context.read()
      case .whenAnswered, .whenTaken:
        return context.close(promise: nil)
      }
    }
    scheduleCheck(context)
  }

  private func write(_ replies: ByteBuffer, _ context: ChannelHandlerContext) {
    isWriting = true
    timer.startedWriting(at: monotonicClock())
    let written = context.eventLoop.makePromise(of: Void.self)
    written.futureResult.assumeIsolated().whenComplete { result in
      self.isWriting = false
      if case .failure = result { self.ending = .whenTaken }
      self.answer(context)
    }
    context.writeAndFlush(wrapOutboundOut(replies), promise: written)
  }

  /// The replies to the frames at the front of what has been received, up to `octetsPerWrite`.
  private func takeReplies(framesTaken: inout Bool) -> ByteBuffer {
    var replies = ByteBuffer()
    var offset = 0
    let now = readClocks()
    let source = input
    let received = source.readableBytesUInt8Span
    while replies.readableBytes < Self.octetsPerWrite {
      if case .whenTaken = ending { break }
      switch StreamFrame(of: received, at: offset, maximum: snapshot.maximumFrameLength) {
      case .incomplete:
        input.moveReaderIndex(forwardBy: offset)
        return replies
      case .tooLong:
        ending = .whenTaken
      case .message(let range):
        framesTaken = true
        offset = range.upperBound
        let outcome = replies.writeFrame(maximumLength: snapshot.maximumReplyLength) { reply in
          respond(
            to: received.extracting(range), from: client, over: .tcp, at: now, using: snapshot.authority,
            into: &reply)
        }
        if case .reply = outcome { break }
        ending = .whenTaken
      }
    }
    input.moveReaderIndex(forwardBy: offset)
    return replies
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
  /// - Parameter time: As `monotonicClock` gives it.
  fileprivate init(_ time: Duration) {
    self = .uptimeNanoseconds(UInt64(max(0, time / .nanoseconds(1))))
  }
}

extension ByteBuffer {
  /// Appends a length prefix and the message that `write` makes.
  ///
  /// - Parameter maximumLength: The room that `write` gets, in octets.
  /// - Returns: What `write` returns; without a reply nothing is appended.
  fileprivate mutating func writeFrame(
    maximumLength: Int, _ write: (inout OutputSpan<UInt8>) -> Outcome
  ) -> Outcome {
    var outcome: Outcome?
    unsafe writeWithUnsafeMutableBytes(minimumWritableBytes: StreamFrame.prefixLength + maximumLength) {
      octets in
      let body = unsafe UnsafeMutableBufferPointer(
        rebasing: octets.bindMemory(to: UInt8.self)[StreamFrame.prefixLength...].prefix(maximumLength))
      var reply = unsafe OutputSpan(buffer: body, initializedCount: 0)
      outcome = write(&reply)
      let length = unsafe reply.finalize(for: body)
      guard length > 0 else { return 0 }
      unsafe octets.storeBytes(of: UInt16(length).bigEndian, as: UInt16.self)
      return StreamFrame.prefixLength + length
    }
    return outcome ?? .close(.truncatedHeader)
  }
}
