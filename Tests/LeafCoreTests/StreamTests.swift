import LeafCore
import Testing

@Suite struct `Frames of a stream (RFC 1035 §4.2.2, RFC 7766 §8)` {
  private func frame(_ stream: [UInt8], at offset: Int = 0, maximum: Int = 100) -> StreamFrame {
    StreamFrame(of: stream.span, at: offset, maximum: maximum)
  }

  @Test func `a frame is taken when its last octet is there, and not before`() {
    let stream: [UInt8] = [0, 3, 1, 2, 3, 0, 1, 9]
    for length in 0..<5 { #expect(frame(Array(stream.prefix(length))) == .incomplete) }
    for length in 5...8 { #expect(frame(Array(stream.prefix(length))) == .message(2..<5)) }
    #expect(frame(Array(stream.prefix(7)), at: 5) == .incomplete)
    #expect(frame(stream, at: 5) == .message(7..<8))
    #expect(frame(stream, at: 8) == .incomplete)
  }

  @Test func `an empty frame is a frame`() { #expect(frame([0, 0]) == .message(2..<2)) }

  @Test func `a prefix above the maximum is refused before its message has come`() {
    #expect(frame([0, 100]) == .incomplete)
    #expect(frame([0, 101]) == .tooLong(101))
    #expect(frame([0xFF, 0xFF], maximum: 65_534) == .tooLong(65_535))
    #expect(frame([0xFF, 0xFF], maximum: 65_535) == .incomplete)
    #expect(frame([0xFF]) == .incomplete)
  }
}

@Suite struct `Timeouts of a connection` {
  private static let timeouts = StreamTimeouts(idle: .seconds(10), read: .seconds(3), write: .seconds(2))

  private func timer(at now: Duration = .zero, _ change: (inout StreamTimer) -> Void) -> Duration {
    var timer = StreamTimer(Self.timeouts, at: now)
    change(&timer)
    return timer.deadline
  }

  @Test func `idle counts from the opening, and from the last frame`() {
    #expect(timer(at: .seconds(100)) { _ in } == .seconds(110))
    #expect(timer { $0.received(framesTaken: true, isMidFrame: false, at: .seconds(4)) } == .seconds(14))
  }

  @Test func `read counts from a prefix's first octet, and trickling extends nothing`() {
    #expect(
      timer { timer in
        for second in 5..<8 {
          timer.received(framesTaken: false, isMidFrame: true, at: .seconds(second))
        }
      } == .seconds(8))
  }

  @Test func `the rest of one frame with the start of the next begins anew`() {
    #expect(
      timer { timer in
        timer.received(framesTaken: false, isMidFrame: true, at: .seconds(5))
        timer.received(framesTaken: true, isMidFrame: true, at: .seconds(7))
      } == .seconds(10))
  }

  @Test func `write counts from the response, whatever came before`() {
    #expect(
      timer { timer in
        timer.received(framesTaken: false, isMidFrame: true, at: .seconds(5))
        timer.startedWriting(at: .seconds(6))
      } == .seconds(8))
  }

  @Test func `when the response is taken the others count again`() {
    let taken: (Bool) -> Duration = { isMidFrame in
      self.timer { timer in
        timer.startedWriting(at: .seconds(6))
        timer.received(framesTaken: false, isMidFrame: isMidFrame, at: .seconds(7))
      }
    }
    #expect(taken(false) == .seconds(17))
    #expect(taken(true) == .seconds(10))
  }
}
