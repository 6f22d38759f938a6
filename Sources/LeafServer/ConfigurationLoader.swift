import Glibc
import ProgramSupport

/// Where a value comes from.
enum Source: Equatable, Sendable {
  case commandLine(flag: String)
  case environment(variable: String)
  /// `key` is nil for the file as a whole.
  case file(String, line: Int, key: String?)
  case builtIn
}

extension Source: CustomStringConvertible {
  var description: String {
    switch self {
    case .commandLine(let flag): "--\(flag)"
    case .environment(let variable): variable
    case .file(let path, let line, let key): "\(path):\(line)" + (key.map { ": \($0)" } ?? "")
    case .builtIn: "default"
    }
  }
}

/// A value as it was given, and where.
struct SourcedText: Equatable, Sendable {
  let text: String
  let source: Source
}

/// One thing that is wrong, and where.
package struct Problem: Error, Equatable, Sendable, CustomStringConvertible {
  let place: String
  let text: String
  /// Its line in the configuration file; 0 elsewhere.
  let line: Int

  init(source: Source, _ text: String) {
    place = "\(source)"
    self.text = text
    if case .file(_, let line, _) = source { self.line = line } else { line = 0 }
  }

  init(at place: String, _ text: String) {
    self.place = place
    self.text = text
    line = 0
  }

  package var description: String { printable("\(place): \(text)") }
}

/// Everything that is wrong with the configuration.
package struct ConfigurationError: Error, Equatable {
  package let problems: [Problem]
}

/// What the command line gives: for each flag, its values in order.
package typealias CommandLineValues = [String: [String]]

/// A configuration, and where each of its values comes from.
package struct LoadedConfiguration: Sendable {
  struct Value: Sendable {
    let setting: Setting
    let texts: [SourcedText]

    /// Where it comes from; the first of several variables.
    var source: Source { texts.first?.source ?? .builtIn }
  }

  package let configuration: Configuration
  let values: [Value]
  /// The file that was read.
  let path: String?
  /// What may be a mistake, and keeps leaf from nothing.
  package let warnings: [String]

  /// Puts the configuration together: the command line goes before the environment, that before the file,
  /// that before the default.
  ///
  /// - Parameter readFile: What is in a file; nil when there is none of that name.
  /// - Throws: Every problem found, with where it came from.
  package init(
    commandLine: CommandLineValues, environment: [String: String],
    readFile: (String) throws(FileError) -> [UInt8]? = readFile
  ) throws(ConfigurationError) {
    let sources = Sources(commandLine: commandLine, environment: environment)
    let file: ConfigurationFile?
    do throws(Problem) {
      (path, file) = try sources.file(readFile)
    } catch {
      throw ConfigurationError(problems: [error])
    }
    var configuration = Configuration()
    var values: [Value] = []
    var problems = file?.problems ?? []
    var broken: Set<String> = []
    for setting in Setting.all {
      let texts = sources.value(of: setting, file)
      values.append(Value(setting: setting, texts: texts))
      if texts.isEmpty { continue }
      for (index, error) in setting.apply(texts.map(\.text), &configuration) {
        problems.append(Problem(source: texts[index].source, error.description))
        broken.insert(setting.variable)
      }
    }
    // A value that is missing or wrong conflicts with nothing.
    broken.formUnion(file?.broken ?? [])
    for conflict in configuration.conflicts
    where broken.isDisjoint(with: [conflict.setting.variable, conflict.other.variable]) {
      let source = values.first { $0.setting.variable == conflict.setting.variable }?.source ?? .builtIn
      problems.append(
        source == .builtIn
          ? Problem(at: "--\(conflict.setting.flag) or \(conflict.setting.variable)", conflict.text)
          : Problem(source: source, conflict.text))
    }
    guard problems.isEmpty else {
      throw ConfigurationError(problems: problems.sorted { $0.line < $1.line })
    }
    self.configuration = configuration
    self.values = values
    warnings = sources.unknownVariables
  }
}

/// Why a file cannot be read.
package struct FileError: Error, Equatable {
  let errno: Int32
}

private struct Sources {
  let commandLine: CommandLineValues
  let environment: [String: String]

  /// The file that is named, which has to be there, or the one that is looked for.
  func file(
    _ readFile: (String) throws(FileError) -> [UInt8]?
  ) throws(Problem) -> (String?, ConfigurationFile?) {
    let named = value(of: .config, nil).last
    let path = named?.text ?? "leaf.toml"
    let octets: [UInt8]?
    do throws(FileError) {
      octets = try readFile(path)
    } catch {
      let place = named.map { "\($0.source): " } ?? ""
      throw Problem(at: place + path, "cannot be read: \(describe(errno: error.errno))")
    }
    if let octets { return (path, ConfigurationFile(path: printable(path), octets: octets)) }
    if let named {
      throw Problem(source: named.source, "\(path) cannot be read: \(describe(errno: ENOENT))")
    }
    return (nil, nil)
  }

  /// Variables that look like one of leaf's. Others are none of its business: a container's environment has a
  /// LEAF_PORT when there is a service of that name.
  var unknownVariables: [String] {
    let known = Setting.all.flatMap(\.variables)
    return environment.keys.sorted().compactMap { variable in
      guard variable.hasPrefix("LEAF_"), !known.contains(variable) else { return nil }
      let words = known.map { String($0.dropFirst("LEAF_".count)) }
      guard let nearest = nearest(to: String(variable.dropFirst("LEAF_".count)), among: words) else {
        return nil
      }
      return "\(printable(variable)) is no variable of leaf's; did you mean LEAF_\(nearest)?"
    }
  }

  func value(of setting: Setting, _ file: ConfigurationFile?) -> [SourcedText] {
    let given = commandLine[setting.flag] ?? []
    if !given.isEmpty { return given.map { SourcedText(text: $0, source: .commandLine(flag: setting.flag)) } }
    let set = setting.variables.compactMap { variable in
      environment[variable].map { SourcedText(text: $0, source: .environment(variable: variable)) }
    }
    if !set.isEmpty { return set }
    if let texts = file?.values[setting.variable], !texts.isEmpty { return texts }
    return [setting.defaultText].compactMap { $0 }.map { SourcedText(text: $0, source: .builtIn) }
  }
}

/// No configuration is longer, and a device may never end.
private let maximumFileLength = 1 << 26

/// What is in a file; nil when there is none of that name.
package func readFile(_ path: String) throws(FileError) -> [UInt8]? {
  let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else {
    if errno == ENOENT { return nil }
    throw FileError(errno: errno)
  }
  defer { close(descriptor) }
  var octets: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { throw FileError(errno: errno) }
    guard count > 0 else { return octets }
    octets += chunk[..<count]
    guard octets.count <= maximumFileLength else { throw FileError(errno: EFBIG) }
  }
}
