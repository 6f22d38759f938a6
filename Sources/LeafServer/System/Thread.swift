import Glibc
import ProgramSupport

extension ThreadError: SystemError {}

/// Runs `body` on a new thread, for whose end nobody waits.
///
/// - Parameter name: As of `startThread`.
func startDetachedThread(named name: String, _ body: @escaping @Sendable () -> Void) throws(ThreadError) {
  do throws(ThreadError) {
    pthread_detach(try startThread(named: name, body))
  } catch {
    var error = error
    error.advice = "lower --udp-workers, or \(error.advice)"
    throw error
  }
}
