import Glibc
import LeafCore

/// What the clocks say now. Their monotonic one is that of NIODeadline.
func readClocks() -> Now {
  Now(
    monotonic: readMonotonicClock(),
    // Within a tick of the kernel, at a fifth of the price.
    unixTime: UInt64(read(CLOCK_REALTIME_COARSE).tv_sec))
}

/// As in `Now.monotonic`.
func readMonotonicClock() -> Duration {
  let time = read(CLOCK_MONOTONIC)
  return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
}

private func read(_ clock: clockid_t) -> timespec {
  var time = timespec()
  // Fails only for a clock that does not exist.
  unsafe clock_gettime(clock, &time)
  return time
}
