import ArgumentParser
import Glibc
import ProgramSupport

let versionText = "leaf-probe \(version)"

/// The program `leaf-probe`.
package struct Probe: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "leaf-probe",
    abstract: "Checks how an authoritative DNS server keeps to the RFCs.",
    usage:
      "leaf-probe @SERVER [-p PORT] [ZONE] [+tcp|+udp] [SELECTOR...] [-x SELECTOR] [OPTIONS]\n       leaf-probe --zone-file [--signed [--nsec3]] ZONE",
    discussion: """
      SERVER is a name or an address; all addresses of a name are checked. SELECTORs choose checks: an area (NEG or \
      negative), an ID (NEG-06), an RFC (RFC8906) or a section of one (RFC8906/8.1.1); --list shows them all.

      Exit status: 0 if the server conforms, 1 if it misses a must, 2 if it misses a should under --strict, \
      3 if it could not be tested, 64 for a bad command line, 130 when interrupted.

      A SUBCOMMAND is one only as the first word: elsewhere it is a zone. Each has a --help of its own.
      """,
    version: versionText, subcommands: commands)

  /// Each does something else than to run the checks.
  private static let commands: [any ParsableCommand.Type] = [
    CompareCommand.self, DelegationCommand.self, LimitsCommand.self,
  ]

  private static func command(named name: String) -> (any ParsableCommand.Type)? {
    commands.first { $0._commandName == name }
  }

  @OptionGroup var options: ProbeOptions

  package init() {}

  package static func main() {
    let arguments = digArguments(Array(CommandLine.arguments.dropFirst()))
    // ArgumentParser would hand a subcommand's name to `words`, wherever it stands.
    if arguments.count == 2, arguments[0] == "help", let command = command(named: arguments[1]) {
      command.main(["--help"])
    } else if let command = arguments.first.flatMap(command(named:)) {
      command.main(Array(arguments.dropFirst()))
    } else {
      main(arguments)
    }
  }

  package func run() throws {
    try options.check()
    if options.list {
      writeOutput(list(try options.listed))
      return
    }
    if options.zoneFile {
      writeOutput(try zoneFile())
      return
    }
    signal(SIGPIPE, SIG_IGN)
    // From a mount that hangs it may take for ever; here a signal still ends that.
    let baseline = try options.readBaseline()
    let stop = Interruption()
    let reports = try withInterrupts(stop) {
      let plans = try options.servers.addresses.server.map { try plan(for: $0, stop) }
      return try zip(options.servers.addresses.server, plans).map {
        (server: $0, report: try report(on: $1, baseline, stop))
      }
    }
    let conclusion: Report.Conclusion
    if options.diff {
      let comparison = Comparison(reports: reports)
      writeOutput(comparison.text)
      conclusion = comparison.conclusion
    } else {
      let report = reports[0].report
      writeOutput(options.format.text(of: report, style: options.textStyle))
      // The text report says so itself.
      if options.format != .text {
        for obstacle in report.obstacles { writeError("leaf-probe: not tested: \(obstacle)\n") }
      }
      conclusion = report.conclusion
    }
    if stop.isSet { throw ExitCode(130) }
    throw ExitCode(conclusion.rawValue)
  }

  private func zoneFile() throws -> String {
    let zone = try options.printedZone
    guard options.signed else { return zone.text }
    do {
      return try zone.signedText(denial: options.nsec3 ? .nsec3 : .nsec, now: Int64(time(nil)))
    } catch {
      throw notTested(because: "\(error)")
    }
  }

  private func plan(for server: String, _ stop: Interruption) throws -> Run.Plan {
    try options.servers.addresses.reportingObstacles(of: server) { try options.plan(for: server, stop) }
  }

  private func report(on plan: Run.Plan, _ baseline: Baseline, _ stop: Interruption) throws -> Report {
    let progress = Progress(isOn: isatty(STDERR_FILENO) == 1)
    defer { progress.end() }
    do {
      return Report(
        zone: plan.zone, profile: options.profile,
        outcome: try Run(plan: plan, stop: stop, progress: progress).run(), isStrict: options.strict,
        baseline: baseline)
    } catch {
      throw notTested(because: "\(error)")
    }
  }
}

/// What `--list` prints: an ID, level, sources and requirement in a line, tabs between.
private func list(_ cases: [Case]) -> String {
  cases.map { test in
    "\(test.id)\t\(test.level.rawValue)\t\(test.sources.map(\.description).joined(separator: ", "))\t\(test.requirement)\n"
  }.joined()
}
