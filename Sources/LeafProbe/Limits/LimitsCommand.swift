import ArgumentParser
import Glibc
import func ProgramSupport.raiseDescriptorLimit

/// `leaf-probe limits`: what a deployment does to those who ask much, slowly or for much.
struct LimitsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "limits", _superCommandName: "leaf-probe",
    abstract: "Measures a server's limits: queries, connections, waits and datagrams.",
    usage: "leaf-probe limits @SERVER [-p PORT] ZONE [OPTIONS]",
    discussion: """
      Asks faster and faster until queries are withheld, opens connections until one is not served, waits for \
      connections to be closed, and asks for a large RRset. It takes some minutes an address. This is load: what is \
      not on this machine is asked only with --yes-load.

      Exit status: 0 if it was measured, 3 if it could not be, 64 for a bad command line or a server that may not be \
      asked, 130 when interrupted.
      """,
    version: versionText)

  @OptionGroup var addresses: AddressOptions

  @Argument(help: ArgumentHelp("The zone.", valueName: "zone")) var words: [String] = []

  @Flag(help: "Put load on a server that is not on this machine: it is yours, or its owner agrees.")
  var yesLoad = false

  @Option(help: ArgumentHelp("How many queries to send in a second at most.", valueName: "n"))
  var qps = 2000

  @Option(help: ArgumentHelp("How many connections to open at most.", valueName: "n"))
  var connections = 200

  @Option(help: ArgumentHelp("How long to wait for a connection to be closed.", valueName: "seconds"))
  var wait: Double = 30

  @Option(
    help: ArgumentHelp(
      "A name in the zone with a TXT RRset above 1232 octets; the zone's keys unless given.",
      valueName: "name"))
  var large: String?

  @Option(help: "How to report: text or json.") var format: ShortFormat = .text

  func run() throws {
    try check()
    signal(SIGPIPE, SIG_IGN)
    let stop = Interruption()
    raiseDescriptorLimit()
    let results = try withInterrupts(stop) { try measure(stop) }
    let limits = results.compactMap { try? $0.get() }
    if !limits.isEmpty { writeOutput(try text(limits)) }
    for case .failure(let obstacle) in results { writeError("leaf-probe: \(obstacle)\n") }
    if stop.isSet { throw ExitCode(130) }
    if limits.count < results.count || limits.contains(where: { !$0.obstacles.isEmpty }) { throw ExitCode(3) }
  }

  private func text(_ limits: [Limits]) throws -> String {
    switch format {
    case .text: limits.map(\.text).joined(separator: "\n")
    case .json:
      JSON.object([("zone", .string("\(try zone)")), ("servers", .array(limits.map(\.json)))]).text
    }
  }

  private var zone: Name {
    get throws { try domainName(words[0]) }
  }

  private func check() throws {
    try addresses.check()
    guard addresses.server.count == 1, words.count == 1 else {
      throw ValidationError("name one server, with @, and one zone: leaf-probe limits @192.0.2.1 example.com")
    }
    guard (1...20_000).contains(qps) else { throw ValidationError("--qps is 1 to 20000") }
    guard (1...10_000).contains(connections) else { throw ValidationError("--connections is 1 to 10000") }
    guard (0.1...3600).contains(wait) else { throw ValidationError("--wait is 0.1 to 3600 seconds") }
    _ = try large.map { try domainName($0, in: zone) }
  }

  private func measure(_ stop: Interruption) throws -> [Result<Limits, LimitsSurvey.Obstacle>] {
    let zone = try zone
    let large = try large.map { try domainName($0, in: zone) }
    let server = addresses.server[0]
    let endpoints = try addresses.reportingObstacles(of: server) { try addresses.endpoints(of: server, stop) }
    if let far = endpoints.first(where: { !$0.isLoopback }), !yesLoad {
      throw ValidationError("\(far) is not on this machine: nothing was sent there; --yes-load allows it")
    }
    let bounds = LimitsSurvey.Bounds(
      queriesPerSecond: qps, connections: connections, wait: .milliseconds(Int(wait * 1000)))
    return endpoints.compactMap { endpoint in
      guard !stop.isSet else { return nil }
      let survey = LimitsSurvey(
        endpoint: endpoint, zone: zone, bounds: bounds, options: addresses.exchange, stop: stop, large: large)
      return Result { () throws(LimitsSurvey.Obstacle) in try survey.run() }
    }
  }
}
