import Glibc
import LeafConfiguration
import Logging

extension LogEvent {
  /// What stands before an event's own fields, whose names have to be others.
  static let namesOfEveryLine: Set = ["time", "level", "event"]
}

/// The line of an event, with its end.
func logLine(_ level: Logger.Level, _ event: LogEvent, as format: LogFormat) -> String {
  switch format {
  case .text: "\(timestamp()) \(name(of: level).uppercased()) leaf: \(event.text)\n"
  case .json: "{\"time\":\"\(timestamp())\",\"level\":\"\(name(of: level))\",\(event.json)}\n"
  }
}

/// As the setting has it.
private func name(of level: Logger.Level) -> String {
  level == .warning ? LogLevel.warning.rawValue : level.rawValue
}

/// The time in UTC, to the millisecond: `2026-11-20T22:27:01.123Z`.
private func timestamp() -> String {
  var time = timespec()
  unsafe clock_gettime(CLOCK_REALTIME, &time)
  return text(of: time)
}

/// A time in UTC, as lines begin with: `2026-11-20T22:27:01.000Z`.
///
/// - Parameter unixTime: In seconds.
func text(ofTime unixTime: UInt64) -> String { text(of: timespec(tv_sec: Int(unixTime), tv_nsec: 0)) }

private func text(of time: timespec) -> String {
  var time = time
  var parts = unsafe tm()
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
