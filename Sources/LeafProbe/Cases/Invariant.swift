/// Something that must hold for every exchange of a run.
struct Invariant: Sendable {
  let description: String
  /// What breaks it in a run against the zone; nil while it holds.
  let violation: @Sendable (Exchange, _ zone: Name) -> String?

  init(
    description: String, violation: @escaping @Sendable (Exchange, _ zone: Name) -> String?
  ) {
    self.description = description
    self.violation = violation
  }

  /// An invariant that is the same for every zone.
  init(description: String, violation: @escaping @Sendable (Exchange) -> String?) {
    self.init(description: description) { exchange, _ in violation(exchange) }
  }

  /// An invariant of responses.
  static func ofResponses(
    _ description: String, _ violation: @escaping @Sendable (Response, Exchange) -> String?
  ) -> Invariant {
    Invariant(description: description) { exchange in exchange.response.flatMap { violation($0, exchange) } }
  }

  /// No response breaks any of these rules about its form.
  static func form(_ description: String, _ rules: Violation.Rule...) -> Invariant {
    ofResponses(description) { response, _ in
      let broken = response.violations.filter { rules.contains($0.rule) }
      return broken.isEmpty ? nil : broken.map(\.description).joined(separator: "; ")
    }
  }
}
