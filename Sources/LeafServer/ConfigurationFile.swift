import TOMLKit

/// What a TOML file gives for each setting, and what is wrong with it.
struct ConfigurationFile: Sendable {
  /// By the setting's variable.
  private(set) var values: [String: [SourcedText]] = [:]
  private(set) var problems: [Problem] = []
  /// The variables of the settings that have a value that cannot be used.
  private(set) var broken: Set<String> = []

  private let path: String
  private let lines: KeyLines

  /// - Parameters:
  ///   - path: How messages name the file.
  ///   - text: What is in it.
  init(path: String, text: String) {
    self.path = path
    lines = KeyLines(text)
    if let (line, text) = unparsable(text) {
      reportUnreadable(text, at: line)
      return
    }
    do {
      read(try TOMLTable(string: text))
    } catch let error as TOMLParseError {
      reportUnreadable(error.description, at: error.source.begin.line)
    } catch {
      reportUnreadable("\(error)", at: 1)
    }
  }

  private mutating func reportUnreadable(_ text: String, at line: Int) {
    problems.append(Problem(source: .file(path, line: line, key: nil), text))
    broken = Set(Setting.all.map(\.variable))
  }

  private mutating func read(_ root: TOMLTable) {
    let flat = Setting.all.flatMap { setting in setting.flatKeys.map { ($0, setting) } }
    let settings = Dictionary(flat) { first, _ in first }
    let nested = Dictionary(grouping: Setting.all.compactMap(\.nestedKey), by: \.table)
    let tables = nested.mapValues { $0.flatMap(\.keys) }
    // Nested keys first: a flat one takes their place.
    for key in root.keys {
      guard let known = tables[key], let table = root[key]?.table else { continue }
      for nestedKey in table.keys {
        guard known.contains(nestedKey), let setting = settings[nestedKey] else {
          report(unknown: [key, nestedKey], among: known)
          continue
        }
        take(table[nestedKey], for: setting, at: [key, nestedKey])
      }
    }
    var taken: Set<String> = []
    for key in root.keys where tables[key] == nil || root[key]?.type != .table {
      guard let setting = settings[key] else {
        report(unknown: [key], among: Array(settings.keys) + Array(tables.keys))
        continue
      }
      // The two keys of one list add up.
      let adds = setting.isList && !taken.insert(setting.variable).inserted
      take(root[key], for: setting, at: [key], adding: adds)
    }
  }

  private mutating func take(
    _ value: (any TOMLValueConvertible)?, for setting: Setting, at key: [String], adding: Bool = false
  ) {
    let source = Source.file(path, line: lines.line(of: key), key: key.joined(separator: "."))
    do throws(SettingError) {
      let texts =
        try value.map { value throws(SettingError) in try self.texts(of: value, for: setting) } ?? []
      let earlier = adding ? values[setting.variable] ?? [] : []
      values[setting.variable] = earlier + texts.map { SourcedText(text: $0, source: source) }
    } catch {
      let error = setting.isSecret ? SettingError(found: "…", allowed: error.allowed) : error
      problems.append(Problem(source: source, error.description))
      broken.insert(setting.variable)
    }
  }

  /// The value as a flag would have it.
  private func texts(
    of value: any TOMLValueConvertible, for setting: Setting
  ) throws(SettingError) -> [String] {
    if let table = value.table, setting.variable == Setting.hosts.variable {
      var hosts: [String] = []
      for name in table.keys {
        guard let addresses = table[name] else { continue }
        hosts.append("\(name)=\(items(of: addresses).joined(separator: "+"))")
      }
      return hosts
    }
    if value.array != nil, !setting.isList {
      throw SettingError(found: value.debugDescription, allowed: "a single value")
    }
    return items(of: value)
  }

  private func items(of value: any TOMLValueConvertible) -> [String] {
    guard let array = value.array else { return [text(of: value)] }
    return array.map(text)
  }

  /// What is no text, number or flag becomes what it looks like, for the setting to find fault with.
  private func text(of value: any TOMLValueConvertible) -> String {
    value.string ?? value.int.map(String.init) ?? value.bool.map(String.init) ?? value.debugDescription
  }

  private mutating func report(unknown key: [String], among known: [String]) {
    let source = Source.file(path, line: lines.line(of: key), key: key.joined(separator: "."))
    let nearest = nearest(to: key.last ?? "", among: known).map { "; did you mean \($0)?" } ?? ""
    problems.append(Problem(source: source, "unknown key\(nearest)"))
  }
}

/// On which lines of a TOML file its keys stand, which the parser does not tell.
private struct KeyLines {
  private var lines: [[String]: Int] = [:]

  init(_ text: String) {
    var table: [String] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let line = line.trimmed
      if line.hasPrefix("["), let end = line.lastIndex(of: "]") {
        table = Self.parts(of: line[line.index(after: line.startIndex)..<end])
        note(table, at: index + 1)
      } else if let equals = line.firstIndex(of: "="), !line.hasPrefix("#") {
        note(table + Self.parts(of: line[..<equals]), at: index + 1)
      }
    }
  }

  /// The line of a key, else the one of its table, else the first.
  func line(of key: [String]) -> Int { lines[key] ?? lines[key.dropLast()] ?? 1 }

  private mutating func note(_ key: [String], at line: Int) {
    if lines[key] == nil { lines[key] = line }
  }

  /// The parts of a dotted key; quotes around one go.
  private static func parts(of key: Substring) -> [String] {
    var parts: [String] = []
    var part = ""
    var quote: Character?
    for character in key.trimmed {
      switch character {
      case "\"", "'":
        if quote == nil {
          quote = character
        } else if quote == character {
          quote = nil
        } else {
          part.append(character)
        }
      case "." where quote == nil:
        parts.append(String(part.trimmed))
        part = ""
      default:
        part.append(character)
      }
    }
    return parts + [String(part.trimmed)]
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
