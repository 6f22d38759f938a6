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

  init(coreCount: Int) { sockets = SocketSettings(coreCount: coreCount) }

  /// What applies in a zone.
  package func settings(of apex: DomainName) -> ZoneSettings { zoneTables[apex] ?? everyZone }
}

extension SettingGroup {
  static let file = SettingGroup("Configuration file") {
    Setting.server(
      "config", "LEAF_CONFIG", .path, \.path, traits: .outsideFile,
      "The configuration file; leaf.toml in the working directory, if there is one, unless given.")
  }
}
