import DNSWire

// A datagram carries one message of limited length (RFC 1035 §4.2.1). What does not fit that is cut to its header and
// question, with TC set: the client asks again over TCP (RFC 7766 §5), and need not believe in records of which some
// are missing (RFC 2181 §9). Responses that `respond` writes itself fit already.

extension ResponseStream {
  /// Appends what UDP carries of it: the only message, or the first one cut where more follow.
  ///
  /// Transfers over UDP are not defined (RFC 5936 §4.2), so that hardly any stream gets here.
  ///
  /// - Parameter datagram: Empty, with room for `ResponseLength.udp` octets; stays empty where no message is made.
  package func write(asDatagram datagram: inout OutputSpan<UInt8>) {
    var hasMore = false
    let first = [UInt8](capacity: ResponseScratch.capacity) { hasMore = next(into: &$0) }
    datagram.append(asDatagram: first, isWhole: !hasMore, limit: ResponseLength.plainUDP)
  }
}

/// A deferred response as UDP carries it; empty if it is no message.
package func datagram(of response: [UInt8]) -> [UInt8] {
  [UInt8](capacity: ResponseLength.udp) {
    $0.append(asDatagram: response, isWhole: true, limit: ResponseLength.udp)
  }
}

extension OutputSpan where Element == UInt8 {
  fileprivate mutating func append(asDatagram message: [UInt8], isWhole: Bool, limit: Int) {
    guard let header = try? Header(of: message.span) else { return }
    if isWhole, message.count <= limit {
      append(message.span, 0..<message.count)
    } else {
      appendTruncated(message.span, header)
    }
  }

  private mutating func appendTruncated(_ message: Span<UInt8>, _ header: Header) {
    var end = Header.length
    let hasQuestion = header.questionCount == 1 && (try? message.readQuestion(at: &end)) != nil
    append(
      Header(id: header.id, flags: header.flags.union(.truncated), questionCount: hasQuestion ? 1 : 0))
    if hasQuestion { append(message, Header.length..<end) }
  }
}
