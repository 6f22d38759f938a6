import DNSWire
import LeafConfiguration
import struct NIOConcurrencyHelpers.NIOLockedValueBox

/// Puts a changed configuration in force. A good one takes the place of the one before at once; a bad one changes
/// nothing.
final class Reloader: Sendable {
  enum Wish: Sendable {
    /// The configuration's file is read again, and zones' files are looked at.
    case reload
    /// Zones' files are looked at, and the folder of zones.
    case look
  }

  private struct State {
    var wishes: Set<Wish> = []
    /// What is in force, but for what needs a restart.
    var loaded: LoadedConfiguration
    /// The folder of zones and the block lists when they were read.
    var stamps: [String: FileStamp?]
  }

  /// What was loaded at the start: its sockets are in force until the end.
  private let first: LoadedConfiguration
  private let commandLine: CommandLineValues
  private let serving: Serving
  private let state: NIOLockedValueBox<State>

  /// - Parameter loaded: What is loaded at the start.
  init(_ loaded: LoadedConfiguration, _ commandLine: CommandLineValues, _ serving: Serving) {
    first = loaded
    self.commandLine = commandLine
    self.serving = serving
    state = NIOLockedValueBox(State(loaded: loaded, stamps: loaded.stamps))
  }

  /// How often zone files are looked at; nil for never.
  var pollInterval: Duration? {
    state.withLockedValue(\.loaded.configuration.zonePollInterval).map { .seconds($0) }
  }

  func add(_ wish: Wish) { state.withLockedValue { _ = $0.wishes.insert(wish) } }

  /// Does all that has been wished for; called by one thread at a time.
  func run() {
    let wishes = state.withLockedValue { state in
      defer { state.wishes = [] }
      return state.wishes
    }
    if wishes.contains(.reload) {
      serving.health.reload(reload)
      serving.zones.look(because: .request)
    } else if wishes.contains(.look) {
      lookAtFiles()
      serving.zones.look(because: .interval)
    }
  }

  private func reload() {
    do throws(ConfigurationError) {
      let loaded = try LoadedConfiguration(commandLine: commandLine)
      // The one in the working directory is read only if it is there.
      if let path = first.path, loaded.path == nil {
        return refuse(because: ["\(printable(path)) was read at the start, and is not there any more"])
      }
      apply(loaded, loaded.stamps)
    } catch {
      refuse(because: error.problems.map(\.description))
    }
  }

  /// Takes what has come into the folder of zones or has left it, and block lists that have changed.
  private func lookAtFiles() {
    let (loaded, stamps) = state.withLockedValue { ($0.loaded, $0.stamps) }
    let now = loaded.stamps
    guard now != stamps else { return }
    do throws(ConfigurationError) {
      apply(try loaded.relisted(commandLine), now)
    } catch {
      state.withLockedValue { $0.stamps = now }
      refuse(because: error.problems.map(\.description))
    }
  }

  /// - Parameter stamps: From before files were read, where that is known.
  private func apply(_ loaded: LoadedConfiguration, _ stamps: [String: FileStamp?]) {
    let configuration = loaded.configuration
    state.withLockedValue { ($0.loaded, $0.stamps) = (loaded, stamps) }
    serving.zones.apply(configuration)
    serving.reloads.applied(at: readClocks().unixTime)
    serving.log.apply(configuration.log)
    serving.log.log(.info, .reloaded(configuration))
    for setting in changedButNotInForce(configuration) {
      serving.log.log(.warning, .warning("\(setting) has changed; it takes effect with the next start"))
    }
    serving.log.logWarnings(of: loaded)
  }

  func tellWaiting(_ wish: Wish) {
    guard wish == .reload else { return }
    serving.log.log(.warning, LogEvent(.reload, [("result", .text("waiting"))]))
  }

  func refuse(because problems: [String]) {
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
        && setting.value(in: configuration) != setting.value(in: first.configuration)
    }.map(\.name)
  }
}
