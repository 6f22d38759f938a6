import Glibc
import ProgramSupport

/// Set when the user wants no more: whatever waits then waits no longer.
final class Interruption: Sendable {
  private let flag = Flag()
  /// A pipe that nobody writes to: that its other end is closed wakes every poll(2).
  private let readEnd: Int32
  private let writeEnd: Int32

  init() {
    var ends: [Int32] = [-1, -1]
    // poll(2) passes over a descriptor below 0: without a pipe the waits last as long as they would have.
    _ = unsafe pipe(&ends)
    (readEnd, writeEnd) = (ends[0], ends[1])
  }

  deinit {
    close(readEnd)
    if !isSet { close(writeEnd) }
  }

  var isSet: Bool { flag.isSet }

  func set() {
    if flag.set() { close(writeEnd) }
  }

  /// Waits until there is something to read: octets, an end or an error.
  ///
  /// - Returns: false once the deadline has passed and nothing is here, or the flag is set.
  func waitToRead(_ descriptor: Int32, until deadline: ContinuousClock.Instant) -> Bool {
    wait(for: POLLIN, descriptor, until: deadline)
  }

  /// Waits for an event of poll(2), or for an end or an error.
  ///
  /// - Returns: As of `waitToRead`.
  func wait(for event: Int32, _ descriptor: Int32, until deadline: ContinuousClock.Instant) -> Bool {
    while !isSet {
      let left = deadline - .now
      var entries = [
        pollfd(fd: descriptor, events: Int16(event), revents: 0), pollfd(fd: readEnd, events: 0, revents: 0),
      ]
      // Rounded up, or the last millisecond would be spent in a busy loop.
      let timeout = left > .zero ? Int32(clamping: left.milliseconds) + 1 : 0
      _ = unsafe poll(&entries, nfds_t(entries.count), timeout)
      if entries[0].revents != 0 { return true }
      if left <= .zero { return false }
    }
    return false
  }

  /// Waits until either is set.
  func wait(for other: Interruption) {
    // Without pipes, for which there may be no descriptors, it looks every second.
    while !isSet, !other.isSet { _ = waitToRead(other.readEnd, until: .now + .seconds(1)) }
  }

  /// Sleeps until then, or until the flag is set.
  func sleep(until instant: ContinuousClock.Instant) { _ = waitToRead(-1, until: instant) }
}
