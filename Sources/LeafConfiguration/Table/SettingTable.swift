// The table of all settings. Its rows stand beside what their values go into.

/// The settings that --help shows under one title.
package struct SettingGroup: Sendable {
  /// As `--help` shows it.
  package let title: String
  /// In the order in which they are shown.
  package let settings: [Setting]
  fileprivate let rows: [Row<Configuration>]

  private init(_ title: String, _ rows: [Row<Configuration>]) {
    self.title = title
    self.rows = rows
    settings = rows.map(\.setting)
  }

  /// All groups, in the order in which they are shown.
  package static let all = [
    SettingGroup("Configuration file", Configuration.fileRows),
    SettingGroup("Zones", Configuration.zoneRows + forAll(ZoneSettings.nameRows + ZoneSettings.fileRows)),
    SettingGroup("Answers", forAll(ZoneSettings.answerRows)),
    SettingGroup("Filters", forAll(ZoneSettings.filterRows)),
    SettingGroup(
      "DNSSEC",
      forAll(ZoneSettings.securityRows) + OnlineSigningSettings.rows.map { $0.within(\.onlineSigning) }
        + Configuration.stateRows),
    SettingGroup("SOA record", forAll(ZoneSettings.soaRows)),
    SettingGroup("Identity and EDNS", IdentitySettings.rows.map { $0.within(\.identity) }),
    SettingGroup("Sockets", SocketSettings.rows.map { $0.within(\.sockets) }),
    SettingGroup("Limits", LimitSettings.rows.map { $0.within(\.limits) }),
    SettingGroup("Log", LogSettings.rows.map { $0.within(\.log) }),
    SettingGroup("Metrics", MetricsSettings.rows.map { $0.within(\.metrics) }),
  ]

  /// What holds for every zone that says nothing else.
  private static func forAll(_ rows: [Row<ZoneSettings>]) -> [Row<Configuration>] {
    rows.filter { $0.setting.scope == .both }.map { $0.within(\.everyZone) }
  }
}

enum SettingTable {
  /// The rows whose values go into the whole configuration; for zones into what holds for all.
  static let rows = index(SettingGroup.all.flatMap(\.rows))
  /// The settings that one zone can have of its own.
  static let zoneRows =
    ZoneSettings.fileRows + ZoneSettings.nameRows + ZoneSettings.answerRows
    + ZoneSettings.filterRows + ZoneSettings.securityRows + ZoneSettings.soaRows

  private static func index<Root>(_ rows: [Row<Root>]) -> [Setting.ID: Row<Root>] {
    Dictionary(rows.map { ($0.setting.id, $0) }) { first, _ in first }
  }
}

extension Setting {
  /// Every setting, group by group.
  package static let all = SettingGroup.all.flatMap(\.settings)

  /// - Parameter id: Of a setting in the table.
  package static subscript(id: ID) -> Setting {
    guard let row = SettingTable.rows[id] else { preconditionFailure("no setting \(id.key)") }
    return row.setting
  }

  /// The value in force; for zones that of all.
  package func value(in configuration: Configuration) -> SettingValue {
    SettingTable.rows[id]?.show(configuration) ?? .list([])
  }
}
