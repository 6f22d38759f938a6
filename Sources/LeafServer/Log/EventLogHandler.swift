import Logging

/// Lets libraries that log through swift-log say what they have to say in leaf's log.
struct EventLogHandler: LogHandler {
  let log: EventLog
  var logLevel = Logger.Level.trace
  var metadata: Logger.Metadata = [:]

  init(_ log: EventLog) { self.log = log }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: Logging.LogEvent) {
    let message = "\(event.message)"
    let details = metadata.merging(event.metadata ?? [:]) { $1 }.mapValues { "\($0)" }
    log.log(event.level, LogEvent(message: message, details))
  }
}

extension LogEvent {
  /// - Parameter details: By names that a library chose: one that is taken gets a _ behind it.
  init(message: String, _ details: [String: String]) {
    self.init(.message, [("text", .text(message))])
    for (name, detail) in details.sorted(by: { $0.key < $1.key }) { append(freeName(name), .text(detail)) }
  }

  private func freeName(_ wanted: String) -> String {
    var name = wanted
    while Self.namesOfEveryLine.contains(name) || fields.contains(where: { $0.key == name }) { name += "_" }
    return name
  }
}
