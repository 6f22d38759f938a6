import DNSWire
import DNSZoneFile
import LeafConfiguration
import LeafCore

/// The zones of a configuration that leaf loads while it runs, loaded for a command that serves nothing.
struct LoadedZones {
  private(set) var zones: [DomainName: Zone] = [:]
  /// Lines for standard error: what is wrong with them.
  private(set) var problems: [String] = []
  /// Whether each of them can be served.
  private(set) var areServable = true

  init(_ configuration: Configuration) {
    let signing = LoadSigning(
      folder: configuration.keyFolder, withoutKey: .isShown, time: readClocks().unixTime,
      online: OnlineSigning(.random(signatures: 4), limit: nil))
    for apex in configuration.zones {
      let settings = configuration.settings(of: apex)
      guard let origin = configuration.origin(of: apex) else { continue }
      let load = ZoneLoad(apex, settings, configuration.dialect(of: apex), origin, signing)
      zones[apex] = load.zone
      problems += load.problems.lines
      if load.zone == nil { areServable = false }
    }
  }
}

extension ZoneFileProblems {
  /// A line for each problem that is told, and one for all others.
  var lines: [String] {
    let lines = told.map { problem in
      (problem.severity == .warning ? "warning: " : "") + printable("\(problem)")
    }
    let untold = errorCount + warningCount - told.count
    return untold > 0 ? lines + ["\(untold) more problems are not told"] : lines
  }
}
