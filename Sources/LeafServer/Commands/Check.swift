import ArgumentParser
import Glibc
import LeafConfiguration
import LeafCore

struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check the settings and the zone files, and show the value and the source of each setting.",
    discussion: "Exit status: 0 if all is right, 65 if a zone file cannot be served, 78 for a bad setting.")

  @OptionGroup var settings: SettingOptions

  func run() async throws {
    let loaded = try settings.load()
    let lines = (loaded.values + loaded.zoneValues).compactMap { value in
      value.key.map { (name: $0, text: printable(value.text ?? "-"), source: "\(value.origin)") }
    }
    let nameWidth = lines.map(\.name.count).max() ?? 0
    let textWidth = lines.map(\.text.count).max() ?? 0
    for line in lines {
      print("\(line.name.padded(to: nameWidth))  \(line.text.padded(to: min(textWidth, 40)))  \(line.source)")
    }
    // Where both go to one place, no line stands inside another.
    fflush(nil)
    for warning in loaded.warnings + loaded.configuration.warnings {
      writeToStandardError("leaf: warning: \(warning)\n")
    }
    let files = LoadedZones(loaded.configuration)
    for problem in files.problems { writeToStandardError("leaf: \(problem)\n") }
    if !files.areServable { throw ExitCode(EX_DATAERR) }
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
