import DNSWire

/// What a zone has ready for its answers besides what its names own.
struct ApexRecords: Equatable {
  /// The apex among the names.
  var name: NameIndex
  /// The SOA record of a negative answer (RFC 2308 §3).
  var negativeSOA: RRsetIndex
  var hinfo: RRsetIndex
}

extension RecordStoreBuilder {
  /// Adds what a zone has ready, once all names are there; one SOA record at the apex.
  ///
  /// - Parameter ttl: Of the HINFO record.
  mutating func addApexRecords(ttl: UInt32) -> ApexRecords {
    addApexRecords(hinfo: add(.hinfo, ttl: ttl, [[7] + Array("RFC8482".utf8) + [0]]))
  }

  /// - Parameter hinfo: What the store has already.
  mutating func addApexRecords(hinfo: RRsetIndex) -> ApexRecords {
    let names = build()
    guard let apex = apexName, let soa = names.rrset(.soa, of: apex) else {
      preconditionFailure("no SOA record")
    }
    let negativeSOA = add(soa, of: names, ttl: names.negativeTTL(soa))
    return ApexRecords(name: apex, negativeSOA: negativeSOA, hinfo: hinfo)
  }
}

extension RecordStore {
  /// The lesser of an SOA record's TTL and its MINIMUM (RFC 2308 §5).
  fileprivate func negativeTTL(_ soa: RRsetIndex) -> UInt32 {
    let rrset = self[soa]
    let octets = chunks[rrset.chunk]
    return min(rrset.ttl, octets.span.uint32(at: rrset.octets.upperBound - 4))
  }
}

extension Zone {
  var apexName: NameIndex { apexRecords.name }
  var negativeSOA: RRsetIndex { apexRecords.negativeSOA }
  var hinfo: RRsetIndex { apexRecords.hinfo }
}
