/// How long a response can be, in octets.
package enum ResponseLength {
  /// A UDP response without EDNS (RFC 1035 §4.2.1), and the least that a payload size means (RFC 6891 §6.2.3).
  static let plainUDP = 512
  /// What fits an IPv6 datagram of 1,280 octets: the payload size that leaf advertises, and never exceeds.
  package static let udp = 1_232
  /// What a length prefix can say (RFC 1035 §4.2.2).
  package static let stream = 65_535
}
