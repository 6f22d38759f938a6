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

  @Option(help: "How to report: text or json.") var format: ShortFormat = .text

  /// How often all is asked at most, where the zone changes meanwhile.
  private static let rounds = 3
  /// How many names of those that the zone points to are asked for.
  private static let mostNames = 64

  func run() throws {
    try check()
    signal(SIGPIPE, SIG_IGN)
    let stop = Interruption()
    let result = try withInterrupts(stop) { try compare(stop) }
    if stop.isSet {
      writeError("leaf-probe: interrupted before all was asked\n")
      throw ExitCode(130)
    }
    writeOutput(format == .json ? result.json.text : result.text)
    throw ExitCode(result.status)
  }

  private func compare(_ stop: Interruption) throws -> Consistency {
    let (zone, others) = try names
    let pacer = Pacer(queriesPerSecond: servers.pace.qps.limit)
    let sessions = try servers.addresses.server.flatMap { server in
      try servers.addresses.reportingObstacles(of: server) {
        try servers.addresses.endpoints(of: server, stop)
      }
    }.flatMap { endpoint in
      servers.transports.map {
        Session(endpoint, over: $0, zone: zone, options: servers.exchange, pacer: pacer, stop: stop)
      }
    }
    var result = try round(zone, others, sessions, stop)
    for _ in 1..<Self.rounds where result.witnesses.contains(where: \.hasChanged) && !stop.isSet {
      result = try round(zone, others, sessions, stop)
    }
    return result
  }

  private func round(
    _ zone: Name, _ others: [Name], _ sessions: [Session], _ stop: Interruption
  ) throws -> Consistency {
    let first = comparedQuestions(zone, others)
    let witnesses = try inParallel(sessions, threads: 24, stop) { session -> Witness in
      var witness = Witness(session)
      witness.ask(first)
      return witness
    }.compactMap { $0 }
    let asked = Set(first.map(\.name))
    let names = Set(witnesses.flatMap(\.names)).filter { $0.isInside(zone) && !asked.contains($0) }
    let second = addressQuestions(names.sorted { $0.precedes($1) }.prefix(Self.mostNames))
    let all = try inParallel(witnesses, threads: 24, stop) { witness -> Witness in
      var witness = witness
      witness.ask(second)
      return witness
    }.compactMap { $0 }
    return Consistency(questions: first + second, witnesses: all)
  }

  private func check() throws {
    try servers.check()
    guard servers.addresses.server.count >= 2 else {
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
