/// One thing that can be configured: where it may be given, its default, and what it takes.
struct Setting: Sendable {

  /// The environment variable.
  let variable: String
  /// Another variable, and flag, for the same list: the ones that people use for a single value.
  let alias: String?
  /// What applies when it is given nowhere; nil when nothing does.
  let defaultText: String?
  let placeholder: String
  let help: String
  /// Whether commas split it, and giving it again adds to it.
  let isList: Bool
  /// Puts the value into the configuration.
  let apply: @Sendable ([String], inout Configuration) throws(SettingError) -> Void

  var variables: [String] { [variable] + [alias].compactMap { $0 } }

  /// The long flags, without their dashes.
  var flags: [String] {
    variables.map { $0.dropFirst("LEAF_".count).lowercased().replacing("_", with: "-") }
  }

  /// The flag that it goes by.
  var flag: String { flags.last ?? variable }
}

/// What is wrong with one value.
struct SettingError: Error, Equatable {
  let found: String
  let allowed: String

  var description: String { "'\(printable(found))' is not \(allowed)" }
}

/// The text with whatever does not print as an escape, so that it stays one line.
func printable(_ text: String) -> String {
  text.unicodeScalars.map { scalar in
    scalar.properties.generalCategory == .control ? scalar.escaped(asASCII: true) : String(scalar)
  }.joined()
}

// What the settings take.
extension Setting {
  typealias Target<Value> = WritableKeyPath<Configuration, Value> & Sendable

  /// One value.
  static func single<Value>(
    _ variable: String, _ target: Target<Value>, default defaultText: String?,
    _ placeholder: String, _ help: String,
    parse: @escaping @Sendable (String) throws(SettingError) -> Value
  ) -> Setting {
    Setting(
      variable: variable, alias: nil, defaultText: defaultText, placeholder: placeholder,
      help: help, isList: false
    ) { texts, configuration throws(SettingError) in
      for text in texts { configuration[keyPath: target] = try parse(text) }
    }
  }

  /// Values that commas split.
  static func list<Value>(
    _ variable: String, alias: String? = nil, _ target: Target<Value>,
    default defaultText: String?, _ placeholder: String, _ help: String,
    parse: @escaping @Sendable ([String]) throws(SettingError) -> Value
  ) -> Setting {
    Setting(
      variable: variable, alias: alias, defaultText: defaultText, placeholder: placeholder,
      help: help, isList: true
    ) { texts, configuration throws(SettingError) in
      var items: [String] = []
      for text in texts {
        items += text.split(separator: ",", omittingEmptySubsequences: false).map { String($0.trimmed) }
      }
      configuration[keyPath: target] = try parse(items)
    }
  }

  static func number<Value: FixedWidthInteger & Sendable>(
    _ variable: String, _ target: Target<Value>, default defaultText: String,
    _ range: ClosedRange<Value>, _ help: String
  ) -> Setting {
    single(variable, target, default: defaultText, "N", help) { text throws(SettingError) in
      try parseNumber(text, in: range)
    }
  }

  static func milliseconds(
    _ variable: String, _ target: Target<Duration>, default defaultText: String,
    _ help: String
  ) -> Setting {
    single(variable, target, default: defaultText, "MS", help) { text throws(SettingError) in
      .milliseconds(try parseNumber(text, in: 1...3_600_000))
    }
  }
}

func parseNumber<Value: FixedWidthInteger>(
  _ text: String, in range: ClosedRange<Value>
) throws(SettingError) -> Value {
  guard text.allSatisfy(\.isASCII), text.first?.isNumber == true, let value = Value(text),
    range.contains(value)
  else {
    throw SettingError(
      found: text, allowed: "a whole number from \(range.lowerBound) to \(range.upperBound)")
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
