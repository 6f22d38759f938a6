/// One thing that can be configured: where it may be given, its default, and what it takes.
struct Setting: Sendable {
  /// The environment variable.
  let variable: String
  /// Another variable, flag and key for the same list: the one that people use for a single value.
  let alias: String?
  /// The table and key of the configuration file; nil when it cannot stand there.
  let toml: String?
  /// Another flat key.
  let tomlAlias: String?
  /// What applies when it is given nowhere; nil when nothing does.
  let defaultText: String?
  let placeholder: String
  let help: String
  /// Whether commas split it, and giving it again adds to it.
  let isList: Bool
  /// Whether its value is never shown.
  let isSecret: Bool
  /// Puts the value into the configuration. Returns what is wrong with each text.
  let apply: @Sendable ([String], inout Configuration) -> [(index: Int, error: SettingError)]

  var variables: [String] { [variable] + [alias].compactMap { $0 } }

  /// The long flags, without their dashes.
  var flags: [String] {
    variables.map { $0.dropFirst("LEAF_".count).lowercased().replacing("_", with: "-") }
  }

  /// The flag that it goes by.
  var flag: String { flags.last ?? variable }

  /// The keys that it has at the top level of the file: the last word of each name.
  var flatKeys: [String] {
    let aliases = [tomlAlias, alias.map { String($0.dropFirst("LEAF_".count).lowercased()) }]
    return [toml?.split(separator: ".").last.map(String.init)].compactMap { $0 } + aliases.compactMap { $0 }
  }

  /// The table and key, where it has a table.
  var nestedKey: (table: String, keys: [String])? {
    guard let toml, let dot = toml.firstIndex(of: ".") else { return nil }
    return (String(toml[..<dot]), flatKeys)
  }
}

/// What is wrong with one value.
struct SettingError: Error, Equatable {
  let found: String
  let allowed: String

  var description: String { "'\(found)' is not \(allowed)" }
}

/// The text with whatever does not print as an escape, so that it stays one line, and is read in its order.
func printable(_ text: String) -> String {
  text.unicodeScalars.map { scalar in
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: scalar.escaped(asASCII: true)
    default: String(scalar)
    }
  }.joined()
}

// What the settings take.
extension Setting {
  typealias Target<Value> = WritableKeyPath<Configuration, Value> & Sendable

  /// One value.
  static func single<Value>(
    _ variable: String, toml: String?, tomlAlias: String? = nil, _ target: Target<Value>,
    default defaultText: String?, _ placeholder: String, isSecret: Bool = false, _ help: String,
    parse: @escaping @Sendable (String) throws(SettingError) -> Value
  ) -> Setting {
    Setting(
      variable: variable, alias: nil, toml: toml, tomlAlias: tomlAlias, defaultText: defaultText,
      placeholder: placeholder, help: help, isList: false, isSecret: isSecret
    ) { texts, configuration in
      var errors: [(index: Int, error: SettingError)] = []
      for (index, text) in texts.enumerated() {
        do throws(SettingError) {
          configuration[keyPath: target] = try parse(text)
        } catch {
          errors.append((index, error))
        }
      }
      return errors
    }
  }

  /// Values that commas split.
  ///
  /// - Parameters:
  ///   - maximum: How many there may be.
  ///   - id: What no two of them may have in common; one that is the same all over is taken once.
  static func list<Item: Equatable & Sendable, ID: Hashable & Sendable, Value>(
    _ variable: String, alias: String? = nil, toml: String, _ target: Target<Value>,
    default defaultText: String?, _ placeholder: String, _ help: String, atMost maximum: Int = .max,
    id: @escaping @Sendable (Item) -> ID, into: @escaping @Sendable ([Item]) -> Value,
    parse: @escaping @Sendable (String) throws(SettingError) -> Item
  ) -> Setting {
    Setting(
      variable: variable, alias: alias, toml: toml, tomlAlias: nil, defaultText: defaultText,
      placeholder: placeholder, help: help, isList: true, isSecret: false
    ) { texts, configuration in
      var items: [Item] = []
      var known: [ID: Item] = [:]
      var errors: [(index: Int, error: SettingError)] = []
      for (index, text) in texts.enumerated() {
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
          let part = String(part.trimmed)
          do throws(SettingError) {
            let item = try parse(part)
            if let earlier = known[id(item)] {
              guard earlier == item else {
                throw SettingError(found: part, allowed: "the first of that name")
              }
              continue
            }
            known[id(item)] = item
            items.append(item)
          } catch {
            errors.append((index, error))
          }
        }
      }
      if items.count > maximum {
        errors.append((0, SettingError(found: "\(items.count)", allowed: "at most \(maximum) of them")))
      }
      if errors.isEmpty { configuration[keyPath: target] = into(items) }
      return errors
    }
  }

  static func number<Value: FixedWidthInteger & Sendable>(
    _ variable: String, toml: String, _ target: Target<Value>, default defaultText: String,
    _ range: ClosedRange<Value>, _ help: String
  ) -> Setting {
    single(variable, toml: toml, target, default: defaultText, "N", help) { text throws(SettingError) in
      try parseNumber(text, in: range)
    }
  }

  /// A limit on what happens in a second, or none.
  static func rate(
    _ variable: String, toml: String, _ target: Target<UInt32?>, default defaultText: String, _ help: String
  ) -> Setting {
    single(variable, toml: toml, target, default: defaultText, "N|off", help) { text throws(SettingError) in
      guard text != "off" else { return nil }
      return try parseNumber(text, in: 1...10_000_000, or: "off")
    }
  }

  static func milliseconds(
    _ variable: String, toml: String, _ target: Target<Duration>, default defaultText: String, _ help: String
  ) -> Setting {
    single(variable, toml: toml, target, default: defaultText, "MS", help) { text throws(SettingError) in
      .milliseconds(try parseNumber(text, in: 1...3_600_000))
    }
  }

  static func boolean(
    _ variable: String, toml: String, tomlAlias: String? = nil, _ target: Target<Bool>,
    default defaultText: String, _ help: String
  ) -> Setting {
    single(variable, toml: toml, tomlAlias: tomlAlias, target, default: defaultText, "true|false", help) {
      text throws(SettingError) in
      guard let value = Bool(text) else { throw SettingError(found: text, allowed: "true or false") }
      return value
    }
  }

  /// One of a few words.
  static func choice<Value: RawRepresentable<String> & CaseIterable & Sendable>(
    _ variable: String, toml: String, _ target: Target<Value>, default defaultText: String, _ help: String
  ) -> Setting {
    let words = Value.allCases.map(\.rawValue)
    return single(
      variable, toml: toml, target, default: defaultText, words.joined(separator: "|"), help
    ) { text throws(SettingError) in
      guard let value = Value(rawValue: text) else {
        throw SettingError(found: text, allowed: words.joined(separator: " or "))
      }
      return value
    }
  }
}

/// - Parameter other: A word that would do instead.
func parseNumber<Value: FixedWidthInteger>(
  _ text: String, in range: ClosedRange<Value>, or other: String? = nil
) throws(SettingError) -> Value {
  guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
    let value = Value(text),
    range.contains(value)
  else {
    let allowed = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    throw SettingError(found: text, allowed: allowed + (other.map { ", or \($0)" } ?? ""))
  }
  return value
}

extension StringProtocol {
  /// Without the spaces and tabs around it.
  var trimmed: SubSequence {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    let start = drop(while: isBlank)
    guard let last = start.lastIndex(where: { !isBlank($0) }) else { return start }
    return start[...last]
  }
}
