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
  /// Judges what came of the case's steps, and then of its conversations.
  func judge(
    _ steps: [Step], _ exchanges: [Exchange], _ target: Target,
    _ talks: [(conversation: Conversation, transcript: Transcript)] = []
  ) -> CaseResult {
    var result = CaseResult(
      test: self, endpoint: target.endpoint, transport: target.transport, verdict: .pass, exchanges: exchanges
    )
    let own = Array(exchanges.prefix(steps.count))
    result.findings = zip(steps, own).compactMap { $0.finding(in: $1) }
    if own.count == steps.count, own.allSatisfy({ $0.response != nil }) {
      result.findings += relations.compactMap { $0.finding(in: own, target) }
    }
    let telling = talks.filter { $0.conversation.reasonToSkip($0.transcript) == nil }
    result.findings += telling.flatMap { $0.conversation.findings(in: $0.transcript) }
    let notes = [note?(own, target) ?? conversationNote?(talks.map(\.transcript)), steps.omissions(in: own)]
    if notes.contains(where: { $0 != nil }) {
      result.note = notes.compactMap { $0 }.joined(separator: "; ")
    }
    if findsLameness, let lameness = target.lameness { result.note = lameness }
    result.reason =
      exchanges.lazy.compactMap(\.doubt).first
      ?? talks.lazy.compactMap(\.transcript.failure).first.map { "no connection: \($0)" }
    result.settle(isDead: exchanges.contains { $0.death != nil })
    if steps.isEmpty, let talk = talks.first, telling.isEmpty, result.verdict == .pass {
      result.verdict = .skip
      result.reason = talk.conversation.reasonToSkip(talk.transcript)
    }
    return result
  }
}

extension Relation {
  fileprivate func finding(in exchanges: [Exchange], _ target: Target) -> Finding? {
    violation(exchanges, target).map {
      Finding(expected: [description], actual: $0, grade: .violation, exchange: exchanges.last)
    }
  }
}

extension Conversation {
  fileprivate func findings(in transcript: Transcript) -> [Finding] {
    if let death = transcript.exchanges.lazy.compactMap(\.death).first {
      return [
        Finding(
          expected: requirements.map(\.description) + ["and a server that lives on"], actual: death,
          grade: .violation, exchange: transcript.exchanges.last)
      ]
    }
    guard transcript.failure == nil, !transcript.exchanges.contains(where: { $0.doubt != nil }) else {
      return []
    }
    let telling = transcript.exchanges.first { $0.response == nil } ?? transcript.exchanges.last
    return requirements.compactMap { requirement in
      requirement.violation(transcript).map {
        Finding(
          expected: [requirement.description], actual: $0, grade: requirement.grade, exchange: telling)
      }
    }
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
  private func named(_ text: String) -> String { label.map { "\($0): \(text)" } ?? text }

  fileprivate func finding(in exchange: Exchange) -> Finding? {
    if let death = exchange.death {
      return Finding(
        expected: expectation.endings.map(\.description) + ["and a server that lives on"],
        actual: named(death),
        grade: .violation, exchange: exchange)
    }
    guard exchange.doubt == nil, exchange.isSent else { return nil }
    let grade = expectation.grade(of: exchange)
    guard grade != .conformant else { return nil }
    return Finding(
      expected: expectation.endings.map(\.description), actual: named(expectation.account(of: exchange)),
      grade: grade,
      exchange: exchange)
  }
}

extension [Step] {
  /// How many malformed messages got no response where that is right, and one would be too; nil where all got one.
  fileprivate func omissions(in exchanges: [Exchange]) -> String? {
    let told = zip(self, exchanges).filter { $0.mayBeAnswered && $1.isSent && $1.doubt == nil }.map(\.1)
    let closed = told.count { if case .closed = $0.ending { true } else { false } }
    let dropped = told.count { if case .silence = $0.ending { true } else { false } }
    let accounts = [
      dropped > 0 ? "\(dropped) of \(told.count) malformed messages dropped" : nil,
      closed > 0 ? "connection closed on \(closed) of \(told.count) malformed messages" : nil,
    ]
    return dropped + closed > 0 ? accounts.compactMap { $0 }.joined(separator: ", ") : nil
  }
}

extension Step {
  /// Whether it is hostile, and both a response and none will do.
  fileprivate var mayBeAnswered: Bool {
    let patterns = expectation.endings.filter { $0.grade == .conformant }.map(\.pattern)
    let isAnswered = patterns.contains { if case .response = $0 { true } else { false } }
    let isDropped = patterns.contains {
      switch $0 {
      case .silence, .close: true
      case .response, .any: false
      }
    }
    return isHostile && isAnswered && isDropped
  }
}

extension Expectation {
  /// How the exchange ended, and what it misses of the first ending that is a response.
  fileprivate func account(of exchange: Exchange) -> String {
    guard exchange.response != nil else { return exchange.summary }
    for case .response(let checks) in endings.map(\.pattern) {
      let missed = checks.filter { !$0.holds(exchange) }.map { $0.account(of: exchange) }
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
