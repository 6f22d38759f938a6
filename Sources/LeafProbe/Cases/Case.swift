/// One check of the catalogue.
struct Case: Sendable {
  /// Permanent, as `NEG-06`; the part before the dash is the area's.
  let id: String
  let level: Level
  /// What a server must do, in one sentence.
  let requirement: String
  let sources: [Source]
  var transports: [Transport] = [.udp, .tcp]
  /// Each gives the reason for which the case says nothing about a target.
  var conditions: [Condition] = []
  /// Whether it is the one that finds a server lame for the zone, for which all others say nothing.
  var findsLameness = false
  /// Whether it is the one that fails a server which refuses connections where it answers over UDP.
  var findsMissingTCP = false
  /// Whether it waits long, so that it begins before those that do not.
  var isLong = false
  /// Why it runs only when it is named: nil for most.
  var optIn: String?
  /// What is sent and what may come back, in order.
  var steps: @Sendable (Target) -> [Step] = { _ in [] }
  /// What is said on TCP connections of their own, after the steps.
  var conversations: @Sendable (Target) -> [Conversation] = { _ in [] }
  /// What must hold between the exchanges of the steps.
  var relations: [Relation] = []
  /// What must hold for every exchange of the whole run.
  var invariant: Invariant?
  /// What the case's own exchanges tell that people may want to know.
  var note: (@Sendable ([Exchange], Target) -> String?)?
  /// What came of its conversations that people may want to know.
  var conversationNote: (@Sendable ([Transcript]) -> String?)?
  /// What all exchanges of the run tell.
  var runNote: (@Sendable ([Exchange]) -> String?)?

  var area: Area { Area(prefix: String(id.prefix { $0 != "-" })) }

  /// The number behind the area's prefix.
  var number: Int { Int(id.drop { $0 != "-" }.dropFirst()) ?? 0 }

  /// Why the case says nothing about the target; nil where it does.
  func reasonToSkip(_ target: Target) -> String? {
    if let lameness = target.lameness, !findsLameness { return lameness }
    return conditions.lazy.compactMap { $0.reasonToSkip(target) }.first
  }
}

enum Level: String, Sendable, CaseIterable {
  case must, should, may, info
}

/// Where a requirement comes from.
enum Source: Hashable, Sendable, CustomStringConvertible {
  case rfc(Int, String)
  /// A vulnerability, or what servers are known to do.
  case other(String)

  var description: String {
    switch self {
    case .rfc(let number, let section): "RFC \(number) §\(section)"
    case .other(let text): text
    }
  }
}

/// A group of cases: the part of an ID before the dash, and a name.
struct Area: Hashable, Sendable {
  let prefix: String

  var name: String { Self.names[prefix] ?? prefix.lowercased() }

  static let names = [
    "HDR": "header", "LOOP": "loop", "OP": "opcode", "CNT": "counts", "ZONE": "zone", "NEG": "negative",
    "OOZ": "out-of-zone", "TYPE": "qtype", "ANY": "any", "CLS": "class", "CH": "chaos", "UDP": "udp",
    "TCP": "tcp", "XFR": "xfr",
    "SIG": "tsig",
    "TRUNC": "truncation", "WIRE": "wire", "NIP": "nip", "LEAF": "leaf",
    "WC": "wildcard", "CN": "cname", "DN": "dname", "DEL": "delegation",
    "EDNS": "edns", "NSID": "nsid", "COOK": "cookie", "ECS": "ecs", "EXP": "expire", "KA": "keepalive",
    "PAD": "padding", "EDE": "ede", "MISC": "other-options", "DLG": "registry", "MAL": "malformed",
    "SEC": "dnssec",
  ]
}

/// When a case says something about a target.
struct Condition: Sendable {
  /// The reason to skip the case; nil to run it.
  let reasonToSkip: @Sendable (Target) -> String?
}

/// One message of a case, and how its exchange may end.
struct Step: Sendable {
  var message: Message
  var expectation: Expectation
  /// The ID to send with; nil for a random one.
  var id: UInt16?
  /// After it the server is asked whether it lives.
  var isHostile: Bool
  /// The numeric address of this machine to send from over UDP; nil for the system's choice.
  var sourceAddress: String?
  var sourcePort: UInt16?
  /// It is sent once, whatever comes.
  var isSingle = false
  /// Nobody waits for what comes of it, as that the server lives is asked anyway.
  var isUnawaited = false
  /// What the message is called, where it has come from outside.
  var label: String?
  /// How long a response is waited for at least, but for the timeout.
  var leastPatience: Duration = .zero

  init(_ message: Message, _ expectation: Expectation, id: UInt16? = nil) {
    self.message = message
    self.expectation = expectation
    self.id = id
    isHostile = message.isUnusual
  }

  static func hostile(_ message: Message, _ expectation: Expectation) -> Step {
    var step = Step(message, expectation)
    step.isHostile = true
    return step
  }

  func mostTries(_ options: ExchangeOptions) -> Int { isSingle ? 1 : options.mostTries }
}

/// The endings of an exchange that a case accepts.
struct Expectation: Sendable {
  enum Grade: Int, Comparable, Sendable {
    case conformant, nonStrict, violation

    static func < (a: Grade, b: Grade) -> Bool { a.rawValue < b.rawValue }
  }

  struct Acceptable: Sendable {
    enum Pattern: Sendable {
      case response([Check])
      case silence
      case close
      case any
    }

    let pattern: Pattern
    let grade: Grade
  }

  var endings: [Acceptable]

  /// A response of which all the checks hold.
  static func response(_ checks: Check...) -> Expectation {
    .init(endings: [.init(pattern: .response(checks), grade: .conformant)])
  }

  static func response(_ checks: [Check]) -> Expectation {
    .init(endings: [.init(pattern: .response(checks), grade: .conformant)])
  }

  /// Over TCP the server may keep the connection or close it.
  static let silence = Expectation(endings: [.init(pattern: .silence, grade: .conformant)])

  /// No response: silence, and over TCP an end of the connection too.
  static let noResponse = silence.or(.init(endings: [.init(pattern: .close, grade: .conformant)]))

  /// Come back over TCP: for answers that may be too long for UDP.
  static let truncated = response(.rcode(.noError), .set(.tc))

  /// For exchanges that are there only for what relations and invariants make of them.
  static let anyEnding = Expectation(endings: [.init(pattern: .any, grade: .conformant)])

  func or(_ other: Expectation) -> Expectation { .init(endings: endings + other.endings) }

  /// Also accepts other endings, but not under `--strict`.
  func tolerating(_ other: Expectation) -> Expectation {
    .init(endings: endings + other.endings.map { .init(pattern: $0.pattern, grade: .nonStrict) })
  }

  /// Whether only silence will do, and waiting for it can be put off.
  var isSilence: Bool {
    endings.allSatisfy { ending in
      switch ending.pattern {
      case .silence, .close: true
      case .response, .any: false
      }
    }
  }

  /// Whether there are responses that will not do.
  var judgesResponses: Bool {
    endings.contains { ending in
      if case .response(let checks) = ending.pattern { !checks.isEmpty } else { false }
    }
  }

  /// The best grade of all the endings that the exchange's own fits.
  func grade(of exchange: Exchange) -> Grade {
    endings.filter { $0.fits(exchange) }.map(\.grade).min() ?? .violation
  }
}

extension Expectation.Acceptable {
  func fits(_ exchange: Exchange) -> Bool {
    switch (pattern, exchange.ending) {
    case (.any, _), (.silence, .silence), (.close, .closed): true
    case (.response(let checks), .response): checks.allSatisfy { $0.holds(exchange) }
    case (.response, _), (.silence, _), (.close, _): false
    }
  }

  var description: String {
    let text =
      switch pattern {
      case .response(let checks):
        checks.isEmpty ? "any response" : checks.map(\.description).joined(separator: ", ")
      case .silence: "no response"
      case .close: "the connection closed"
      case .any: "anything"
      }
    return grade == .nonStrict ? "\(text) (not strict)" : text
  }
}
