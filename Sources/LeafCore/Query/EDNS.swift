import DNSWire

/// What an OPT record asks for.
package struct EDNS: Equatable, Sendable {
  /// What the OPT record has of cookies.
  package enum CookieOption: Equatable, Sendable {
    /// No COOKIE option.
    case absent
    /// Of a length that RFC 7873 §5.2.2 rules out.
    case malformed
    /// A client cookie, with or without a server cookie.
    case wellFormed(Cookie)
  }

  /// What the sender can take in over UDP, in octets; values under 512 count as 512.
  package var payloadSize: UInt16
  /// VERSION (RFC 6891 §6.1.3).
  package var version: UInt8
  /// DO (RFC 3225 §3).
  package var dnssecOK: Bool
  /// CO (RFC 9824 §5.1).
  package var compactOK: Bool
  /// The first COOKIE option; others are ignored (RFC 7873 §5.2).
  package var cookie = CookieOption.absent
  /// There is an NSID option (RFC 5001 §2.1).
  package var asksForNSID = false
  /// There is an edns-tcp-keepalive option (RFC 7828 §3.2.1).
  package var asksForKeepalive = false

  /// Where the message has the data of the first EDNS Client Subnet option (RFC 7871 §6); empty where it has none.
  var clientSubnet: Range<UInt16> = 0..<0

  /// - Throws: `.truncated` when an option overruns the record.
  init(_ opt: OPT, in message: Span<UInt8>) throws(WireError) {
    payloadSize = opt.payloadSize
    version = opt.version
    dnssecOK = opt.dnssecOK
    compactOK = opt.compactOK
    var offset = opt.options.lowerBound
    // Each option takes four octets or more.
    while offset < opt.options.upperBound {
      let option = try message.readOption(at: &offset, before: opt.options.upperBound)
      switch option.code {
      case .nsid: asksForNSID = true
      case .tcpKeepalive: asksForKeepalive = true
      case .clientSubnet where clientSubnet.isEmpty:
        clientSubnet =
          UInt16(
            truncatingIfNeeded: option.data.lowerBound)..<UInt16(truncatingIfNeeded: option.data.upperBound)
      case .cookie where cookie == .absent:
        cookie = Cookie(option.data).map { .wellFormed($0) } ?? .malformed
      default: break
      }
    }
  }
}
