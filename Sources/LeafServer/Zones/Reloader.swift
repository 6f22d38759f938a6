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
    var files: ConfigurationFiles
  }

  /// What was loaded at the start: its sockets are in force until the end.
  private let first: LoadedConfiguration
  private let commandLine: CommandLineValues
  private let serving: Serving
  private let state: NIOLockedValueBox<State>

  /// - Parameter files: What is loaded at the start.
  init(_ files: ConfigurationFiles, _ commandLine: CommandLineValues, _ serving: Serving) {
    first = files.loaded
    self.commandLine = commandLine
    self.serving = serving
    state = NIOLockedValueBox(State(files: files))
  }

  /// How often zone files are looked at; nil for never.
  var pollInterval: Duration? {
    state.withLockedValue(\.files.loaded.configuration.zonePollInterval).map { .seconds($0) }
  }

  func add(_ wish: Wish) { state.withLockedValue { _ = $0.wishes.insert(wish) } }

  /// Lets keys go on with their lives, has zones signed anew whose time has come, and says which ones are late.
  func keepSigned() {
    let time = readClocks().unixTime
    serving.zones.renewSignatures(at: time)
    serving.zones.tellOfEndingSignatures(at: time)
    serving.zones.lookAfterKeys()
  }

  func lookAtParents() { serving.zones.lookAtParents() }

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
      let files = try ConfigurationFiles(commandLine: commandLine)
      // The one in the working directory is read only if it is there.
      if let path = first.path, files.loaded.path == nil {
        return refuse(because: ["\(printable(path)) was read at the start, and is not there any more"])
      }
      apply(files)
    } catch {
      refuse(because: error.problems.map(\.description))
    }
  }

  /// Takes what has come into the folder of zones or has left it, and block lists that have changed.
  private func lookAtFiles() {
    let files = state.withLockedValue(\.files)
    guard files.areTouched else { return }
    let now = files.untouched()
    do throws(ConfigurationError) {
      apply(try ConfigurationFiles(commandLine: commandLine, rereading: files.loaded))
    } catch {
      state.withLockedValue { $0.files = now }
      refuse(because: error.problems.map(\.description))
    }
  }

  private func apply(_ files: ConfigurationFiles) {
    let configuration = files.loaded.configuration
    state.withLockedValue { $0.files = files }
    serving.zones.apply(configuration)
    serving.reloads.applied(at: readClocks().unixTime)
    serving.log.apply(configuration.log)
    serving.log.log(.info, .reloaded(configuration))
    for setting in changedButNotInForce(configuration) {
      serving.log.log(.warning, .warning("\(setting) has changed; it takes effect with the next start"))
    }
    serving.log.logWarnings(of: files.loaded)
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
