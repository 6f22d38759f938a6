extension Limits {
  var text: String {
    let queries = self.queries.flatMap(\.lines)
    let rows =
      queries + [Line("connections", connections.account)] + timeouts.map { Line($0.wait.name, $0.account) }
      + [datagrams.map { Line("datagrams", $0.account) }].compactMap { $0 }
      + obstacles.map { Line("not measured", $0) }
    return "\(endpoint)\n" + rows.map(\.text).joined()
  }
}

/// A line of the report: what is told of stands in a column of its own.
private struct Line {
  let label: String
  let account: String

  init(_ label: String, _ account: String) {
    self.label = label
    self.account = account
  }

  var text: String { "  \(label)\(String(repeating: " ", count: max(1, 17 - label.count)))\(account)\n" }
}

extension QueryLimit {
  fileprivate var lines: [Line] {
    let label = "\(kind.name)"
    guard let limited else {
      return [Line(label, "\(kind.rcode): all answered, at \(free ?? 0) a second too, and nobody asked more")]
    }
    let answered = limited.seconds.map { String($0.answered) }.joined(separator: ", ")
    let free = free.map { "all answered at \($0) a second; " } ?? ""
    return [Line(label, "\(kind.rcode): \(free)at \(limited.rate), \(answered) in as many seconds")]
      + [rest(limited.total), cookieAccount(limited.rate)].compactMap { $0.map { Line("", $0) } }
  }

  /// What those get that are not answered.
  private func rest(_ total: QueryStage.Second) -> String? {
    let silent = total.sent - total.answered - total.truncated - total.otherwise
    let parts = [
      (total.truncated, "with TC=1\(slip.map { " (slip \($0))" } ?? "")"),
      (total.otherwise, "with another RCODE"),
      (silent, "without a response"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return parts.isEmpty ? nil : "of the rest, \(parts.joined(separator: ", "))"
  }

  private func cookieAccount(_ rate: Int) -> String? {
    withCookie.map { stage in
      stage.isLimited
        ? "with a cookie: \(stage.total.answered) of \(stage.total.sent)"
        : "with a cookie: all answered at \(rate)"
    }
  }
}

extension ConnectionLimit {
  fileprivate var account: String {
    let others = closed > 0 ? "; \(closed) of them had been closed by then" : ""
    switch next {
    case .untried: return "\(served) served at once, and nobody tried more\(others)"
    case .closed(let isReset):
      return "\(served) served at once; the next was \(isReset ? "reset" : "closed")\(others)"
    case .unanswered: return "\(served) served at once; the next got no response\(others)"
    case .failed(let error): return "\(served) served at once; the next: \(error)\(others)"
    }
  }
}

extension StreamTimeout.Wait {
  var name: String {
    switch self {
    case .firstQuery: "no query"
    case .nextQuery: "no other query"
    case .restOfLength: "half a length"
    case .restOfQuery: "half a query"
    }
  }
}

extension StreamTimeout {
  fileprivate var account: String {
    if let failure { return failure }
    guard let closedAfter else { return "the connection stays open, as long as anybody waited" }
    return "the connection is \(isReset ? "reset" : "closed") after \(closedAfter.seconds)"
  }
}

extension DatagramLimit {
  fileprivate var account: String {
    if let lostFrom {
      return
        "\(largest) octets at most; nothing comes to queries that advertise \(lostFrom): fragments are lost"
    }
    let whole = "\(largest) octets at most, of \(question)"
    return isExhausted ? whole : "\(whole), which has no more; --large names a larger RRset"
  }
}
