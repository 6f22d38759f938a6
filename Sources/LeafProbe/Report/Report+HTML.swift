extension Report {
  /// The report as one page that needs nothing else: a summary, then the checks by verdict, the worst first.
  ///
  /// - Parameter withExchanges: With every exchange, not only those that show a finding.
  func html(withExchanges: Bool) -> String {
    let page = HTML(
      "html", [("xmlns", "http://www.w3.org/1999/xhtml"), ("lang", "en")],
      [head, HTML("body", [], [header, filters, checks(withExchanges), script])])
    return "<!DOCTYPE html>\n\(page.markup)\n"
  }

  private var head: HTML {
    HTML(
      "head", [],
      [
        HTML(void: "meta", [("charset", "utf-8")]),
        HTML(void: "meta", [("http-equiv", "Content-Security-Policy"), ("content", Self.policy)]),
        HTML(void: "meta", [("name", "viewport"), ("content", "width=device-width, initial-scale=1")]),
        HTML("title", [], "\(zone) – leaf-probe"),
        HTML("style", [], [HTML(literal: HTMLStyle.text)]),
      ])
  }

  /// Nothing is loaded, and nothing runs but what we wrote.
  private static let policy =
    "default-src 'none'; style-src 'sha256-\(HTMLStyle.hash)'; script-src 'sha256-\(HTMLScript.hash)'; "
    + "base-uri 'none'; form-action 'none'"

  private var script: HTML { HTML("script", [], [HTML(literal: HTMLScript.text)]) }
}

// MARK: Summary

extension Report {
  private var header: HTML {
    HTML(
      "header", [],
      [
        HTML("h1", [], "\(zone)"), HTML("p", [], "What leaf-probe found of its authoritative servers"),
        HTML("p", [("class", "conclusion")], conclusion.account), counts, facts,
      ] + remarks.map { HTML("p", [("class", "obstacle")], $0) })
  }

  private var counts: HTML {
    HTML(
      "ul", [("class", "counts")],
      Verdict.worstFirst.map { HTML("li", [("class", $0.rawValue)], [counter($0)]) })
  }

  /// Leads to the checks of the verdict, if there are any.
  private func counter(_ verdict: Verdict) -> HTML {
    let content = [HTML("b", [], "\(count(verdict))"), HTML(text: verdict.rawValue)]
    let isListed = results.byCase.contains { $0.worst == verdict }
    return isListed
      ? HTML("a", [("href", "#\(verdict.rawValue)")], content) : HTML("span", [("class", "none")], content)
  }

  private var facts: HTML {
    let facts = [
      ("Servers", addresses.joined(separator: ", ")), ("Profile", profile.rawValue),
      ("Duration", "\(outcome.duration.tenths) s"),
      ("Exit status", "\(conclusion.rawValue)\(isStrict ? ", under --strict" : "")"),
    ]
    return HTML("dl", [("class", "facts")], facts.flatMap { [HTML("dt", [], $0), HTML("dd", [], $1)] })
  }

  /// What a reader must know before believing the counts.
  private var remarks: [String] {
    obstacles.map { "Not tested: \($0)" } + staleEntries
      + (outcome.wasInterrupted ? ["Interrupted: this is what had run."] : [])
  }
}

// MARK: Filters

extension Report {
  /// Hidden until the script shows it: it alone makes them work.
  private var filters: HTML {
    HTML(
      "form", [("hidden", ""), ("aria-label", "Filters")],
      [
        choice("verdict", Verdict.worstFirst.map(\.rawValue)),
        choice("level", Level.allCases.map(\.rawValue)),
        choice("area", results.byCase.map { $0[0].test.area.name }.distinct),
        choice("transport", results.map(\.transport.rawValue).distinct), choice("address", addresses),
        HTML("button", [("type", "reset")], "Show all"),
        HTML(
          "label", [("class", "text")],
          [HTML(text: "Text"), HTML(void: "input", [("type", "search"), ("name", "words")])]),
        HTML("output", [], ""),
      ])
  }

  private func choice(_ name: String, _ values: [String]) -> HTML {
    let any = HTML("option", [("value", "")], "any")
    let options = [any] + values.map { HTML("option", [("value", $0)], $0) }
    return HTML("label", [], [HTML(text: name.capitalizedFirst), HTML("select", [("name", name)], options)])
  }

  private var addresses: [String] { results.map(\.endpoint.description).distinct }
}

// MARK: Checks

extension Report {
  private func checks(_ withExchanges: Bool) -> HTML {
    let groups = results.byCase
    let sections = Verdict.worstFirst.compactMap { verdict in
      section(verdict, groups.filter { $0.worst == verdict }, withExchanges)
    }
    return HTML("main", [], sections)
  }

  private func section(_ verdict: Verdict, _ groups: [[CaseResult]], _ withExchanges: Bool) -> HTML? {
    guard !groups.isEmpty else { return nil }
    let noun = groups.count == 1 ? "check" : "checks"
    let heading = HTML(
      "h2", [], [HTML(text: verdict.rawValue.capitalizedFirst), HTML("span", [], " \(groups.count) \(noun)")])
    let checks = groups.map { $0.html(baseline, withExchanges: withExchanges) }
    return HTML("section", [("id", verdict.rawValue)], [heading] + checks)
  }
}

extension Report.Conclusion {
  fileprivate var account: String {
    switch self {
    case .conformant: "The server conforms."
    case .mustFailed: "The server misses a must."
    case .shouldFailed: "The server misses a should."
    case .notTested: "The server could not be tested."
    }
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

extension [String] {
  /// Each once, in the order in which they first come.
  fileprivate var distinct: [String] { reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
}
