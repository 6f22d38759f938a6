import DNSWire
import LeafCore

/// Something wrong with values taken together.
struct Conflict {
  let setting: Setting.ID
  /// Another setting that has a part in it.
  let other: Setting.ID
  /// The zone that it is about.
  var zone: DomainName?
  let text: String
}

extension Configuration {
  /// What is wrong with the values taken together.
  var conflicts: [Conflict] {
    (zones.isEmpty && zonesFolder == nil
      ? [
        Conflict(
          setting: "zones", other: "zones",
          text: "no zone to serve; name one, such as dev.example.com, there or in zones of the"
            + " configuration file")
      ]
      : []) + zonesWithoutRoom + reverseConflicts + circularChallenges + hostsOutsideZones + hostsBesideFiles
      + connectionConflicts + signingConflicts
  }

  private var zonesWithoutRoom: [Conflict] {
    zones.filter { settings(of: $0).file == nil && settings(of: $0).records(of: $0) == nil }.map { apex in
      Conflict(
        setting: "zones", other: "zones", zone: apex,
        text: "\(apex) leaves no room for ns1 and hostmaster below it; set zone_ns and zone_hostmaster")
    }
  }

  /// An alias of names that certificates are asked for that leads to one of them.
  private var circularChallenges: [Conflict] {
    let apexes = Set(zones)
    return zones.compactMap { apex in
      guard case .alias(let target) = settings(of: apex).challenges, target.isChallenge,
        let served = target.suffixes.first(where: apexes.contains), settings(of: served).file == nil
      else { return nil }
      return Conflict(
        setting: "dns.acme", other: "zones", zone: zoneTables[apex] == nil ? nil : apex,
        text: "\(target) is such a name itself, in \(served); name one that has the TXT record")
    }
  }

  private var reverseConflicts: [Conflict] {
    let apexes = Set(zones)
    return zones.compactMap { apex in
      reasonAgainstReverse(of: apex, among: apexes).map {
        Conflict(setting: "zones", other: "zones", zone: apex, text: "\(apex) \($0)")
      }
    }
  }

  /// The longest label that carries an address, with its length octet.
  private static let longestLabel = 1 + 39

  private func reasonAgainstReverse(of apex: DomainName, among apexes: Set<DomainName>) -> String? {
    let settings = settings(of: apex)
    guard settings.synthesis == .reverse else { return nil }
    guard let space = AddressSpace(apex) else {
      return
        "stands for no addresses; a reverse zone is in-addr.arpa or ip6.arpa with some octets or nibbles before it, such as 2.0.192.in-addr.arpa, and before three octets FIRST/LENGTH, a length from 25 to 31, or FIRST-LAST, all of such a prefix"
    }
    guard let target = settings.reverseZone else {
      return "leads nowhere; set reverse_zone to a zone whose names carry addresses, such as dev.example.com"
    }
    guard target.count + Self.longestLabel <= DomainName.maximumLength else {
      return "leads to names that are too long: \(target) leaves no room for an address"
    }
    guard let served = target.suffixes.first(where: apexes.contains) else { return nil }
    let forward = self.settings(of: served)
    if served != target, (forward.dialect ?? dialect) != .sslip {
      return
        "leads to names below \(served), where none carry addresses but those right below it; set reverse_zone to that"
    }
    if forward.synthesis != nil || forward.file != nil && forward.dialect == nil {
      return
        "leads into \(target), whose names carry no addresses; set dialect there, or another reverse_zone"
    }
    if space.isIPv6, !forward.hasIPv6, (forward.dialect ?? dialect) != .sslip {
      return "leads into \(target), whose names carry no IPv6 addresses; set ipv6 = true there"
    }
    return nil
  }

  private var hostsOutsideZones: [Conflict] {
    let apexes = Set(zones)
    return hosts.filter { !$0.name.suffixes.contains(where: apexes.contains) }.map { host in
      Conflict(
        setting: "hosts", other: "zones",
        text: "\(host.name) lies in none of the zones, so that nobody would ask leaf for it")
    }
  }

  private var hostsBesideFiles: [Conflict] {
    let apexes = Set(zones)
    return hosts.compactMap { host in
      guard let apex = host.name.suffixes.first(where: apexes.contains),
        let file = settings(of: apex).file
      else { return nil }
      return Conflict(
        setting: "hosts", other: "zones",
        text: "\(host.name) lies in \(apex), which has a file; write its addresses into \(file)")
    }
  }

  private var connectionConflicts: [Conflict] {
    let (total, perAddress) = (limits.connections.total, limits.connections.perAddress)
    guard perAddress > total else { return [] }
    return [
      Conflict(
        setting: "limits.tcp_max_connections_per_ip", other: "limits.tcp_max_connections",
        text: "'\(perAddress)' is more than tcp_max_connections, which is \(total)")
    ]
  }
}

extension DomainName {
  /// Whether its first label is `_acme-challenge`.
  fileprivate var isChallenge: Bool {
    guard let parent = suffixes.dropFirst().first, let challenge = try? parent.child("_acme-challenge") else {
      return false
    }
    return self == challenge
  }
}
