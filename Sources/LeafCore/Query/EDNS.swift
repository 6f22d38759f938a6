import DNSWire

/// What an OPT record asks for.
package struct EDNS: Equatable, Sendable {
  package enum CookieOption: Equatable, Sendable {
    case absent
    /// Of a length that RFC 7873 §5.2.2 rules out.
    case malformed
    case wellFormed(Cookie)
  }

  /// What the sender can take in over UDP, in octets; values under 512 count as 512.
  package var payloadSize: UInt16
  package var version: UInt8
  package var dnssecOK: Bool
  /// The first COOKIE option; others are ignored (RFC 7873 §5.2).
  package var cookie = CookieOption.absent
  package var asksForNSID = false
  package var asksForKeepalive = false

  /// - Throws: `.truncated` when an option overruns the record.
  init(_ opt: OPT, in message: Span<UInt8>) throws(WireError) {
    payloadSize = opt.payloadSize
    version = opt.version
    dnssecOK = opt.dnssecOK
    var offset = opt.options.lowerBound
    // Each option takes four octets or more.
    while offset < opt.options.upperBound {
      let option = try message.readOption(at: &offset, before: opt.options.upperBound)
      switch option.code {
      case .nsid: asksForNSID = true
      case .tcpKeepalive: asksForKeepalive = true
      case .cookie where cookie == .absent:
        cookie = Cookie(option.data).map { .wellFormed($0) } ?? .malformed
      default: break
      }
    }
  }
}
