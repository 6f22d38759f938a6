/// What the log is told to say.
package struct LogSettings: Equatable, Sendable {
  /// The least that is written.
  package var level = LogLevel.info
  /// How a line looks.
  package var format = LogFormat.text
  /// One line for each answer.
  package var queries = false
  /// The client's address and port on drops.
  package var clientAddressOnDrops = false

  package init(
    level: LogLevel = .info, format: LogFormat = .text, queries: Bool = false,
    clientAddressOnDrops: Bool = false
  ) {
    self.level = level
    self.format = format
    self.queries = queries
    self.clientAddressOnDrops = clientAddressOnDrops
  }
}

/// How much an event matters.
package enum LogLevel: String, Sendable, CaseIterable {
  /// What helps to find a fault, and what happens as it should.
  case trace, debug, info, notice
  /// Somebody should look. `warning` is taken too.
  case warning = "warn"
  /// Something has failed.
  case error, critical
}

/// How lines of the log look.
package enum LogFormat: String, Sendable, CaseIterable {
  /// The time, the level, `leaf:` and the event.
  case text
  /// One JSON object a line.
  case json
}

extension LogSettings {
  @Rows<LogSettings> static var rows: [Row<LogSettings>] {
    Row(
      "logging.query_log_enabled", "LEAF_LOG_QUERIES", keyAlias: "log_queries", .flag,
      \.queries, default: false, traits: .logContent,
      "Whether each answer gets a line; neither names nor clients are in it.")
    Row(
      "logging.drop_log_include_client_ip", "LEAF_LOG_DROP_CLIENT_IP",
      keyAlias: "log_drop_client_ip", .flag, \.clientAddressOnDrops, default: false,
      traits: .logContent, "Whether lines about drops name the client, for fail2ban.")
    Row(
      "logging.level", "LEAF_LOG_LEVEL", .choice(alsoSpelt: ["warning": .warning]), \.level, default: "info",
      traits: .logForm,
      "The least that is written.")
    Row(
      "logging.format", "LEAF_LOG_FORMAT", .choice, \.format, default: "text", traits: .logForm,
      "Lines of text, or a JSON object a line.")
  }
}
