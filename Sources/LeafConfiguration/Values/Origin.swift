/// Where a value comes from.
package enum Origin: Equatable, Sendable {
  case flag(String)
  /// `--set`, and the key there.
  case assignment(key: String)
  case variable(String)
  /// `key` is nil for the file as a whole.
  case file(String, line: Int, key: String?)
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

/// A value as it was given, and where.
package struct Given: Equatable, Sendable {
  let value: SettingValue
  let origin: Origin

  init(_ value: SettingValue, _ origin: Origin) {
    self.value = value
    self.origin = origin
  }

  /// Each of several values by itself: those that the file has, a table's keys, and what commas split in a text.
  func elements(_ form: SettingForm) -> [Given] {
    switch value {
    case .table(let members) where form == .table:
      members.map { Given(.table([$0]), origin.at(line: $0.line)) }
    case .list(let elements) where form != .single:
      elements.flatMap { Given($0.value, origin.at(line: $0.line)).parts }
    default: form == .single ? [self] : parts
    }
  }

  /// Why it is no single value.
  var shapeFault: Fault? {
    do throws(SettingError) {
      _ = try value.single()
      return nil
    } catch {
      return Fault(origin: origin, error: error)
    }
  }

  private var parts: [Given] {
    guard case .text(let text) = value else { return [self] }
    return text.split(separator: ",", omittingEmptySubsequences: false).map {
      Given(.text(String($0.trimmed)), origin)
    }
  }
}

extension StringProtocol {
  /// Without the spaces and tabs around it.
  var trimmed: SubSequence {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    let start = drop(while: isBlank)
    guard let last = start.lastIndex(where: { !isBlank($0) }) else { return start }
    return start[...last]
  }
}
