/// - Parameter other: A word that would do instead.
func parseNumber<Value: FixedWidthInteger>(
  _ text: String, in range: ClosedRange<Value>, or other: String? = nil
) throws(SettingError) -> Value {
  guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
    let value = Value(text), range.contains(value)
  else { throw .noNumber(text, in: range, or: other) }
  return value
}

func parseNumber<Value: FixedWidthInteger>(
  _ value: SettingValue, in range: ClosedRange<Value>, or other: String? = nil
) throws(SettingError) -> Value {
  if case .text(let text) = value { return try parseNumber(text, in: range, or: other) }
  guard case .number(let number) = value, let exact = Value(exactly: number), range.contains(exact) else {
    throw .noNumber(try value.single(), in: range, or: other)
  }
  return exact
}

extension SettingError {
  fileprivate static func noNumber<Value>(
    _ found: String, in range: ClosedRange<Value>, or other: String?
  ) -> SettingError {
    let allowed = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    return SettingError(found: found, allowed: allowed + (other.map { ", or \($0)" } ?? ""))
  }
}

extension Kind where Value: FixedWidthInteger & Sendable {
  static func number(_ range: ClosedRange<Value>) -> Kind {
    single("N", show: { .number(Int64($0)) }) { value throws(SettingError) in
      try parseNumber(value, in: range)
    }
  }
}

extension Kind where Value == UInt32? {
  /// A limit on what happens in a second, or none.
  static let rate = Kind.numberOr("off", 1...10_000_000)
  /// How often something is done, in seconds, or that it is not.
  static let interval = Kind.numberOr("off", 1...86_400)
}

extension Kind where Value == Int? {
  /// How many threads do something; nil for one a core.
  static let threads = Kind.numberOr("cores", 1...256)
}

extension Kind {
  /// A number, or the word that stands for nil.
  static func numberOr<Number: FixedWidthInteger & Sendable>(
    _ word: String, _ range: ClosedRange<Number>
  ) -> Kind where Value == Number? {
    single("N|\(word)", show: { $0.map { .number(Int64($0)) } ?? .text(word) }) {
      value throws(SettingError) in
      value == .text(word) ? nil : try parseNumber(value, in: range, or: word)
    }
  }
}

extension Kind where Value == Duration {
  static let milliseconds = single("MS", show: { .number(Int64($0 / .milliseconds(1))) }) {
    value throws(SettingError) in
    .milliseconds(try parseNumber(value, in: 1...3_600_000))
  }
}
