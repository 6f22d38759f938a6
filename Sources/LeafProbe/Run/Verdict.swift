/// What a case says about a target.
enum Verdict: String, CaseIterable, Sendable {
  case pass
  /// A `should` was missed.
  case nonStrict = "non-strict"
  /// A `must` was missed.
  case fail
  case inconclusive
  case skip
  /// Something to know, right or wrong to nobody.
  case info
}

/// One case over one transport against one address.
struct CaseResult: Sendable {
  let test: Case
  let endpoint: Endpoint
  let transport: Transport
  var verdict: Verdict
  /// Why it was skipped or is inconclusive.
  var reason: String?
  /// What the case tells beside its verdict.
  var note: String?
  var findings: [Finding] = []
  var exchanges: [Exchange] = []
}

/// One thing that was not as it should be.
struct Finding: Sendable {
  let expected: [String]
  let actual: String
  let grade: Expectation.Grade
  /// The exchange that shows it.
  var exchange: Exchange?
}

extension Case {
  /// Judges what came of the case's steps.
  func judge(_ steps: [Step], _ exchanges: [Exchange], _ target: Target) -> CaseResult {
    var result = CaseResult(
      test: self, endpoint: target.endpoint, transport: target.transport, verdict: .pass, exchanges: exchanges
    )
    for (step, exchange) in zip(steps, exchanges) {
      if let finding = step.finding(in: exchange) { result.findings.append(finding) }
    }
    if exchanges.count == steps.count, exchanges.allSatisfy({ $0.response != nil }) {
      for relation in relations {
        guard let violation = relation.violation(exchanges, target) else { continue }
        result.findings.append(
          Finding(
            expected: [relation.description], actual: violation, grade: .violation, exchange: exchanges.last))
      }
    }
    result.note = note?(exchanges, target) ?? (findsLameness ? target.lameness : nil)
    result.reason = exchanges.lazy.compactMap(\.doubt).first
    result.settle(isDead: exchanges.contains { $0.death != nil })
    return result
  }
}

extension CaseResult {
  /// The verdict that the findings and doubts make; a server that died failed whatever the level.
  mutating func settle(isDead: Bool = false) {
    let worst = findings.map(\.grade).max() ?? .conformant
    switch (test.level, worst) {
    case (_, _) where isDead: verdict = .fail
    case (.must, .violation): verdict = .fail
    case (.must, .nonStrict), (.should, .violation), (.should, .nonStrict): verdict = .nonStrict
    case (.info, _): verdict = reason == nil ? .info : .inconclusive
    case (.may, .violation), (.may, .nonStrict): verdict = .info
    case (_, .conformant): verdict = reason == nil ? .pass : .inconclusive
    }
  }
}

extension Step {
  fileprivate func finding(in exchange: Exchange) -> Finding? {
    if let death = exchange.death {
      return Finding(
        expected: expectation.endings.map(\.description) + ["and a server that lives on"], actual: death,
        grade: .violation, exchange: exchange)
    }
    guard exchange.doubt == nil, exchange.isSent else { return nil }
    let grade = expectation.grade(of: exchange)
    guard grade != .conformant else { return nil }
    return Finding(
      expected: expectation.endings.map(\.description), actual: expectation.account(of: exchange),
      grade: grade,
      exchange: exchange)
  }
}

extension Expectation {
  /// How the exchange ended, and what it misses of the first ending that is a response.
  fileprivate func account(of exchange: Exchange) -> String {
    guard exchange.response != nil else { return exchange.summary }
    for case .response(let checks) in endings.map(\.pattern) {
      let missed = checks.filter { !$0.holds(exchange) }.map(\.description)
      return missed.isEmpty
        ? exchange.summary : "\(exchange.summary); missed: \(missed.joined(separator: ", "))"
    }
    return exchange.summary
  }
}

extension Exchange {
  /// One line for people: `NXDOMAIN AA RD, 1 question, 0 answer, 1 authority, 0 additional, 97 octets`.
  var summary: String {
    let tried = tries > 1 ? " to \(tries) tries" : ""
    switch ending {
    case .response(let response): return response.summary
    case .silence: return strays.first.map { "only \($0)" } ?? "no response\(tried)"
    case .closed(let isReset): return "the connection \(isReset ? "reset" : "closed")\(tried), no response"
    case .failed(let error): return "\(error)\(tried)"
    }
  }
}

extension Response {
  var summary: String {
    let flags = flags.subtracting(.qr)
    let opcode = opcode == .query ? "" : "\(opcode) "
    let counts = Section.allCases.map { "\(count($0)) \($0)" }.joined(separator: ", ")
    return "\(opcode)\(rcode)\(flags.isEmpty ? "" : " \(flags)"), \(counts), \(octets.count) octets"
  }
}
