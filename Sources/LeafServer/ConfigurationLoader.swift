/// Where a value comes from.
enum Source: Equatable, Sendable {
  case commandLine(flag: String)
  case environment(variable: String)
  case builtIn
}

extension Source: CustomStringConvertible {
  var description: String {
    switch self {
    case .commandLine(let flag): "--\(flag)"
    case .environment(let variable): variable
    case .builtIn: "default"
    }
  }
}

/// Everything that is wrong with the configuration, a line each.
struct ConfigurationError: Error {
  let problems: [String]
}

/// What the command line gives: for each flag, its values in order.
typealias CommandLineValues = [String: [String]]

/// Puts the configuration together: the command line before the environment before the default.
///
/// - Throws: Every problem found, with where it came from.
func loadConfiguration(
  commandLine: CommandLineValues, environment: [String: String]
) throws(ConfigurationError) -> Configuration {
  var configuration = Configuration()
  var sources: [String: Source] = [:]
  var problems: [String] = []
  for setting in Setting.all {
    let (texts, source) = value(of: setting, commandLine, environment)
    sources[setting.variable] = source
    do throws(SettingError) {
      if !texts.isEmpty { try setting.apply(texts, &configuration) }
    } catch {
      problems.append("\(source): \(error.description)")
    }
  }
  // With a value missing, what the others add up to says little.
  if problems.isEmpty {
    problems = configuration.problems.map { problem in
      let source = sources[problem.setting.variable] ?? .builtIn
      let origin =
        source == .builtIn ? "--\(problem.setting.flag) or \(problem.setting.variable)" : "\(source)"
      return "\(origin): \(problem.problem)"
    }
  }
  guard problems.isEmpty else { throw ConfigurationError(problems: problems) }
  return configuration
}

private func value(
  of setting: Setting, _ commandLine: CommandLineValues, _ environment: [String: String]
) -> ([String], Source) {
  if let given = commandLine[setting.flag], !given.isEmpty {
    return (given, .commandLine(flag: setting.flag))
  }
  let set = setting.variables.filter { environment[$0] != nil }
  if let first = set.first {
    return (set.compactMap { environment[$0] }, .environment(variable: first))
  }
  return ([setting.defaultText].compactMap { $0 }, .builtIn)
}
