import CSockets
import DNSWire
import Glibc
import LeafConfiguration
import LeafCore
import ProgramSupport

/// Why a socket could not be had.
package struct SocketError: SystemError {
  let address: ListenAddress
  let transport: Transport
  let errno: Int32
  /// Whether another leaf of the same user might have had it too.
  var shared = false

  package var description: String {
    "cannot listen on \(address) over \(transport.name.uppercased()): "
      + describe(errno: errno) + advice
  }

  private var advice: String {
    switch errno {
    case EADDRINUSE where shared:
      "; another program has it, or a leaf of another user: choose another one, or stop that program"
    case EADDRINUSE:
      "; another program has it, or --listen and --metrics-listen name it twice: choose another one, or stop that"
        + " program; --take-over true takes over from a leaf of the same user"
    case EACCES: "; ports below 1024 need CAP_NET_BIND_SERVICE"
    case EAFNOSUPPORT: "; this machine has no IPv6: listen on IPv4 addresses alone, such as 0.0.0.0:53"
    case EADDRNOTAVAIL: "; no interface of this machine has that address"
    default: ""
    }
  }
}

/// The sockets of one listening address.
package struct ListenSockets: Sendable {
  /// Connections that may wait to be accepted.
  static let backlog: Int32 = 1_024

  /// With the port that was found, when any was asked for.
  package let address: ListenAddress
  /// One for each worker; the kernel spreads the clients over them.
  private(set) var udp: [Int32] = []
  private(set) var tcp: [Int32] = []
  /// Whether another server has the address too.
  private(set) var isShared = false
  /// Whether the service manager has them too, and gives them to the next leaf.
  private(set) var areLent = false

  /// - Parameter shared: Whether another leaf of the same user may have the address.
  /// - Throws: When the address cannot be had; nothing is left open.
  package static func open(
    _ address: ListenAddress, udpWorkers: Int, shared: Bool = false
  ) throws(SocketError) -> ListenSockets {
    var attempts = 0
    while true {
      attempts += 1
      do {
        return try openOnce(address, udpWorkers: udpWorkers, shared: shared)
      } catch {
        // The port that UDP was given may be taken for TCP; then another one will do.
        guard address.port == 0, error.errno == EADDRINUSE, attempts < 100 else { throw error }
      }
    }
  }

  private static func openOnce(
    _ address: ListenAddress, udpWorkers: Int, shared: Bool
  ) throws(SocketError) -> ListenSockets {
    var opened: [Int32] = []
    do throws(SocketError) {
      let first = try openSocket(address, .udp, shared: shared)
      opened.append(first)
      let bound = ListenAddress(ip: address.ip, port: try boundPort(first, address))
      for _ in 1..<udpWorkers {
        let socket = try openSocket(bound, .udp, shared: true)
        opened.append(socket)
      }
      let udp = opened
      let tcp = try openSocket(bound, .tcp, shared: shared)
      return ListenSockets(address: bound, udp: udp, tcp: [tcp], isShared: shared)
    } catch {
      opened.forEach { close($0) }
      throw error
    }
  }

  /// - Parameter shared: Not shared, it fails if any other socket has the port: SO_REUSEPORT would let two servers
  ///   of one user share it, each with half of the queries. A later one may share it all the same.
  fileprivate static func openSocket(
    _ address: ListenAddress, _ transport: Transport, shared: Bool
  ) throws(SocketError) -> Int32 {
    let type = transport.isStream ? SOCK_STREAM : SOCK_DGRAM
    let family = address.ip.isIPv6 ? AF_INET6 : AF_INET
    let descriptor = socket(family, Int32(type.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw SocketError(address: address, transport: transport, errno: errno) }
    do throws(SocketError) {
      if address.ip.isIPv6 { try set(IPPROTO_IPV6, IPV6_V6ONLY, descriptor, address, transport) }
      if transport.isStream {
        // Old connections in TIME_WAIT must not keep a new server from starting.
        try set(SOL_SOCKET, SO_REUSEADDR, descriptor, address, transport)
      } else {
        try prepareForDatagrams(descriptor, address, transport)
      }
      if shared { try allowSharing(descriptor, address, transport) }
      guard bind(descriptor, to: address) == 0 else {
        throw SocketError(address: address, transport: transport, errno: errno, shared: shared)
      }
      try allowSharing(descriptor, address, transport)
      // From here on clients can connect, whether or not anyone accepts them yet.
      guard !transport.isStream || listen(descriptor, backlog) == 0 else {
        throw SocketError(address: address, transport: transport, errno: errno)
      }
    } catch {
      close(descriptor)
      throw error
    }
    return descriptor
  }

  static func prepareForDatagrams(
    _ descriptor: Int32, _ address: ListenAddress, _ transport: Transport
  ) throws(SocketError) {
    // Responses go out with DF set (RFC 9715 §3.1), which also saves 2 % of a query: no ID is to be found for
    // their fragments. What routers say about packet sizes is not believed, as anyone can forge it.
    let (probeLevel, probeOption, probe) =
      address.ip.isIPv6
      ? (Int(IPPROTO_IPV6), IPV6_MTU_DISCOVER, IPV6_PMTUDISC_PROBE)
      : (Int(IPPROTO_IP), IP_MTU_DISCOVER, IP_PMTUDISC_PROBE)
    try set(probeLevel, probeOption, to: probe, descriptor, address, transport)
    setTimeToWait(.init(tv_sec: 1, tv_usec: 0), descriptor)
    if address.ip.isUnspecified {
      // So that the response goes out from the address that was asked.
      let (level, option) = address.ip.isIPv6 ? (IPPROTO_IPV6, IPV6_RECVPKTINFO) : (IPPROTO_IP, IP_PKTINFO)
      try set(level, option, descriptor, address, transport)
    }
  }

  /// How long a worker waits for a datagram before it looks whether there is something to do without one: a large zone
  /// that has been replaced would stay in memory for its sake.
  static func setTimeToWait(_ time: timeval, _ descriptor: Int32) {
    var time = time
    _ = unsafe setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
  }

  private static func allowSharing(
    _ descriptor: Int32, _ address: ListenAddress, _ transport: Transport
  ) throws(SocketError) {
    try set(SOL_SOCKET, SO_REUSEPORT, descriptor, address, transport)
  }

  private static func set(
    _ level: some BinaryInteger, _ option: Int32, to value: Int32 = 1, _ descriptor: Int32,
    _ address: ListenAddress, _ transport: Transport
  ) throws(SocketError) {
    var value = value
    guard
      unsafe setsockopt(descriptor, Int32(level), option, &value, socklen_t(MemoryLayout<Int32>.size)) == 0
    else {
      throw SocketError(address: address, transport: transport, errno: errno)
    }
  }

  fileprivate static func boundPort(_ descriptor: Int32, _ address: ListenAddress) throws(SocketError)
    -> UInt16
  {
    guard let bound = boundAddress(descriptor) else {
      throw SocketError(address: address, transport: .udp, errno: errno)
    }
    return bound.port
  }
}

extension ListenSockets {
  /// What has been handed over for one address.
  init(_ socket: HandedOverSocket) {
    self.init(address: socket.address, areLent: true)
    add(socket)
  }

  /// One for each socket, and one more for a listener over TCP, which is lent to an event loop.
  var descriptorCount: Int { udp.count + 2 * tcp.count }

  /// How many descriptors the sockets will take that the settings ask for.
  static func descriptorCount(_ settings: SocketSettings) -> Int {
    settings.listen.count * (settings.udpWorkers + 2)
  }

  mutating func add(_ socket: HandedOverSocket) {
    if socket.transport.isStream { tcp.append(socket.descriptor) } else { udp.append(socket.descriptor) }
  }
}

/// A socket that takes TCP connections for something else than DNS.
package struct StreamListener: Sendable {
  /// With the port that was found, when any was asked for.
  package let address: ListenAddress
  let descriptor: Int32

  /// Whether another server has the address too.
  let isShared: Bool

  /// - Parameter shared: Whether another leaf of the same user may have the address.
  /// - Throws: When the address cannot be had.
  package static func open(
    _ address: ListenAddress, shared: Bool = false
  ) throws(SocketError) -> StreamListener {
    let descriptor = try ListenSockets.openSocket(address, .tcp, shared: shared)
    let port = try ListenSockets.boundPort(descriptor, address)
    return StreamListener(
      address: ListenAddress(ip: address.ip, port: port), descriptor: descriptor, isShared: shared)
  }
}

/// What a socket is bound to, or nil with the reason in `errno`.
private func boundName(_ descriptor: Int32) -> sockaddr_storage? {
  var name = sockaddr_storage()
  var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
  let result = unsafe withUnsafeMutablePointer(to: &name) { name in
    unsafe name.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      unsafe getsockname(descriptor, $0, &length)
    }
  }
  return result == 0 ? name : nil
}

/// The address and port that a socket is bound to, or nil if it has none of IPv4 or IPv6.
func boundAddress(_ descriptor: Int32) -> ListenAddress? {
  guard var name = boundName(descriptor), let end = Peer(&name) else { return nil }
  return ListenAddress(ip: end.address, port: end.port)
}

/// Connects a socket to the address and port that it is bound to; one that is bound to every address, to loopback. Where
/// the one is no longer there, or the other is down, the socket stays as it is.
func connectToOwnName(_ descriptor: Int32) {
  guard var name = boundName(descriptor) else { return }
  unsafe withUnsafeMutablePointer(to: &name) { name in
    _ = unsafe name.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_storage>.size))
    }
  }
}

/// 0, or -1 with the reason in `errno`.
private func bind(_ descriptor: Int32, to address: ListenAddress) -> Int32 {
  unsafe withSocketName(of: address) { name, length in unsafe Glibc.bind(descriptor, name, length) }
}

/// What a function of the C library makes of an address and port.
func withSocketName<Result>(
  of address: ListenAddress, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
) -> Result {
  switch address.ip {
  case .ipv4(let ip):
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_port = address.port.bigEndian
    name.sin_addr = ip.in4
    return unsafe withSocketName(&name, body)
  case .ipv6(let ip):
    var name = sockaddr_in6()
    name.sin6_family = sa_family_t(AF_INET6)
    name.sin6_port = address.port.bigEndian
    name.sin6_addr = ip.in6
    return unsafe withSocketName(&name, body)
  }
}

private func withSocketName<Name, Result>(
  _ name: UnsafePointer<Name>, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
) -> Result {
  unsafe name.withMemoryRebound(to: sockaddr.self, capacity: 1) {
    unsafe body($0, socklen_t(MemoryLayout<Name>.size))
  }
}
