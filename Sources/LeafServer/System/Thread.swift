import CSockets
import Glibc

/// The system has no room for one more thread.
package struct ThreadError: SystemError {
  let errno: Int32

  package var description: String {
    "cannot start another thread: \(describe(errno: errno)); lower --udp-workers, or raise the limits on"
      + " threads and memory"
  }
}

/// Runs `body` on a new thread.
///
/// - Parameter name: What `top -H` and debuggers show: at most 15 octets.
func startThread(named name: String, _ body: @escaping @Sendable () -> Void) throws(ThreadError) {
  final class Start: Sendable {
    let name: String
    let body: @Sendable () -> Void

    init(name: String, body: @escaping @Sendable () -> Void) {
      self.name = name
      self.body = body
    }
  }
  let start = unsafe Unmanaged.passRetained(Start(name: name, body: body))
  var thread = pthread_t()
  let result = unsafe pthread_create(
    &thread, nil,
    { argument in
      guard let argument = unsafe argument else { return nil }
      let start = unsafe Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
      unsafe csockets_set_thread_name(pthread_self(), start.name)
      start.body()
      return nil
    }, start.toOpaque())
  guard result == 0 else {
    unsafe start.release()
    throw ThreadError(errno: result)
  }
  pthread_detach(thread)
}
