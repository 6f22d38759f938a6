import Foundation
import Testing

/// A socket that is connected: it hears only the address and port that it sends to.
final class Client: Sendable {
  enum Transport { case udp, tcp }

  private let descriptor: Int32

  /// - Parameter source: The IPv4 address to send from.
  init(
    _ transport: Transport, _ port: UInt16, at address: String = "127.0.0.1", from source: String? = nil
  ) throws {
    let isIPv6 = address.contains(":")
    let type = transport == .udp ? SOCK_DGRAM : SOCK_STREAM
    // A program that another test starts would keep it open.
    let flags = Int32(type.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    descriptor = socket(isIPv6 ? AF_INET6 : AF_INET, flags, 0)
    guard descriptor >= 0 else { throw SocketFailure(errno: errno) }
    if let source {
      guard Self.call(bind, descriptor, Self.name(source, 0)) == 0 else { throw SocketFailure(errno: errno) }
    }
    let result: Int32
    if isIPv6 {
      var name = sockaddr_in6()
      name.sin6_family = sa_family_t(AF_INET6)
      name.sin6_port = port.bigEndian
      inet_pton(AF_INET6, address, &name.sin6_addr)
      result = Self.call(connect, descriptor, name)
    } else {
      result = Self.call(connect, descriptor, Self.name(address, port))
    }
    // Whoever throws from here on leaves the descriptor to deinit.
    guard result == 0 else { throw SocketFailure(errno: errno) }
  }

  deinit { close(descriptor) }

  private static func name(_ address: String, _ port: UInt16) -> sockaddr_in {
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_port = port.bigEndian
    inet_pton(AF_INET, address, &name.sin_addr)
    return name
  }

  /// bind(2) or connect(2), with the name of a socket of any family.
  private static func call<Name>(
    _ function: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32, _ descriptor: Int32, _ name: Name
  ) -> Int32 {
    withUnsafePointer(to: name) { name in
      name.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        function(descriptor, $0, socklen_t(MemoryLayout<Name>.size))
      }
    }
  }

  func send(_ octets: [UInt8]) throws {
    var sent = 0
    // A datagram may be empty.
    repeat {
      let count = octets[sent...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count >= 0 else { throw SocketFailure(errno: errno) }
      sent += count
    } while sent < octets.count
  }

  /// Sends as much as the other side takes before it stops taking anything for a while.
  func sendUntilFull(_ octets: [UInt8]) -> Int {
    var sent = 0
    while sent < octets.count {
      var descriptors = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      guard poll(&descriptors, 1, 500) > 0 else { return sent }
      let count = octets[sent...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
      }
      guard count > 0 else { return sent }
      sent += count
    }
    return sent
  }

  func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// Has the connection be reset as soon as nobody uses this client any more.
  func reset() {
    var now = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
  }

  enum Received: Equatable {
    case octets([UInt8])
    /// The other side has closed the connection, or reset it.
    case end
    case nothing
  }

  /// What comes within a time: a datagram, or as many octets of a stream as are there.
  func receive(within milliseconds: Int32 = 10_000) -> Received {
    var descriptors = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&descriptors, 1, milliseconds) > 0 else { return .nothing }
    var octets = [UInt8](repeating: 0, count: 65_536)
    let count = octets.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
    return count > 0 ? .octets(Array(octets.prefix(count))) : .end
  }

  /// Whether the other side ends the connection within a time; nothing is read.
  func isEnded(within milliseconds: Int32 = 10_000) -> Bool {
    // An end or a reset, but not octets.
    var descriptors = pollfd(fd: descriptor, events: 0x2000 /* POLLRDHUP */, revents: 0)
    return poll(&descriptors, 1, milliseconds) > 0
  }

  /// The response to one datagram.
  func exchange(_ octets: [UInt8]) throws -> [UInt8] {
    try send(octets)
    guard case .octets(let response) = receive() else {
      Issue.record("no response")
      throw NoReply()
    }
    return response
  }

  struct NoReply: Error {}

  struct SocketFailure: Error { let errno: Int32 }

  /// The next messages of a stream, without their prefixes; fewer when it ends or nothing more comes.
  func messages(_ count: Int) -> [[UInt8]] {
    var stream: [UInt8] = []
    var messages: [[UInt8]] = []
    while messages.count < count {
      while stream.count >= 2, stream.count >= 2 + Int(stream[0]) << 8 + Int(stream[1]) {
        let length = Int(stream[0]) << 8 + Int(stream[1])
        messages.append(Array(stream[2..<2 + length]))
        stream.removeFirst(2 + length)
      }
      guard messages.count < count else { break }
      guard case .octets(let octets) = receive() else { break }
      stream += octets
    }
    return messages
  }
}

/// A message with its length prefix.
func frame(_ message: [UInt8]) -> [UInt8] {
  [UInt8(message.count >> 8), UInt8(message.count & 0xFF)] + message
}

/// A port of 127.0.0.1 that another program has, over one transport, as long as this value lives.
final class BusyPort: Sendable {
  let number: UInt16
  private let descriptor: Int32

  init(_ transport: Client.Transport) {
    let type = transport == .udp ? SOCK_DGRAM : SOCK_STREAM
    let descriptor = socket(AF_INET, Int32(type.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    inet_pton(AF_INET, "127.0.0.1", &name.sin_addr)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &name) { name in
      name.withMemoryRebound(to: sockaddr.self, capacity: 1) { name in
        bind(descriptor, name, length)
        listen(descriptor, 1)
        getsockname(descriptor, name, &length)
      }
    }
    self.descriptor = descriptor
    number = UInt16(bigEndian: name.sin_port)
  }

  deinit { close(descriptor) }
}
