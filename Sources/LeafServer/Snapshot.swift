import LeafCore

/// All that a reload replaces. Immutable: workers and connections hold the one they started with.
final class Snapshot: Sendable {
  let authority: Authority
  let timeouts: StreamTimeouts
  let maximumFrameLength: Int
  let maximumDatagramLength: Int
  /// Room that a reply over TCP needs, in octets.
  let maximumReplyLength: Int

  init(_ configuration: Configuration) {
    authority = configuration.authority
    timeouts = configuration.tcpTimeouts
    maximumFrameLength = configuration.maximumFrameLength
    maximumDatagramLength = configuration.maximumDatagramLength
    maximumReplyLength = authority.maximumReplyLength
  }
}
