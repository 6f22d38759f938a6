import DNSWire

/// Where the responses of each zone are counted. The first hundred zones keep their slots as long as the program runs,
/// whatever reloads make of their numbers; all later ones share one.
package struct ZoneSlots: Sendable {
  /// How many zones have a slot of their own.
  package static let named = 100
  static let other = UInt8(named)
  /// Responses that no zone made.
  static let none = UInt8(named + 1)
  static let count = named + 2

  /// The zones that have slots of their own.
  package let apexes: [DomainName]
  private let slots: [UInt8]

  /// - Parameter previous: Those whose slots stay.
  package init(_ zones: ZoneSet, after previous: ZoneSlots? = nil) {
    var apexes = previous?.apexes ?? []
    var known = Dictionary(apexes.enumerated().map { ($1, UInt8($0)) }) { first, _ in first }
    slots = zones.indices.map { index in
      let apex = zones.apex(of: index)
      if let slot = known[apex] { return slot }
      guard apexes.count < Self.named else { return Self.other }
      known[apex] = UInt8(apexes.count)
      apexes.append(apex)
      return UInt8(apexes.count - 1)
    }
    self.apexes = apexes
  }

  func slot(of zone: ZoneIndex?) -> Int { zone.map { Int(slots[Int($0.rawValue)]) } ?? Int(Self.none) }
}
