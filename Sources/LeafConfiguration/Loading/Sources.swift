/// Everything that values come from.
struct Sources {
  let commandLine: CommandLineValues
  let environment: [String: String]
  private let assigned: [Setting.ID: [Given]]
  private var file: ConfigurationFile?
  private(set) var problems: [Problem] = []

  init(_ commandLine: CommandLineValues, _ environment: [String: String]) {
    self.commandLine = commandLine
    // A variable of nothing is as none: it is how a shell or a container takes one back.
    self.environment = environment.filter { !$0.value.trimmed.isEmpty }
    assigned = commandLine.assigned(&problems)
    for setting in Setting.all where !setting.isList {
      guard commandLine.flags[setting.flag]?.isEmpty == false, let again = assigned[setting.id]?.first else {
        continue
      }
      problems.append(Problem(again.origin, "was given as --\(setting.flag) already"))
    }
  }

  var zones: [ConfigurationFile.ZoneTable] { file?.zones ?? [] }
  var broken: Set<Setting.ID> { file?.broken ?? [] }

  /// Reads the file that is named, which has to be there, or the one that is looked for. Returns its path.
  mutating func readFile(
    _ readFile: (String) throws(FileError) -> [UInt8]?
  ) throws(Problem) -> String? {
    let named = values(of: Setting["config"]).last
    let path = named?.value.text ?? "leaf.toml"
    let octets: [UInt8]?
    do throws(FileError) {
      octets = try readFile(path)
    } catch {
      let place = named.map { "\($0.origin): " } ?? ""
      throw Problem(at: place + path, "cannot be read: \(error.reason)")
    }
    if let octets {
      let file = ConfigurationFile(path: printable(path), octets: octets)
      problems = file.problems + problems
      self.file = file
      problems += overriddenFaults.map { Problem($0) }
      return path
    }
    if let named { throw Problem(named.origin, "\(path) cannot be read: No such file or directory") }
    return nil
  }

  /// What counts for a setting: the command line goes before the environment, that before the file, that before
  /// the default.
  func values(of setting: Setting) -> [Given] {
    let flag = setting.flag
    let given = (commandLine.flags[flag] ?? []).map { Given(.text($0), .flag(flag)) }
    let variables = setting.variables.compactMap { variable in
      environment[variable].map { Given(.text($0), .variable(variable)) }
    }
    // Empty lists are as none.
    let inFile = (file?.values[setting.id] ?? []).filter { !$0.elements(setting.form).isEmpty }
    let byDefault = [setting.defaultValue].compactMap { $0 }.map { Given($0, .builtIn) }
    return [given + (assigned[setting.id] ?? []), variables, inFile, byDefault].first { !$0.isEmpty } ?? []
  }

  /// What is wrong with values of the file that others go before: they need not be right, but single where those of
  /// their setting are.
  private var overriddenFaults: [Fault] {
    (file?.values ?? [:]).flatMap { id, given in
      let setting = Setting[id]
      if setting.form == .table || values(of: setting) == given { return [Fault]() }
      let faults = given.flatMap { $0.elements(setting.form) }.compactMap(\.shapeFault)
      return setting.isSecret ? faults.map(\.masked) : faults
    }
  }

  /// Variables that look like one of leaf's. Others are none of its business: a container's environment has a
  /// LEAF_PORT when there is a service of that name.
  var unknownVariables: [String] {
    let known = Setting.all.flatMap(\.variables)
    let words = known.map { String($0.dropFirst("LEAF_".count)) }
    return environment.keys.sorted().compactMap { variable in
      guard variable.hasPrefix("LEAF_"), !known.contains(variable),
        let nearest = nearest(to: String(variable.dropFirst("LEAF_".count)), among: words)
      else { return nil }
      return "\(printable(variable)) is no variable of leaf's; did you mean LEAF_\(nearest)?"
    }
  }
}

/// Why a file cannot be read.
package struct FileError: Error, Equatable {
  /// In the system's words.
  package let reason: String

  package init(reason: String) { self.reason = reason }
}
