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
    lines.append("<testsuites name=\"leaf-probe \(escape(zone.description))\" \(totals(results))>")
    for suite in suites {
      lines.append("  <testsuite name=\"\(escape(suite.name))\" \(totals(suite.results))>")
      for result in suite.results { lines += xml(result, suite: suite.name) }
      lines.append("  </testsuite>")
    }
    lines.append("</testsuites>")
    return lines.joined(separator: "\n") + "\n"
  }

  private func totals(_ results: [CaseResult]) -> String {
    let failures = results.count(where: counts)
    let skipped = results.count { $0.verdict == .skip || $0.verdict == .inconclusive }
    let seconds = results.flatMap(\.exchanges).compactMap(\.latency).reduce(.zero, +) / .seconds(1)
    return
      "tests=\"\(results.count)\" failures=\"\(failures)\" errors=\"0\" skipped=\"\(skipped)\" time=\"\(seconds)\""
  }

  private func xml(_ result: CaseResult, suite: String) -> [String] {
    let seconds = result.exchanges.compactMap(\.latency).reduce(.zero, +) / .seconds(1)
    let name = "\(result.test.id) \(result.test.requirement)"
    let start =
      "    <testcase classname=\"\(escape("\(suite) \(result.test.area.name)"))\" name=\"\(escape(name))\" time=\"\(seconds)\""
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
    case _ where scalar.value < 0x20: continue
    default: escaped.unicodeScalars.append(scalar)
    }
  }
  return escaped
}
