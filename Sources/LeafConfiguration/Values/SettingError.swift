/// What is wrong with one value.
struct SettingError: Error, Equatable {
  let found: String
  let allowed: String

  var description: String { "'\(found)' is not \(allowed)" }
}
