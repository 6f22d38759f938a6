import Foundation
import TestOctets
import TestPrograms

/// A socket on the loopback network, closed with its last user.
final class LoopbackSocket: Sendable {
  let descriptor: Int32

  private init(descriptor: Int32) { self.descriptor = descriptor }

  private static func open(_ transport: Spoiler.Transport) throws -> Int32 {
    let type = transport == .udp ? SOCK_DGRAM : SOCK_STREAM
    // A program that another test starts would keep it open.
    let descriptor = socket(AF_INET, Int32(type.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw NotReady(log: "socket: errno \(errno)") }
    return descriptor
  }

  /// A socket that is bound, and listens over TCP.
  ///
  /// - Parameter host: The last octet of the address, in 127.0.0.0/24.
  convenience init(_ transport: Spoiler.Transport, host: UInt8 = 1, port: UInt16) throws {
    self.init(descriptor: try Self.open(transport))
    var name = sockaddr_in(host: host, port: port)
    guard name.pass({ bind(descriptor, $0, $1) }) == 0, transport == .udp || listen(descriptor, 64) == 0
    else {
      throw NotReady(log: "bind to port \(port): errno \(errno)")
    }
  }

  convenience init(_ transport: Spoiler.Transport, connectedTo port: UInt16) throws {
    self.init(descriptor: try Self.open(transport))
    try connect(to: port)
  }

  /// A UDP socket that sends to a port from an address of its own.
  ///
  /// - Parameter host: The last octet of the address, in 127.0.0.0/24.
  convenience init(connectedTo port: UInt16, from host: UInt8) throws {
    try self.init(.udp, host: host, port: 0)
    try connect(to: port)
  }

  private func connect(to port: UInt16) throws {
    var name = sockaddr_in(port: port)
    guard name.pass({ Glibc.connect(descriptor, $0, $1) }) == 0 else {
      throw NotReady(log: "connect to port \(port): errno \(errno)")
    }
  }

  deinit { close(descriptor) }

  var port: UInt16 {
    var name = sockaddr_in(port: 0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    _ = name.pass { address, _ in getsockname(descriptor, address, &length) }
    return UInt16(bigEndian: name.sin_port)
  }

  func accept() -> LoopbackSocket? {
    let connection = whileNothingStarts {
      let connection = Glibc.accept(descriptor, nil, nil)
      _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
      return connection
    }
    return connection >= 0 ? LoopbackSocket(descriptor: connection) : nil
  }

  /// One datagram, and where it came from.
  func receive() -> (octets: [UInt8], from: sockaddr_in)? {
    var octets = [UInt8](repeating: 0, count: 65_536)
    var name = sockaddr_in(port: 0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let count = octets.withUnsafeMutableBytes { buffer in
      name.pass { address, _ in
        Int32(recvfrom(descriptor, buffer.baseAddress, buffer.count, 0, address, &length))
      }
    }
    return count >= 0 ? (Array(octets.prefix(Int(count))), name) : nil
  }

  func send(_ octets: [UInt8], to client: sockaddr_in) {
    var name = client
    _ = octets.withUnsafeBytes { buffer in
      name.pass { address, length in
        Int32(sendto(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL), address, length))
      }
    }
  }

  /// Sends all of it; what a closed connection does not take is lost.
  func send(_ octets: [UInt8]) {
    var sent = 0
    repeat {
      let count = octets[sent...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count >= 0 else { return }
      sent += count
    } while sent < octets.count
  }

  /// A message behind its length; nil at the connection's end.
  ///
  /// - Parameter orLess: The end of what is sent ends the message too.
  func receiveFrame(orLess: Bool = false) -> [UInt8]? {
    guard let prefix = receive(exactly: 2) else { return nil }
    return receive(exactly: Int(prefix.octetPair(at: 0)), orLess: orLess)
  }

  /// The first message behind its length of those that one read brings; nil where it brings a part of one.
  func receiveFrameAtOnce() -> [UInt8]? {
    var octets = [UInt8](repeating: 0, count: 65_537)
    let count = recv(descriptor, &octets, octets.count, Int32(MSG_PEEK))
    var end = 0
    while end + 2 <= count { end += 2 + Int(octets.octetPair(at: end)) }
    return end == count && count > 0 ? receiveFrame() : nil
  }

  /// Up to so many octets that have come and are not read yet.
  func peek(_ limit: Int) -> [UInt8] {
    var octets = [UInt8](repeating: 0, count: limit)
    let count = recv(descriptor, &octets, limit, Int32(MSG_PEEK | MSG_DONTWAIT))
    return Array(octets.prefix(max(0, count)))
  }

  /// Whether the client has closed.
  var isAtEnd: Bool {
    var octet: UInt8 = 0
    let count = recv(descriptor, &octet, 1, Int32(MSG_PEEK | MSG_DONTWAIT))
    return count == 0 || count < 0 && errno == ECONNRESET
  }

  /// In a segment of its own.
  func sendAtOnce(_ octets: some Sequence<UInt8>) {
    var on: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    send(Array(octets))
  }

  /// Closing will send RST.
  func resetAtEnd() {
    var linger = Glibc.linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
  }

  private func receive(exactly count: Int, orLess: Bool = false) -> [UInt8]? {
    var octets = [UInt8](repeating: 0, count: count)
    var received = 0
    while received < count {
      let length = octets[received...].withUnsafeMutableBytes {
        recv(descriptor, $0.baseAddress, $0.count, 0)
      }
      guard length > 0 else { return orLess && received > 0 ? Array(octets.prefix(received)) : nil }
      received += length
    }
    return octets
  }
}

extension sockaddr_in {
  /// A port of 127.0.0.1, or of another address of its network.
  init(host: UInt8 = 1, port: UInt16) {
    self.init()
    sin_family = sa_family_t(AF_INET)
    sin_port = port.bigEndian
    sin_addr.s_addr = (0x7F00_0000 + UInt32(host)).bigEndian
  }

  /// Hands it to a call as the address of any family.
  fileprivate mutating func pass(
    _ body: (UnsafeMutablePointer<sockaddr>, socklen_t) -> Int32
  ) -> Int32 {
    withUnsafeMutablePointer(to: &self) { name in
      name.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }
}

/// The same free port for UDP and TCP.
func bindBoth() throws -> (udp: LoopbackSocket, tcp: LoopbackSocket, port: UInt16) {
  for _ in 0..<100 {
    let udp = try LoopbackSocket(.udp, port: 0)
    if let tcp = try? LoopbackSocket(.tcp, port: udp.port) { return (udp, tcp, udp.port) }
  }
  throw NotReady(log: "no port is free for both UDP and TCP")
}

/// Those of the descriptors that have something to read.
///
/// - Parameter milliseconds: How long to wait for that; without end when negative.
func waitToRead(_ descriptors: [Int32], milliseconds: Int32 = -1) -> Set<Int32> {
  var entries = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
  while poll(&entries, nfds_t(entries.count), milliseconds) < 0 {}
  return Set(entries.filter { $0.revents != 0 }.map(\.fd))
}
