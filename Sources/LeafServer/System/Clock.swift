import Glibc
import LeafCore

/// What the clocks say now: read once for all the messages that were received together.
func readClocks() -> Now {
  let monotonic = read(CLOCK_MONOTONIC_COARSE)
  return Now(
    unixTime: UInt32(truncatingIfNeeded: read(CLOCK_REALTIME_COARSE).tv_sec),
    milliseconds: UInt64(monotonic.tv_sec) * 1_000 + UInt64(monotonic.tv_nsec) / 1_000_000)
}

/// Time since the machine started, from a clock that never runs backwards.
func monotonicClock() -> Duration {
  let time = read(CLOCK_MONOTONIC)
  return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
}

private func read(_ clock: clockid_t) -> timespec {
  var time = timespec()
  // Fails only for a clock that does not exist.
  unsafe clock_gettime(clock, &time)
  return time
}
