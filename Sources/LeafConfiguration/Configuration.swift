import DNSWire
import LeafCore

/// What leaf runs with: every value checked, each by itself and against the others.
package struct Configuration: Sendable {
  /// The file that this is from, or is looked for.
  var path: String?
  package var zones: [DomainName] = []
  package var hosts: [Host] = []
  /// What applies in every zone that says nothing else.
  package var everyZone = ZoneSettings()
  /// What applies in a zone that has a table of its own.
  package var zoneTables: [DomainName: ZoneSettings] = [:]
  package var identity = IdentitySettings()
  package var sockets: SocketSettings
  package var limits = LimitSettings()
  package var log = LogSettings()
  package var metrics = MetricsSettings()

  init(coreCount: Int) { sockets = SocketSettings(coreCount: coreCount) }

  /// What applies in a zone.
  package func settings(of apex: DomainName) -> ZoneSettings { zoneTables[apex] ?? everyZone }
}

extension Configuration {
  @Rows<Configuration> static var fileRows: [Row<Configuration>] {
    Row(
      "config", "LEAF_CONFIG", .path, \.path, traits: .outsideFile,
      "The configuration file; leaf.toml in the working directory, if there is one, unless given.")
  }

  @Rows<Configuration> static var zoneRows: [Row<Configuration>] {
    Row(
      "zones", "LEAF_ZONES", or: "LEAF_ZONE", keyAlias: "zone", .names("ZONE"), \.zones,
      traits: .inForce, example: #"zones = ["dev.example.com"]"#, "Zones to serve; at least one.")
    Row(
      "hosts", "LEAF_HOSTS", .hosts, \.hosts,
      example: #"# "ns1.dev.example.com" = ["192.0.2.53", "2001:db8::53"]"#,
      "Names inside a zone with fixed IPv4 and IPv6 addresses, such as the name servers'.")
  }
}
