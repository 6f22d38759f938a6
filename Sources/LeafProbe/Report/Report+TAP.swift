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
        lines.append("# expected \(oneLine(finding.expected.joined(separator: ", or ")))")
        lines.append("# actual \(oneLine(finding.actual))")
      }
      if let note = result.note { lines.append("# \(oneLine(note))") }
    }
    let obstacles = outcome.wasInterrupted ? ["interrupted"] : obstacles.map { "not tested: \($0)" }
    if !obstacles.isEmpty { lines.append("Bail out! \(oneLine(obstacles.joined(separator: "; ")))") }
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
}

/// A description or reason: a bare hash would begin a directive.
private func tapText(_ text: String) -> String {
  oneLine(text).split(separator: "\\", omittingEmptySubsequences: false).joined(separator: "\\\\")
    .split(separator: "#", omittingEmptySubsequences: false).joined(separator: "\\#")
}

/// What would begin another line, or do things to a terminal, is a blank.
private func oneLine(_ text: String) -> String {
  String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
}
