/// The three timeouts of a connection.
package struct StreamTimeouts: Equatable, Sendable {
  /// For a length prefix.
  package var idle: Duration
  /// From a prefix's first octet to the frame's last.
  package var read: Duration
  /// For a response to be taken.
  package var write: Duration

  package init(idle: Duration, read: Duration, write: Duration) {
    self.idle = idle
    self.read = read
    self.write = write
  }
}

/// What a connection waits for, and until when.
///
/// Times are since any fixed moment, from a clock that never runs backwards.
package struct StreamTimer: Equatable, Sendable {
  /// What it waits for.
  package enum Event: Equatable, Sendable {
    /// The length before the next message.
    case prefix
    /// All that this length has announced.
    case restOfFrame
    /// That the client takes a response.
    case responseTaken
  }

  /// How long it may wait for each.
  package var timeouts: StreamTimeouts
  /// What it waits for now.
  package private(set) var event: Event
  private var since: Duration

  /// A connection that was opened just now.
  package init(_ timeouts: StreamTimeouts, at now: Duration) {
    self.timeouts = timeouts
    event = .prefix
    since = now
  }

  /// Octets have arrived and every whole frame has been taken out of them.
  ///
  /// - Parameters:
  ///   - framesTaken: Whether there was a whole frame.
  ///   - isMidFrame: Whether part of another one is left.
  package mutating func received(framesTaken: Bool, isMidFrame: Bool, at now: Duration) {
    let next: Event = isMidFrame ? .restOfFrame : .prefix
    // More octets of the same frame extend nothing.
    if framesTaken || next != event { since = now }
    event = next
  }

  /// A response is on its way, and nothing is read until it has been taken.
  package mutating func startedWriting(at now: Duration) {
    event = .responseTaken
    since = now
  }

  /// When the connection has waited too long.
  package var deadline: Duration {
    switch event {
    case .prefix: since + timeouts.idle
    case .restOfFrame: since + timeouts.read
    case .responseTaken: since + timeouts.write
    }
  }
}
