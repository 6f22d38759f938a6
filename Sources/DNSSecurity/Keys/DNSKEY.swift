import DNSWire

/// The data of a DNSKEY record (RFC 4034 §2.1).
package struct DNSKEY: Hashable, Sendable {
  /// What the flags say (RFC 4034 §2.1.1, RFC 5011 §7).
  package let flags: UInt16
  /// As in the IANA registry.
  package let algorithm: UInt8
  /// The public key, in the algorithm's own form.
  package let key: [UInt8]

  /// Flags of a key that signs a zone.
  package static let zoneKey: UInt16 = 0x0100
  /// Flag of a secure entry point: the parent's DS leads to it.
  package static let entryPoint: UInt16 = 0x0001

  package init(flags: UInt16, algorithm: SecurityAlgorithm, key: [UInt8]) {
    self.flags = flags
    self.algorithm = algorithm.rawValue
    self.key = key
  }

  /// - Returns: nil where the fields are cut off, or the protocol is not 3 (RFC 4034 §2.1.2).
  package init?(rdata: some Collection<UInt8>) {
    let fields = Array(rdata.prefix(4))
    guard fields.count == 4, fields[2] == 3 else { return nil }
    flags = UInt16(fields[0]) << 8 | UInt16(fields[1])
    algorithm = fields[3]
    key = Array(rdata.dropFirst(4))
  }

  /// As on the wire.
  package var rdata: [UInt8] {
    [UInt8(flags >> 8), UInt8(truncatingIfNeeded: flags), 3, algorithm] + key
  }

  /// Whether it may verify a zone's records.
  package var isZoneKey: Bool { flags & Self.zoneKey != 0 }
  /// Whether the parent's DS record may lead to it.
  package var isEntryPoint: Bool { flags & Self.entryPoint != 0 }

  /// Whether it is not to be trusted any more (RFC 5011 §2.1).
  package var isRevoked: Bool { flags & 0x0080 != 0 }

  /// The key tag (RFC 4034 §B).
  package var tag: UInt16 {
    var sum: UInt32 = 0
    for (index, octet) in rdata.enumerated() { sum &+= index & 1 == 0 ? UInt32(octet) << 8 : UInt32(octet) }
    sum &+= sum >> 16
    return UInt16(truncatingIfNeeded: sum)
  }
}
