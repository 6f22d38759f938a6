import CLdns
import Glibc
import ProgramSupport

/// An error of a system call, by its number.
struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
  let errno: Int32

  init(errno: Int32) { self.errno = errno }

  static var last: SystemError { SystemError(errno: Glibc.errno) }

  /// ldns does not always leave a number behind.
  var description: String { errno == 0 ? "ldns failed without a reason" : describe(errno: errno) }
}

/// A UDP socket of its own port, for one message; ldns sends and receives.
final class UDPSocket {
  let endpoint: Endpoint
  private let descriptor: Int32

  /// - Parameters:
  ///   - address: This machine's numeric address to send from, of the endpoint's family; nil for the system's choice.
  ///   - port: The port to send from; nil for any.
  init(to endpoint: Endpoint, from address: String?, port: UInt16?) throws(SystemError) {
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
    if address != nil || port != nil { try bind(to: address, port: port ?? 0) }
  }

  deinit { close(descriptor) }

  private func bind(to address: String?, port: UInt16) throws(SystemError) {
    let any = endpoint.family == .ipv4 ? "0.0.0.0" : "::"
    let source = Endpoint(address: address ?? any, port: port, family: endpoint.family)
    let result = unsafe source.withSocketAddress { address, length in
      unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe Glibc.bind(descriptor, $0, length)
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
    until deadline: ContinuousClock.Instant, _ stop: Interruption
  ) throws(SystemError) -> (octets: [UInt8], source: Endpoint?)? {
    while stop.waitToRead(descriptor, until: deadline) {
      do throws(SystemError) { return try receive() } catch {
        guard error.errno == EAGAIN || error.errno == EINTR else { throw error }
        // The queue of ICMP errors keeps poll(2) from waiting until it is empty.
        var octet: UInt8 = 0
        _ = unsafe recv(descriptor, &octet, 1, Int32(MSG_ERRQUEUE))
      }
    }
    return nil
  }

  private func receive() throws(SystemError) -> (octets: [UInt8], source: Endpoint?) {
    var source = sockaddr_storage()
    var sourceLength = socklen_t(MemoryLayout<sockaddr_storage>.size)
    var length = 0
    errno = 0
    let wire = unsafe ldns_udp_read_wire(descriptor, &length, &source, &sourceLength)
    // ldns returns nothing for an empty datagram too.
    if unsafe wire == nil, errno != 0 { throw .last }
    defer { unsafe free(wire) }
    let endpoint = unsafe withUnsafePointer(to: &source) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe Endpoint($0, length: sourceLength)
      }
    }
    return (unsafe Array(UnsafeBufferPointer(start: wire, count: length)), endpoint)
  }
}

/// A TCP connection, over which ldns sends.
///
/// ldns's timeout for reading starts anew with every octet, so that a server that sends one at a time would hold it for
/// hours, and nothing interrupts its connecting; both are done here.
final class TCPConnection {
  enum Frame {
    case message([UInt8])
    /// The server closed: `isReset` when with RST.
    case closed(isReset: Bool)
    case nothing
  }

  private let endpoint: Endpoint
  private let descriptor: Int32
  /// What has come and is not yet a whole frame.
  private var received: [UInt8] = []
  /// How many octets came with the first read; 0 before it.
  private(set) var firstRead = 0

  init(to endpoint: Endpoint, timeout: Duration, _ stop: Interruption) throws(SystemError) {
    self.endpoint = endpoint
    descriptor = socket(endpoint.family == .ipv4 ? AF_INET : AF_INET6, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw .last }
    try connect(until: .now + timeout, stop)
    // A server that takes nothing must not hold the probe.
    var limit = timeval(timeout)
    _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(descriptor) }

  private func connect(until deadline: ContinuousClock.Instant, _ stop: Interruption) throws(SystemError) {
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    let status = unsafe endpoint.withSocketAddress { address, length in
      unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe Glibc.connect(descriptor, $0, length)
      }
    }
    if status != 0 {
      guard errno == EINPROGRESS else { throw .last }
      guard stop.wait(for: POLLOUT, descriptor, until: deadline) else { throw SystemError(errno: ETIMEDOUT) }
    }
    var error: Int32 = 0
    var length = socklen_t(MemoryLayout<Int32>.size)
    _ = unsafe getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &length)
    guard error == 0 else { throw SystemError(errno: error) }
    _ = fcntl(descriptor, F_SETFL, 0)
  }

  /// Sends the two-octet length and the message.
  func send(_ octets: [UInt8]) throws(SystemError) {
    errno = 0
    let sent = unsafe withBuffer(octets) { buffer in
      unsafe endpoint.withSocketAddress { unsafe ldns_tcp_send_query(buffer, descriptor, $0, $1) }
    }
    guard sent > 0 else { throw .last }
  }

  /// Sends octets as they are; TCP, and not ldns, which would put a length before them.
  func sendUnframed(_ octets: [UInt8]) throws(SystemError) {
    var sent = 0
    while sent < octets.count {
      let count = unsafe octets[sent...].withUnsafeBytes {
        unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count >= 0 else { throw .last }
      sent += count
    }
  }

  /// Sends FIN; what the server sends can still be read.
  func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// Each piece that is written is a segment of its own, as far as the network lets it be.
  func sendAtOnce() {
    var on: Int32 = 1
    _ = unsafe setsockopt(
      descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
  }

  /// The next message, the connection's end, or nothing once the deadline has passed.
  func receive(until deadline: ContinuousClock.Instant, _ stop: Interruption) -> Frame {
    while true {
      if let message = takeFrame() { return .message(message) }
      guard stop.waitToRead(descriptor, until: deadline) else { return .nothing }
      let count = unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 65_537) { buffer in
        errno = 0
        let count = unsafe recv(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT))
        if count > 0 { unsafe received.append(contentsOf: buffer.prefix(count)) }
        if firstRead == 0 { firstRead = max(0, count) }
        return count
      }
      if count == 0 { return .closed(isReset: false) }
      if count < 0, errno != EAGAIN, errno != EINTR { return .closed(isReset: errno == ECONNRESET) }
    }
  }

  private func takeFrame() -> [UInt8]? {
    guard let length = received.uint16(at: 0).map(Int.init), received.count >= 2 + length else { return nil }
    defer { received.removeFirst(2 + length) }
    return Array(received[2..<(2 + length)])
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
