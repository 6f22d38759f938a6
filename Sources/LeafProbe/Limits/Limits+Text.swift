extension Limits {
  var text: String {
    let queries = self.queries.flatMap(\.lines)
    let rows =
      queries + [Line("connections", connections.account)] + timeouts.map { Line($0.wait.name, $0.account) }
      + [Line("datagrams", datagrams?.account ?? "not measured without a large RRset; --large names one")]
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
    guard let limited else {
      return [Line(kind.name, "\(kind.rcode): all answered, up to \(free ?? 0) a second (--qps)")]
    }
    let answered = limited.seconds.map { String($0.answered) }.joined(separator: ", ")
    let free = free.map { "all answered at \($0) a second; " } ?? ""
    let first = "\(kind.rcode): \(free)at \(limited.rate), second by second: \(answered)"
    return [Line(kind.name, first)]
      + [rest(limited.total), cookieAccount(limited.rate)].compactMap { $0.map { Line("", $0) } }
  }

  /// What those get that are not answered.
  private func rest(_ total: QueryStage.Second) -> String? {
    let silent = total.sent - total.answered - total.truncated - total.otherwise
    let parts = [
      (total.truncated, "with TC=1\(slip.map { " (slip about \($0))" } ?? "")"),
      (total.otherwise, "with another RCODE"), (silent, "without a response"),
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
    switch next {
    case .untried: "\(served) served at once (--connections)"
    case .closed(let isReset): "\(served) served at once; the next is \(isReset ? "reset" : "closed")"
    case .replaces: "\(served) served at once; for the next, an older one is closed"
    case .unanswered: "\(served) served at once; the next gets no response"
    case .failed(let error): "\(served) served at once; the next: \(error)"
    }
  }
}

extension StreamTimeout.Wait {
  fileprivate var name: String {
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
    guard let closedAfter else { return "the connection is still open after \(waited.seconds) (--wait)" }
    return "the connection is \(isReset ? "reset" : "closed") after \(closedAfter.seconds)"
  }
}

extension DatagramLimit {
  fileprivate var account: String {
    if let lostFrom {
      return
        "\(question): \(largest) octets at most; nothing comes to who advertises \(lostFrom): fragments are lost"
    }
    let whole = whole.map { ", of \($0) over TCP" } ?? ""
    if largest == 0 { return "\(question) never comes whole\(whole)" }
    if let cutFrom {
      return "\(question): \(largest) octets at most\(whole); TC=1 to who advertises \(cutFrom)"
    }
    return "\(question): \(largest) octets, and it has no more; --large names a larger RRset"
  }
}
