import DNSSecurity
import DNSWire
import LeafConfiguration
import LeafStore

/// Looks, through resolvers, which DS records the parents of zones have whose keys wait for that.
struct ParentWatch: Sendable {
  let states: KeyStates

  /// - Parameter time: Now, in seconds of Unix time.
  func look(at zone: KeptZone, keyFolder: String, at time: UInt64) {
    let resolvers = zone.settings.security.resolvers
    guard !resolvers.isEmpty, isWaiting(zone.apex),
      let keys = try? KeyFolder(keyFolder).keys(of: zone.apex)
    else { return }
    let answers = resolvers.map { (resolver: $0, answer: ParentQuery(zone: zone.apex).ask($0)) }
    let seen = answers.map { "\($0.resolver) has \($0.answer.text)" }.joined(separator: ", ")
    let known = keys.filter { key in answers.allSatisfy { $0.answer.leads(to: key) } }.map(\.name)
    let areAll = answers.allSatisfy {
      if case .records(let records) = $0.answer { !records.isEmpty } else { false }
    }
    let entry = try? states.entry(of: zone.apex)
    guard let entry, !entry.parent.hasSuffix(" \(seen)") else { return }
    _ = try? states.change(zone.apex, at: time) { entry in
      entry.parent = "at \(LeafServer.text(ofTime: time)) \(seen)"
      // One that could not be asked, or says that there is none at all, tells nothing.
      if areAll { entry.rollover.note(parentHas: Set(known)) }
    }
  }

  private func isWaiting(_ zone: DomainName) -> Bool {
    guard let rollover = try? states.entry(of: zone)?.rollover else { return false }
    let stages: [KeyStage] = rollover.wishes.isEmpty ? [.ready, .retiring] : [.ready, .retiring, .standby]
    return rollover.keys.contains { $0.isEntryPoint && stages.contains($0.stage) }
  }
}

extension ParentAnswer {
  fileprivate func leads(to key: ZoneKey) -> Bool {
    if case .records(let records) = self { key.isLed(toBy: records) } else { false }
  }

  fileprivate var text: String {
    switch self {
    case .failed(let reason): "no answer (\(reason))"
    case .records(let records) where records.isEmpty: "no DS record"
    case .records(let records):
      records.map { rdata in rdata.count > 1 ? "DS \(Int(rdata[0]) << 8 | Int(rdata[1]))" : "DS" }
        .joined(separator: " and ")
    }
  }
}
