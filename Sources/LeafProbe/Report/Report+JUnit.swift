extension Report {
  /// The report as JUnit's XML: a suite for each address and transport, a case by its ID.
  var junit: String {
    let suites = results.reduce(into: [(name: String, results: [CaseResult])]()) { suites, result in
      let name = "\(result.endpoint) \(result.transport.rawValue)"
      if let index = suites.firstIndex(where: { $0.name == name }) {
        suites[index].results.append(result)
      } else {
        suites.append((name, [result]))
      }
    }
    var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>"]
    lines.append(
      "<testsuites name=\"leaf-probe \(escape(zone.description))\" \(totals(results, errors: obstacles.count))>"
    )
    for suite in suites {
      let skipped = suite.results.count { $0.verdict == .skip || $0.verdict == .inconclusive }
      lines.append(
        "  <testsuite name=\"\(escape(suite.name))\" \(totals(suite.results)) skipped=\"\(skipped)\">")
      for result in suite.results { lines += xml(result, suite: suite.name) }
      lines.append("  </testsuite>")
    }
    if !obstacles.isEmpty {
      lines.append("  <testsuite name=\"leaf-probe\" \(totals([], errors: obstacles.count))>")
      lines += obstacles.flatMap(xml)
      lines.append("  </testsuite>")
    }
    lines.append("</testsuites>")
    return lines.joined(separator: "\n") + "\n"
  }

  /// The attributes that `testsuites` and `testsuite` have in common.
  private func totals(_ results: [CaseResult], errors: Int = 0) -> String {
    let failures = results.count(where: counts)
    let time = results.flatMap(\.exchanges).compactMap(\.latency).reduce(.zero, +).decimalSeconds
    return
      "tests=\"\(results.count + errors)\" failures=\"\(failures)\" errors=\"\(errors)\" time=\"\(time)\""
  }

  /// Else a run of nothing but skips would look like a success.
  private func xml(_ obstacle: String) -> [String] {
    [
      "    <testcase classname=\"leaf-probe\" name=\"\(escape(obstacle))\" time=\"0.000000\">",
      "      <error type=\"not-tested\" message=\"\(escape(obstacle))\"/>",
      "    </testcase>",
    ]
  }

  private func xml(_ result: CaseResult, suite: String) -> [String] {
    let time = result.exchanges.compactMap(\.latency).reduce(.zero, +).decimalSeconds
    let name = "\(result.test.id) \(result.test.requirement)"
    let start =
      "    <testcase classname=\"\(escape("\(suite) \(result.test.area.name)"))\" name=\"\(escape(name))\" time=\"\(time)\""
    let account = result.findings.map { finding in
      "expected \(finding.expected.joined(separator: ", or "))\nactual \(finding.actual)"
    }.joined(separator: "\n")
    let body: String
    switch result.verdict {
    case .fail where counts(result), .nonStrict where counts(result):
      let sources = result.test.sources.map(\.description).joined(separator: ", ")
      body =
        "      <failure type=\"\(result.verdict.rawValue)\" message=\"\(escape(result.findings.first?.actual ?? ""))\">"
        + "\(escape("\(account)\nsee \(sources)"))</failure>"
    case .skip: body = "      <skipped message=\"\(escape(result.reason ?? ""))\"/>"
    case .inconclusive:
      body = "      <skipped message=\"\(escape("inconclusive: \(result.reason ?? "")"))\"/>"
    case .fail, .nonStrict:
      body = "      <system-out>\(escape("\(result.verdict.rawValue)\n\(account)"))</system-out>"
    case .pass, .info:
      guard let note = result.note else { return [start + "/>"] }
      body = "      <system-out>\(escape(note))</system-out>"
    }
    return [start + ">", body, "    </testcase>"]
  }
}

/// Text for XML 1.0, in an element or an attribute; what XML cannot hold at all is left out.
private func escape(_ text: String) -> String {
  var escaped = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": escaped += "&amp;"
    case "<": escaped += "&lt;"
    case ">": escaped += "&gt;"
    case "\"": escaped += "&quot;"
    case "\n": escaped += "&#10;"
    case "\u{FFFE}", "\u{FFFF}": continue
    case _ where scalar.value < 0x20: continue
    default: escaped.unicodeScalars.append(scalar)
    }
  }
  return escaped
}

extension Duration {
  /// Seconds with six decimals and no exponent: what every reader of a report takes.
  var decimalSeconds: String {
    let (seconds, attoseconds) = components
    return "\(seconds)." + String(1_000_000 + attoseconds / 1_000_000_000_000).dropFirst()
  }
}
