import DNSWire
import DNSZoneFile
import LeafCore

/// What leaf runs with: every value checked, each by itself and against the others.
package struct Configuration: Sendable {
  /// The file that this is from, or is looked for.
  var path: String?
  /// The apexes, each once; at least one.
  package var zones: [DomainName] = []
  /// A folder with a file for each of some zones.
  package var zonesFolder: String?
  /// Zones and their files, each zone once; what tables of zones and the folder say is not among them.
  var zoneFiles: [ZoneFilePath] = []
  /// The folder of what leaf keeps for itself: keys.
  package var stateFolder: String?
  /// How much is signed when it is asked for.
  package var onlineSigning = OnlineSigningSettings()
  /// How often zone files are looked at, in seconds; nil for only when leaf is told to.
  package var zonePollInterval: UInt32?
  /// How names carry an address in the zones without a file that say nothing else.
  package var dialect = Dialect.leaf
  /// Each inside a zone, each name once.
  package var hosts: [Host] = []
  /// What applies in every zone that says nothing else.
  package var everyZone = ZoneSettings()
  /// What applies in a zone that has a table of its own.
  package var zoneTables: [DomainName: ZoneSettings] = [:]
  /// What is in the block lists of zones, by the paths of their files.
  package internal(set) var blocklists: [String: Blocklist] = [:]
  /// Zones without a file that have records in their tables.
  package internal(set) var zonesOfRecords: [DomainName: OrderedZone] = [:]
  /// What leaf says about itself.
  package var identity = IdentitySettings()
  /// Where it answers, and with how many threads.
  package var sockets: SocketSettings
  /// How much it does for whom.
  package var limits = LimitSettings()
  /// What it logs.
  package var log = LogSettings()
  /// Where it tells its metrics.
  package var metrics = MetricsSettings()

  init(coreCount: Int) { sockets = SocketSettings(coreCount: coreCount) }

  /// The folder of the keys that zones are signed with.
  package var keyFolder: String { "\(stateFolder ?? ".")/keys" }

  /// What applies in a zone.
  package func settings(of apex: DomainName) -> ZoneSettings { zoneTables[apex] ?? everyZone }

  /// Of names that carry an address, if a zone has any.
  package func dialect(of apex: DomainName) -> Dialect? {
    let settings = settings(of: apex)
    return settings.dialect ?? (settings.file == nil ? dialect : nil)
  }

  /// Which addresses of names a zone gives out; nil for all.
  package func filter(of apex: DomainName) -> NameFilter? { settings(of: apex).nameFilter }

  /// Makes what settings say of addresses, once for all zones that say the same.
  mutating func makeFilters() {
    everyZone.nameFilter = filter(everyZone.filter)
    for (apex, settings) in zoneTables {
      let filter = settings.filter == everyZone.filter ? everyZone.nameFilter : filter(settings.filter)
      zoneTables[apex]?.nameFilter = filter
    }
  }

  private func filter(_ settings: FilterSettings) -> NameFilter? {
    settings.filter(settings.blocklistFile.flatMap { blocklists[$0] })
  }
}

extension Configuration {
  @Rows<Configuration> static var fileRows: [Row<Configuration>] {
    Row(
      "config", "LEAF_CONFIG", .path, \.path, traits: .outsideFile,
      "The configuration file; leaf.toml in the working directory, if there is one, unless given.")
  }

  @Rows<Configuration> static var stateRows: [Row<Configuration>] {
    Row(
      "state_dir", "LEAF_STATE_DIR", .path("DIR"), \.stateFolder, default: "/var/lib/leaf",
      traits: .needsRestart,
      "The folder of what leaf keeps for itself: in its folder keys are those that zones are signed with. In the file it is"
        + " relative to that.")
  }

  @Rows<Configuration> static var zoneRows: [Row<Configuration>] {
    Row(
      "zones", "LEAF_ZONES", or: "LEAF_ZONE", keyAlias: "zone", .names("ZONE"), \.zones,
      traits: .inForce, example: #"zones = ["dev.example.com"]"#, "Zones to serve; at least one.")
    Row(
      "zones_dir", "LEAF_ZONES_DIR", .path("DIR"), \.zonesFolder, traits: .inForce,
      "A folder of zone files: each NAME.zone is a zone to serve. In the file it is relative to that.")
    Row(
      "zone_files", "LEAF_ZONE_FILES", or: "LEAF_ZONE_FILE", .zoneFiles, \.zoneFiles,
      example: #"# zone_files = ["example.com=example.com.zone"]"#,
      "Zones to serve from files that need no table of their own.")
    Row(
      "zone_poll_interval", "LEAF_ZONE_POLL_INTERVAL", .interval, \.zonePollInterval, default: "off",
      "How often zone files, zones_dir and block lists are looked at for changes, in seconds; with off only at SIGHUP."
    )
    Row(
      "dns.dialect", "LEAF_DIALECT", .choice, \.dialect, default: "leaf",
      "How names carry an address in zones without a file: next to the zone, as in leaf's own dialect or that of nip.io,"
        + " or anywhere, as in that of sslip.io.")
    Row(
      "hosts", "LEAF_HOSTS", .hosts, \.hosts,
      example: #"# "ns1.dev.example.com" = ["192.0.2.53", "2001:db8::53"]"#,
      "Names inside a zone with fixed IPv4 and IPv6 addresses, such as the name servers'.")
  }
}
