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
  /// The TXT records of names that tell something of the server.
  var version: RRsetIndex?
  var status: RRsetIndex?
}

extension RecordStoreBuilder {
  /// Adds what a zone has ready, once all names are there; one SOA record at the apex.
  mutating func addApexRecords(_ policy: Zone.Policy) -> ApexRecords {
    let hinfo = add(.hinfo, ttl: policy.ttl, [[7] + Array("RFC8482".utf8) + [0]])
    var alias: RRsetIndex?
    if case .alias(let target) = policy.challenges {
      alias = add(.cname, ttl: policy.synthesizer?.ttl ?? policy.ttl, [target.wireForm])
    }
    let version = policy.informational.version.map { add(.txt, ttl: 0, [[UInt8($0.count)] + $0]) }
    return addApexRecords(
      after: ApexRecords(
        name: NameIndex(rawValue: 0), negativeSOA: hinfo, hinfo: hinfo, challengeAlias: alias,
        version: version),
      hasStatus: policy.informational.hasStatus)
  }

  /// - Parameter earlier: What the store has already, but for what comes from the apex.
  mutating func addApexRecords(after earlier: ApexRecords, hasStatus: Bool) -> ApexRecords {
    let names = build()
    guard let apex = apexName, let soa = names.rrset(.soa, of: apex) else {
      preconditionFailure("no SOA record")
    }
    let negativeSOA = add(soa, of: names, ttl: names.negativeTTL(soa))
    var records = earlier
    records.name = apex
    records.negativeSOA = negativeSOA
    if hasStatus {
      let text = Array("serial=\(names.serial(soa))".utf8)
      records.status = add(.txt, ttl: 0, [[UInt8(text.count)] + text])
    }
    return records
  }
}

extension RecordStore {
  fileprivate func serial(_ soa: RRsetIndex) -> UInt32 {
    let rrset = self[soa]
    let octets = chunks[rrset.chunk]
    return octets.span.uint32(at: rrset.octets.upperBound - 20)
  }

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
