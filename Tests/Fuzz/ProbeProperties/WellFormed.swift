import Foundation
import FoundationXML
import FuzzDriver

/// Requires of a report that whoever reads its format can, and that it does nothing to a terminal.
///
/// - Parameter format: As `--format` has it.
package func requireWellFormed(_ report: String, _ format: String) throws(Violation) {
  let control = report.unicodeScalars.first { scalar in
    scalar != "\n" && scalar != "\t" && scalar.properties.generalCategory == .control
  }
  try require(control == nil, "the report holds U+\(String(control?.value ?? 0, radix: 16)): \(report)")
  switch format {
  case "json": try requireJSON(report)
  case "junit": try requireXML(report, endingWith: "</testsuites>\n")
  case "html": try requireHTML(report)
  case "tap": try requireTAP(report)
  case "prometheus":
    try requireLines(of: report, /#\ (HELP|TYPE)\ .+|[a-z_]+(\{([a-z]+="[^"\\]*",?)+\})?\ [0-9.]+/)
  case "text": break
  default: throw Violation("nobody reads the format \(format)")
  }
}

private func requireJSON(_ report: String) throws(Violation) {
  do {
    _ = try JSONSerialization.jsonObject(with: Data(report.utf8))
  } catch {
    throw Violation("\(error): \(report)")
  }
}

/// Foundation on Linux says of some malformed text that it was parsed, and has an error all the same; or
/// none, where the root element does not end.
private func requireXML(_ report: String, endingWith end: String) throws(Violation) {
  let parser = XMLParser(data: Data(report.utf8))
  let isRead = parser.parse()
  let error = parser.parserError.map { "\($0)" } ?? "no error"
  try require(
    isRead && parser.parserError == nil && report.hasSuffix(end),
    "\(error) in line \(parser.lineNumber): \(report)")
}

/// The page is XML too. It has one script, and loads nothing.
private func requireHTML(_ report: String) throws(Violation) {
  try requireXML(report, endingWith: "</html>\n")
  let scripts = report.matches(of: /<script/.ignoresCase()).count
  try require(scripts == 1, "\(scripts) scripts in \(report)")
  let foreign = report.firstMatch(of: /<[^>]*\ (on[a-z]+|src|style)\ *=/)
  try require(foreign == nil, "\(foreign?.0 ?? "") in \(report)")
}

/// Each test has one line, and the plan counts them.
private func requireTAP(_ report: String) throws(Violation) {
  try requireLines(of: report, /TAP\ version\ 13|1\.\.[0-9]+|(not\ )?ok\ [0-9]+\ -\ .*|#\ .*|Bail\ out!\ .*/)
  let numbers = report.split(separator: "\n").compactMap { line in
    line.firstMatch(of: /^(not\ )?ok\ ([0-9]+)\ /).flatMap { Int($0.2) }
  }
  try requireEqual(numbers, Array(1..<numbers.count + 1), "numbers of tests")
  try require(report.contains("\n1..\(numbers.count)\n"), "another plan than 1..\(numbers.count): \(report)")
}

private func requireLines(of report: String, _ pattern: some RegexComponent) throws(Violation) {
  for line in report.split(separator: "\n") where line.wholeMatch(of: pattern) == nil {
    throw Violation("the line \(line) in \(report)")
  }
}
