import CSockets
import Glibc

/// The system has no room for one more thread.
package struct ThreadError: Error, CustomStringConvertible {
  let errno: Int32
  /// What may help.
  package var advice = "raise the limits on threads and memory"

  package var description: String { "cannot start another thread: \(describe(errno: errno)); \(advice)" }
}

/// Runs `body` on a new thread, which is to be joined or detached.
///
/// - Parameter name: What `top -H` and debuggers show: at most 15 octets; the program's own name if nil.
package func startThread(
  named name: String? = nil, _ body: @escaping @Sendable () -> Void
) throws(ThreadError) -> pthread_t {
  let start = unsafe Unmanaged.passRetained(Start(name: name, body: body))
  var thread = pthread_t()
  let status = unsafe pthread_create(&thread, nil, run, start.toOpaque())
  guard status == 0 else {
    unsafe start.release()
    throw ThreadError(errno: status)
  }
  return thread
}

/// What a new thread is told.
private final class Start: Sendable {
  let name: String?
  let body: @Sendable () -> Void

  init(name: String?, body: @escaping @Sendable () -> Void) {
    self.name = name
    self.body = body
  }
}

private func run(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let argument = unsafe argument else { return nil }
  let start = unsafe Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
  if let name = start.name { unsafe csockets_set_thread_name(pthread_self(), name) }
  start.body()
  return nil
}
