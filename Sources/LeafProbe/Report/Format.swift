import ArgumentParser

enum Format: String, CaseIterable, ExpressibleByArgument, Sendable {
  case text, tap, junit, json, prometheus, html

  func text(of report: Report, style: TextStyle) -> String {
    switch self {
    case .text: report.text(style)
    case .tap: report.tap
    case .junit: report.junit
    case .json: report.json
    case .prometheus: report.prometheus
    case .html: report.html(withExchanges: style.isVerbose)
    }
  }
}

/// How commands report that have no checks.
enum ShortFormat: String, CaseIterable, ExpressibleByArgument, Sendable {
  case text, json
}
