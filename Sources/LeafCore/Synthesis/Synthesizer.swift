import DNSWire

/// Where in a name an address stands.
package enum Dialect: String, Sendable, CaseIterable {
  /// Next to the zone: dashed as a label of its own, or dotted.
  case leaf
  /// Next to the zone: the last four numbers, whether dots or dashes are between them, or eight hexadecimal digits.
  case nip
  /// Anywhere: dashed, else dotted, else hexadecimal, the first one from the left.
  case sslip
}

/// What a zone makes up for names that it has no records of: a function of the labels before the zone's name.
package enum Synthesizer: Equatable, Sendable {
  /// Names that carry an address, their TTL in seconds; those of the dialect of sslip.io may always be IPv6 addresses.
  case names(Dialect = .leaf, ttl: UInt32, hasIPv6: Bool = false)
  /// Names of addresses (RFC 1035 §3.5), each with a PTR record, whose TTL is in seconds.
  case reverse(AddressSpace, ttl: UInt32)

  /// Of the records that are made up, in seconds.
  package var ttl: UInt32 {
    switch self {
    case .names(_, let ttl, _), .reverse(_, let ttl): ttl
    }
  }

  /// - Parameters:
  ///   - labels: Where each label before the zone's name has its length octet.
  ///   - qtype: What is asked for; addresses of the other type may be left out.
  func synthesize(_ labels: Span<UInt16>, in octets: Span<UInt8>, for qtype: QTYPE = .any) -> Synthesis {
    guard labels.count > 0 else { return .absent }
    return switch self {
    case .names(.leaf, _, let hasIPv6): octets.leafName(labels, hasIPv6: hasIPv6)
    case .names(.nip, _, let hasIPv6): octets.nipName(labels, hasIPv6: hasIPv6)
    case .names(.sslip, _, _): octets.sslipName(labels, for: qtype)
    case .reverse(let space, _): space.synthesize(labels, in: octets)
    }
  }
}

extension Synthesizer {
  /// The addresses that a name carries, for who tries many names.
  ///
  /// - Parameter labels: Those before the zone's name, at least one.
  /// - Returns: Of each address its octets, the IPv4 address first; none for a name that only stands above such names, nil
  ///   for any other.
  package func addresses(in labels: [[UInt8]]) -> [[UInt8]]? {
    var octets: [UInt8] = []
    for label in labels { octets += [UInt8(label.count)] + label }
    octets.append(0)
    var offsets = LabelOffsets.empty
    let count = offsets.note(octets.indices, in: octets.span)
    return switch synthesize(offsets.span.extracting(..<(count - 1)), in: octets.span) {
    case .addresses(let found), .pointer(let found):
      [found.ipv4.map(\.octets), found.ipv6.map(\.octets)].compactMap { $0 }
    case .emptyNonTerminal: []
    case .absent: nil
    }
  }
}

/// What is made up for a name.
enum Synthesis: Equatable {
  case addresses(CarriedAddresses)
  /// The name of one address has a PTR record.
  case pointer(CarriedAddresses)
  /// Owns no records but has names below it, so it exists (RFC 4592 §2.2.2): `4.dev.example.com`.
  case emptyNonTerminal
  case absent
}

/// The addresses that a name carries, at least one.
struct CarriedAddresses: Equatable {
  var ipv4: IPv4Address?
  var ipv6: IPv6Address?
}

extension Synthesis {
  /// What the name carries or stands for.
  var addresses: CarriedAddresses? {
    switch self {
    case .addresses(let addresses), .pointer(let addresses): addresses
    case .emptyNonTerminal, .absent: nil
    }
  }

  static func ipv4(_ address: UInt32) -> Synthesis {
    .addresses(CarriedAddresses(ipv4: IPv4Address(rawValue: address)))
  }
}
