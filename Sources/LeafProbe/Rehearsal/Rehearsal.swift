/// A run of one case without a network: messages from anywhere take the place of what a server sends.
package struct Rehearsal: Sendable {
  /// What comes while an exchange goes on.
  package struct Delivery: Sendable {
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
  private let exchanges: [Exchange]

  /// - Parameter number: Chooses a case, its profile and transport; any number will do.
  package init(ofCase number: Int, _ deliveries: [Delivery]) {
    let cases = Catalogue.cases
    let test = cases[number % cases.count]
    let rest = number / cases.count
    let transport = test.transports[rest % test.transports.count]
    let profile = Profile.allCases[rest / 2 % Profile.allCases.count]
    let endpoint = Endpoint(address: "192.0.2.1", port: 53, family: .ipv4)
    let target = Target.plausible(endpoint, transport, profile)
    // Some cases have a thousand, all alike.
    let steps = Array(test.steps(target).prefix(24))
    var deliveries = deliveries[...]
    var exchanges: [Exchange] = []
    for step in steps {
      let octets = step.message.octets(id: 0x1234, earlier: exchanges) ?? []
      var exchange = Exchange(to: endpoint, over: transport, step.message, octets)
      exchange.receive(&deliveries)
      exchanges.append(exchange)
    }
    self.exchanges = exchanges
    var outcome = Run.Outcome()
    outcome.results = [test.judge(steps, exchanges, target)]
    outcome.applyInvariants(zone: target.zone)
    report = Report(zone: target.zone, profile: profile, outcome: outcome, isStrict: true)
  }

  /// The report, in a format that the number chooses; any number will do.
  package func text(inFormat number: Int) -> String {
    Format.allCases[number % Format.allCases.count]
      .text(of: report, style: TextStyle(isColoured: false, isVerbose: true))
  }

  /// What the strict reader says against itself: a rule noted twice, a place outside the message, records that are
  /// not those that the counts of a sound message announce. Nil as it should be.
  package var contradiction: String? {
    exchanges.lazy.compactMap(\.response).compactMap(\.contradiction).first
  }
}

extension Exchange {
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

extension Target {
  /// A server of which everything is known that a case may ask for, so that all of them apply.
  fileprivate static func plausible(_ endpoint: Endpoint, _ transport: Transport, _ profile: Profile)
    -> Target
  {
    let zone = Name(labels: [Array("example".utf8)])
    var target = Target(endpoint: endpoint, transport: transport, profile: profile, zone: zone)
    target.existing = zone.under("a", "www")
    target.missing = zone.under("missing")
    target.nsTargets = [zone.under("ns1")]
    target.outside = Name(labels: [Array("invalid".utf8)])
    target.supportsEDNS = true
    target.usesCookies = true
    target.usesCompactDenial = true
    target.otherZones = [zone.under("other")]
    return target
  }
}

extension Response {
  fileprivate var contradiction: String? {
    if Set(violations.map(\.rule)).count < violations.count { return "a rule is noted twice: \(violations)" }
    if let violation = violations.first(where: { !(0...octets.count).contains($0.offset) }) {
      return "\(violation) is outside the message of \(octets.count) octets"
    }
    guard violations.isEmpty else { return nil }
    let found = [questions.count] + Section.allCases.dropFirst().map { section($0).count }
    return found == counts ? nil : "counts \(counts), but \(found) records"
  }
}
