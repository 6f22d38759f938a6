extension Run.Outcome {
  /// Holds every exchange of the run against every invariant, and gives what breaks one to the case that names it.
  mutating func applyInvariants(zone: Name) {
    let exchanges = discovery + results.flatMap(\.exchanges)
    for index in results.indices {
      if let note = results[index].test.runNote { results[index].note = note(exchanges) }
      guard let invariant = results[index].test.invariant, results[index].verdict != .skip else { continue }
      let own = exchanges.filter {
        $0.endpoint == results[index].endpoint && $0.transport == results[index].transport
      }
      let broken = own.compactMap { exchange in invariant.violation(exchange, zone).map { (exchange, $0) } }
      if let (exchange, violation) = broken.first {
        let times = broken.count == 1 ? "" : " (and \(broken.count - 1) more)"
        results[index].findings.append(
          Finding(
            expected: [invariant.description], actual: violation + times, grade: .violation,
            exchange: exchange))
      }
      if !own.contains(where: { $0.response != nil }), results[index].findings.isEmpty {
        results[index].reason = results[index].reason ?? "no response came that could be looked at"
      }
      results[index].settle(isDead: results[index].exchanges.contains { $0.death != nil })
    }
  }
}
