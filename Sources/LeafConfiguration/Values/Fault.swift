/// What is wrong with one value, and where it comes from.
struct Fault: Equatable {
  let origin: Origin
  let error: SettingError

  /// The same without what was found, which is a secret.
  var masked: Fault { Fault(origin: origin, error: SettingError(found: "…", allowed: error.allowed)) }
}
