/// For fuzzing, and used by nothing else: leaf-probe without a network. Messages from anywhere take the place
/// of what a server sends, in a run of one case and all invariants; fuzz-probe cannot see the probe's own
/// types.
package struct Rehearsal: Sendable {
  /// What comes while an exchange goes on.
  package struct Delivery: Sendable {
    /// The message as it comes.
    package var octets: [UInt8]
    /// From another port than the one that was asked.
    package var isFromElsewhere: Bool
    /// The ID and the question of the query stand in the place of its own.
    package var isMatched: Bool
    /// After this one the exchange is over, and the next step of the case begins.
    package var isLast: Bool

    package init(octets: [UInt8], isFromElsewhere: Bool, isMatched: Bool, isLast: Bool) {
      self.octets = octets
      self.isFromElsewhere = isFromElsewhere
      self.isMatched = isMatched
      self.isLast = isLast
    }
  }

  private let report: Report

  /// - Parameters:
  ///   - number: Chooses a case, its profile and transport; any number will do.
  ///   - choice: What is known of the target, a bit each: that it supports EDNS, uses cookies and client
  ///     subnets, makes compact denials (and has a signed zone), offers recursion, serves the parent zone; that no name in the zone is
  ///     known, and none outside. The top bit stands for a target as discovery finds it in the first of the deliveries.
  package init(ofCase number: Int, target choice: UInt8, _ deliveries: [Delivery]) {
    let cases = Catalogue.cases
    let test = cases[number % cases.count]
    let rest = number / cases.count
    let transport = test.transports[rest % test.transports.count]
    let profile = Profile.allCases[rest / 2 % Profile.allCases.count]
    let endpoint = Endpoint(address: "192.0.2.1", port: 53, family: .ipv4)
    var server = ArraySlice(deliveries)
    var outcome = Run.Outcome()
    let target: Target
    if choice & 0x80 == 0 {
      target = Target(endpoint, transport, profile, choice)
    } else {
      let client = RehearsingClient(endpoint, transport, server)
      let discovery = Discovery(
        endpoint: endpoint, transport: transport, zone: .rehearsed, profile: profile, existing: nil,
        missing: nil,
        otherZones: [], newLabel: "leaf-probe-1000000")
      do throws(Discovery.Unreachable) {
        target = try discovery.run(by: client)
        server = client.deliveries
        outcome.discovery = target.exchanges
      } catch {
        outcome.discovery = error.exchanges
        outcome.unreachable = [(endpoint, transport, error.reason)]
        target = Target(endpoint: endpoint, transport: transport, profile: profile, zone: .rehearsed)
      }
    }
    let result = outcome.unreachable.first.map {
      CaseResult(
        test: test, endpoint: endpoint, transport: transport, verdict: .inconclusive, reason: $0.reason)
    }
    outcome.results =
      [result ?? test.rehearsed(target, server)]
      + cases.filter { other in
        other.invariant != nil && other.id != test.id && other.transports.contains(transport)
          && other.reasonToSkip(target) == nil
      }.map { CaseResult(test: $0, endpoint: endpoint, transport: transport, verdict: .pass) }
    outcome.applyInvariants(zone: target.zone)
    report = Report(zone: target.zone, profile: profile, outcome: outcome, isStrict: true)
  }

  /// The report, in a format that the number chooses, which is named too; any number will do.
  package func text(inFormat number: Int) -> (format: String, text: String) {
    let format = Format.allCases[number % Format.allCases.count]
    return (format.rawValue, format.text(of: report, style: TextStyle(isColoured: false, isVerbose: true)))
  }

  /// What the probe says against itself; nil as it should be.
  package var contradiction: String? { report.outcome.contradiction(zone: report.zone) }
}

extension Case {
  fileprivate func rehearsed(_ target: Target, _ server: ArraySlice<Rehearsal.Delivery>) -> CaseResult {
    if let reason = reasonToSkip(target) {
      return CaseResult(
        test: self, endpoint: target.endpoint, transport: target.transport, verdict: .skip, reason: reason)
    }
    // Some cases have a thousand, all alike.
    let steps = Array(steps(target).prefix(24))
    let client = RehearsingClient(target.endpoint, target.transport, server)
    for step in steps { client.perform(step) }
    let talks = conversations(target).prefix(8).map { (conversation: $0, transcript: client.converse($0)) }
    return judge(steps, client.exchanges, target, talks)
  }
}

/// Takes what comes from a list of deliveries.
private final class RehearsingClient: Exchanging {
  private let endpoint: Endpoint
  private let transport: Transport
  /// What has not come yet.
  private(set) var deliveries: ArraySlice<Rehearsal.Delivery>
  private(set) var exchanges: [Exchange] = []

  init(_ endpoint: Endpoint, _ transport: Transport, _ deliveries: ArraySlice<Rehearsal.Delivery>) {
    self.endpoint = endpoint
    self.transport = transport
    self.deliveries = deliveries
  }

  func perform(_ step: Step) {
    let message = step.message.settled(after: exchanges)
    var exchange = Exchange(
      to: endpoint, over: transport, message ?? step.message, message?.octets(id: 0x1234) ?? [])
    exchange.isSent = message != nil
    exchange.receive(&deliveries)
    exchanges.append(exchange)
  }

  /// Each act that waits takes deliveries up to the one that ends it.
  func converse(_ conversation: Conversation) -> Transcript {
    var transcript = Transcript()
    for act in conversation.acts.prefix(24) { transcript.rehearse(act, endpoint, &deliveries) }
    exchanges += transcript.exchanges
    return transcript
  }

  /// Nothing comes late that is not among the deliveries.
  func finish() {}
}

extension Transcript {
  fileprivate mutating func rehearse(
    _ act: Conversation.Act, _ endpoint: Endpoint, _ deliveries: inout ArraySlice<Rehearsal.Delivery>
  ) {
    switch act {
    case .send(let messages, _), .sendInPieces(let messages, _, _):
      for message in messages.prefix(8) { exchanges.append(Exchange(rehearsing: message, endpoint)) }
    case .trickle(let message, _): exchanges.append(Exchange(rehearsing: message, endpoint))
    case .octets(let octets): exchanges.append(Exchange(rehearsing: .octets(octets), endpoint))
    case .receive, .receiveTransfer, .awaitEnd:
      guard let index = exchanges.indices.last else { return }
      let before = deliveries
      exchanges[index].receive(&deliveries)
      received += before.prefix(before.count - deliveries.count).map(\.octets)
    case .finishSending, .reconnect, .openOthers, .pause, .change: return
    }
  }
}

extension Exchange {
  fileprivate init(rehearsing message: Message, _ endpoint: Endpoint) {
    self.init(to: endpoint, over: .tcp, message, message.octets(id: 0x1234))
  }

  /// Takes deliveries up to the one that ends the exchange.
  fileprivate mutating func receive(_ deliveries: inout ArraySlice<Rehearsal.Delivery>) {
    while let delivery = deliveries.popFirst(), !isFlooded {
      let octets = delivery.isMatched ? matched(delivery.octets) : delivery.octets
      let source =
        delivery.isFromElsewhere ? Endpoint(address: "192.0.2.1", port: 54, family: .ipv4) : endpoint
      if response == nil {
        if accept(octets, from: source) { latency = .milliseconds(1) }
      } else {
        take(late: octets, from: source, id: sentID)
      }
      if delivery.isLast { return }
    }
  }

  /// The message with the query's ID, and its question behind the header where that announces one.
  private func matched(_ octets: [UInt8]) -> [UInt8] {
    var octets = octets
    octets.set(sentID ?? 0, at: 0)
    guard octets.count >= 12, octets.uint16(at: 4) == 1, let question else { return octets }
    var wire = question.name.wire
    wire.append(question.type.rawValue)
    wire.append(question.qclass.rawValue)
    return octets.prefix(12) + wire + octets.dropFirst(12)
  }
}

extension Name {
  fileprivate static let rehearsed = Name(labels: [Array("example".utf8)])
}

extension Target {
  /// A server of which what the bits say is known.
  fileprivate init(_ endpoint: Endpoint, _ transport: Transport, _ profile: Profile, _ choice: UInt8) {
    self.init(endpoint: endpoint, transport: transport, profile: profile, zone: .rehearsed)
    supportsEDNS = choice & 1 != 0
    usesCookies = choice & 2 != 0
    usesClientSubnet = choice & 2 != 0
    usesCompactDenial = choice & 4 != 0
    usesNXNAME = usesCompactDenial
    if usesCompactDenial { keys = .rehearsed(zone) }
    offersRecursion = choice & 8 != 0
    servesParent = choice & 16 != 0
    if choice & 32 == 0 {
      existing = zone.under("a", "www")
      missing = zone.under("missing")
      nsTargets = [zone.under("ns1")]
    }
    if choice & 64 == 0 {
      outside = Name(labels: [Array("invalid".utf8)])
      otherZones = [zone.under("other")]
    }
  }
}

extension ZoneKeys {
  /// A key of each form that ldns is given; what signs with them nobody knows.
  fileprivate static func rehearsed(_ zone: Name) -> ZoneKeys {
    let rsa: [UInt8] = [1, 1, 3, 8, 3, 1, 0, 1] + [UInt8](repeating: 0xC5, count: 128)
    let others: [(algorithm: UInt8, length: Int)] = [(13, 64), (14, 96), (15, 32), (16, 57)]
    let keys = [rsa] + others.map { [1, 1, 3, $0.algorithm] + [UInt8](repeating: 0x5A, count: $0.length) }
    return ZoneKeys(zone: zone, keys: keys.compactMap(DNSKEY.init(rdata:)))
  }
}
