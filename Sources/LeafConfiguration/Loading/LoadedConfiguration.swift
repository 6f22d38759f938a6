import DNSWire
import DNSZoneFile
import LeafCore

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
  /// What was in it.
  package let fileOctets: [UInt8]?
  /// What may be a mistake, and keeps leaf from nothing.
  package private(set) var warnings: [String]

  private var problems: [Problem] = []
  /// The zones of the folder.
  private var folderZones: [DomainName] = []
  /// The settings that have a value that cannot be used.
  private var broken: Set<Setting.ID> = []

  /// - Parameters:
  ///   - coreCount: Of the machine.
  ///   - readFile: What is in a file; nil when there is none of that name.
  ///   - listFolder: The names of the files in a folder.
  /// - Throws: Every problem found, with where it came from.
  package init(
    commandLine: CommandLineValues, environment: [String: String], coreCount: Int,
    readFile: (String) throws(FileError) -> [UInt8]?,
    listFolder: (String) throws(FileError) -> [String] = { _ throws(FileError) in [] }
  ) throws(ConfigurationError) {
    var sources = Sources(commandLine, environment)
    var octets: [UInt8]?
    do throws(Problem) {
      path = try sources.readFile { path throws(FileError) in
        octets = try readFile(path)
        return octets
      }
    } catch {
      throw ConfigurationError(problems: [error])
    }
    fileOctets = octets
    configuration = Configuration(coreCount: coreCount)
    warnings = sources.unknownVariables
    problems = sources.problems
    for setting in Setting.all { take(setting, from: sources) }
    configuration.everyZone.filter.blocklistFile = configuration.everyZone.filter.blocklistFile.map {
      resolved($0, from: origin(of: "dns.blocklist_file"))
    }
    configuration.stateFolder = configuration.stateFolder.map {
      resolved($0, from: origin(of: "state_dir"))
    }
    takeZones(sources, listFolder)
    takeBlocklists(sources, readFile)
    broken.formUnion(sources.broken)
    addMisplaced(sources)
    addConflicts(sources)
    if problems.isEmpty { takeRecords(sources) }
    guard problems.isEmpty else {
      throw ConfigurationError(problems: problems.sorted { $0.line < $1.line })
    }
  }

  /// The folder of keys alone, for who needs nothing else of a configuration.
  ///
  /// - Throws: What is wrong with the file, or with what is given.
  package static func keyFolder(
    environment: [String: String], readFile: (String) throws(FileError) -> [UInt8]?
  ) throws(ConfigurationError) -> String {
    var sources = Sources(CommandLineValues(flags: [:], assignments: []), environment)
    var configuration = Configuration(coreCount: 1)
    let path: String?
    do throws(Problem) {
      path = try sources.readFile(readFile)
    } catch {
      throw ConfigurationError(problems: [error])
    }
    let given = sources.values(of: Setting["state_dir"])
    let faults = SettingTable.rows["state_dir"]?.read(given, &configuration) ?? []
    let problems = sources.problems + faults.map { Problem($0) }
    guard problems.isEmpty else { throw ConfigurationError(problems: problems) }
    configuration.stateFolder = configuration.stateFolder.map {
      resolved($0, from: given.first?.origin ?? .builtIn, in: path)
    }
    return configuration.keyFolder
  }

  private mutating func take(_ setting: Setting, from sources: Sources) {
    let given = sources.values(of: setting)
    values.append(Value(setting, given))
    guard !given.isEmpty, let row = SettingTable.rows[setting.id] else { return }
    add(row.read(given, &configuration), setting)
  }

  /// Takes the zones of all places. Of two files for one zone that of `zone_files` goes before that of the zone's table,
  /// and that before the folder's.
  private mutating func takeZones(
    _ sources: Sources, _ listFolder: (String) throws(FileError) -> [String]
  ) {
    for zone in sources.zones { take(zone) }
    for file in configuration.zoneFiles {
      setFile(resolved(file.path, from: origin(of: "zone_files")), of: file.apex)
    }
    takeFolder(listFolder)
    var served = Set(configuration.zones)
    for zone in sources.zones.map(\.name) + configuration.zoneFiles.map(\.apex) + folderZones
    where served.insert(zone).inserted {
      configuration.zones.append(zone)
    }
  }

  private mutating func setFile(_ path: String, of apex: DomainName) {
    configuration.zoneTables[apex, default: configuration.everyZone].file = path
  }

  /// Takes each file of the folder of zones. One that is no zone is told of, as whoever put it there may think so.
  private mutating func takeFolder(_ listFolder: (String) throws(FileError) -> [String]) {
    let origin = origin(of: "zones_dir")
    guard let folder = configuration.zonesFolder.map({ resolved($0, from: origin) }) else { return }
    configuration.zonesFolder = folder
    do throws(FileError) {
      let files = FolderZones(try listFolder(folder))
      warnings += files.others.map { printable("\(folder)/\($0.file) is not served: \($0.reason)") }
      folderZones = files.zones.map(\.apex)
      for zone in files.zones where configuration.settings(of: zone.apex).file == nil {
        setFile("\(folder)/\(zone.path)", of: zone.apex)
      }
    } catch {
      problems.append(Problem(origin, "\(folder) cannot be read: \(error.reason)"))
      broken.insert("zones_dir")
    }
  }

  /// Reads the block lists of all zones, each once.
  private mutating func takeBlocklists(
    _ sources: Sources, _ readFile: (String) throws(FileError) -> [UInt8]?
  ) {
    var tried: Set<String> = []
    let own = sources.zones.compactMap { zone in
      zone.values["dns.blocklist_file"]?.first.map { (configuration.settings(of: zone.name), $0.origin) }
    }
    for (settings, origin) in [(configuration.everyZone, self.origin(of: "dns.blocklist_file"))] + own {
      guard let path = settings.filter.blocklistFile, tried.insert(path).inserted else { continue }
      do throws(FileError) {
        guard let octets = try readFile(path) else { throw FileError(reason: "No such file or directory") }
        takeBlocklist(path, octets)
      } catch {
        problems.append(Problem(origin, "\(path) cannot be read: \(error.reason)"))
      }
    }
    configuration.makeFilters()
  }

  private mutating func takeBlocklist(_ path: String, _ octets: [UInt8]) {
    var wrong: [Blocklist.Problem] = []
    configuration.blocklists[path] = Blocklist(octets, problems: &wrong)
    problems += wrong.map {
      Problem(at: "\(path):\($0.line)", "'\($0.found)' stands here; allowed is \($0.allowed)")
    }
  }

  /// The path of a file as the program opens it: what the configuration file names is relative to that.
  private func resolved(_ file: String, from origin: Origin) -> String {
    Self.resolved(file, from: origin, in: path)
  }

  /// - Parameter path: Of the configuration file.
  private static func resolved(_ file: String, from origin: Origin, in path: String?) -> String {
    guard case .file = origin, !file.hasPrefix("/"), let path, let slash = path.lastIndex(of: "/") else {
      return file
    }
    return path[...slash] + file
  }

  private func origin(of setting: Setting.ID) -> Origin {
    values.first { $0.setting.id == setting }?.origin ?? .builtIn
  }

  /// A zone's table: what it does not say is as in every zone.
  private mutating func take(_ zone: ConfigurationFile.ZoneTable) {
    var settings = configuration.everyZone
    for row in SettingTable.zoneRows {
      guard let given = zone.values[row.setting.id] else { continue }
      zoneValues.append(Value(row.setting, given))
      add(row.read(given, &settings), row.setting)
    }
    settings.file = settings.file.map { resolved($0, from: zone.origin) }
    if zone.values["dns.blocklist_file"] != nil {
      settings.filter.blocklistFile = settings.filter.blocklistFile.map { resolved($0, from: zone.origin) }
    }
    configuration.zoneTables[zone.name] = settings
  }

  private mutating func add(_ faults: [Fault], _ setting: Setting) {
    problems += faults.map { Problem($0) }
    if !faults.isEmpty { broken.insert(setting.id) }
  }

  /// Makes zones of records, once all that they depend on is right.
  private mutating func takeRecords(_ sources: Sources) {
    let tables = Dictionary(sources.zones.map { ($0.name, $0.origin) }) { first, _ in first }
    for (apex, problem) in configuration.makeZonesOfRecords() {
      let found = Problem(problem.origin ?? tables[apex] ?? .builtIn, problem.text)
      switch problem.severity {
      case .error: problems.append(found)
      case .warning: warnings.append(found.description)
      }
    }
  }

  /// Says which settings have no meaning in the zone in whose table they stand.
  private mutating func addMisplaced(_ sources: Sources) {
    for zone in sources.zones {
      let settings = configuration.settings(of: zone.name)
      for row in SettingTable.zoneRows {
        guard let origin = zone.values[row.setting.id]?.first?.origin,
          let reason = settings.reasonAgainst(row.setting.id)
        else { continue }
        problems.append(Problem(origin, reason))
      }
    }
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
