extension Run.Outcome {
  /// What the run says against itself: of a response, or by a verdict that does not follow from what was
  /// seen. Nil as it should be.
  func contradiction(zone: Name) -> String? {
    let exchanges = discovery + results.flatMap(\.exchanges)
    let responses = exchanges.compactMap(\.response)
    if let contradiction = responses.lazy.compactMap(\.contradiction).first { return contradiction }
    for result in results where [.pass, .inconclusive].contains(result.verdict) {
      let noted = exchanges.lazy.compactMap { result.test.invariant?.violation($0, zone) }
      if let reason = result.findings.first?.actual ?? noted.first {
        return "\(result.test.id) ends as \(result.verdict), and \(reason)"
      }
    }
    // Each rule belongs to the invariant of a case that must hold.
    let broken = responses.lazy.flatMap(\.violations).first
    if let broken, !results.isEmpty, !results.contains(where: { $0.verdict == .fail }) {
      return "\(broken), and no case fails"
    }
    return nil
  }
}

extension Response {
  /// What the strict reader says against itself: a rule noted twice, a place outside the message, records
  /// that are not those that the counts of a sound message announce.
  fileprivate var contradiction: String? {
    if Set(violations.map(\.rule)).count < violations.count { return "a rule is noted twice: \(violations)" }
    if let violation = violations.first(where: { !(0...octets.count).contains($0.offset) }) {
      return "\(violation) is outside the message of \(octets.count) octets"
    }
    guard violations.isEmpty else { return nil }
    let found = [questions.count] + Section.allCases.dropFirst().map { section($0).count }
    return found == counts ? nil : "counts \(counts), but \(found) records"
  }
}
