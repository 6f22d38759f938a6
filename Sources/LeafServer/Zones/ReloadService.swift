import DNSWire
import LeafConfiguration
import LeafCore
import Logging
import ProgramSupport
import ServiceLifecycle
import UnixSignals

/// Reads the configuration again at each SIGHUP. A good one takes the place of the one in force at once; a bad
/// one changes nothing.
struct ReloadService: Service {
  /// SIGHUP.
  let signals: UnixSignalsSequence
  /// What was loaded at the start: its sockets are in force until the end.
  let inForce: LoadedConfiguration
  let commandLine: CommandLineValues
  let serving: Serving

  func run() async {
    // A file on a mount that hangs must keep neither the end nor anybody's thread waiting.
    let job = BackgroundJob(named: "leaf-reload") { serving.health.reload(reload) }
    for await _ in signals.cancelOnGracefulShutdown() { request(job) }
  }

  private func request(_ job: BackgroundJob) {
    do throws(ThreadError) {
      guard try job.request() == .waits else { return }
      serving.log.log(.warning, LogEvent(.reload, [("result", .text("waiting"))]))
    } catch {
      refuse(because: ["\(error)"])
    }
  }

  private func reload() {
    let loaded: LoadedConfiguration
    do throws(ConfigurationError) {
      loaded = try LoadedConfiguration(commandLine: commandLine)
    } catch {
      refuse(because: error.problems.map(\.description))
      // The zones that there are can change all the same.
      return serving.zones.look(because: .request)
    }
    // The one in the working directory is read only if it is there.
    if let path = inForce.path, loaded.path == nil {
      return refuse(because: ["\(printable(path)) was read at the start, and is not there any more"])
    }
    let configuration = loaded.configuration
    serving.zones.apply(configuration)
    serving.zones.look(because: .request)
    serving.reloads.applied(at: readClocks().unixTime)
    serving.log.apply(configuration.log)
    let zones = configuration.zones.map(\.description).joined(separator: ",")
    serving.log.log(.info, LogEvent(.reload, [("result", .text("applied")), ("zones", .text(zones))]))
    for setting in changedButNotInForce(configuration) {
      serving.log.log(.warning, .warning("\(setting) has changed; it takes effect with the next start"))
    }
    serving.log.logWarnings(of: loaded)
  }

  private func refuse(because problems: [String]) {
    serving.reloads.refused()
    for problem in problems {
      serving.log.log(
        .warning, LogEvent(.reload, [("result", .text("unchanged")), ("problem", .text(problem))]))
    }
  }

  /// What only a start can change.
  private func changedButNotInForce(_ configuration: Configuration) -> [String] {
    Setting.all.filter { setting in
      setting.traits.contains(.needsRestart)
        && setting.value(in: configuration) != setting.value(in: inForce.configuration)
    }.map(\.name)
  }
}
