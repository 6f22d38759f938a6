/// A value as it was given, and where.
package struct Given: Equatable, Sendable {
  let value: SettingValue
  let origin: Origin

  /// - Parameter value: Blanks around a text do not count: whoever writes a variable or a file hardly sees them.
  init(_ value: SettingValue, _ origin: Origin) {
    self.value = value.trimmed
    self.origin = origin
  }

  /// Each of several values by itself: those that the file has, a table's keys, and what commas split in a text.
  func elements(_ form: SettingForm) -> [Given] {
    switch value {
    case .table(let members) where form == .table:
      members.map { Given(.table([$0]), origin.at(line: $0.line)) }
    case .list(let elements) where form == .texts:
      elements.map { Given($0.value, origin.at(line: $0.line)) }
    case .list(let elements) where form != .single:
      elements.flatMap { Given($0.value, origin.at(line: $0.line)).parts }
    default: form == .single || form == .texts ? [self] : parts
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
    var parts = text.split(separator: ",", omittingEmptySubsequences: false).map {
      Given(.text(String($0)), origin)
    }
    // A comma may stand behind the last one too.
    if parts.count > 1, parts.last?.value == "" { parts.removeLast() }
    return parts
  }
}

extension SettingValue {
  fileprivate var trimmed: SettingValue {
    if case .text(let text) = self { .text(String(text.trimmed)) } else { self }
  }
}

extension StringProtocol {
  /// Without the spaces, tabs and line ends around it.
  var trimmed: SubSequence {
    let isBlank: (Character) -> Bool = { [" ", "\t", "\n", "\r", "\r\n"].contains($0) }
    let start = drop(while: isBlank)
    guard let last = start.lastIndex(where: { !isBlank($0) }) else { return start }
    return start[...last]
  }
}
