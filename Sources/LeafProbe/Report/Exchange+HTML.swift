extension Exchange {
  /// The query and what came, folded up.
  var html: HTML {
    let parts = [query, reply, command].flatMap { $0 }
    return HTML(
      "details", [("class", "exchange")],
      [HTML("summary", [], "Query and response: \(summary)"), HTML("dl", [], parts)])
  }

  private var query: [HTML] { message("Query", Response(reading: octets)) }

  private var reply: [HTML] {
    guard let response else { return [HTML("dt", [], "Response"), HTML("dd", [], "none: \(summary)")] }
    let violations = response.violations.map { HTML("dd", [], "Strict reader: \($0)") }
    return message("Response", response) + violations
  }

  private var command: [HTML] {
    digCommand.map { [HTML("dt", [], "Try"), HTML("dd", [], [HTML("pre", [], $0)])] } ?? []
  }

  private func message(_ name: String, _ message: Response) -> [HTML] {
    let octets = message.octets
    return [
      HTML("dt", [], "\(name), \(octets.count) octets"), HTML("dd", [], [HTML("pre", [], octets.hex)]),
      HTML("dd", [], [HTML("pre", [], presentationLines(of: message).joined(separator: "\n"))]),
    ]
  }
}
