extension Report {
  /// The report as `report.schema.json` describes it.
  var json: String {
    JSON.object([
      ("zone", .string(zone.description)),
      ("profile", .string(profile.rawValue)),
      ("strict", .bool(isStrict)),
      ("conclusion", .string("\(conclusion)")),
      ("interrupted", .bool(outcome.wasInterrupted)),
      ("duration_seconds", .double(outcome.duration / .seconds(1))),
      ("counts", .object(Verdict.allCases.map { ($0.rawValue, .int(count($0))) })),
      (
        "unreachable",
        .array(
          outcome.unreachable.map {
            .object([
              ("address", .string($0.endpoint.description)), ("transport", .string($0.transport.rawValue)),
              ("reason", .string($0.reason)),
            ])
          })
      ),
      ("discovery", .array(outcome.discovery.map(discoveryJSON))),
      ("results", .array(results.map(json))),
    ]).text
  }

  private func discoveryJSON(_ exchange: Exchange) -> JSON {
    .object([
      ("address", .string(exchange.endpoint.description)),
      ("transport", .string(exchange.transport.rawValue)),
      ("exchange", json(exchange)),
    ])
  }

  private func json(_ result: CaseResult) -> JSON {
    .object([
      ("id", .string(result.test.id)),
      ("area", .string(result.test.area.name)),
      ("level", .string(result.test.level.rawValue)),
      ("requirement", .string(result.test.requirement)),
      ("sources", .array(result.test.sources.map { .string($0.description) })),
      ("address", .string(result.endpoint.description)),
      ("transport", .string(result.transport.rawValue)),
      ("verdict", .string(result.verdict.rawValue)),
      ("known", .bool(baseline.knows(result))),
      ("reason", .optional(result.reason)),
      ("note", .optional(result.note)),
      ("findings", .array(result.findings.map(json))),
      ("exchanges", .array(result.exchanges.map(json))),
    ])
  }

  private func json(_ finding: Finding) -> JSON {
    .object([
      ("expected", .array(finding.expected.map { .string($0) })),
      ("actual", .string(finding.actual)),
      ("exchange", finding.exchange.map(json) ?? .null),
    ])
  }

  private func json(_ exchange: Exchange) -> JSON {
    .object([
      ("query", .string(exchange.octets.hex)),
      ("response", .optional(exchange.response?.octets.hex)),
      ("ending", .string(exchange.summary)),
      ("tries", .int(exchange.tries)),
      ("latency_seconds", exchange.latency.map { .double($0 / .seconds(1)) } ?? .null),
      ("violations", .array(exchange.response?.violations.map { .string($0.description) } ?? [])),
      ("ldns", .optional(exchange.disagreement)),
      ("strays", .array(exchange.strays.map(json))),
      ("repetitions", .array(exchange.repetitions.map { .string($0.hex) })),
    ])
  }

  private func json(_ stray: Stray) -> JSON {
    .object([
      ("octets", .string(stray.octets.hex)),
      ("reason", .string(stray.description)),
      ("source", .optional(stray.source?.description)),
    ])
  }
}
