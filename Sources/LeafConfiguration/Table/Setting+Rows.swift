/// The settings that --help shows under one title.
package struct SettingGroup: Sendable {
  package let title: String
  package let settings: [Setting]

  init(_ title: String, @Rows _ settings: () -> [Setting]) {
    self.title = title
    self.settings = settings()
  }

  /// Takes the compiler one row at a time.
  @resultBuilder enum Rows {
    static func buildBlock(_ rows: Setting...) -> [Setting] { rows }
  }
}

/// Another variable, and with it another flag and key, of the same setting.
struct SettingAlias {
  var variable: String?
  var key: String?
}

// How rows of the table are written: whom the setting is for, its key, variable, kind and target.
extension Setting {
  typealias Path<Root, Value> = WritableKeyPath<Root, Value> & Sendable

  static func server<Value>(
    _ key: ID, _ variable: String, or alias: SettingAlias = SettingAlias(), _ kind: Kind<Value>,
    _ path: Path<Configuration, Value>, default defaultValue: SettingValue? = nil, traits: Traits = [],
    example: String? = nil, _ help: String
  ) -> Setting {
    let target = Target.server(
      read: { given, configuration, faults in
        if let value = kind.read(given, &faults) { configuration[keyPath: path] = value }
      }, show: { kind.show($0[keyPath: path]) })
    return Setting(
      id: key, scope: .server, variables: [variable] + [alias.variable].compactMap { $0 },
      keyAlias: alias.key, defaultValue: defaultValue, placeholder: kind.placeholder, form: kind.form,
      traits: traits, example: example, help: help, target: target)
  }

  /// For all zones, or one.
  static func both<Value>(
    _ key: ID, _ variable: String, _ kind: Kind<Value>, _ path: Path<ZoneSettings, Value>,
    default defaultValue: SettingValue? = nil, _ help: String
  ) -> Setting {
    zone(key, [variable], kind, path, .both, default: defaultValue, help)
  }

  /// For one zone; it stands in the file alone.
  static func zone<Value>(
    _ key: ID, _ kind: Kind<Value>, _ path: Path<ZoneSettings, Value>, _ help: String
  ) -> Setting {
    zone(key, [], kind, path, .zone, default: nil, help)
  }

  private static func zone<Value>(
    _ key: ID, _ variables: [String], _ kind: Kind<Value>, _ path: Path<ZoneSettings, Value>,
    _ scope: Scope, default defaultValue: SettingValue?, _ help: String
  ) -> Setting {
    let target = Target.zone(
      read: { given, settings, faults in
        if let value = kind.read(given, &faults) { settings[keyPath: path] = value }
      }, show: { kind.show($0[keyPath: path]) })
    return Setting(
      id: key, scope: scope, variables: variables, keyAlias: nil, defaultValue: defaultValue,
      placeholder: kind.placeholder, form: kind.form, traits: [], example: nil, help: help, target: target)
  }
}
