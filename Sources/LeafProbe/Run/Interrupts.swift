import Glibc
import ProgramSupport

/// Has SIGINT and SIGTERM set `stop` while `body` runs, so that what ran is still reported; a second one ends the
/// program.
func withInterrupts<Result>(_ stop: Interruption, _ body: () throws -> Result) throws -> Result {
  var signals = sigset_t()
  unsafe sigemptyset(&signals)
  unsafe sigaddset(&signals, SIGINT)
  unsafe sigaddset(&signals, SIGTERM)
  var before = sigset_t()
  // Threads that start from here on never get them; the one below waits for them.
  unsafe pthread_sigmask(SIG_BLOCK, &signals, &before)
  let waiter = try startThread { [signals] in
    var signals = signals
    var signal: Int32 = 0
    _ = unsafe sigwait(&signals, &signal)
    stop.set()
    unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    while true { pause() }
  }
  pthread_detach(waiter)
  defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
  return try body()
}
