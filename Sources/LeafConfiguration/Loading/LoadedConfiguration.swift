import DNSWire

/// A configuration, and where each of its values comes from.
package struct LoadedConfiguration: Sendable {
  /// What was given for a setting.
  package struct Value: Sendable {
    /// What it is for.
    package let setting: Setting
    /// Without secrets.
    let given: [Given]

    fileprivate init(_ setting: Setting, _ given: [Given]) {
      self.setting = setting
      self.given = setting.isSecret ? given.map { Given("(not shown)", $0.origin) } : given
    }

    /// Where it comes from; the first of several places.
    package var origin: Origin {
      given.first.map { $0.elements(setting.form).first?.origin ?? $0.origin } ?? .builtIn
    }

    /// The key in the file, as it is written there if it is.
    package var key: String? {
      if case .file(_, _, let key?) = origin { key } else { setting.key }
    }

    /// The value for people to read; nil when there is none.
    package var text: String? {
      given.isEmpty ? nil : given.map(\.value.flat).joined(separator: ",")
    }
  }

  /// What leaf runs with.
  package private(set) var configuration: Configuration
  /// What each setting has been given, in the order of the table.
  package private(set) var values: [Value] = []
  /// What the tables of zones give.
  package private(set) var zoneValues: [Value] = []
  /// The file that was read.
  package let path: String?
  /// What may be a mistake, and keeps leaf from nothing.
  package let warnings: [String]

  private var problems: [Problem] = []
  /// The settings that have a value that cannot be used.
  private var broken: Set<Setting.ID> = []

  /// - Parameters:
  ///   - coreCount: Of the machine.
  ///   - readFile: What is in a file; nil when there is none of that name.
  /// - Throws: Every problem found, with where it came from.
  package init(
    commandLine: CommandLineValues, environment: [String: String], coreCount: Int,
    readFile: (String) throws(FileError) -> [UInt8]?
  ) throws(ConfigurationError) {
    var sources = Sources(commandLine, environment)
    do throws(Problem) {
      path = try sources.readFile(readFile)
    } catch {
      throw ConfigurationError(problems: [error])
    }
    configuration = Configuration(coreCount: coreCount)
    warnings = sources.unknownVariables
    problems = sources.problems
    for setting in Setting.all { take(setting, from: sources) }
    var served = Set(configuration.zones)
    for zone in sources.zones {
      take(zone)
      if served.insert(zone.name).inserted { configuration.zones.append(zone.name) }
    }
    broken.formUnion(sources.broken)
    addConflicts(sources)
    guard problems.isEmpty else {
      throw ConfigurationError(problems: problems.sorted { $0.line < $1.line })
    }
  }

  private mutating func take(_ setting: Setting, from sources: Sources) {
    let given = sources.values(of: setting)
    values.append(Value(setting, given))
    guard !given.isEmpty, let row = SettingTable.rows[setting.id] else { return }
    add(row.read(given, &configuration), setting)
  }

  /// A zone's table: what it does not say is as in every zone.
  private mutating func take(_ zone: ConfigurationFile.ZoneTable) {
    var settings = configuration.everyZone
    for row in SettingTable.zoneRows {
      guard let given = zone.values[row.setting.id] else { continue }
      zoneValues.append(Value(row.setting, given))
      add(row.read(given, &settings), row.setting)
    }
    configuration.zoneTables[zone.name] = settings
  }

  private mutating func add(_ faults: [Fault], _ setting: Setting) {
    problems += faults.map { Problem($0) }
    if !faults.isEmpty { broken.insert(setting.id) }
  }

  /// A value that is missing or wrong conflicts with nothing.
  private mutating func addConflicts(_ sources: Sources) {
    let tables = Dictionary(sources.zones.map { ($0.name, $0.origin) }) { first, _ in first }
    for conflict in configuration.conflicts where broken.isDisjoint(with: [conflict.setting, conflict.other])
    {
      let given = values.first { $0.setting.id == conflict.setting }
      let origin = conflict.zone.flatMap { tables[$0] } ?? given?.origin ?? .builtIn
      let setting = Setting[conflict.setting]
      problems.append(
        origin == .builtIn
          ? Problem(at: "--\(setting.flag) or \(setting.variables[0])", conflict.text)
          : Problem(origin, conflict.text))
    }
  }
}
