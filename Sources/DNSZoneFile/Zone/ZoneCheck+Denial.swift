import DNSWire

extension ZoneCheck {
  /// Checks that a signed zone can show what is not there: by NSEC records, or by NSEC3 records of the parameters at its
  /// name (RFC 4035 §2.3, RFC 5155 §7.1). Without, validators take what it denies for bogus.
  mutating func checkDenial() {
    guard let apex = ordered.owners.first, ordered.isApex(apex), ordered.records(of: apex, .nsec).isEmpty,
      let signature = ordered.records(of: apex, .rrsig).first
    else { return }
    let parameters = ordered.records(of: apex, .nsec3param)
    guard let first = parameters.first else {
      return report(
        .warning, signature,
        "\(ordered.zone.apex) is signed, but has no NSEC or NSEC3PARAM record, so that it cannot show what is not there"
      )
    }
    let chains = ordered.chainsOfApex
    guard !parameters.contains(where: { chains.contains(ordered.hashing(of: $0)) }) else { return }
    report(
      .warning, first,
      "no NSEC3 record of \(ordered.zone.apex) has the parameters of an NSEC3PARAM, so that the zone cannot show what is not there"
    )
  }
}

/// How an NSEC3 or NSEC3PARAM record says that names are hashed (RFC 5155 §3.2, §4.2).
private struct Hashing: Hashable {
  var algorithm: UInt8
  var iterations: ArraySlice<UInt8>
  var salt: ArraySlice<UInt8>
}

extension OrderedZone {
  /// nil for an NSEC3PARAM record with flags, which nobody knows (RFC 5155 §4.1.2).
  fileprivate func hashing(of record: ZoneFileRecord) -> Hashing? {
    let rdata = zone.octets[record.rdataRange], start = rdata.startIndex
    guard record.type == .nsec3 || rdata[start + 1] == 0 else { return nil }
    return Hashing(
      algorithm: rdata[start], iterations: rdata[start + 2..<start + 4],
      salt: rdata[start + 5..<start + 5 + Int(rdata[start + 4])])
  }

  /// Of the NSEC3 records that are those of the zone's name: the only name with an SOA.
  fileprivate var chainsOfApex: Set<Hashing?> {
    var chains: Set<Hashing?> = []
    for record in zone.records where record.type == .nsec3 {
      let rdata = record.rdataRange, octets = zone.octets
      let hash = rdata.lowerBound + 5 + Int(octets[rdata.lowerBound + 4])
      let types = hash + 1 + Int(octets[hash])..<rdata.upperBound
      if octets.span.hasType(.soa, in: types), let hashing = hashing(of: record) { chains.insert(hashing) }
    }
    return chains
  }
}

extension OrderedZone {
  /// Makes it an error that the zone is signed.
  ///
  /// - Parameter reason: Why it may not be.
  package mutating func refuseSignatures(_ reason: String) {
    guard let apex = owners.first, isApex(apex), let signature = records(of: apex, .rrsig).first else {
      return
    }
    zone.report(.error, at: signature.place, "\(zone.apex) is signed; \(reason)")
  }
}
