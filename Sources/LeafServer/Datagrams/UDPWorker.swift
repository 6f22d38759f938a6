import CSockets
import DNSWire
import Glibc
import LeafConfiguration
import LeafCore
import Logging
import ProgramSupport
import Synchronization

/// Answers the datagrams of one socket.
///
/// What it needs is allocated once. Each turn takes the datagrams that are there, up to a batch, answers each
/// and sends all responses together.
@safe final class UDPWorker {
  private static let batch = 64

  private let socket: DatagramSocket
  private let isStopping: Flag
  private let log: EventLog
  private let responder: Responder
  private let counters: WorkerCounters
  private let responsesFromAskedAddress: Bool
  private var reader: SnapshotSource.Reader

  private var queries: Slots<UInt8>
  private let responses: Slots<UInt8>
  private let names: Slots<sockaddr_storage>
  private let controls: Slots<UInt8>
  private let buffers: Slots<iovec>
  private let received: Slots<csockets_message>
  private let sent: Slots<csockets_message>

  /// - Parameter socket: Bound to `address`; stays the caller's.
  init(socket: DatagramSocket, address: ListenAddress, serving: Serving, isStopping: Flag) {
    self.socket = socket
    self.isStopping = isStopping
    log = serving.log
    responder = serving.responder
    counters = serving.counters.add(over: .udp)
    responsesFromAskedAddress = address.ip.isUnspecified
    reader = SnapshotSource.Reader(serving.snapshots)
    queries = Slots(Self.batch, of: reader.snapshot.maximumDatagramLength, repeating: 0)
    responses = Slots(Self.batch, of: ResponseLength.udp, repeating: 0)
    names = Slots(Self.batch, of: 1, repeating: sockaddr_storage())
    controls = Slots(Self.batch, of: Int(csockets_control_length), repeating: 0)
    // One to receive into and one to send from.
    unsafe buffers = Slots(Self.batch, of: 2, repeating: iovec())
    unsafe received = Slots(1, of: Self.batch, repeating: csockets_message())
    unsafe sent = Slots(1, of: Self.batch, repeating: csockets_message())
    for index in 0..<Self.batch {
      unsafe buffers[index][1].iov_base = UnsafeMutableRawPointer(responses[index].baseAddress)
      unsafe received[0][index].msg_hdr.msg_name = UnsafeMutableRawPointer(names[index].baseAddress)
      unsafe received[0][index].msg_hdr.msg_iov = buffers[index].baseAddress
      unsafe received[0][index].msg_hdr.msg_iovlen = 1
    }
    receiveIntoQueries()
  }

  private func receiveIntoQueries() {
    for index in 0..<Self.batch {
      unsafe buffers[index][0] = unsafe iovec(
        iov_base: queries[index].baseAddress, iov_len: queries.length)
    }
  }

  /// Returns when the socket has been shut down and everything that it had received is answered.
  func run() {
    while !isStopping.isSet { answerBatch(flags: Int32(MSG_WAITFORONE)) }
    let deadline = readClocks().monotonic + .seconds(1)
    while readClocks().monotonic < deadline, answerBatch(flags: Int32(MSG_DONTWAIT)) {}
  }

  /// - Returns: Whether there was anything to receive.
  @discardableResult
  private func answerBatch(flags: Int32) -> Bool {
    if queries.length != reader.snapshot.maximumDatagramLength {
      queries = Slots(Self.batch, of: reader.snapshot.maximumDatagramLength, repeating: 0)
      receiveIntoQueries()
    }
    // With MSG_TRUNC a datagram's length is the true one, however much of it there was room for.
    let count = receive(flags: flags | Int32(MSG_TRUNC))
    reader.refresh()
    guard count > 0 else { return false }
    let snapshot = reader.snapshot
    let now = readClocks()
    var responseCount = 0
    for index in 0..<count where answer(index, at: now, using: snapshot, as: responseCount) {
      responseCount += 1
    }
    send(responseCount, at: now)
    counters.count(readMonotonicClock() - now.monotonic, ofQueries: count)
    return true
  }

  private func receive(flags: Int32) -> Int {
    for index in 0..<Self.batch {
      unsafe received[0][index].msg_hdr.msg_namelen = socklen_t(MemoryLayout<sockaddr_storage>.size)
      if responsesFromAskedAddress {
        unsafe received[0][index].msg_hdr.msg_control = UnsafeMutableRawPointer(controls[index].baseAddress)
        unsafe received[0][index].msg_hdr.msg_controllen = controls.length
      }
    }
    // EINTR, and errors that an earlier response brought back by ICMP, concern no datagram that is still to come.
    return Int(
      unsafe csockets_recvmmsg(socket.descriptor, received[0].baseAddress, UInt32(Self.batch), flags, nil))
  }

  /// - Returns: Whether there is a response to send, as `response`.
  private func answer(_ index: Int, at now: Now, using snapshot: Snapshot, as response: Int) -> Bool {
    let length = unsafe Int(received[0][index].msg_len)
    // From nobody comes what wakes a worker whose socket has been shut down.
    guard unsafe received[0][index].msg_hdr.msg_namelen > 0, let peer = unsafe Peer(&names[index][0]) else {
      return false
    }
    counters.count(queryOf: length, overIPv6: peer.address.isIPv6)
    // There may have been a reload since the room for it was made.
    let limit = min(queries.length, snapshot.maximumDatagramLength)
    guard length <= limit else {
      counters.count(droppedFor: .requestTooLarge)
      log.drop(
        over: .udp, .requestTooLarge, .datagramLength(received: length, limit: limit), from: peer,
        at: now, snapshot.log)
      return false
    }
    let octets = unsafe UnsafeBufferPointer(queries[index].extracting(..<length))
    var output = unsafe OutputSpan(buffer: responses[response], initializedCount: 0)
    let outcome = unsafe responder.answer(octets.span, peer.address, .udp, now, snapshot, &output)
    counters.count(outcome, response: output.span, snapshot.zoneSlots)
    switch outcome {
    case .response(let answered):
      if snapshot.log.queries {
        log.query(over: .udp, answered, requestLength: length, responseLength: output.count)
      }
    case .stream(let stream):
      guard write(stream, into: &output, from: peer, at: now, snapshot.log) else { return false }
    case .deferred(let deferred):
      begin(deferred, from: peer, index)
      return false
    case .none(let reason):
      log.drop(over: .udp, reason, from: peer, at: now, snapshot.log)
      return false
    }
    prepareToSend(unsafe output.finalize(for: responses[response]), to: index, as: response)
    return true
  }

  /// - Parameter index: The query's.
  private func prepareToSend(_ length: Int, to index: Int, as response: Int) {
    unsafe buffers[response][1].iov_len = length
    unsafe sent[0][response].msg_hdr = received[0][index].msg_hdr
    unsafe sent[0][response].msg_hdr.msg_iov = buffers[response].baseAddress.map { unsafe $0 + 1 }
    unsafe sent[0][response].msg_hdr.msg_flags = 0
    if responsesFromAskedAddress { unsafe csockets_respond_from_asked_address(&sent[0][response].msg_hdr) }
  }

  /// - Returns: Whether there is a response.
  private func write(
    _ stream: ResponseStream, into output: inout OutputSpan<UInt8>, from peer: Peer, at now: Now,
    _ settings: LogSettings
  ) -> Bool {
    stream.write(asDatagram: &output)
    guard let header = try? Header(of: output.span) else {
      counters.count(droppedFor: .noResponse)
      log.drop(over: .udp, .noResponse, .none, from: peer, at: now, settings)
      return false
    }
    counters.count(responseWith: header.flags, length: output.count)
    if settings.queries { log.query(over: .udp, header, nil, responseLength: output.count) }
    return true
  }

  private func begin(_ response: DeferredResponse, from peer: Peer, _ index: Int) {
    if responsesFromAskedAddress { unsafe csockets_respond_from_asked_address(&received[0][index].msg_hdr) }
    socket.begin(response, to: unsafe DatagramClient(peer, received[0][index].msg_hdr))
  }

  private func send(_ count: Int, at now: Now) {
    var first = 0
    while first < count {
      let sentNow = unsafe csockets_sendmmsg(
        socket.descriptor, sent[0].baseAddress.map { unsafe $0 + first }, UInt32(count - first), 0)
      let error = errno
      if sentNow > 0 {
        first += Int(sentNow)
      } else if error != EINTR {
        // It is about the first one alone; UDP may lose it, and the others go on.
        first += 1
        counters.countUnsent()
        if log.admits(.sendError, at: now) {
          log.log(.debug, LogEvent(.udpSendError, [("error", .text(describe(errno: error)))]))
        }
      }
    }
  }
}
