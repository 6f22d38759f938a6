import Glibc

extension Check {
  static let withoutDNSSEC = on("no RRSIG, NSEC or NSEC3 RR") { response in
    !response.records.contains { [.rrsig, .nsec, .nsec3].contains($0.type) }
  }

  static let dnssecOKCopied = on("an OPT RR with DO=1") { $0.opt?.dnssecOK == true }

  static let soundKeys = on("zone keys with protocol 3 and no algorithm that must not be used") { response in
    let keys = response.section(.answer).compactMap(DNSKEY.init)
    return !keys.isEmpty && keys.allSatisfy { $0.protocol == 3 && !$0.algorithm.mustNotSign }
  }

  static let plainNSEC3 = on("NSEC3 and NSEC3PARAM RRs without iterations and salt") { response in
    response.records.filter { $0.type == .nsec3param || $0.type == .nsec3 }.allSatisfy { record in
      NSEC3Parameters(record.rdata).map { $0.iterations == 0 && $0.salt.isEmpty } ?? false
    }
  }

  static let goodForADay = on("RRSIG RRs that expire in a day at the earliest") { response in
    let now = UInt32(truncatingIfNeeded: time(nil))
    return response.records.compactMap(RRSIG.init).allSatisfy { $0.timeLeft(at: now) >= 86400 }
  }

  /// RFC 4034 §3 and RFC 4035 §2.2.
  static let signedTTLs = on("TTLs of RRs and their RRSIG RRs the same, and not above the original") {
    response in
    response.records.filter { $0.type == .rrsig }.allSatisfy { record in
      guard let signature = RRSIG(record) else { return true }
      let covered = response.section(record.section).filter {
        $0.type == signature.covered && $0.owner.isSame(as: record.owner)
      }
      return covered.allSatisfy { $0.ttl <= signature.originalTTL && $0.ttl == record.ttl }
    }
  }

  static func denialTTL(_ ttl: UInt32) -> Check {
    on("NSEC and NSEC3 RRs with TTL \(ttl)") { response in
      response.section(.authority).filter { [.nsec, .nsec3].contains($0.type) }.allSatisfy { $0.ttl == ttl }
    }
  }

  /// Compact denial of a name, with its RCODE as NODATA's (RFC 9824 §2): CO=1 was not asked for.
  static func nonexistence(of name: Name) -> Check {
    on("NOERROR and an NSEC RR of \(name) with NXNAME in its type bitmap") { response in
      response.rcode == .noError
        && response.section(.authority).compactMap(NSEC.init).contains {
          $0.owner.isSame(as: name) && $0.bitmap.contains(.nxname)
        }
    }
  }

  /// Of keys that are to come there may be some, but not of those alone.
  static func childRecords(match keys: [DNSKEY]) -> Check {
    on("CDS and CDNSKEY RRs of the zone's keys, or the one that deletes") { response in
      let records = response.section(.answer).filter { [.cds, .cdnskey].contains($0.type) }
      if records.isEmpty || records.count == 1 && records[0].deletes { return true }
      let isOfKey = records.contains { record in keys.contains { record.isChildRecord(of: $0) } }
      return isOfKey && records.allSatisfy { record in !record.deletes && !record.contradicts(keys) }
    }
  }
}

extension Record {
  /// RFC 8078 §4.
  fileprivate var deletes: Bool {
    rdata == (type == .cds ? [0, 0, 0, 0, 0] : [0, 0, 3, 0, 0])
  }

  fileprivate func isChildRecord(of key: DNSKEY) -> Bool {
    if type == .cdnskey { return rdata == key.rdata }
    // Digests that cannot be made here are believed.
    return DS(rdata: rdata).map { $0.isKnown ? $0.matches(key, of: owner) : $0.names(key) } ?? false
  }

  /// Whether it is a CDS RR that names keys, none of which it is the digest of.
  fileprivate func contradicts(_ keys: [DNSKEY]) -> Bool {
    guard type == .cds, let ds = DS(rdata: rdata) else { return false }
    let named = keys.filter(ds.names)
    return !named.isEmpty && !named.contains(where: isChildRecord)
  }
}
