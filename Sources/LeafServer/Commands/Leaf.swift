import ArgumentParser
import DNSWire
import Glibc
import LeafCore
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
    try raiseDescriptorLimit(configuration)
    let sockets = try openSockets(configuration)
    let snapshot = Snapshot(configuration)
    let snapshots = SnapshotSource(snapshot)
    let log = try EventLog(configuration.log)
    defer { log.close() }
    let service = DNSService(listeners: sockets, serving: Serving(snapshots, log)) {
      for event in startup(configuration, sockets) { log.log(.info, event) }
      logWarnings(of: loaded, to: log)
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
    for address in configuration.listen {
      do throws(SocketError) {
        opened.append(try ListenSockets.open(address, udpWorkers: configuration.udpWorkers))
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

func logWarnings(of loaded: LoadedConfiguration, to log: EventLog) {
  for warning in loaded.warnings + loaded.configuration.warnings {
    log.log(.warning, LogEvent("config_warning", [("warning", .text(warning))]))
  }
}

/// What is in force: first where leaf listens, its zones and limits, then how it logs.
private func startup(_ configuration: Configuration, _ sockets: [ListenSockets]) -> [LogEvent] {
  let limits = configuration.limits
  let timeouts = configuration.tcpTimeouts
  func rate(_ limit: UInt32?) -> LogEvent.Field { limit.map { .number(Int($0)) } ?? .text("off") }
  func milliseconds(_ time: Duration) -> LogEvent.Field { .number(Int(time / .milliseconds(1))) }
  return [
    LogEvent(
      "startup",
      [
        ("listen", .text(sockets.map(\.address.description).joined(separator: ","))),
        ("zones", .text(configuration.zones.map(\.description).joined(separator: ","))),
        ("udp_workers", .number(configuration.udpWorkers)),
        ("global_qps_limit", rate(limits.globalQueries)),
        ("per_ip_qps_limit", rate(limits.queriesPerAddress)),
        ("per_ip_invalid_qname_qps_limit", rate(limits.invalidAnswersPerName)),
        ("limiter_max_tracked_ips", .number(limits.trackedAddresses)),
        ("invalid_qname_limiter_max_tracked_keys", .number(limits.trackedNames)),
        ("slip", .number(Int(limits.slip))),
        ("ipv6_prefix", .number(limits.ipv6Prefix)),
        ("tcp_max_connections", .number(configuration.connectionLimits.total)),
        ("tcp_max_connections_per_ip", .number(configuration.connectionLimits.perAddress)),
        ("tcp_idle_timeout_ms", milliseconds(timeouts.idle)),
        ("tcp_read_timeout_ms", milliseconds(timeouts.read)),
        ("tcp_write_timeout_ms", milliseconds(timeouts.write)),
        ("max_tcp_frame_bytes", .number(configuration.maximumFrameLength)),
        ("max_udp_request_bytes", .number(configuration.maximumDatagramLength)),
      ]),
    LogEvent(
      "startup",
      [
        ("level", .text(configuration.log.level.rawValue)),
        ("format", .text(configuration.log.format.rawValue)),
        ("query_log_enabled", .flag(configuration.log.queries)),
        ("drop_log_include_client_ip", .flag(configuration.log.clientAddressOnDrops)),
      ]),
  ]
}

extension SettingOptions {
  /// The configuration that these flags, the environment and the file give.
  ///
  /// - Throws: The exit status, after all problems have been written to standard error.
  func load() throws -> LoadedConfiguration {
    do throws(ConfigurationError) {
      return try LoadedConfiguration(commandLine: values, environment: processEnvironment())
    } catch {
      for problem in error.problems { writeToStandardError("leaf: \(problem)\n") }
      throw ExitCode(EX_CONFIG)
    }
  }
}

func processEnvironment() -> [String: String] {
  var environment: [String: String] = [:]
  var entry = unsafe environ
  while let text = unsafe entry.pointee {
    let parts = unsafe String(cString: text).split(
      separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 2 { environment[String(parts[0])] = String(parts[1]) }
    unsafe entry += 1
  }
  return environment
}

/// Sees to it that no socket takes the place of a standard stream that was closed, and that a reader of
/// standard error who goes away does not end the server.
private func prepareStandardStreams() {
  for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) < 0 {
    // Takes the lowest free number, which is this one.
    _ = unsafe open("/dev/null", O_RDWR)
  }
  signal(SIGPIPE, SIG_IGN)
}
