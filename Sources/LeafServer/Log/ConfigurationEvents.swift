import LeafConfiguration
import LeafCore
import Logging

// What the log says about a configuration.
extension LogEvent {
  /// What is in force: first where leaf listens, its zones and limits, then how it logs.
  ///
  /// - Parameters:
  ///   - listening: The addresses, with the ports that the system gave.
  ///   - metrics: Those of the metrics.
  static func startup(
    _ configuration: Configuration, listening: [ListenAddress], metrics: [ListenAddress]
  ) -> [LogEvent] {
    // What is listened on is not always what was given.
    var configuration = configuration
    configuration.metrics.listen = metrics
    let listen = Field.text(listening.map(\.description).joined(separator: ","))
    return [
      LogEvent(.startup, [("listen", listen)] + fields(.inForce, of: configuration)),
      LogEvent(.startup, fields(.logForm, of: configuration) + fields(.logContent, of: configuration)),
    ]
  }

  /// A configuration has come into force.
  static func reloaded(_ configuration: Configuration) -> LogEvent {
    let zones = fields(.inForce, of: configuration).filter { $0.key == "zones" }
    return LogEvent(.reload, [("result", .text("applied"))] + zones)
  }

  private static func fields(
    _ trait: Setting.Traits, of configuration: Configuration
  ) -> [(key: String, value: Field)] {
    Setting.all.filter { $0.traits.contains(trait) }.compactMap { setting in
      Field(setting.value(in: configuration)).map { (name(of: setting), $0) }
    }
  }

  /// Its key; for the form of the lines its flag, as `level` is what each line has of its own.
  private static func name(of setting: Setting) -> String {
    setting.traits.contains(.logForm) ? setting.flag.replacing("-", with: "_") : setting.name
  }

  /// Another server has an address too, and gets a part of its queries until it stops.
  static func shared(_ address: ListenAddress) -> LogEvent {
    warning("another server has \(address) too, and a part of its queries until it stops")
  }

  static func warning(_ text: String) -> LogEvent {
    LogEvent(.configWarning, [("warning", .text(text))])
  }
}

extension LogEvent.Field {
  /// nil for an empty list.
  fileprivate init?(_ value: SettingValue) {
    switch value {
    case .number(let number): self = .number(Int(number))
    case .flag(let flag): self = .flag(flag)
    case .list([]): return nil
    case .text, .literal, .list, .table: self = .text(Self.shortened(value.flat))
    }
  }

  /// A server may have very many zones.
  private static func shortened(_ text: String) -> String {
    let items = text.split(separator: ",", omittingEmptySubsequences: false)
    let most = 100
    guard items.count > most else { return text }
    return items.prefix(most).joined(separator: ",") + " and \(items.count - most) more"
  }
}

extension EventLog {
  func logWarnings(of loaded: LoadedConfiguration) {
    for warning in loaded.warnings + loaded.configuration.warnings {
      log(.warning, .warning(warning))
    }
  }

  /// What is odd about the sockets that are served.
  ///
  /// - Parameter loaded: What says where to listen, unless they are handed over.
  func logWarnings(
    of sockets: [ListenSockets], _ metrics: [StreamListener], inPlaceOf loaded: LoadedConfiguration
  ) {
    for socket in sockets where socket.isShared { log(.warning, .shared(socket.address)) }
    for socket in metrics where socket.isShared { log(.warning, .shared(socket.address)) }
    let lent = sockets.filter(\.areLent)
    guard !lent.isEmpty else { return }
    let isGiven = loaded.values.contains { $0.setting.id == "listen" && $0.origin != .builtIn }
    if isGiven, Set(loaded.configuration.sockets.listen) != Set(lent.map(\.address)) {
      log(.warning, .warning("listen is not used: the service manager hands over the sockets to serve"))
    }
    for socket in lent where socket.udp.isEmpty || socket.tcp.isEmpty {
      let missing = socket.udp.isEmpty ? "UDP" : "TCP"
      log(.warning, .warning("the service manager hands over no socket for \(missing) on \(socket.address)"))
    }
  }
}
