/// One row of the table of settings: all that there is to say about one, and where in a `Root` its value goes.
struct Row<Root>: Sendable {
  typealias Path<Value> = WritableKeyPath<Root, Value> & Sendable

  let setting: Setting
  /// Puts in what was given. Returns what is wrong with it.
  let read: @Sendable ([Given], inout Root) -> [Fault]
  let show: @Sendable (Root) -> SettingValue

  /// - Parameters:
  ///   - key: Its place in the configuration file.
  ///   - variable: The environment's; nil for what stands in the file alone.
  ///   - alias: Another variable, the one that people use for a single value.
  ///   - keyAlias: Another key.
  init<Value>(
    _ key: Setting.ID, _ variable: String?, or alias: String? = nil, keyAlias: String? = nil,
    _ kind: Kind<Value>,
    _ path: Path<Value>, for scope: Setting.Scope = .server, default defaultValue: SettingValue? = nil,
    traits: Setting.Traits = [], example: String? = nil, _ help: String
  ) {
    setting = Setting(
      id: key, scope: scope, variables: [variable, alias].compactMap { $0 }, keyAlias: keyAlias,
      defaultValue: defaultValue,
      placeholder: kind.placeholder, form: kind.form, traits: traits, example: example, help: help)
    let isSecret = setting.isSecret
    read = { given, root in
      var faults: [Fault] = []
      if let value = kind.read(given, &faults) { root[keyPath: path] = value }
      return isSecret ? faults.map(\.masked) : faults
    }
    show = { isSecret ? "…" : kind.show($0[keyPath: path]) }
  }

  private init(
    _ setting: Setting, read: @escaping @Sendable ([Given], inout Root) -> [Fault],
    show: @escaping @Sendable (Root) -> SettingValue
  ) {
    (self.setting, self.read, self.show) = (setting, read, show)
  }

  /// The same row where `Root` is a part of something larger.
  func within<Whole>(_ part: WritableKeyPath<Whole, Root> & Sendable) -> Row<Whole> {
    Row<Whole>(
      setting, read: { [read] given, whole in read(given, &whole[keyPath: part]) },
      show: { [show] whole in show(whole[keyPath: part]) })
  }
}

/// Rows one after another. The compiler takes one at a time.
@resultBuilder enum Rows<Root> {
  static func buildExpression(_ row: Row<Root>) -> Row<Root> { row }
  static func buildBlock(_ rows: Row<Root>...) -> [Row<Root>] { rows }
}
