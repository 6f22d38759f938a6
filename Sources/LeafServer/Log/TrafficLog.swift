import DNSWire
import LeafConfiguration
import LeafCore
import Logging
import NIOCore
import ProgramSupport

// What the log says about queries and connections. The fields are taken where things happen, and made into
// an event on the log's own thread.

extension EventLog {
  /// An answer. Neither the client's address nor the name is ever written.
  func query(over transport: Transport, _ answered: Answered, requestLength: Int, responseLength: Int) {
    log(
      .info,
      LogEvent(
        .query(over: transport),
        [
          ("qtype", .text(answered.qtype?.description ?? "none")), ("rcode", .text("\(answered.rcode)")),
          ("authoritative", .flag(answered.isAuthoritative)),
          ("answers", .number(Int(answered.answerCount))),
          ("authority", .number(Int(answered.authorityCount))),
          ("request_bytes", .number(requestLength)), ("response_bytes", .number(responseLength)),
        ]))
  }

  /// An answer that came later, or the first message of one that is several.
  func query(over transport: Transport, _ header: Header, _ qtype: QTYPE?, responseLength: Int) {
    log(
      .info,
      LogEvent(
        .query(over: transport),
        [
          ("qtype", .text(qtype?.description ?? "none")), ("rcode", .text("\(header.flags.rcode)")),
          ("authoritative", .flag(header.flags.contains(.authoritative))),
          ("answers", .number(Int(header.answerCount))), ("authority", .number(Int(header.authorityCount))),
          ("response_bytes", .number(responseLength)),
        ]))
  }

  /// A query without a response.
  func drop(
    over transport: Transport, _ reason: NoResponseReason, from peer: Peer, at now: Now,
    _ settings: LogSettings
  ) {
    var details = DropDetails.none
    if case .invalidRateLimited(let rcode) = reason { details = .rcode(rcode) }
    drop(over: transport, reason.dropReason, details, from: peer, at: now, settings)
  }

  func connectionError(_ error: any Error) {
    guard admits(.connectionError, at: readClocks()) else { return }
    log(.debug, LogEvent(.tcpConnectionError, [("error", .text(Self.text(of: error)))]))
  }

  /// No connection could be accepted: mostly for want of descriptors.
  func acceptError(_ error: any Error) {
    guard admits(.acceptError, at: readClocks()) else { return }
    log(.error, LogEvent(.tcpAcceptError, [("error", .text(Self.text(of: error)))]))
  }

  /// Of an error of the system's, what that says of it, without the call that it came from.
  private static func text(of error: any Error) -> String {
    (error as? IOError).map { describe(errno: $0.errnoCode) } ?? "\(error)"
  }

  enum DropDetails: Sendable {
    case none
    /// The RCODE of the answer that was not sent.
    case rcode(RCODE)
    /// What came of a datagram.
    case datagramLength(received: Int, limit: Int)
    /// What a frame's prefix says is to come: little of it may have.
    case frameLength(announced: Int, limit: Int)
  }

  /// A query that is too long, or a connection for which there is no room.
  func drop(
    over transport: Transport, _ reason: DropReason, _ details: DropDetails, from peer: Peer,
    at now: Now, _ settings: LogSettings
  ) {
    guard admits(.drop(transport, reason), at: now) else { return }
    let withClient = settings.clientAddressOnDrops
    log(.warning, dropEvent(over: transport, reason, details, from: withClient ? peer : nil))
  }
}

func dropEvent(
  over transport: Transport, _ reason: DropReason, _ details: EventLog.DropDetails, from peer: Peer?
) -> LogEvent {
  var event = LogEvent(.drop(over: transport), [("reason", .text(reason.name))])
  switch details {
  case .none:
    break
  case .rcode(let rcode):
    event.append("rcode", .text(rcode.description))
  case .datagramLength(let received, let limit):
    event.append("received_bytes", .number(received))
    event.append("limit_bytes", .number(limit))
  case .frameLength(let announced, let limit):
    event.append("announced_bytes", .number(announced))
    event.append("limit_bytes", .number(limit))
  }
  if let peer {
    event.append("src_ip", .address(peer.address.description))
    event.append("src_port", .number(Int(peer.port)))
  }
  return event
}
