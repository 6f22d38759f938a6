import Glibc
import LeafConfiguration
import LeafCore
import ProgramSupport

/// A socket of the service manager's that leaf cannot serve.
struct HandedOverSocketError: SystemError {
  let descriptor: Int32
  /// What the service manager calls it.
  let name: String?
  let problem: String

  var description: String {
    let named = name.map { " (\($0))" } ?? ""
    return "descriptor \(descriptor)\(named), which the service manager hands over, \(problem)"
  }
}

/// The listening sockets that a service manager hands over (sd_listen_fds(3)). It keeps them when leaf ends, so that
/// what arrives until the next start waits in them.
struct HandedOverSockets {
  /// SD_LISTEN_FDS_START.
  private static let firstDescriptor: Int32 = 3
  private static let variables = ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"]

  private let count: Int32
  private let names: [String]

  /// - Returns: nil unless there are some for this process.
  init?(environment: [String: String]) {
    guard environment["LISTEN_PID"] == "\(getpid())",
      let count = environment["LISTEN_FDS"].flatMap(Int32.init), count > 0
    else { return nil }
    self.count = count
    names = (environment["LISTEN_FDNAMES"] ?? "").split(separator: ":", omittingEmptySubsequences: false)
      .map(String.init)
  }

  /// Makes them this process's own: none of its children, if it had any, would take them for theirs.
  ///
  /// - Returns: Those of each address together, in the order in which the addresses come first.
  func take() throws(HandedOverSocketError) -> [ListenSockets] {
    for variable in Self.variables { unsafe unsetenv(variable) }
    var all: [ListenSockets] = []
    for index in 0..<count {
      let name = index < names.count ? names[Int(index)] : nil
      let socket = try HandedOverSocket(Self.firstDescriptor + index, name)
      if let known = all.firstIndex(where: { $0.address == socket.address }) {
        all[known].add(socket)
      } else {
        all.append(ListenSockets(socket))
      }
    }
    return all
  }
}

/// One of them, found to be what leaf can serve.
struct HandedOverSocket {
  /// How long a worker waits for a datagram before it looks whether it should end. Nothing else can wake it:
  /// shutdown(2) would hold for whoever has the socket next.
  private static let timeToWait = timeval(tv_sec: 0, tv_usec: 200_000)

  let descriptor: Int32
  let address: ListenAddress
  let transport: Transport

  fileprivate init(_ descriptor: Int32, _ name: String?) throws(HandedOverSocketError) {
    func fail(_ problem: String) -> HandedOverSocketError {
      HandedOverSocketError(descriptor: descriptor, name: name, problem: problem)
    }
    guard fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0, let type = option(SO_TYPE, of: descriptor) else {
      throw fail("cannot be had: \(describe(errno: errno))")
    }
    guard let transport = Transport(socketType: type), let address = boundAddress(descriptor) else {
      throw fail("is neither UDP nor TCP over IPv4 or IPv6")
    }
    self.descriptor = descriptor
    self.address = address
    self.transport = transport
    try check(fail)
    do throws(SocketError) { try prepare() } catch {
      throw fail("cannot be used: \(describe(errno: error.errno))")
    }
  }

  private func check(_ fail: (String) -> HandedOverSocketError) throws(HandedOverSocketError) {
    if transport.isStream, option(SO_ACCEPTCONN, of: descriptor) != 1 { throw fail("does not listen") }
    // Clients over IPv4 would have addresses of one IPv6 prefix, and one limit for all of them.
    if address.ip.isIPv6, option(IPV6_V6ONLY, at: IPPROTO_IPV6, of: descriptor) != 1 {
      throw fail("takes IPv4 too; set BindIPv6Only=ipv6-only, and name an IPv4 address beside it")
    }
  }

  private func prepare() throws(SocketError) {
    guard !transport.isStream else { return }
    try ListenSockets.prepareForDatagrams(descriptor, address, transport)
    // A worker waits in the call that receives.
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
    ListenSockets.setTimeToWait(Self.timeToWait, descriptor)
  }
}

extension Transport {
  fileprivate init?(socketType: Int32) {
    switch socketType {
    case Int32(SOCK_DGRAM.rawValue): self = .udp
    case Int32(SOCK_STREAM.rawValue): self = .tcp
    default: return nil
    }
  }
}

/// An option of a socket's, or nil with the reason in `errno`.
private func option(_ option: Int32, at level: some BinaryInteger = SOL_SOCKET, of descriptor: Int32)
  -> Int32?
{
  var value: Int32 = 0
  var length = socklen_t(MemoryLayout<Int32>.size)
  return unsafe getsockopt(descriptor, Int32(level), option, &value, &length) == 0 ? value : nil
}
