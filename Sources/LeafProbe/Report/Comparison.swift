/// Two servers side by side: the cases on which they differ.
struct Comparison: Sendable {
  let reports: [(server: String, report: Report)]

  /// One line a case and transport on which verdict or behaviour differs; summaries last.
  var text: String {
    var lines: [String] = []
    let tables = reports.map { table($0.report) }
    let keys = Set(tables.flatMap(\.keys)).sorted()
    for key in keys {
      let rows = tables.map { $0[key] }
      guard Set(rows.map { $0?.account }).count > 1 else { continue }
      lines.append("\(key.id) \(key.transport)  \(rows.compactMap { $0?.requirement }.first ?? "")")
      for ((server, _), row) in zip(reports, rows) {
        lines.append("  \(server): \(row?.account ?? "did not run")")
      }
    }
    lines.append("")
    for (server, report) in reports {
      lines += report.obstacles.map { "Not tested: \($0)" }
      lines.append("\(server): \(report.summary)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The worse of the two.
  var conclusion: Report.Conclusion {
    let found = reports.map(\.report.conclusion)
    let order: [Report.Conclusion] = [.mustFailed, .notTested, .shouldFailed]
    return order.first(where: found.contains) ?? .conformant
  }

  private struct Key: Hashable, Comparable {
    let place: Int
    let id: String
    let transport: String

    static func < (a: Key, b: Key) -> Bool { (a.place, a.transport) < (b.place, b.transport) }
  }

  /// What there is to compare: IDs, times and addresses differ anyway and are left out.
  private func table(_ report: Report) -> [Key: (account: String, requirement: String)] {
    let places = Catalogue.places
    return report.results.reduce(into: [:]) { table, result in
      let key = Key(
        place: places[result.test.id, default: 0], id: result.test.id, transport: result.transport.rawValue)
      let endings = result.exchanges.map(\.behaviour)
      let distinct = endings.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
      let account = "\(result.verdict.rawValue): \(distinct.joined(separator: "; "))"
      // Of a server's many addresses, the first that differs stands for it.
      if table[key] == nil { table[key] = (account, result.test.requirement) }
    }
  }
}

extension Exchange {
  /// How the server behaved, without what depends on its data: RCODE, flags, and which sections hold something.
  var behaviour: String {
    guard let response else {
      return switch ending {
      case .silence, .response: "no response"
      case .closed: "connection closed"
      case .failed(let error): "\(error)"
      }
    }
    let flags = response.flags.subtracting(.qr)
    let sections = [Section.answer, .authority].filter { !response.data($0).isEmpty }.map(\.description)
    return "\(response.rcode)\(flags.isEmpty ? "" : " \(flags)")"
      + (sections.isEmpty ? "" : " with \(sections.joined(separator: " and "))")
      + (response.opt == nil ? "" : ", OPT")
  }
}
