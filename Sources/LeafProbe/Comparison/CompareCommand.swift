import ArgumentParser
import Glibc

/// `leaf-probe compare`: whether servers of one zone say the same.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", _superCommandName: "leaf-probe",
    abstract: "Shows where servers of one zone answer differently.",
    usage: "leaf-probe compare @SERVER @SERVER... [-p PORT] ZONE [NAME...] [+tcp|+udp] [OPTIONS]",
    discussion: """
      Asks all addresses of all servers the same questions: about the zone's apex, the NAMEs, the names that the zone \
      itself points to, and names that do not exist.

      Exit status: 0 if all answer the same, 1 if they differ, 3 if one could not be asked, 64 for a bad command line, \
      130 when interrupted.
      """,
    version: versionText)

  @OptionGroup var servers: ServerOptions

  @Argument(help: "The zone, then NAMEs in it.") var words: [String] = []

  func run() throws {
    try check()
    signal(SIGPIPE, SIG_IGN)
    let stop = Interruption()
    let result = try withInterrupts(stop) { try compare(stop) }
    writeOutput(result.text)
    throw ExitCode(stop.isSet ? 130 : result.status)
  }

  private func compare(_ stop: Interruption) throws -> Consistency {
    let (zone, others) = try names
    let pacer = Pacer(queriesPerSecond: servers.qps.limit)
    let sessions = try servers.server.flatMap { server in
      try servers.reportingObstacles(of: server) { try servers.endpoints(of: server, stop) }
    }.flatMap { endpoint in
      servers.transports.map {
        Session(endpoint, over: $0, zone: zone, options: servers.exchange, pacer: pacer, stop: stop)
      }
    }
    let questions = comparedQuestions(zone, others)
    let witnesses = try inParallel(sessions, threads: 24, stop) { Witness($0, questions) }
    return Consistency(questions: questions, witnesses: witnesses.compactMap { $0 })
  }

  private func check() throws {
    try servers.check()
    guard servers.server.count >= 2 else {
      throw ValidationError("name two servers or more: leaf-probe compare @192.0.2.1 @192.0.2.2 example.com")
    }
    _ = try names
  }

  /// The zone, and names in it.
  private var names: (zone: Name, others: [Name]) {
    get throws {
      guard let first = words.first else {
        throw ValidationError("name the zone: leaf-probe compare @192.0.2.1 @192.0.2.2 example.com")
      }
      let zone = try domainName(first)
      return (zone, try words.dropFirst().map { try domainName($0, in: zone) })
    }
  }
}
