import TOML

/// What a TOML file gives for each setting, and what is wrong with it.
struct ConfigurationFile: Sendable {
  /// By the setting's variable.
  private(set) var values: [String: [SourcedText]] = [:]
  private(set) var problems: [Problem] = []
  /// The variables of the settings that have a value that cannot be used.
  private(set) var broken: Set<String> = []

  private let path: String
  /// The lines of the settings that the table being read has given.
  private var lines: [String: Int] = [:]

  /// - Parameters:
  ///   - path: How messages name the file.
  ///   - octets: What is in it.
  init(path: String, octets: [UInt8]) {
    self.path = path
    do throws(TOMLError) {
      read(try TOMLTable(parsing: octets))
    } catch {
      problems.append(Problem(source: .file(path, line: error.line, key: nil), error.text))
      broken = Set(Setting.all.map(\.variable))
    }
  }

  private mutating func read(_ root: TOMLTable) {
    // Nested keys first: a flat one takes their place.
    var flatEntries: [TOMLTable.Entry] = []
    for entry in root.entries {
      guard let known = Self.tables[entry.key], case .table(let table) = entry.value else {
        flatEntries.append(entry)
        continue
      }
      lines = [:]
      for nestedEntry in table.entries {
        let key = [entry.key, nestedEntry.key]
        if known.contains(nestedEntry.key), let setting = Self.settings[nestedEntry.key] {
          take(nestedEntry, for: setting, at: key)
        } else {
          report(unknown: key, at: nestedEntry.line, among: known)
        }
      }
    }
    lines = [:]
    for entry in flatEntries {
      if let setting = Self.settings[entry.key] {
        take(entry, for: setting, at: [entry.key])
      } else if Self.tables[entry.key] != nil {
        report("has to be a table, [\(entry.key)]", at: entry.line, [entry.key])
      } else {
        let known = Array(Self.settings.keys) + Array(Self.tables.keys)
        report(unknown: [entry.key], at: entry.line, among: known)
      }
    }
  }

  /// By each of their keys at the top level.
  private static let settings: [String: Setting] = {
    let keys = Setting.all.flatMap { setting in setting.flatKeys.map { ($0, setting) } }
    return Dictionary(keys) { first, _ in first }
  }()

  /// The keys in each table.
  private static let tables = Dictionary(grouping: Setting.all.compactMap(\.nestedKey), by: \.table)
    .mapValues { $0.flatMap(\.keys) }

  private mutating func take(_ entry: TOMLTable.Entry, for setting: Setting, at key: [String]) {
    let earlierLine = lines.updateValue(entry.line, forKey: setting.variable)
    if let earlierLine, !setting.isList {
      report("was given in line \(earlierLine) already, by another name", at: entry.line, key)
      return
    }
    // The two keys of one list add up.
    var texts = earlierLine == nil ? [] : values[setting.variable] ?? []
    for (line, value) in items(of: entry, for: setting) {
      do throws(SettingError) {
        let source = Source.file(path, line: line, key: key.joined(separator: "."))
        texts.append(SourcedText(text: try value.get(), source: source))
      } catch {
        let error = setting.isSecret ? SettingError(found: "…", allowed: error.allowed) : error
        report(error.description, at: line, key)
        broken.insert(setting.variable)
      }
    }
    values[setting.variable] = texts
  }

  private typealias Item = (line: Int, text: Result<String, SettingError>)

  /// The value as flags would have it.
  private func items(of entry: TOMLTable.Entry, for setting: Setting) -> [Item] {
    switch entry.value {
    case .table(let table) where setting.variable == Setting.hosts.variable:
      table.entries.map { ($0.line, text(ofHost: $0)) }
    case .array(let items) where setting.isList:
      items.map { ($0.line, text(of: $0.value)) }
    default:
      [(entry.line, text(of: entry.value))]
    }
  }

  /// What is no text becomes what it looks like, for the setting to take or to find fault with.
  private func text(of value: TOMLValue) -> Result<String, SettingError> {
    switch value {
    case .string(let text): .success(text)
    case .array, .table: .failure(SettingError(found: "\(value)", allowed: "a single value"))
    case .integer, .float, .boolean, .dateTime: .success(value.description)
    }
  }

  /// `name=addr[+addr]…`
  private func text(ofHost host: TOMLTable.Entry) -> Result<String, SettingError> {
    if Self.settings[host.key] != nil {
      let allowed = "a host: as a setting it has to stand above [hosts]"
      return .failure(SettingError(found: host.key, allowed: allowed))
    }
    let addresses: [Result<String, SettingError>]
    switch host.value {
    case .table:
      let allowed = "a host: its name needs quotes, such as \"ns1.dev.example.com\""
      return .failure(SettingError(found: host.key, allowed: allowed))
    case .array(let items): addresses = items.map { text(of: $0.value) }
    default: addresses = [text(of: host.value)]
    }
    return Result { () throws(SettingError) in
      var texts: [String] = []
      for address in addresses { texts.append(try address.get()) }
      return "\(host.key)=\(texts.joined(separator: "+"))"
    }
  }

  private mutating func report(unknown key: [String], at line: Int, among known: [String]) {
    guard problems.count < Self.maximumProblems else { return }
    let nearest = nearest(to: key.last ?? "", among: known).map { "; did you mean \($0)?" } ?? ""
    report("unknown key\(nearest)", at: line, key)
  }

  private mutating func report(_ text: String, at line: Int, _ key: [String]) {
    guard problems.count < Self.maximumProblems else { return }
    problems.append(Problem(source: .file(path, line: line, key: key.joined(separator: ".")), text))
  }

  /// Nobody reads more of them at once.
  private static let maximumProblems = 100
}
