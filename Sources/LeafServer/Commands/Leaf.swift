import ArgumentParser
import Glibc
import LeafConfiguration
import Logging
import ProgramSupport
import ServiceLifecycle
import UnixSignals

/// The program `leaf`.
package struct Leaf: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "leaf",
    abstract: "Authoritative DNS for names that carry their own address: 1-2-3-4.dev.example.com is 1.2.3.4.",
    discussion: """
      Every setting is a flag, a variable (LEAF_ and the flag in upper case, with _ for -) and a key of the \
      configuration file, which `leaf init` writes. A flag goes before a variable, that before the file.

      Signals: SIGTERM and SIGINT stop the server in order, SIGHUP has it read the file again.

      Exit status: 0 after an orderly stop, 64 for a bad command line, 71 if an address cannot be listened \
      on, 73 if `leaf init` cannot write its file, 78 for a bad setting.
      """,
    version: "leaf \(version)",
    subcommands: [Check.self, Initialize.self, Explain.self, ZoneCommand.self, KeyCommand.self])

  @OptionGroup var settings: SettingOptions

  package init() {}

  package static func main() async {
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      end(because: error)
    }
  }

  private static func end(because error: any Error) -> Never {
    guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
    writeToStandardError(withoutSecrets(fullMessage(for: error)) + "\n")
    exit(withError: ExitCode.validationFailure)
  }

  /// The message without what may be a secret that was given in the wrong place.
  private static func withoutSecrets(_ message: String) -> String {
    let words = CommandLine.arguments.dropFirst().flatMap { $0.split(separator: "=", maxSplits: 1) }
    return words.filter(mayBeSecret).reduce(message) { $0.replacing($1, with: "…") }
  }

  package func run() async throws {
    // A reader of standard error that goes away does not end the server.
    signal(SIGPIPE, SIG_IGN)
    let files = try settings.loadFiles()
    do {
      try await serve(files)
    } catch let error as any SystemError {
      writeToStandardError("leaf: \(error)\n")
      throw ExitCode(EX_OSERR)
    }
  }

  private func serve(_ files: ConfigurationFiles) async throws {
    let loaded = files.loaded
    let configuration = loaded.configuration
    let environment = processEnvironment()
    let handedOver = try HandedOverSockets(environment: environment)?.take()
    try requireDescriptors(
      sockets: handedOver?.reduce(0) { $0 + $1.descriptorCount }
        ?? ListenSockets.descriptorCount(configuration.sockets),
      metricsListeners: configuration.metrics.listen.count)
    let log = try EventLog(configuration.log)
    defer { log.close() }
    let manager = ServiceManager(environment: environment)
    let serving = Serving(
      SnapshotSource(Snapshot(configuration)), log, health: Health(telling: manager))
    serving.zones.apply(configuration)
    // Until then the one that it takes over from answers better.
    if configuration.sockets.takesOver { await serving.zones.settle() }
    let sockets = try openAll(configuration, handedOver)
    let service = DNSService(listeners: sockets.dns, serving: serving) {
      let events = LogEvent.startup(
        configuration, listening: sockets.dns.map(\.address), metrics: sockets.metrics.map(\.address))
      for event in events {
        log.log(.info, event)
      }
      log.logWarnings(of: loaded)
      log.logWarnings(of: sockets.dns, sockets.metrics, inPlaceOf: loaded)
    }
    let reload = ReloadService(
      // From here on SIGHUP ends nothing.
      signals: await UnixSignalsSequence(trapping: .sighup),
      reloader: Reloader(files, settings.values, serving))
    let metrics = MetricsService(
      sockets.metrics, page: MetricsPage(serving: serving, version: version))
    var services = ServiceGroupConfiguration(
      services: [
        // It ends last: until then it says that leaf is stopping.
        .init(service: NamedService("metrics", metrics)),
        .init(service: NamedService("DNS", service)), .init(service: NamedService("reload", reload)),
        .init(service: NamedService("watchdog", WatchdogService(manager: manager))),
      ],
      gracefulShutdownSignals: [.sigterm, .sigint],
      logger: Logger(label: "leaf") { _ in EventLogHandler(log) })
    services.maximumGracefulShutdownDuration = .seconds(5)
    try await ServiceGroup(configuration: services).run()
    log.log(.info, LogEvent(.shutdown))
  }

  /// Opens all sockets that are not handed over, or says of each address why it cannot be had. Those that another leaf
  /// has come last, when nothing else is missing: what the kernel gives them is lost if leaf does not come to serve.
  private func openAll(_ configuration: Configuration, _ handedOver: [ListenSockets]?) throws -> (
    dns: [ListenSockets], metrics: [StreamListener]
  ) {
    let settings = configuration.sockets
    var dns = Opening(handedOver == nil ? settings.listen : []) { address, shared throws(SocketError) in
      try ListenSockets.open(address, udpWorkers: settings.udpWorkers, shared: shared)
    }
    var metrics = Opening(configuration.metrics.listen) { address, shared throws(SocketError) in
      try StreamListener.open(address, shared: shared)
    }
    dns.openMissing(shared: false)
    metrics.openMissing(shared: false)
    if settings.takesOver, dns.missesOnlyWhatOthersHave, metrics.missesOnlyWhatOthersHave {
      metrics.openMissing(shared: true)
      dns.openMissing(shared: true)
    }
    try requireNone(of: dns.problems + metrics.problems)
    return (handedOver ?? dns.sockets, metrics.sockets)
  }

  private func requireNone(of problems: [SocketError]) throws {
    for problem in problems { writeToStandardError("leaf: \(problem)\n") }
    if !problems.isEmpty { throw ExitCode(EX_OSERR) }
  }
}
