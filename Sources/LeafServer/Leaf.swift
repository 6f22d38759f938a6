import ArgumentParser
import Glibc
import LeafCore
import Logging
import NIOPosix
import ServiceLifecycle

@main
struct Leaf: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "leaf",
    abstract: "Authoritative DNS for names that carry their own address: 1-2-3-4.dev.example.com is 1.2.3.4.",
    discussion: """
      Every setting is a flag, or a variable: LEAF_ and the flag in upper case, with _ for -. A flag goes \
      before a variable.

      Exit status: 0 after an orderly stop, 64 for a bad command line, 71 if an address cannot be listened \
      on, 78 for a bad setting.
      """,
    version: "leaf 0.1.0",
    subcommands: [Explain.self])

  @OptionGroup var settings: SettingOptions

  func run() async throws {
    let configuration = try settings.configuration()
    let snapshot = Snapshot(configuration)
    let sockets = try openSockets(configuration)
    let logger = Logger(label: "leaf") { _ in LineLogHandler() }
    logger.log(.info, startup(configuration, sockets))
    for warning in configuration.warnings(snapshot.authority) {
      logger.log(.warning, LogEvent("config_warning", [("warning", .text(warning))]))
    }
    let services = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [
          .init(service: UDPService(listeners: sockets, snapshot: snapshot)),
          .init(service: TCPService(listeners: sockets, snapshot: snapshot)),
        ],
        gracefulShutdownSignals: [.sigterm, .sigint],
        logger: logger))
    try await services.run()
    logger.log(.info, LogEvent("shutdown"))
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

  private func startup(_ configuration: Configuration, _ sockets: [ListenSockets]) -> LogEvent {
    LogEvent(
      "startup",
      [
        ("listen", .text(sockets.map(\.address.description).joined(separator: ","))),
        ("zones", .text(configuration.zones.map(\.description).joined(separator: ","))),
        ("udp_workers", .bare("\(configuration.udpWorkers)")),
      ])
  }
}

extension SettingOptions {
  /// The configuration that these flags and the environment give.
  ///
  /// - Throws: The exit status, after all problems have been written to standard error.
  func configuration() throws -> Configuration {
    do throws(ConfigurationError) {
      return try loadConfiguration(commandLine: values, environment: processEnvironment())
    } catch {
      for problem in error.problems { writeToStandardError("leaf: \(problem)\n") }
      throw ExitCode(EX_CONFIG)
    }
  }
}

private func processEnvironment() -> [String: String] {
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
