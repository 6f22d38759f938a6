import ArgumentParser

enum Format: String, CaseIterable, ExpressibleByArgument, Sendable {
  case text, json

  func text(of report: Report, style: TextStyle) -> String {
    switch self {
    case .text: report.text(style)
    case .json: report.json
    }
  }
}
