/// The settings by the keys that they have in one scope's tables.
struct KeyIndex: Sendable {
  /// By each of their keys at the top level.
  let flat: [String: Setting]
  /// By table, then key.
  let nested: [String: [String: Setting]]

  static let server = KeyIndex(Setting.all)
  static let zone = KeyIndex(SettingTable.zoneRows.map(\.setting))

  init(_ settings: [Setting]) {
    var (flat, nested): ([String: Setting], [String: [String: Setting]]) = ([:], [:])
    for setting in settings {
      for key in setting.flatKeys where flat[key] == nil { flat[key] = setting }
      for key in setting.nestedKey?.keys ?? [] {
        nested[setting.nestedKey?.table ?? "", default: [:]][key] = setting
      }
    }
    (self.flat, self.nested) = (flat, nested)
  }

  /// The setting of a key as it is written in one word: `ttl` or `dns.ttl`.
  func setting(_ key: String) -> Setting? {
    guard let dot = key.firstIndex(of: ".") else { return flat[key] }
    return nested[String(key[..<dot])]?[String(key[key.index(after: dot)...])]
  }

  /// That a key is unknown, and which one is like it.
  ///
  /// - Parameter table: The table that it stands in, one that is known.
  func unknown(_ key: String, in table: String? = nil) -> String {
    let known = table.map { Array((nested[$0] ?? [:]).keys) } ?? Array(flat.keys) + Array(nested.keys)
    return "unknown key" + (nearest(to: key, among: known.sorted()).map { "; did you mean \($0)?" } ?? "")
  }
}
