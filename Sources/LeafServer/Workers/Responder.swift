import DNSWire
import LeafCore

/// What answers a message: `respond`, unless a test puts something else in its place.
package struct Responder: Sendable {
  package typealias Answer =
    @Sendable (
      _ message: Span<UInt8>, _ client: IPAddress, Transport, Now, Snapshot, inout OutputSpan<UInt8>
    ) -> Outcome

  package let answer: Answer

  package init(_ answer: @escaping Answer) { self.answer = answer }

  package static let respond = Responder { message, client, transport, now, snapshot, response in
    LeafCore.respond(
      to: message, from: client, over: transport, at: now, using: snapshot.authority,
      limits: snapshot.limiter, into: &response)
  }
}
