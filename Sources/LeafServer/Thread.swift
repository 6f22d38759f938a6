import CSockets
import Glibc

/// Runs `body` on a new thread.
///
/// - Parameter name: What `top -H` and debuggers show: at most 15 octets.
func startThread(named name: String, _ body: @escaping @Sendable () -> Void) {
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
      unsafe pthread_setname_np(pthread_self(), start.name)
      start.body()
      return nil
    }, start.toOpaque())
  // EAGAIN: the machine has no room for one more thread, and a server with fewer is not what was asked for.
  precondition(result == 0, "no more threads can be started (error \(result)); lower --udp-workers")
  pthread_detach(thread)
}
