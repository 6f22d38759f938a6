import Foundation
import Testing

/// A text in Markdown for those who use or change leaf.
struct Document: Sendable, CustomTestStringConvertible {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// All that there are.
  static let all: [Document] = {
    let files = FileManager.default.enumerator(atPath: root.path)
    var paths: [String] = []
    while let path = files?.nextObject() as? String {
      if path.hasPrefix(".") { files?.skipDescendants() } else if path.hasSuffix(".md") { paths.append(path) }
    }
    return paths.sorted().map(Document.init)
  }()

  /// From the root of the repository.
  let path: String
  let text: String

  init(_ path: String) {
    self.path = path
    text = (try? String(contentsOf: Self.root.appendingPathComponent(path), encoding: .utf8)) ?? ""
  }

  var testDescription: String { path }

  private var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

  /// What stands between fences that name a language.
  func blocks(of language: String) -> [String] {
    text.matches(of: #/(?m)^```(\w+)\n(?s:(.*?))^```$/#).filter { $0.1 == language }.map { String($0.2) }
  }

  /// The cells of each row of the first table whose head has these columns.
  func table(_ columns: String...) -> [[String]] {
    let lines = lines
    guard let head = lines.firstIndex(where: { Self.cells($0) == columns }) else { return [] }
    return lines[(head + 2)...].prefix { $0.hasPrefix("|") }.map(Self.cells)
  }

  private static func cells(_ line: Substring) -> [String] {
    guard line.hasPrefix("|") else { return [] }
    // A bar in a cell has a backslash before it.
    return line.dropFirst().dropLast().replacing("\\|", with: "\u{0}")
      .split(separator: "|", omittingEmptySubsequences: false)
      .map { $0.replacing("\u{0}", with: "|").trimmingCharacters(in: .whitespaces) }
  }

  /// Where links lead, without those that leave the repository.
  var links: [String] {
    text.replacing(#/(?m)^```\w*\n(?s:.*?)^```$/#, with: "").matches(of: #/\]\(([^)\s]+)\)/#)
      .map { String($0.1) }.filter { !$0.contains(":") }
  }

  /// What a link can name behind its `#`, as GitHub makes it of the headings.
  var anchors: [String] {
    lines.filter { $0.hasPrefix("#") }.map { line in
      line.drop { $0 == "#" }.trimmingCharacters(in: .whitespaces).lowercased()
        .filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_" }
        .replacing(" ", with: "-")
    }
  }
}

/// What stands between backticks.
func codeSpans(_ text: String) -> [String] { text.matches(of: #/`([^`]+)`/#).map { String($0.1) } }
