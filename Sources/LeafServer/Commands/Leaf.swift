import ArgumentParser
import Glibc
import LeafConfiguration
import Logging
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
      on, 78 for a bad setting.
      """,
    version: "leaf 0.1.0",
    subcommands: [Check.self, Initialize.self, Explain.self])

  @OptionGroup var settings: SettingOptions

  package init() {}

  package static func main() async {
    await main(nil)
  }

  package func run() async throws {
    prepareStandardStreams()
    let loaded = try settings.load()
    do {
      try await serve(loaded)
    } catch let error as any SystemError {
      writeToStandardError("leaf: \(error)\n")
      throw ExitCode(EX_OSERR)
    }
  }

  private func serve(_ loaded: LoadedConfiguration) async throws {
    let configuration = loaded.configuration
    try raiseDescriptorLimit(
      listeners: configuration.sockets.listen.count, udpWorkers: configuration.sockets.udpWorkers)
    let sockets = try openSockets(configuration)
    let snapshot = Snapshot(configuration)
    let snapshots = SnapshotSource(snapshot)
    let log = try EventLog(configuration.log)
    defer { log.close() }
    let service = DNSService(listeners: sockets, serving: Serving(snapshots, log)) {
      for event in LogEvent.startup(configuration, listening: sockets.map(\.address)) {
        log.log(.info, event)
      }
      log.logWarnings(of: loaded)
    }
    let reload = ReloadService(
      // From here on SIGHUP ends nothing.
      signals: await UnixSignalsSequence(trapping: .sighup), inForce: loaded, commandLine: settings.values,
      snapshots: snapshots, log: log)
    var services = ServiceGroupConfiguration(
      services: [
        .init(service: NamedService("DNS", service)), .init(service: NamedService("reload", reload)),
      ],
      gracefulShutdownSignals: [.sigterm, .sigint],
      logger: Logger(label: "leaf") { _ in EventLogHandler(log) })
    services.maximumGracefulShutdownDuration = .seconds(5)
    try await ServiceGroup(configuration: services).run()
    log.log(.info, LogEvent("shutdown"))
  }

  private func openSockets(_ configuration: Configuration) throws -> [ListenSockets] {
    var opened: [ListenSockets] = []
    var problems: [String] = []
    for address in configuration.sockets.listen {
      do throws(SocketError) {
        opened.append(try ListenSockets.open(address, udpWorkers: configuration.sockets.udpWorkers))
      } catch {
        problems.append("leaf: \(error)\n")
      }
    }
    guard problems.isEmpty else {
      problems.forEach(writeToStandardError)
      throw ExitCode(EX_OSERR)
    }
    return opened
  }
}
