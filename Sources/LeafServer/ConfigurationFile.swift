import TOML

/// What a TOML file gives for each setting, and what is wrong with it.
struct ConfigurationFile: Sendable {
  /// By the setting's variable.
  private(set) var values: [String: [SourcedText]] = [:]
  private(set) var problems: [Problem] = []
  /// The variables of the settings that have a value that cannot be used.
  private(set) var broken: Set<String> = []

  private let path: String

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
    let flat = Setting.all.flatMap { setting in setting.flatKeys.map { ($0, setting) } }
    let settings = Dictionary(flat) { first, _ in first }
    let nested = Dictionary(grouping: Setting.all.compactMap(\.nestedKey), by: \.table)
    let tables = nested.mapValues { $0.flatMap(\.keys) }
    // Nested keys first: a flat one takes their place.
    var flatEntries: [TOMLTable.Entry] = []
    for entry in root.entries {
      guard let known = tables[entry.key], case .table(let table) = entry.value else {
        flatEntries.append(entry)
        continue
      }
      for nestedEntry in table.entries {
        let key = [entry.key, nestedEntry.key]
        guard known.contains(nestedEntry.key), let setting = settings[nestedEntry.key] else {
          report(unknown: key, at: nestedEntry.line, among: known)
          continue
        }
        take(nestedEntry, for: setting, at: key)
      }
    }
    var taken: Set<String> = []
    for entry in flatEntries {
      guard let setting = settings[entry.key] else {
        report(unknown: [entry.key], at: entry.line, among: Array(settings.keys) + Array(tables.keys))
        continue
      }
      // The two keys of one list add up.
      let adds = setting.isList && !taken.insert(setting.variable).inserted
      take(entry, for: setting, at: [entry.key], adding: adds)
    }
  }

  private mutating func take(
    _ entry: TOMLTable.Entry, for setting: Setting, at key: [String], adding: Bool = false
  ) {
    do throws(SettingError) {
      let texts = try texts(of: entry, for: setting).map { text, line in
        SourcedText(text: text, source: source(of: key, at: line))
      }
      values[setting.variable] = (adding ? values[setting.variable] ?? [] : []) + texts
    } catch {
      let error = setting.isSecret ? SettingError(found: "…", allowed: error.allowed) : error
      problems.append(Problem(source: source(of: key, at: entry.line), error.description))
      broken.insert(setting.variable)
    }
  }

  private func source(of key: [String], at line: Int) -> Source {
    .file(path, line: line, key: key.joined(separator: "."))
  }

  /// The value as flags would have it, and the line of each.
  private func texts(
    of entry: TOMLTable.Entry, for setting: Setting
  ) throws(SettingError) -> [(text: String, line: Int)] {
    switch entry.value {
    case .table(let table) where setting.variable == Setting.hosts.variable:
      return table.entries.map { host in
        ("\(host.key)=\(items(of: host).map(\.text).joined(separator: "+"))", host.line)
      }
    case .array where !setting.isList:
      throw SettingError(found: "\(entry.value)", allowed: "a single value")
    default:
      return items(of: entry)
    }
  }

  private func items(of entry: TOMLTable.Entry) -> [(text: String, line: Int)] {
    guard case .array(let items) = entry.value else { return [(text(of: entry.value), entry.line)] }
    return items.map { (text(of: $0.value), $0.line) }
  }

  /// What is no text becomes what it looks like, for the setting to take or to find fault with.
  private func text(of value: TOMLValue) -> String {
    if case .string(let text) = value { text } else { value.description }
  }

  private mutating func report(unknown key: [String], at line: Int, among known: [String]) {
    let nearest = nearest(to: key.last ?? "", among: known).map { "; did you mean \($0)?" } ?? ""
    problems.append(Problem(source: source(of: key, at: line), "unknown key\(nearest)"))
  }
}

/// The word that takes the fewest edits to become `word`, if they are few.
func nearest(to word: String, among words: [String]) -> String? {
  let distances = words.map { (word: $0, distance: editDistance(word, $0)) }
  let best = distances.min { ($0.distance, $0.word) < ($1.distance, $1.word) }
  // What begins or ends the same is meant even if much is missing.
  let affix = words.filter { $0.hasPrefix(word) || $0.hasSuffix(word) }.min { $0.count < $1.count }
  if let best, best.distance <= max(2, word.count / 3) { return best.word }
  return word.count >= 3 ? affix : nil
}

/// How many characters have to be put in, taken out or changed (Levenshtein).
private func editDistance(_ left: String, _ right: String) -> Int {
  let right = Array(right)
  var row = Array(0...right.count)
  for (i, character) in left.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for j in right.indices {
      let change = diagonal + (right[j] == character ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(change, row[j + 1] + 1, row[j] + 1)
    }
  }
  return row[right.count]
}
