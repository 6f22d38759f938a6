/// Whether the name servers have the same zone.
let consistencyChecks: [DelegationCheck] = [
  DelegationCheck(
    "DLG-21", .should, "All name servers have the same serial.",
    [.rfc(1034, "4.3.5"), .zonemaster("CONSISTENCY01")],
    conditions: [DelegationCondition.hasWorkingServer]
  ) { differences($0) { "\($0.serial)" } },
  DelegationCheck(
    "DLG-22", .should, "All name servers have the same MNAME.",
    [.rfc(1034, "4.3.5"), .zonemaster("CONSISTENCY06")],
    conditions: [DelegationCondition.hasWorkingServer]
  ) { differences($0) { "\($0.mname)" } },
  DelegationCheck(
    "DLG-23", .should, "All name servers have the same RNAME.",
    [.rfc(1034, "4.3.5"), .zonemaster("CONSISTENCY02")],
    conditions: [DelegationCondition.hasWorkingServer]
  ) { differences($0) { "\($0.rname)" } },
  DelegationCheck(
    "DLG-24", .should, "All name servers have the same REFRESH, RETRY, EXPIRE and MINIMUM.",
    [.rfc(1034, "4.3.5"), .zonemaster("CONSISTENCY03")],
    conditions: [DelegationCondition.hasWorkingServer]
  ) { differences($0) { "\($0.refresh) \($0.retry) \($0.expire) \($0.minimum)" } },
  DelegationCheck(
    "DLG-25", .should, "All name servers have the same NS RRset.",
    [.rfc(1034, "4.3.5"), .zonemaster("CONSISTENCY04")],
    conditions: [DelegationCondition.hasWorkingServer]
  ) { picture in
    differences(
      picture.working.filter { $0.ns?.response != nil }.map {
        ($0, list($0.targets(of: picture.zone)), $0.ns)
      })
  },
]

private func differences(_ picture: DelegationPicture, _ field: (SOA) -> String) -> [Finding] {
  differences(picture.soas.map { ($0.server, field($0.soa), $0.server.answer?.exchange) })
}

/// One finding where the servers do not agree, which shows one that differs from the first.
private func differences(_ values: [(server: NameServer, value: String, exchange: Exchange?)]) -> [Finding] {
  guard let first = values.first, let other = values.first(where: { $0.value != first.value }) else {
    return []
  }
  let account = values.map { "\($0.server): \($0.value)" }.joined(separator: "; ")
  return [.broken(account, expected: "the same from all", other.exchange)]
}
