/// What the SOA RR says.
let soaChecks: [DelegationCheck] = [
  DelegationCheck(
    "DLG-37", .should, "The zone's name is one that is registered: letters, digits and hyphens.",
    [
      .rfc(1123, "2.1"), .rfc(5890, "2.3.1"), .zonemaster("SYNTAX01"), .zonemaster("SYNTAX02"),
      .zonemaster("SYNTAX03"),
    ]
  ) { picture in
    picture.zone.registrationFault.map { [.broken($0, expected: "a host's name")] } ?? []
  },
  DelegationCheck(
    "DLG-38", .should, "MNAME is the name of a host.",
    [.rfc(1035, "3.3.13"), .rfc(1123, "2.1"), .zonemaster("SYNTAX07")],
    conditions: [DelegationCondition.hasWorkingServer]
  ) { picture in
    soa(picture) { soa in soa.mname.hostNameFault.map { ("MNAME \(soa.mname): \($0)", "a host's name") } }
  },
  DelegationCheck(
    "DLG-39", .should, "MNAME is no alias.", [.rfc(1034, "3.6.2"), .zonemaster("ZONE07")],
    conditions: [DelegationCondition.hasWorkingServer]
  ) { picture in
    soa(picture) { soa in
      picture.lookups[soa.mname]?.alias.map { ("MNAME \(soa.mname) is an alias of \($0)", "no CNAME RR") }
    }
  },
  DelegationCheck(
    "DLG-40", .info, "MNAME is one of the name servers, or a hidden primary.",
    [.rfc(1035, "3.3.13"), .rfc(1996, "1"), .zonemaster("ZONE01")],
    conditions: [DelegationCondition.hasWorkingServer],
    note: { picture in
      picture.soa.map { soa in
        "\(soa.mname) is \(picture.targets.contains(soa.mname) ? "one of them" : "a hidden primary")"
      }
    }
  ) { _ in [] },
  DelegationCheck(
    "DLG-41", .should, "RNAME is a mail address, its @ written as a dot.",
    [.rfc(1035, "3.3.13"), .rfc(1912, "2.2"), .zonemaster("SYNTAX05"), .zonemaster("SYNTAX06")],
    conditions: [DelegationCondition.hasWorkingServer]
  ) { picture in
    soa(picture) { soa in soa.rname.mailboxFault.map { ("RNAME \(soa.rname): \($0)", "a mailbox") } }
  },
  DelegationCheck(
    "DLG-42", .info, "The SOA RR's times are what others recommend.",
    [
      .rfc(1912, "2.2"), .rfc(2308, "5"), .zonemaster("ZONE02"), .zonemaster("ZONE03"), .zonemaster("ZONE04"),
      .zonemaster("ZONE05"), .zonemaster("ZONE06"),
    ],
    conditions: [DelegationCondition.hasWorkingServer], note: { $0.soa.map(\.times) }
  ) { _ in [] },
]

private func soa(
  _ picture: DelegationPicture, _ fault: (SOA) -> (actual: String, expected: String)?
) -> [Finding] {
  guard let (server, soa) = picture.soas.first, let (actual, expected) = fault(soa) else { return [] }
  return [.broken(actual, expected: expected, server.answer?.exchange)]
}

extension Name {
  /// What keeps it from being a mailbox (RFC 1035 §8.1): a local part in the first label, and a host's name.
  fileprivate var mailboxFault: String? {
    guard let local = labels.first else { return "it is the root" }
    if labels.contains(where: { $0.contains(UInt8(ascii: "@")) }) { return "it holds an @" }
    if local.contains(where: { $0 <= 0x20 || $0 >= 0x7F }) { return "its local part holds more than text" }
    return parent.hostNameFault
  }
}

extension SOA {
  /// The times in seconds, and what is odd about them (RFC 1912 §2.2, RFC 2308 §5, RIPE-203).
  fileprivate var times: String {
    let odd = [
      refresh < 14_400 ? "REFRESH is below 14400" : nil,
      retry >= refresh ? "RETRY is not below REFRESH" : nil,
      retry < 3_600 ? "RETRY is below 3600" : nil,
      expire < 604_800 ? "EXPIRE is below 604800" : nil,
      (300...86_400).contains(minimum) ? nil : "MINIMUM is not in 300...86400",
    ].compactMap { $0 }
    let times = "refresh \(refresh), retry \(retry), expire \(expire), minimum \(minimum)"
    return odd.isEmpty ? times : "\(times): \(odd.joined(separator: "; "))"
  }
}
