/// Whether each name server is there, and has authority for the zone.
let serverChecks: [DelegationCheck] = [
  DelegationCheck(
    "DLG-18", .must, "Every name server answers over UDP.",
    [.rfc(1034, "4.2.2"), .rfc(1035, "4.2"), .zonemaster("CONNECTIVITY01")],
    conditions: [DelegationCondition.hasServers]
  ) { picture in
    picture.servers.filter { $0.soa.response == nil }.map { server in
      let overTCP = server.isSilent ? "; over TCP: \(server.soaOverTCP.summary)" : ""
      return .broken("\(server): \(server.soa.summary)\(overTCP)", expected: "a response", server.soa)
    }
  },
  DelegationCheck(
    "DLG-19", .must, "Every name server answers over TCP as it does over UDP.",
    [.rfc(7766, "5"), .zonemaster("CONNECTIVITY02")], over: .tcp, conditions: [DelegationCondition.hasServers]
  ) { picture in
    // One that is silent over both has failed for that.
    picture.servers.filter { !$0.isSilent && !$0.answersAlikeOverTCP(for: picture.zone) }.map {
      .broken(
        "\($0): \($0.soaOverTCP.summary) over TCP", expected: "the SOA RR of \(picture.zone)", $0.soaOverTCP)
    }
  },
  DelegationCheck(
    "DLG-20", .must, "Every name server has authority for the zone: none is lame.",
    [.rfc(1034, "4.2.2"), .rfc(1912, "2.8"), .zonemaster("DELEGATION04"), .zonemaster("DELEGATION06")],
    conditions: [DelegationCondition.hasServers]
  ) { picture in
    picture.servers.compactMap { server in
      server.lameness(for: picture.zone).map {
        .broken(
          "\(server) is lame: \($0)", expected: "AA and the SOA RR of \(picture.zone)",
          server.answer?.exchange)
      }
    }
  },
]

extension NameServer {
  /// Lame over both transports is lame once.
  fileprivate func answersAlikeOverTCP(for zone: Name) -> Bool {
    guard let response = soaOverTCP.response else { return false }
    return response.lameness(for: zone) == nil || lameness(for: zone) != nil
  }
}
