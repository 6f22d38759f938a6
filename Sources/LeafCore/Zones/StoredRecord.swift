import DNSWire

/// One record of a zone.
package struct StoredRecord: Sendable {
  /// In the zone, or at its apex.
  package var owner: DomainName
  /// TYPE.
  package var type: RRType
  /// CLASS; CH for what the server says about itself.
  package var rrclass: QCLASS
  /// Seconds, at most 2^31 - 1 (RFC 2181 §8).
  package var ttl: UInt32
  /// Names in it uncompressed; at most 65,535 octets.
  package var rdata: [UInt8]

  /// A record of class IN unless another one is given.
  package init(owner: DomainName, _ type: RRType, _ rrclass: QCLASS = .in, ttl: UInt32, _ rdata: [UInt8]) {
    self.owner = owner
    self.type = type
    self.rrclass = rrclass
    self.ttl = ttl
    self.rdata = rdata
  }
}

/// The number of an RRset in its store.
package struct RRsetIndex: Hashable, Sendable {
  /// From 0 on, in the order in which they were added.
  package let rawValue: Int32
}

/// The number of a name in its store.
package struct NameIndex: Hashable, Sendable {
  /// From 0 on, in the order in which they were added; -1 for the root.
  package let rawValue: Int32

  static let root = NameIndex(rawValue: -1)
}

/// Records of one type, class and owner, which have one TTL (RFC 2181 §5), as they go out.
package struct StoredRRset: Sendable {
  let type: RRType
  /// TYPE, CLASS and TTL.
  let fixedFields: UInt64
  let count: UInt16
  /// RDLENGTH and RDATA of each record, in the store's octets.
  let octets: Range<Int32>
  /// The names in RDATA that may be compressed, in the store's `namesInRDATA`.
  let names: Range<Int32>
  /// What goes to the additional section with it, in the store's `additional`.
  var additional: Range<Int32> = 0..<0
  /// Its number among the store's first forms; -1 for none.
  var firstForm: Int32 = -1
}
