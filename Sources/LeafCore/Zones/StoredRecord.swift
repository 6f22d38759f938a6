import DNSWire

/// One record of a zone.
package struct StoredRecord: Sendable {
  /// In the zone, or at its apex.
  package var owner: DomainName
  /// TYPE.
  package var type: RRType
  /// Seconds, at most 2^31 - 1 (RFC 2181 §8).
  package var ttl: UInt32
  /// Names in it uncompressed; at most 65,535 octets.
  package var rdata: [UInt8]

  /// A record with these fields.
  package init(owner: DomainName, _ type: RRType, ttl: UInt32, _ rdata: [UInt8]) {
    self.owner = owner
    self.type = type
    self.ttl = ttl
    self.rdata = rdata
  }
}

/// Where a store has an RRset.
package struct RRsetIndex: Hashable, Sendable {
  /// The chunk in the upper half, a fourth of the place in it in the lower.
  package let rawValue: UInt32

  init(rawValue: UInt32) { self.rawValue = rawValue }
}

/// Where a store has a name and all that it owns.
package struct NameIndex: Hashable, Sendable {
  /// Stands for none where a name is not looked at.
  static let none = NameIndex(rawValue: 0)

  /// The chunk in the upper half, a fourth of the place in it in the lower.
  package let rawValue: UInt32

  init(rawValue: UInt32) { self.rawValue = rawValue }
}

/// Records of one type and owner, which have one TTL (RFC 2181 §5), as a store has them.
package struct StoredRRset: Sendable {
  /// TYPE.
  package let type: RRType
  /// At most 65,535 are counted: more fit no message.
  package let count: UInt16
  /// In seconds.
  package let ttl: UInt32
  /// RDLENGTH and RDATA of each record, in a chunk of the store.
  let octets: Range<Int>
  let chunk: Int
}
