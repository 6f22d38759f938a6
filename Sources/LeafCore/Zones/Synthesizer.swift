import DNSWire

/// What a zone makes up for names that it has no records of: a function of the labels before the zone's name.
package enum Synthesizer: Equatable, Sendable {
  /// Names that carry an IPv4 address.
  case encodedNames(ttl: UInt32)

  enum Synthesis: Equatable {
    case address(IPv4Address, ttl: UInt32)
    /// Owns no records but has names below it, so it exists (RFC 4592 §2.2.2): `4.dev.example.com`.
    case emptyNonTerminal
    case absent
  }

  /// - Parameters:
  ///   - labels: Where each has its length octet, the root label last.
  ///   - labelCount: How many stand before the zone's name.
  func synthesize(_ labels: Span<UInt16>, labelCount: Int, in message: Span<UInt8>) -> Synthesis {
    switch self {
    case .encodedNames(let ttl): message.encodedName(labels, labelCount: labelCount, ttl: ttl)
    }
  }
}
