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

  /// - Parameter labels: Where each label before the zone's name has its length octet.
  func synthesize(_ labels: Span<UInt16>, in octets: Span<UInt8>) -> Synthesis {
    switch self {
    case .encodedNames(let ttl): octets.encodedName(labels, ttl: ttl)
    }
  }
}
