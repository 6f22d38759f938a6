import DNSSecurity
import DNSWire

/// What becomes of a zone's keys and of the parent's DS records, hour by hour.
struct Timeline {
  /// A key, or a DS record.
  struct Row {
    let title: String
    /// From which hour on it is what.
    var spans: [(start: Int, what: String)]
  }

  let title: String
  private(set) var rows: [Row] = []
  /// How many hours it takes.
  private(set) var hours = 0

  private static let zone = DomainName(labels: ["example"])

  /// - Parameters:
  ///   - first: The keys that the zone has.
  ///   - new: Those that shall take their places.
  ///   - patience: How many hours it takes until the parent does as it is asked.
  init(_ title: String, from first: [ZoneRollover.Wish], to new: [ZoneRollover.Wish], patience: Int) throws {
    self.title = title
    let policy = RolloverPolicy()
    var rollover = ZoneRollover()
    var keys = try first.map { try Self.key($0, beside: []) }
    rollover.adopt(keys, policy)
    var delegation = rollover.duties(of: keys).announced.map(\.name)
    var titles = keys.map { ($0.name, "old \(Self.role($0, among: first))") }
    var asked: Int?
    for wish in new { rollover.wish(for: wish) }
    note(rollover, delegation, titles)
    while !rollover.wishes.isEmpty || rollover.keys.contains(where: { $0.stage != .active }) {
      hours += 1
      for case .make(let wish) in rollover.advance(by: 3600, policy) {
        let key = try Self.key(wish, beside: keys)
        keys.append(key)
        titles.append((key.name, "new \(Self.role(key, among: new))"))
      }
      keys.removeAll { key in rollover.state(of: key.name)?.stage == .gone }
      note(rollover, delegation, titles)
      rollover.adopt(keys, policy)
      let announced = rollover.duties(of: keys).announced.map(\.name)
      asked = announced == delegation ? nil : asked ?? hours
      if let asked, hours >= asked + patience { delegation = announced }
      rollover.note(parentHas: Set(delegation))
      note(rollover, delegation, titles)
    }
    hours += 6
  }

  private static func key(_ wish: ZoneRollover.Wish, beside others: [ZoneKey]) throws -> ZoneKey {
    let algorithm = SecurityAlgorithm(rawValue: wish.algorithm) ?? .ecdsaP256SHA256
    while true {
      let key = ZoneKey(try SigningKey(generating: algorithm), of: zone, isEntryPoint: wish.isEntryPoint)
      if !others.contains(where: { $0.record.tag == key.record.tag }) { return key }
    }
  }

  private static func role(_ key: ZoneKey, among wishes: [ZoneRollover.Wish]) -> String {
    let role = !key.record.isEntryPoint ? "ZSK" : wishes.contains { !$0.isEntryPoint } ? "KSK" : "CSK"
    return "\(role) (\(key.signing.algorithm.mnemonic))"
  }

  /// - Parameter titles: In the order in which the keys have come.
  private mutating func note(
    _ rollover: ZoneRollover, _ delegation: [KeyName], _ titles: [(name: KeyName, title: String)]
  ) {
    for (name, title) in titles {
      if let key = rollover.state(of: name) { note(title, key.stage.rawValue) }
      if delegation.contains(name) { note("DS of \(title)", "DS") }
      else if row("DS of \(title)") != nil { note("DS of \(title)", "gone") }
    }
  }

  private func row(_ title: String) -> Int? { rows.firstIndex { $0.title == title } }

  private mutating func note(_ title: String, _ what: String) {
    guard let row = row(title) else {
      rows.append(Row(title: title, spans: [(hours, what)]))
      return
    }
    if rows[row].spans.last?.what != what { rows[row].spans.append((hours, what)) }
    // What lasted no hour is not seen.
    let spans = rows[row].spans
    rows[row].spans = spans.indices.filter { $0 + 1 == spans.count || spans[$0 + 1].start > spans[$0].start }
      .map { spans[$0] }
  }
}
