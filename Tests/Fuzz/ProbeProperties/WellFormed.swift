import Foundation
import FoundationXML
import FuzzDriver

/// Requires of a report that whoever reads its format can, and that it does nothing to a terminal.
///
/// - Parameter format: As `--format` has it.
package func requireWellFormed(_ report: String, _ format: String) throws(Violation) {
  let control = report.unicodeScalars.first { $0 != "\n" && $0 != "\t" && $0.isControl }
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

extension Unicode.Scalar {
  /// The general category Cc, which never changes.
  fileprivate var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }
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
  // By octets: an expression over a page of a megabyte takes longer than all else.
  let tags = Array(report.utf8).split(separator: UInt8(ascii: "<")).map {
    $0.prefix { $0 != UInt8(ascii: ">") }
  }
  let scripts = tags.count { String(decoding: $0.prefix(6), as: UTF8.self).lowercased() == "script" }
  try require(scripts == 1, "\(scripts) scripts in \(report)")
  let foreign = tags.first(where: hasForeignAttribute).map { String(decoding: $0, as: UTF8.self) }
  try require(foreign == nil, "\(foreign ?? "") in \(report)")
}

/// Whether a tag has an attribute that runs or loads something, or styles by itself.
private func hasForeignAttribute(_ tag: ArraySlice<UInt8>) -> Bool {
  let words = tag.split(separator: UInt8(ascii: " ")).dropFirst()
  return zip(words, words.dropFirst() + [[]]).contains { word, next in
    let name = word.prefix { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
    guard (word.dropFirst(name.count).first ?? next.first) == UInt8(ascii: "=") else { return false }
    return name.count > 2 && name.starts(with: "on".utf8)
      || ["src", "style"].contains { name.elementsEqual($0.utf8) }
  }
}

/// Each test has one line, and the plan counts them.
private func requireTAP(_ report: String) throws(Violation) {
  try requireLines(of: report, /TAP\ version\ 13|1\.\.[0-9]+|(not\ )?ok\ [0-9]+\ -\ .*|#\ .*|Bail\ out!\ .*/)
  let result = /^(not\ )?ok\ ([0-9]+)\ /
  let numbers = report.split(separator: "\n").compactMap { line in
    line.prefixMatch(of: result).flatMap { Int($0.2) }
  }
  try requireEqual(numbers, Array(1..<numbers.count + 1), "numbers of tests")
  try require(report.contains("\n1..\(numbers.count)\n"), "another plan than 1..\(numbers.count): \(report)")
}

private func requireLines(of report: String, _ pattern: some RegexComponent) throws(Violation) {
  for line in report.split(separator: "\n") where line.wholeMatch(of: pattern) == nil {
    throw Violation("the line \(line) in \(report)")
  }
}
