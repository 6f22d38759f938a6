import ArgumentParser
import Glibc
import ProgramSupport

/// `leaf-probe delegation`: what a registry checks before it delegates a zone, or finds after.
struct DelegationCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delegation",
    abstract: "Checks the delegation of a zone: the parent's NS, glue and DS RRs, and every name server.",
    usage: "leaf-probe delegation ZONE (--resolver ADDRESS | --ns NAME[/ADDRESS,...]...) [-p PORT] [OPTIONS]",
    discussion: """
      Only loopback addresses are asked unless --yes-network is given. With --ns, the delegation is one that does not \
      exist yet, and the resolver is needed only for name servers outside the zone.

      Exit status: 0 if nothing is wrong, 1 if a must is missed, 2 if a should is under --strict, 3 if it could not be \
      tested, 64 for a bad command line or an address that may not be asked, 130 when interrupted.
      """)

  @OptionGroup var options: DelegationOptions

  func run() throws {
    try options.check()
    signal(SIGPIPE, SIG_IGN)
    let baseline = try options.baseline.map(Baseline.init(file:)) ?? Baseline()
    let stop = Interruption()
    let survey = try options.survey(stop)
    let start = ContinuousClock.now
    let picture = try withInterrupts(stop) { try self.picture(survey) }
    if stop.isSet {
      writeError("leaf-probe: interrupted before all was asked\n")
      throw ExitCode(130)
    }
    let report = report(picture, survey, baseline, .now - start)
    writeOutput(options.format.text(of: report, style: options.textStyle))
    throw ExitCode(report.conclusion.rawValue)
  }

  private func picture(_ survey: Survey) throws -> DelegationPicture {
    do { return try survey.run() } catch Survey.Obstacle.offLoopback(let address) {
      throw offLoopback(address)
    } catch Survey.Obstacle.notTested(let reason) {
      throw notTested(reason)
    } catch let error as ThreadError {
      throw notTested("\(error)")
    }
  }

  private func notTested(_ reason: String) -> ExitCode {
    writeError("leaf-probe: not tested: \(reason)\n")
    return ExitCode(Report.Conclusion.notTested.rawValue)
  }

  private func report(
    _ picture: DelegationPicture, _ survey: Survey, _ baseline: Baseline, _ duration: Duration
  ) -> Report {
    var outcome = Run.Outcome()
    outcome.results = DelegationChecks.judge(picture, at: picture.representative ?? survey.fallback)
    outcome.duration = duration
    return Report(
      zone: picture.zone, profile: .authoritative, outcome: outcome, isStrict: options.strict,
      baseline: baseline, subject: picture.subject)
  }
}

extension DelegationOptions {
  fileprivate var textStyle: TextStyle {
    TextStyle(isColoured: isatty(STDOUT_FILENO) == 1, isVerbose: verbose)
  }
}

extension Survey {
  /// Where no server is known at all.
  fileprivate var fallback: Endpoint { resolver ?? Endpoint(address: "127.0.0.1", port: port, family: .ipv4) }
}

extension DelegationPicture {
  /// The server that stands for the delegation in reports.
  fileprivate var representative: Endpoint? {
    (parentServers.first { $0.delegation(of: zone) != nil } ?? parentServers.first)?.endpoint
      ?? servers.first?.soa.endpoint
  }

  /// What the report is about.
  fileprivate var subject: String {
    parent.map { "Delegation of \(zone) by \($0)" } ?? "Delegation of \(zone) as it is planned"
  }
}
