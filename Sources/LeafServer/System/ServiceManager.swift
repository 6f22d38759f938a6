import Glibc
import LeafCore
import ServiceLifecycle

/// The service manager that has started this program, if one has and wants to know how far it is (sd_notify(3)).
package struct ServiceManager: Sendable {
  package enum State {
    case ready
    case reloading
    case stopping
    case alive

    /// What the datagram says.
    fileprivate var text: String {
      switch self {
      case .ready: "READY=1"
      case .reloading: "RELOADING=1\nMONOTONIC_USEC=\(Int64(readMonotonicClock() / .microseconds(1)))"
      case .stopping: "STOPPING=1"
      case .alive: "WATCHDOG=1"
      }
    }
  }

  /// A path, or a name that begins with `@`.
  private let address: String?
  /// How often it has to hear that leaf is alive; nil where it does not ask for that.
  let watchdogInterval: Duration?

  package init(environment: [String: String]) {
    address = environment["NOTIFY_SOCKET"]
    let isForOther = environment["WATCHDOG_PID"].map { $0 != "\(getpid())" } ?? false
    watchdogInterval =
      isForOther ? nil : environment["WATCHDOG_USEC"].flatMap { Int($0) }.map { .microseconds($0) }
  }

  /// Nothing that goes wrong here is worth an end: a manager that does not hear will say so.
  package func tell(_ state: State) {
    guard let address else { return }
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var name = sockaddr_un()
    name.sun_family = sa_family_t(AF_UNIX)
    // In the abstract namespace a name begins with NUL (unix(7)).
    let path = address.hasPrefix("@") ? [0] + Array(address.utf8.dropFirst()) : Array(address.utf8)
    guard path.count < MemoryLayout.size(ofValue: name.sun_path) else { return }
    unsafe withUnsafeMutableBytes(of: &name.sun_path) { unsafe $0.copyBytes(from: path) }
    let length = socklen_t(MemoryLayout<sa_family_t>.size + path.count)
    var text = state.text
    text.withUTF8 { octets in
      unsafe withUnsafePointer(to: &name) { name in
        unsafe name.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          _ = unsafe sendto(
            descriptor, octets.baseAddress, octets.count, Int32(MSG_NOSIGNAL), $0, length)
        }
      }
    }
  }
}

/// Tells the service manager that leaf is alive, twice as often as it has to.
struct WatchdogService: Service {
  let manager: ServiceManager

  func run() async {
    guard let interval = manager.watchdogInterval else {
      try? await gracefulShutdown()
      return
    }
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        manager.tell(.alive)
        try? await Task.sleep(for: interval / 2)
      }
    }
  }
}
