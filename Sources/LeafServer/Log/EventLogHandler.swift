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
    log.log(
      event.level,
      LogEvent(
        "message",
        [("text", .text(message))] + details.sorted { $0.key < $1.key }.map { ($0.key, .text($0.value)) }))
  }
}
