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
      : []) + zonesWithoutRoom + hostsOutsideZones + hostsBesideFiles + connectionConflicts
  }

  private var zonesWithoutRoom: [Conflict] {
    zones.filter { settings(of: $0).file == nil && settings(of: $0).records(of: $0) == nil }.map { apex in
      Conflict(
        setting: "zones", other: "zones", zone: apex,
        text: "\(apex) leaves no room for ns1 and hostmaster below it; set zone_ns and zone_hostmaster")
    }
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
