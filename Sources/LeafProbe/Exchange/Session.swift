import struct NIOConcurrencyHelpers.NIOLock
import struct NIOConcurrencyHelpers.NIOLockedValueBox

/// What all cases share that run against one address over one transport.
final class Session: Sendable {
  let endpoint: Endpoint
  let transport: Transport
  let zone: Name
  let options: ExchangeOptions
  let pacer: Pacer
  let stop: Interruption
  /// One hostile message at a time, over whatever transport, so that it is known which one a server died of.
  let hostility: Hostility

  private struct Experience {
    var answered = 0
    var lost = 0
    var slowest: Duration = .zero
    var death: String?
  }

  private let experience = NIOLockedValueBox(Experience())

  init(
    _ endpoint: Endpoint, over transport: Transport, zone: Name, options: ExchangeOptions, pacer: Pacer,
    stop: Interruption, hostility: Hostility = Hostility()
  ) {
    self.endpoint = endpoint
    self.transport = transport
    self.zone = zone
    self.options = options
    self.pacer = pacer
    self.stop = stop
    self.hostility = hostility
  }

  /// Counts a message that any server answers, by whether it was answered.
  func count(lost: Int, answeredAfter latency: Duration?) {
    experience.withLockedValue { experience in
      experience.lost += lost
      guard let latency else { return }
      experience.answered += 1
      experience.slowest = max(experience.slowest, latency)
    }
    for _ in 0..<lost { pacer.count(answered: false) }
    if latency != nil { pacer.count(answered: true) }
  }

  /// Whether silence to so many tries is more than lost datagrams: chance would explain it less than once in a million.
  func isTelling(tries: Int) -> Bool {
    let chance = experience.withLockedValue { (Double($0.lost) + 0.5) / Double($0.answered + $0.lost + 1) }
    var all = 1.0
    for _ in 0..<tries { all *= chance }
    return tries >= options.tries && all < 0.000_001
  }

  var hasAnswered: Bool { experience.withLockedValue { $0.answered > 0 } }

  /// How often a server is tried that has never answered: more often when datagrams may have been lost.
  func firstTries(_ exchange: Exchange) -> Int {
    if case .failed = exchange.ending { return options.tries }
    return exchange.strays.isEmpty ? 2 * options.tries : options.tries
  }

  /// How long to wait for a response: a good deal longer than for the slowest so far; the whole timeout where silence
  /// would be held against the server; before the first response, longer each time.
  func patience(try number: Int) -> Duration {
    let (answered, slowest) = experience.withLockedValue { ($0.answered, $0.slowest) }
    if answered == 0 { return options.timeout / (1 << max(0, 4 - max(2, number))) }
    return isTelling(tries: number)
      ? options.timeout : min(options.timeout, max(.milliseconds(250), slowest * 4))
  }

  /// Why the server counts as gone; nil while it answers.
  var death: String? { experience.withLockedValue { $0.death } }

  func bury(_ reason: String) {
    hostility.note(deathOver: transport)
    experience.withLockedValue { $0.death = $0.death ?? reason }
  }
}

/// What all sessions of one address share that send what may be the end of a server.
final class Hostility: Sendable {
  private let lock = NIOLock()
  /// The transports over which the server answers no more.
  private let dead = NIOLockedValueBox<Set<Transport>>([])

  func withLock<Result>(_ body: () -> Result) -> Result { lock.withLock(body) }

  func note(deathOver transport: Transport) { dead.withLockedValue { _ = $0.insert(transport) } }

  /// Whether the server may have died of what was sent over another transport.
  func isSuspicious(over transport: Transport) -> Bool {
    dead.withLockedValue { !$0.isEmpty && !$0.contains(transport) }
  }
}

struct ExchangeOptions: Sendable {
  /// How long to wait for a response.
  var timeout: Duration = .seconds(2)
  /// How often a message is sent, at least, before its silence counts.
  var tries = 3
  /// How often at most, where others are lost too.
  var mostTries: Int { max(16, tries) }
  /// How long an idle TCP connection is watched.
  var idlePatience: Duration = .seconds(12)
  /// How long after the last response a second one is waited for.
  var repetitionWindow: Duration = .milliseconds(300)
}
