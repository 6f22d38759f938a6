extension Report {
  /// The report as the Test Anything Protocol, version 13: what was missed and does not count is TODO.
  var tap: String {
    var lines = ["TAP version 13", "1..\(results.count)"]
    for (index, result) in results.enumerated() {
      let name =
        "\(result.test.id) \(result.transport.rawValue) \(result.endpoint): \(result.test.requirement)"
      let isMissed = result.verdict == .fail || result.verdict == .nonStrict
      lines.append("\(isMissed ? "not ok" : "ok") \(index + 1) - \(tapText(name))\(directive(result))")
      for finding in result.findings {
        lines.append("# expected \(tapText(finding.expected.joined(separator: ", or ")))")
        lines.append("# actual \(tapText(finding.actual))")
      }
      if let note = result.note { lines.append("# \(tapText(note))") }
    }
    if outcome.wasInterrupted { lines.append("Bail out! interrupted") }
    lines.append("# \(summary)")
    return lines.joined(separator: "\n") + "\n"
  }

  private func directive(_ result: CaseResult) -> String {
    switch result.verdict {
    case .skip: " # SKIP \(tapText(result.reason ?? ""))"
    case .inconclusive: " # SKIP inconclusive: \(tapText(result.reason ?? ""))"
    case .fail, .nonStrict: counts(result) ? "" : " # TODO \(baseline.knows(result) ? "known" : "non-strict")"
    case .pass, .info: ""
    }
  }

  /// A hash would begin a directive.
  private func tapText(_ text: String) -> String { text.split(separator: "#").joined(separator: "\\#") }
}
