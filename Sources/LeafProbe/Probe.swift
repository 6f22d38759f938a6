import ArgumentParser
import Glibc

@main
struct Probe: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "leaf-probe",
    abstract: "Checks how an authoritative DNS server keeps to the RFCs.",
    usage: "leaf-probe @SERVER [-p PORT] [ZONE] [+tcp|+udp] [SELECTOR...] [-x SELECTOR] [OPTIONS]",
    discussion: """
      SERVER is a name or an address; all addresses of a name are checked. SELECTORs choose checks: an area (NEG or \
      negative), an ID (NEG-06), an RFC (RFC8906) or a section of one (RFC8906/8.1.1); --list shows them all.

      Exit status: 0 if the server conforms, 1 if it misses a must, 2 if it misses a should under --strict, \
      3 if it could not be tested, 64 for a bad command line, 130 when interrupted.
      """,
    version: "leaf-probe 0.1.0")

  @OptionGroup var options: ProbeOptions

  static func main() async {
    do {
      let probe = try parseAsRoot(digArguments(Array(CommandLine.arguments.dropFirst())))
      if var probe = probe as? Probe { try probe.run() } else { var other = probe; try other.run() }
    } catch {
      exit(withError: error)
    }
  }

  mutating func run() throws {
    signal(SIGPIPE, SIG_IGN)
    if options.list {
      try writeOutput(list(options.cases))
      return
    }
    let stop = StopFlag()
    let progress = Progress(isOn: isatty(STDERR_FILENO) == 1)
    let report: Report
    do {
      report = Report(
        zone: try options.zoneName, profile: options.profile,
        outcome: try withInterrupts(stop) {
          try Run(plan: try options.plan(), stop: stop, progress: progress).run()
        },
        isStrict: options.strict, baseline: try options.readBaseline())
    } catch let error as Endpoint.ResolutionError {
      writeError("leaf-probe: \(error)\n")
      throw ExitCode(Report.Conclusion.notTested.rawValue)
    }
    progress.end()
    writeOutput(options.format.text(of: report, style: options.textStyle))
    if report.outcome.wasInterrupted { throw ExitCode(130) }
    throw ExitCode(report.conclusion.rawValue)
  }
}

/// What `--list` prints: an ID, level, sources and requirement in a line, tabs between.
private func list(_ cases: [Case]) -> String {
  cases.map { test in
    "\(test.id)\t\(test.level.rawValue)\t\(test.sources.map(\.description).joined(separator: ", "))\t\(test.requirement)\n"
  }.joined()
}
