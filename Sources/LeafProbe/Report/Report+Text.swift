/// How much the text report says, and whether in colour.
struct TextStyle: Sendable {
  var isColoured = false
  /// With every exchange.
  var isVerbose = false

  func paint(_ text: String, _ verdict: Verdict) -> String {
    guard isColoured else { return text }
    let colour =
      switch verdict {
      case .pass: "32"
      case .nonStrict: "33"
      case .fail: "31;1"
      case .inconclusive: "35"
      case .skip: "2"
      case .info: "36"
      }
    return "\u{1B}[\(colour)m\(text)\u{1B}[0m"
  }
}

extension Report {
  /// The report for people: for each address the areas with their cases, and what was not as it should be; summary last.
  func text(_ style: TextStyle) -> String {
    var lines: [String] = []
    let told = results.filter { !$0.isUntried && !outcome.isUnreachable($0) }
    for endpoint in outcome.endpoints {
      let own = told.filter { $0.endpoint == endpoint }
      guard !own.isEmpty else { continue }
      lines.append(subject ?? "\(zone) at \(endpoint), profile \(profile.rawValue)")
      var area: Area?
      for group in own.byCase {
        if group[0].test.area != area {
          area = group[0].test.area
          lines += ["", area?.name ?? ""]
        }
        lines += text(group, style)
      }
      lines.append("")
    }
    lines += untried
    lines += obstacles.map { "Not tested: \($0)" }
    lines += staleEntries
    if outcome.wasInterrupted { lines.append("Interrupted: this is what had run.") }
    lines.append(summary)
    return lines.joined(separator: "\n") + "\n"
  }

  /// The checks that did not run because the server was gone or the user had enough, a line for each reason.
  private var untried: [String] {
    var lines: [(text: String, count: Int)] = []
    for result in results where result.isUntried && !outcome.isUnreachable(result) {
      let place = "\(result.endpoint) over \(result.transport.rawValue.uppercased())"
      let text = "did not run at \(place): \(result.reason ?? "")"
      if let index = lines.firstIndex(where: { $0.text == text }) {
        lines[index].count += 1
      } else {
        lines.append((text, 1))
      }
    }
    return lines.map { "\($0.count) checks \($0.text)" }
  }

  private func text(_ group: [CaseResult], _ style: TextStyle) -> [String] {
    let test = group[0].test
    var lines: [String] = []
    var rest = group
    // One line for the transports that agree.
    while let first = rest.first {
      let same = rest.filter { $0.verdict == first.verdict && $0.reason == first.reason }
      rest.removeAll { $0.verdict == first.verdict && $0.reason == first.reason }
      let transports = same.map(\.transport.rawValue).joined(separator: " ")
      let known =
        same.allSatisfy { $0.verdict == .fail || $0.verdict == .nonStrict } && same.allSatisfy(baseline.knows)
      let name = pad(known ? "known" : first.verdict.rawValue, 12)
      lines.append(
        "  \(style.paint(name, first.verdict)) \(pad(test.id, 9)) \(pad(transports, 8)) \(test.requirement)")
      if let reason = first.reason { lines.append(indent(reason)) }
      for note in Set(same.compactMap(\.note)).sorted() { lines.append(indent(note)) }
      for result in same { lines += result.details(style) }
    }
    return lines
  }
}

private func pad(_ text: String, _ width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - text.count))
}

private func indent(_ text: String) -> String { "      \(text)" }

extension Run.Outcome {
  fileprivate var endpoints: [Endpoint] {
    results.reduce(into: []) { found, result in
      if !found.contains(result.endpoint) { found.append(result.endpoint) }
    }
  }

  /// Whether the result says no more than that nothing can be said of its address over its transport.
  fileprivate func isUnreachable(_ result: CaseResult) -> Bool {
    [.inconclusive, .skip].contains(result.verdict)
      && unreachable.contains { $0.endpoint == result.endpoint && $0.transport == result.transport }
  }
}

extension CaseResult {
  /// Nothing was sent for it.
  fileprivate var isUntried: Bool { verdict == .inconclusive && exchanges.isEmpty }

  fileprivate func details(_ style: TextStyle) -> [String] {
    var lines: [String] = []
    for (index, finding) in findings.enumerated() {
      lines.append(indent("over \(transport.rawValue.uppercased()):"))
      lines.append(indent("  expected  \(finding.expected.joined(separator: "\n            or  "))"))
      lines.append(indent("  actual    \(finding.actual)"))
      // Repeated steps fail alike: one exchange shows it.
      if index == 0, let exchange = finding.exchange { lines += exchange.lines }
    }
    if !findings.isEmpty {
      lines.append(indent("  see       \(test.sources.map(\.description).joined(separator: ", "))"))
      if let others = test.referenceBehaviour { lines.append(indent("  others    \(others)")) }
      lines.append("")
    }
    if style.isVerbose {
      for exchange in exchanges { lines += exchange.lines }
    }
    return lines
  }
}

extension Exchange {
  fileprivate var lines: [String] {
    var lines = [indent("  query     \(octets.hex)")]
    lines += presentationLines(of: Response(reading: octets)).map { indent("    \($0)") }
    if let response {
      lines.append(indent("  response  \(response.octets.hex)"))
      lines += presentationLines(of: response).map { indent("    \($0)") }
      lines += response.violations.map { indent("    strict reader: \($0)") }
    } else {
      lines.append(indent("  response  none: \(summary)"))
    }
    for stray in strays {
      lines.append(indent("  stray     \(stray.octets.hex)"))
      lines.append(indent("    \(stray)"))
    }
    if let command = digCommand { lines.append(indent("  try       \(command)")) }
    return lines
  }
}
