import CLdns
import Glibc

/// An error of a system call, by its number.
struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
  let errno: Int32

  init(errno: Int32) { self.errno = errno }

  static var last: SystemError { SystemError(errno: Glibc.errno) }

  var description: String { describe(errno: errno) }
}

/// Waits until there is something to read: octets, an end or an error.
///
/// - Returns: false once the deadline has passed.
func waitToRead(_ descriptor: Int32, until deadline: ContinuousClock.Instant) -> Bool {
  while true {
    let left = deadline - .now
    guard left > .zero else { return false }
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    // Rounded up, or the last millisecond would be spent in a busy loop.
    let ready = unsafe poll(&entry, 1, Int32(clamping: left.milliseconds) + 1)
    if ready > 0 { return true }
  }
}

/// A UDP socket of its own port, for one message; ldns sends and receives.
final class UDPSocket {
  let endpoint: Endpoint
  private let descriptor: Int32
  /// How many datagrams may still be read after the deadline: a flood has to end.
  private var lateOnes = 16

  /// - Parameter sourcePort: The port to send from; nil for any.
  init(to endpoint: Endpoint, sourcePort: UInt16?) throws(SystemError) {
    self.endpoint = endpoint
    descriptor = unsafe endpoint.withSocketAddress { address, _ in
      unsafe ldns_udp_connect2(address, timeval(tv_sec: 1, tv_usec: 0))
    }
    guard descriptor >= 0 else { throw .last }
    // The socket is not connected; without this it would never tell that the port is closed.
    let (level, option) = endpoint.family == .ipv4 ? (IPPROTO_IP, IP_RECVERR) : (IPPROTO_IPV6, IPV6_RECVERR)
    var on: Int32 = 1
    _ = unsafe setsockopt(descriptor, Int32(level), option, &on, socklen_t(MemoryLayout<Int32>.size))
    // poll(2) may promise a datagram that turns out to be damaged, and then a read would wait for the next.
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    if let sourcePort { try bind(sourcePort) }
  }

  deinit { close(descriptor) }

  private func bind(_ port: UInt16) throws(SystemError) {
    let result: Int32
    switch endpoint.family {
    case .ipv4:
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = port.bigEndian
      result = unsafe withUnsafePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          unsafe Glibc.bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
    case .ipv6:
      var address = sockaddr_in6()
      address.sin6_family = sa_family_t(AF_INET6)
      address.sin6_port = port.bigEndian
      result = unsafe withUnsafePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          unsafe Glibc.bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in6>.size))
        }
      }
    }
    guard result == 0 else { throw .last }
  }

  func send(_ octets: [UInt8]) throws(SystemError) {
    errno = 0
    let sent = unsafe withBuffer(octets) { buffer in
      unsafe endpoint.withSocketAddress { unsafe ldns_udp_send_query(buffer, descriptor, $0, $1) }
    }
    // An empty datagram and a failure both return 0.
    guard sent == octets.count, sent > 0 || errno == 0 else { throw .last }
  }

  /// The next datagram, and where it came from; nil once the deadline has passed and none is here.
  func receive(
    until deadline: ContinuousClock.Instant
  ) throws(SystemError) -> (octets: [UInt8], source: Endpoint?)? {
    while waitToRead(descriptor, until: deadline) || hasLateOne() {
      do throws(SystemError) { return try receive() } catch {
        guard error.errno == EAGAIN || error.errno == EINTR else { throw error }
        // The queue of ICMP errors keeps poll(2) from waiting until it is empty.
        var octet: UInt8 = 0
        _ = unsafe recv(descriptor, &octet, 1, Int32(MSG_ERRQUEUE))
      }
    }
    return nil
  }

  /// Whether there is something to read though the time is over: what came while another socket was waited on.
  private func hasLateOne() -> Bool {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard lateOnes > 0, unsafe poll(&entry, 1, 0) > 0 else { return false }
    lateOnes -= 1
    return true
  }

  private func receive() throws(SystemError) -> (octets: [UInt8], source: Endpoint?) {
    var source = sockaddr_storage()
    var sourceLength = socklen_t(MemoryLayout<sockaddr_storage>.size)
    var length = 0
    errno = 0
    let wire = unsafe ldns_udp_read_wire(descriptor, &length, &source, &sourceLength)
    // ldns returns nothing for an empty datagram too.
    guard let wire = unsafe wire else {
      if errno != 0 { throw .last }
      return ([], nil)
    }
    defer { unsafe free(wire) }
    let endpoint = unsafe withUnsafePointer(to: &source) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe Endpoint($0, length: sourceLength)
      }
    }
    return (unsafe Array(UnsafeBufferPointer(start: wire, count: length)), endpoint)
  }
}

/// A TCP connection; ldns connects, sends and reads.
final class TCPConnection {
  enum Frame {
    case message([UInt8])
    /// The server closed: `isReset` when with RST.
    case closed(isReset: Bool)
    case nothing
  }

  private let endpoint: Endpoint
  private let descriptor: Int32
  /// Whether a response has come over it.
  private(set) var hasServed = false

  init(to endpoint: Endpoint, timeout: Duration) throws(SystemError) {
    self.endpoint = endpoint
    errno = 0
    descriptor = unsafe endpoint.withSocketAddress {
      unsafe ldns_tcp_connect2($0, $1, timeval(timeout))
    }
    guard descriptor >= 0 else { throw SystemError(errno: errno == 0 ? ETIMEDOUT : errno) }
    // A server that takes nothing must not hold the probe.
    var limit = timeval(timeout)
    _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(descriptor) }

  /// Sends the two-octet length and the message.
  func send(_ octets: [UInt8]) throws(SystemError) {
    errno = 0
    let sent = unsafe withBuffer(octets) { buffer in
      unsafe endpoint.withSocketAddress { unsafe ldns_tcp_send_query(buffer, descriptor, $0, $1) }
    }
    guard sent > 0 else { throw .last }
  }

  /// The next message, the connection's end, or nothing once the deadline has passed.
  func receive(until deadline: ContinuousClock.Instant) -> Frame {
    // ldns's own timeout starts anew with every octet: it reads only once the whole frame is here.
    switch wait(for: 2, until: deadline) {
    case .nothing: return .nothing
    case .closed(let isReset): return .closed(isReset: isReset)
    case .message(let prefix):
      let length = Int(prefix.uint16(at: 0) ?? 0)
      if length > 0, case .closed(let isReset) = wait(for: 2 + length, until: deadline) {
        return .closed(isReset: isReset)
      }
      guard available >= 2 + length else { return .nothing }
    }
    var length = 0
    guard let wire = unsafe ldns_tcp_read_wire(descriptor, &length) else { return .closed(isReset: true) }
    defer { unsafe free(wire) }
    hasServed = true
    return .message(unsafe Array(UnsafeBufferPointer(start: wire, count: length)))
  }

  /// Waits for so many octets and leaves them unread; returns the first two.
  private func wait(for count: Int, until deadline: ContinuousClock.Instant) -> Frame {
    var least = Int32(clamping: count)
    _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVLOWAT, &least, socklen_t(MemoryLayout<Int32>.size))
    guard waitToRead(descriptor, until: deadline) else { return .nothing }
    guard available < count else {
      var prefix: [UInt8] = [0, 0]
      _ = unsafe recv(descriptor, &prefix, 2, Int32(MSG_PEEK))
      return .message(prefix)
    }
    var octet: UInt8 = 0
    errno = 0
    let read = unsafe recv(descriptor, &octet, 1, Int32(MSG_PEEK))
    return .closed(isReset: read < 0 && errno == ECONNRESET)
  }

  /// How many octets have been received and not been read.
  private var available: Int {
    var count: Int32 = 0
    return unsafe ioctl(descriptor, UInt(FIONREAD), &count) == 0 ? Int(count) : 0
  }
}

/// Hands octets to ldns as the buffer that it sends.
private func withBuffer(_ octets: [UInt8], _ body: (UnsafeMutablePointer<ldns_buffer>) -> Int) -> Int {
  guard let buffer = unsafe ldns_buffer_new(max(1, octets.count)) else { return -1 }
  defer { unsafe ldns_buffer_free(buffer) }
  unsafe ldns_buffer_write(buffer, octets, octets.count)
  return unsafe body(buffer)
}

extension Duration {
  /// Whole milliseconds, what is left of them cut off.
  var milliseconds: Int {
    Int(clamping: components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000)
  }
}

extension timeval {
  init(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    self.init(tv_sec: Int(seconds), tv_usec: Int(attoseconds / 1_000_000_000_000))
  }
}
