extension Verdict {
  /// In the order in which people want to read.
  static let worstFirst: [Verdict] = [.fail, .nonStrict, .inconclusive, .info, .pass, .skip]

  fileprivate var html: HTML { HTML("span", [("class", "verdict \(rawValue)")], rawValue) }
}

/// The results of one case, over its addresses and transports.
extension [CaseResult] {
  var worst: Verdict? { Verdict.worstFirst.first { verdict in contains { $0.verdict == verdict } } }

  /// The case and all its results; what is not as it should be stands open.
  func html(_ baseline: Baseline, withExchanges: Bool) -> HTML {
    let (test, worst) = (self[0].test, worst ?? .pass)
    let results = map { $0.html(isKnown: baseline.knows($0), withExchanges: withExchanges) }
    let attributes: [HTML.Attribute] = [
      ("class", "check"), ("id", test.id), ("data-level", test.level.rawValue), ("data-area", test.area.name),
    ]
    let isOpen = worst == .fail || worst == .nonStrict
    return HTML(
      "details", isOpen ? attributes + [("open", "")] : attributes,
      [
        test.summary(worst),
        HTML("div", [], [test.about] + test.others + [HTML("ul", [("class", "results")], results)]),
      ])
  }
}

extension Case {
  fileprivate func summary(_ verdict: Verdict) -> HTML {
    HTML(
      "summary", [],
      [
        verdict.html, HTML("code", [("class", "id")], id),
        HTML("span", [("class", "requirement")], requirement),
      ])
  }

  fileprivate var about: HTML {
    let sources = sources.flatMap { [HTML(text: ", "), $0.html] }.dropFirst()
    let level = HTML("span", [("class", "level")], level.rawValue)
    return HTML("p", [("class", "about")], [level, HTML(text: " \(area.name) · ")] + sources)
  }

  fileprivate var others: [HTML] {
    referenceBehaviour.map { [HTML("p", [("class", "others")], "Other servers: \($0)")] } ?? []
  }
}

extension Source {
  fileprivate var html: HTML {
    guard case .rfc(let number, let section) = self else { return HTML(text: description) }
    let part = section.first?.isNumber == true ? "section" : "appendix"
    let url = "https://www.rfc-editor.org/rfc/rfc\(number)#\(part)-\(section)"
    return HTML("a", [("href", url)], description)
  }
}

extension CaseResult {
  fileprivate func html(isKnown: Bool, withExchanges: Bool) -> HTML {
    HTML(
      "li",
      [
        ("data-verdict", verdict.rawValue), ("data-address", endpoint.description),
        ("data-transport", transport.rawValue),
      ],
      [place(isKnown)] + [reason, note].compactMap { $0 }.map { HTML("p", [], $0) }
        + findings.enumerated().map { told($1, isFirst: $0 == 0) }
        + (withExchanges ? exchanges.map(\.html) : []))
  }

  private func place(_ isKnown: Bool) -> HTML {
    let known = isKnown ? [HTML("span", [], "known: in the baseline")] : []
    return HTML(
      "p", [],
      [
        verdict.html, HTML("span", [], endpoint.description),
        HTML("span", [], transport.rawValue.uppercased()),
      ]
        + known)
  }

  /// Repeated steps fail alike: the first one's exchange shows it.
  private func told(_ finding: Finding, isFirst: Bool) -> HTML {
    let expected = finding.expected.map { HTML("dd", [], $0) }
    let exchange = isFirst ? [finding.exchange?.html].compactMap { $0 } : []
    let list = HTML(
      "dl", [],
      [HTML("dt", [], finding.expected.count > 1 ? "Expected, one of" : "Expected")] + expected
        + [HTML("dt", [], "Actual"), HTML("dd", [], finding.actual)])
    return HTML("div", [("class", "told \(verdict.rawValue)")], [list] + exchange)
  }
}
