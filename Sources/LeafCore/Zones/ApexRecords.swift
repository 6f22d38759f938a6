import DNSWire

/// What a zone has ready for its answers besides what its names own.
struct ApexRecords: Equatable {
  /// The apex among the names.
  var name: NameIndex
  /// The SOA record of a negative answer (RFC 2308 §3).
  var negativeSOA: RRsetIndex
  var hinfo: RRsetIndex
  /// The CNAME record of names that certificates are asked for.
  var challengeAlias: RRsetIndex?
}

extension RecordStoreBuilder {
  /// Adds what a zone has ready, once all names are there; one SOA record at the apex.
  mutating func addApexRecords(_ policy: Zone.Policy) -> ApexRecords {
    let hinfo = add(.hinfo, ttl: policy.ttl, [[7] + Array("RFC8482".utf8) + [0]])
    var alias: RRsetIndex?
    if case .alias(let target) = policy.challenges {
      alias = add(.cname, ttl: policy.synthesizer?.ttl ?? policy.ttl, [target.wireForm])
    }
    return addApexRecords(hinfo: hinfo, challengeAlias: alias)
  }

  /// - Parameters:
  ///   - hinfo: What the store has already.
  ///   - challengeAlias: What it has already.
  mutating func addApexRecords(hinfo: RRsetIndex, challengeAlias: RRsetIndex?) -> ApexRecords {
    let names = build()
    guard let apex = apexName, let soa = names.rrset(.soa, of: apex) else {
      preconditionFailure("no SOA record")
    }
    let negativeSOA = add(soa, of: names, ttl: names.negativeTTL(soa))
    return ApexRecords(name: apex, negativeSOA: negativeSOA, hinfo: hinfo, challengeAlias: challengeAlias)
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
