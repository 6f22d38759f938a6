import CSockets
import Glibc
import LeafCore
import Synchronization

/// Answers the datagrams of one socket.
///
/// What it needs is allocated once. Each turn takes the datagrams that are there, up to a batch, answers each
/// and sends all replies together.
@safe final class UDPWorker {
  private static let batch = 64
  /// The longest reply over UDP, in octets.
  private static let replyLength = 1_232

  private let socket: Int32
  private let snapshot: Snapshot
  private let isStopping: StopFlag
  private let repliesFromAskedAddress: Bool

  private let requests: Slots<UInt8>
  private let replies: Slots<UInt8>
  private let names: Slots<sockaddr_storage>
  private let controls: Slots<UInt8>
  private let buffers: Slots<iovec>
  private let received: Slots<mmsghdr>
  private let sent: Slots<mmsghdr>

  /// - Parameter socket: Bound to `address`; stays the caller's.
  init(socket: Int32, address: ListenAddress, snapshot: Snapshot, isStopping: StopFlag) {
    self.socket = socket
    self.snapshot = snapshot
    self.isStopping = isStopping
    repliesFromAskedAddress = address.ip.isWildcard
    requests = Slots(Self.batch, of: snapshot.maximumDatagramLength, repeating: 0)
    replies = Slots(Self.batch, of: Self.replyLength, repeating: 0)
    names = Slots(Self.batch, of: 1, repeating: sockaddr_storage())
    controls = Slots(Self.batch, of: Int(csockets_control_length), repeating: 0)
    // One to receive into and one to send from.
    unsafe buffers = Slots(Self.batch, of: 2, repeating: iovec())
    unsafe received = Slots(1, of: Self.batch, repeating: mmsghdr())
    unsafe sent = Slots(1, of: Self.batch, repeating: mmsghdr())
    for index in 0..<Self.batch {
      let buffer = unsafe buffers[index]
      unsafe buffer[0] = unsafe iovec(iov_base: requests[index].baseAddress, iov_len: requests.length)
      unsafe buffer[1] = unsafe iovec(iov_base: replies[index].baseAddress, iov_len: 0)
      unsafe received[0][index].msg_hdr.msg_name = UnsafeMutableRawPointer(names[index].baseAddress)
      unsafe received[0][index].msg_hdr.msg_iov = buffer.baseAddress
      unsafe received[0][index].msg_hdr.msg_iovlen = 1
    }
  }

  /// Returns when the socket has been shut down and everything that it had received is answered.
  func run() {
    while !isStopping.isSet { answerBatch(flags: Int32(MSG_WAITFORONE)) }
    let deadline = monotonicClock() + .seconds(1)
    while monotonicClock() < deadline, answerBatch(flags: Int32(MSG_DONTWAIT)) {}
  }

  /// - Returns: Whether there was anything to receive.
  @discardableResult
  private func answerBatch(flags: Int32) -> Bool {
    let count = receive(flags: flags)
    guard count > 0 else { return false }
    let now = readClocks()
    var replyCount = 0
    for index in 0..<count where answer(index, at: now, as: replyCount) { replyCount += 1 }
    send(replyCount)
    return true
  }

  private func receive(flags: Int32) -> Int {
    for index in 0..<Self.batch {
      unsafe received[0][index].msg_hdr.msg_namelen = socklen_t(MemoryLayout<sockaddr_storage>.size)
      if repliesFromAskedAddress {
        unsafe received[0][index].msg_hdr.msg_control = UnsafeMutableRawPointer(controls[index].baseAddress)
        unsafe received[0][index].msg_hdr.msg_controllen = controls.length
      }
    }
    // EINTR, and errors that an earlier reply brought back by ICMP, concern no datagram that is still to come.
    return Int(unsafe recvmmsg(socket, received[0].baseAddress, UInt32(Self.batch), flags, nil))
  }

  /// - Returns: Whether there is a reply to send, as `reply`.
  private func answer(_ index: Int, at now: Now, as reply: Int) -> Bool {
    let message = unsafe received[0][index]
    guard unsafe message.msg_hdr.msg_flags & Int32(MSG_TRUNC) == 0,
      let client = unsafe ClientAddress(names[index][0])
    else { return false }
    let octets = unsafe UnsafeBufferPointer(requests[index].extracting(..<Int(message.msg_len)))
    var output = unsafe OutputSpan(buffer: replies[reply], initializedCount: 0)
    let outcome = unsafe respond(
      to: octets.span, from: client, over: .udp, at: now, using: snapshot.authority, into: &output)
    let length = unsafe output.finalize(for: replies[reply])
    guard case .reply = outcome else { return false }

    unsafe buffers[reply][1].iov_len = length
    unsafe sent[0][reply].msg_hdr = message.msg_hdr
    unsafe sent[0][reply].msg_hdr.msg_iov = buffers[reply].baseAddress.map { unsafe $0 + 1 }
    unsafe sent[0][reply].msg_hdr.msg_flags = 0
    if repliesFromAskedAddress { unsafe csockets_reply_from_asked_address(&sent[0][reply].msg_hdr) }
    return true
  }

  private func send(_ count: Int) {
    var first = 0
    while first < count {
      let sentNow = unsafe sendmmsg(
        socket, sent[0].baseAddress.map { unsafe $0 + first }, UInt32(count - first), 0)
      // An error is about the first one alone; UDP may lose it, and the others go on.
      if sentNow > 0 { first += Int(sentNow) } else if errno != EINTR { first += 1 }
    }
  }
}

/// Memory in `count` slots of `length` elements each, at addresses that do not change.
@safe private final class Slots<Element> {
  let length: Int
  private let memory: UnsafeMutableBufferPointer<Element>

  init(_ count: Int, of length: Int, repeating element: Element) {
    self.length = length
    unsafe memory = .allocate(capacity: count * length)
    unsafe memory.initialize(repeating: element)
  }

  deinit {
    unsafe memory.deinitialize()
    unsafe memory.deallocate()
  }

  subscript(slot: Int) -> UnsafeMutableBufferPointer<Element> {
    unsafe memory.extracting(slot * length..<(slot + 1) * length)
  }
}

/// Told once, seen by every thread.
final class StopFlag: Sendable {
  private let flag = Atomic(false)

  var isSet: Bool { flag.load(ordering: .relaxed) }

  func set() { flag.store(true, ordering: .relaxed) }
}

extension ClientAddress {
  /// nil for a family other than IPv4 and IPv6.
  fileprivate init?(_ name: sockaddr_storage) {
    switch Int32(name.ss_family) {
    case AF_INET:
      self = unsafe withUnsafeBytes(of: name) { name in
        .ipv4(
          IPv4Address(rawValue: UInt32(bigEndian: unsafe name.load(as: sockaddr_in.self).sin_addr.s_addr)))
      }
    case AF_INET6:
      self = unsafe withUnsafeBytes(of: name) { name in
        .ipv6(IPv6Address(unsafe name.load(as: sockaddr_in6.self).sin6_addr))
      }
    default:
      return nil
    }
  }
}
