/// The DS RRs, and the keys that they stand for.
let trustChecks: [DelegationCheck] = [
  DelegationCheck(
    "DLG-26", .must, "A zone with a DS RR is signed.", [.rfc(4035, "2.4"), .zonemaster("DNSSEC11")],
    conditions: [DelegationCondition.hasDS, DelegationCondition.hasWorkingServer]
  ) { picture in
    picture.working.filter { $0.keys?.response != nil && $0.keys(of: picture.zone).isEmpty }.map {
      .broken("\($0): no DNSKEY RR", expected: "the keys of \(list(picture.delegation.ds))", $0.keys)
    }
  },
  DelegationCheck(
    "DLG-27", .must, "A DS RR is the digest of a key of the zone.",
    [.rfc(4034, "5"), .rfc(4035, "5"), .zonemaster("DNSSEC02")],
    conditions: [
      DelegationCondition.hasDS, DelegationCondition.hasWorkingServer, DelegationCondition.isSigned,
      knownDigest,
    ]
  ) { picture in
    guard picture.unmatched.count == picture.delegation.ds.filter(\.isKnown).count else { return [] }
    return [
      .broken(
        "no key for \(list(picture.unmatched))", expected: "a DNSKEY RR that one of them is the digest of",
        picture.working.first?.keys)
    ]
  },
  DelegationCheck(
    "DLG-28", .should, "Every DS RR is the digest of a key of the zone.",
    [.rfc(4035, "2.4"), .zonemaster("DNSSEC02")],
    conditions: [
      DelegationCondition.hasDS, DelegationCondition.hasWorkingServer, DelegationCondition.isSigned,
      knownDigest,
    ]
  ) { picture in
    // All of them is another check's.
    guard picture.unmatched.count < picture.delegation.ds.filter(\.isKnown).count else { return [] }
    return picture.unmatched.map {
      .broken(
        "no key for \($0)", expected: "a DNSKEY RR that it is the digest of", picture.working.first?.keys)
    }
  },
  DelegationCheck(
    "DLG-29", .should, "No DS RR is a digest by SHA-1.", [.rfc(8624, "3.3"), .zonemaster("DNSSEC01")],
    conditions: [DelegationCondition.hasDS]
  ) { picture in
    picture.delegation.ds.filter { $0.digestType == 1 }.map {
      .broken("\($0)", expected: "a digest by SHA-256 or SHA-384")
    }
  },
  DelegationCheck(
    "DLG-30", .may, "A signed zone has a DS RR.", [.rfc(4035, "2.4"), .zonemaster("DNSSEC07")],
    conditions: [
      DelegationCondition.hasDelegation, DelegationCondition.hasWorkingServer, DelegationCondition.isSigned,
    ]
  ) { picture in
    picture.delegation.ds.isEmpty
      ? [.broken("keys and no DS RR", expected: "a DS RR for one of the keys")] : []
  },
]

@Sendable private func knownDigest(_ picture: DelegationPicture) -> String? {
  picture.delegation.ds.contains(where: \.isKnown) ? nil : "no DS RR has a digest type that is known here"
}

extension DelegationPicture {
  /// Those that no key is behind, of those that can be made here.
  fileprivate var unmatched: [DS] {
    delegation.ds.filter { ds in ds.isKnown && !keys.contains { ds.matches($0, of: zone) } }
  }
}
