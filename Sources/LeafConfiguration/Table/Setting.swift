/// One thing that can be configured: how it is named and described.
package struct Setting: Sendable, Identifiable {
  /// Its place in the configuration file, table and key, by which it is known.
  package struct ID: Hashable, Sendable, ExpressibleByStringLiteral {
    let key: String

    package init(stringLiteral key: String) { self.key = key }
  }

  /// Whom a value is for.
  package enum Scope: Sendable {
    /// leaf as a whole.
    case server
    /// One zone.
    case zone
    /// All zones, or one, whose own value goes before that of all.
    case both
  }

  /// What is special about a setting.
  package struct Traits: OptionSet, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Its value is never shown.
    package static let secret = Traits(rawValue: 1)
    /// Only a start can change it.
    package static let needsRestart = Traits(rawValue: 2)
    /// It cannot stand in the file.
    static let outsideFile = Traits(rawValue: 4)
    /// At the top level of the file its key would be another's.
    static let onlyInTable = Traits(rawValue: 64)
    // What of the log's first lines it is in.
    /// It is in the first line, with all that is in force.
    package static let inForce = Traits(rawValue: 8)
    /// It is in the second line: how lines look.
    package static let logForm = Traits(rawValue: 16)
    /// It is in the second line: what gets one.
    package static let logContent = Traits(rawValue: 32)
  }

  package let id: ID
  /// Whom its values are for.
  package let scope: Scope
  /// The environment variables: of two the second is the one that people use for a single value.
  package let variables: [String]
  /// Another key.
  let keyAlias: String?
  /// What applies when it is given nowhere; nil when nothing does.
  let defaultValue: SettingValue?
  /// What `--help` has in the value's place: `N`.
  package let placeholder: String
  let form: SettingForm
  /// What is special about it.
  package let traits: Traits
  /// What follows the key in the example of a file, where its default cannot.
  let example: String?
  /// What it does, in one sentence or two.
  package let help: String
}

// The names that it goes by.
extension Setting {
  var isList: Bool { form != .single }
  var isSecret: Bool { traits.contains(.secret) }

  /// The table and key of the configuration file; nil when it cannot stand there.
  package var key: String? { traits.contains(.outsideFile) ? nil : id.key }

  /// The long flags, without their dashes.
  package var flags: [String] {
    variables.map { $0.dropFirst("LEAF_".count).lowercased().replacing("_", with: "-") }
  }

  /// The flag that it goes by.
  package var flag: String { flags.last ?? id.key }

  /// The last word of each name: its keys in its table.
  package var words: [String] {
    let word = key?.split(separator: ".").last.map(String.init)
    return [word, keyAlias].compactMap { $0 }
  }

  /// The keys that it has at the top level of the file.
  package var flatKeys: [String] { traits.contains(.onlyInTable) ? [] : words }

  /// What the log calls it.
  package var name: String { flatKeys.first ?? id.key.replacing(".", with: "_") }

  /// The table and keys, where it has a table.
  var nestedKey: (table: String, keys: [String])? {
    guard let key, let dot = key.firstIndex(of: ".") else { return nil }
    return (String(key[..<dot]), words)
  }

  /// The default, for people to read.
  package var defaultText: String? { defaultValue?.flat }
}
