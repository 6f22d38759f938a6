extension Report {
  /// The report in Prometheus' text format: a check is 1 when it counts as passed, and absent when nothing was found out.
  var prometheus: String {
    var lines = [
      "# HELP leaf_probe_check Whether the server passes a check: 1 or 0; without those that were skipped or inconclusive.",
      "# TYPE leaf_probe_check gauge",
    ]
    for result in results where result.verdict != .skip && result.verdict != .inconclusive {
      let labels = [
        ("id", result.test.id), ("level", result.test.level.rawValue),
        ("transport", result.transport.rawValue),
        ("address", result.endpoint.description),
      ].map { "\($0)=\"\($1)\"" }.joined(separator: ",")
      let value = result.verdict == .pass || result.verdict == .info ? 1 : 0
      lines.append("leaf_probe_check{\(labels)} \(value)")
    }
    lines += [
      "# HELP leaf_probe_success Whether the run ended with exit status 0: 1 or 0.",
      "# TYPE leaf_probe_success gauge",
      "leaf_probe_success \(conclusion == .conformant && !outcome.wasInterrupted ? 1 : 0)",
      "# HELP leaf_probe_duration_seconds How long the run took.",
      "# TYPE leaf_probe_duration_seconds gauge",
      "leaf_probe_duration_seconds \(outcome.duration.decimalSeconds)",
    ]
    return lines.joined(separator: "\n") + "\n"
  }
}
