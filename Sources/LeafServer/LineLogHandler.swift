import Glibc
import Logging

/// How lines of the log look.
enum LogFormat: String, Sendable, CaseIterable {
  /// The time, the level, `leaf:` and the event.
  case text
  /// One JSON object a line.
  case json
}

/// Writes a line to standard error for each event, which comes as the metadata value `event`.
struct LineLogHandler: LogHandler {
  var format: LogFormat
  var logLevel = Logger.Level.trace
  var metadata: Logger.Metadata = [:]

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: Logging.LogEvent) {
    guard case .stringConvertible(let value) = event.metadata?["event"], let leafEvent = value as? LogEvent
    else {
      return
    }
    writeToStandardError(line(event.level, leafEvent))
  }

  private func line(_ level: Logger.Level, _ event: LogEvent) -> String {
    switch format {
    case .text: "\(timestamp()) \(Self.name(of: level)) leaf: \(event.text)\n"
    case .json: "{\"time\":\"\(timestamp())\",\"level\":\"\(level.rawValue)\",\(event.json)}\n"
    }
  }

  private static func name(of level: Logger.Level) -> String {
    level == .warning ? "WARN" : level.rawValue.uppercased()
  }
}

extension LogEvent: CustomStringConvertible {
  var description: String { text }
}

/// A line that cannot be written, because nobody reads it any more, is lost.
func writeToStandardError(_ text: String) {
  var text = text
  text.withUTF8 { octets in
    _ = unsafe write(STDERR_FILENO, octets.baseAddress, octets.count)
  }
}

/// The time in UTC, to the millisecond: `2026-11-20T22:27:01.123Z`.
private func timestamp() -> String {
  var time = timespec()
  var parts = unsafe tm()
  unsafe clock_gettime(CLOCK_REALTIME, &time)
  unsafe gmtime_r(&time.tv_sec, &parts)
  let date = unsafe [Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday)]
  let clock = unsafe [parts.tm_hour, parts.tm_min, parts.tm_sec].map(Int.init)
  let milliseconds = padded(time.tv_nsec / 1_000_000, to: 3)
  return date.map { padded($0, to: 2) }.joined(separator: "-") + "T"
    + clock.map { padded($0, to: 2) }.joined(separator: ":") + ".\(milliseconds)Z"
}

private func padded(_ number: Int, to digits: Int) -> String {
  let text = String(number)
  return String(repeating: "0", count: max(0, digits - text.count)) + text
}
