/// What the command line gives. Nothing of it is shown by whoever prints it: there may be a secret in it.
package struct CommandLineValues: Sendable, CustomStringConvertible, CustomReflectable {
  /// For each flag its values in order.
  package var flags: [String: [String]] = [:]
  /// What stands after each `--set`: `KEY=VALUE`.
  var assignments: [String] = []

  /// - Parameter assignments: What stands after each `--set`, `KEY=VALUE`.
  package init(flags: [String: [String]], assignments: [String] = []) {
    self.flags = flags
    self.assignments = assignments
  }

  package var description: String { "\(flags.count) flags, \(assignments.count) assignments" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

extension CommandLineValues {
  /// What `--set` gives for each setting.
  ///
  /// - Parameter problems: Gets what is no assignment to one.
  func assigned(_ problems: inout [Problem]) -> [Setting.ID: [Given]] {
    var values: [Setting.ID: [Given]] = [:]
    for text in assignments {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2 else {
        // It is not repeated: it may be a secret.
        problems.append(Problem(at: "--set", "KEY=VALUE is needed, such as limits.slip=2"))
        continue
      }
      let origin = Origin.assignment(key: parts[0])
      if let setting = KeyIndex.server.setting(parts[0]) {
        values[setting.id, default: []].append(Given(.text(parts[1]), origin))
      } else {
        problems.append(Problem(origin, Self.unknown(parts[0])))
      }
    }
    return values
  }

  private static func unknown(_ key: String) -> String {
    if key.hasPrefix("zone.") { return #"what a zone has of its own stands in the file, in [zone."NAME"]"# }
    let parts = key.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let isNested = parts.count == 2 && KeyIndex.server.nested[parts[0]] != nil
    return isNested ? KeyIndex.server.unknown(parts[1], in: parts[0]) : KeyIndex.server.unknown(key)
  }
}
