/// Where a value comes from.
package enum Origin: Equatable, Sendable {
  /// The command line, by the flag's name without its dashes.
  case flag(String)
  /// `--set`, and the key there.
  case assignment(key: String)
  /// The environment, by the variable's name.
  case variable(String)
  /// `key` is nil for the file as a whole.
  case file(String, line: Int, key: String?)
  /// Nowhere: it is the default.
  case builtIn

  /// Its line in the configuration file; 0 elsewhere.
  var line: Int {
    if case .file(_, let line, _) = self { line } else { 0 }
  }

  /// The same in another line of the file, where there is one.
  func at(line: Int) -> Origin {
    guard case .file(let path, _, let key) = self, line > 0 else { return self }
    return .file(path, line: line, key: key)
  }
}

extension Origin: CustomStringConvertible {
  package var description: String {
    switch self {
    case .flag(let flag): "--\(flag)"
    case .assignment(let key): "--set \(key)"
    case .variable(let variable): variable
    case .file(let path, let line, let key): "\(path):\(line)" + (key.map { ": \($0)" } ?? "")
    case .builtIn: "default"
    }
  }
}
