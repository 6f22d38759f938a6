import Glibc

/// Where a response goes that comes later, when the memory that its query came in serves others.
struct DatagramClient: Sendable {
  let peer: Peer
  /// sockaddr_in or sockaddr_in6.
  private let name: [UInt8]
  /// The control message that has the address to send from; empty where the socket has one of its own.
  private let control: [UInt8]

  /// - Parameter message: The query's, with its control message made the response's.
  init(_ peer: Peer, _ message: msghdr) {
    self.peer = peer
    name = unsafe Array(UnsafeRawBufferPointer(start: message.msg_name, count: Int(message.msg_namelen)))
    control =
      unsafe message.msg_control == nil
      ? [] : Array(UnsafeRawBufferPointer(start: message.msg_control, count: message.msg_controllen))
  }

  /// Sends a datagram, unless the socket has no room for it now.
  func send(_ octets: [UInt8], from socket: Int32) {
    var (octets, name, control) = (octets, name, control)
    unsafe octets.withUnsafeMutableBytes { octets in
      unsafe name.withUnsafeMutableBytes { name in
        unsafe control.withUnsafeMutableBytes { control in
          var buffer = unsafe iovec(iov_base: octets.baseAddress, iov_len: octets.count)
          unsafe withUnsafeMutablePointer(to: &buffer) { buffer in
            var message = unsafe msghdr()
            unsafe message.msg_name = name.baseAddress
            unsafe message.msg_namelen = socklen_t(name.count)
            unsafe message.msg_iov = buffer
            unsafe message.msg_iovlen = 1
            unsafe message.msg_control = control.isEmpty ? nil : control.baseAddress
            unsafe message.msg_controllen = control.count
            _ = unsafe sendmsg(socket, &message, Int32(MSG_DONTWAIT))
          }
        }
      }
    }
  }
}
