import DNSWire
import Glibc
import LeafCore
import ProgramSupport
import struct NIOConcurrencyHelpers.NIOLockedValueBox

/// A UDP socket, for those who answer later, from any thread: it is not closed while they send, and they do not send
/// when it is.
final class DatagramSocket: Sendable {
  private struct State {
    var isOpen = true
    /// Responses that are still to come.
    var owed = 0
  }

  let descriptor: Int32
  /// Whether others have it too, for whom nothing may be changed when leaf ends.
  private let isLent: Bool
  private let state = NIOLockedValueBox(State())
  private let serving: Serving
  /// Counts under the lock, and so one thread at a time.
  private let counters: WorkerCounters

  init(_ descriptor: Int32, isLent: Bool, _ serving: Serving) {
    self.descriptor = descriptor
    self.isLent = isLent
    self.serving = serving
    counters = serving.counters.add(over: .udp)
  }

  /// Receives nothing more, while the other sockets of its port do; what has been received can still be read.
  ///
  /// The kernel passes a connected socket by when it looks for one of several that share a port (SO_REUSEPORT), unless
  /// the datagram comes from the address that it is connected to: here its own, from which only this machine can send.
  func leaveToOthers() {
    state.withLockedValue { state in
      if state.isOpen, !isLent { connectToOwnName(descriptor) }
    }
  }

  /// Has a worker that waits for a datagram wake up; what has been received can still be read. On a socket that is lent
  /// the worker looks up by itself.
  func stopReceiving() {
    state.withLockedValue { state in
      if state.isOpen, !isLent { _ = shutdown(descriptor, Int32(SHUT_RD)) }
    }
  }

  /// Whether any response is still to come.
  var isOwed: Bool { state.withLockedValue { $0.owed > 0 } }

  /// Only now may its number be used again.
  func close() {
    state.withLockedValue { state in
      state.isOpen = false
      _ = Glibc.close(descriptor)
    }
  }

  /// Begins a response that is sent to `client` when it comes.
  func begin(_ response: DeferredResponse, to client: DatagramClient) {
    state.withLockedValue { $0.owed += 1 }
    let hasCome = Flag()
    response.begin { octets in
      if hasCome.set() { self.send(octets.map(datagram(of:)) ?? [], to: client) }
    }
  }

  private func send(_ response: [UInt8], to client: DatagramClient) {
    let header = try? Header(of: response.span)
    let failure = state.withLockedValue { state -> DropReason? in
      state.owed -= 1
      let failure: DropReason? = header == nil ? .noResponse : state.isOpen ? nil : .clientGone
      // Errors are those of UDP, which may lose it.
      if failure == nil { client.send(response, from: descriptor) }
      count(header, length: response.count, failure)
      return failure
    }
    log(response, header, failure, client)
  }

  private func count(_ header: Header?, length: Int, _ failure: DropReason?) {
    if let failure {
      counters.count(droppedFor: failure)
    } else if let header {
      counters.count(responseWith: header.flags, length: length)
    }
  }

  private func log(
    _ response: [UInt8], _ header: Header?, _ failure: DropReason?, _ client: DatagramClient
  ) {
    let settings = serving.snapshots.current.log
    if let failure {
      serving.log.drop(over: .udp, failure, .none, from: client.peer, at: readClocks(), settings)
    } else if let header, settings.queries {
      serving.log.query(
        over: .udp, header, response.firstQTYPE(header), responseLength: response.count)
    }
  }
}
