/// What a run found, for all the formats.
struct Report: Sendable {
  let zone: Name
  let profile: Profile
  let outcome: Run.Outcome
  let isStrict: Bool
  /// Failures that are known; they do not count.
  var baseline = Baseline()
  /// What the text report is about, where no server alone is it.
  var subject: String?

  var results: [CaseResult] { outcome.results }

  func count(_ verdict: Verdict) -> Int { results.lazy.filter { $0.verdict == verdict }.count }

  /// Failures, and under `--strict` what is non-strict, without those that are known.
  func counts(_ result: CaseResult) -> Bool {
    !baseline.knows(result) && (result.verdict == .fail || isStrict && result.verdict == .nonStrict)
  }

  /// What the whole run comes to.
  enum Conclusion: Int32, Sendable {
    case conformant = 0
    case mustFailed = 1
    case shouldFailed = 2
    case notTested = 3
  }

  /// A failure that was seen is one, however much else could not be tested.
  var conclusion: Conclusion {
    let counted = results.filter(counts)
    if counted.contains(where: { $0.verdict == .fail }) { return .mustFailed }
    if !obstacles.isEmpty { return .notTested }
    return counted.isEmpty ? .conformant : .shouldFailed
  }

  /// What kept the server from being tested, one reason an entry; none where it was.
  var obstacles: [String] {
    let unreachable = outcome.unreachable.map { endpoint, transport, reason in
      "\(endpoint) over \(transport.rawValue.uppercased()): \(reason)"
    }
    guard unreachable.isEmpty, !results.isEmpty else { return unreachable }
    let applicable = results.count - count(.skip)
    if applicable == 0 { return ["each check was skipped"] }
    // One in twenty may tell nothing.
    guard count(.inconclusive) * 20 > applicable else { return [] }
    return ["\(count(.inconclusive)) of \(applicable) checks are inconclusive, which is too many"]
  }

  var summary: String {
    let parts = Verdict.allCases.map { "\(count($0)) \($0.rawValue)" }.joined(separator: ", ")
    return "\(parts); \(outcome.duration.tenths) s"
  }

  /// What the baseline names in vain, a sentence each.
  var staleEntries: [String] {
    baseline.stale(results).map { entry in
      "\(entry.id)\(entry.transport.map { "/\($0.rawValue)" } ?? "") passes: take it out of the baseline"
    }
  }
}

extension [CaseResult] {
  /// The results of each case, in the catalogue's order, over the transports in turn.
  var byCase: [[CaseResult]] {
    let places = Catalogue.places
    let groups = Dictionary(grouping: self, by: \.test.id)
    return groups.sorted { places[$0.key, default: 0] < places[$1.key, default: 0] }.map(\.value)
  }
}

extension Duration {
  /// Seconds with one decimal.
  var tenths: String {
    let tenths = milliseconds / 100
    return "\(tenths / 10).\(tenths % 10)"
  }
}
