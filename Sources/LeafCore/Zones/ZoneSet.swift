import DNSWire

/// The number of a zone in its set.
package struct ZoneIndex: Hashable, Sendable {
  /// From 0 on.
  package let rawValue: Int32

  init(_ index: Int) { rawValue = Int32(index) }
}

/// The zones that a server is authoritative for. It never changes; another one differs in one zone and shares the rest.
package final class ZoneSet: Sendable {
  /// What there is at a name for the zones' sake.
  private enum Mark: Sendable {
    case apex(ZoneIndex)
    /// Apexes lie below.
    case above
  }

  /// In the order of their numbers; nil for those that are not ready.
  private let zones: [Zone?]
  private let apexes: Apexes

  /// What all sets have in common that differ in zones alone.
  private final class Apexes: Sendable {
    let names: [DomainName]
    let marks: NameTable<Mark>

    init(_ names: [DomainName]) {
      self.names = names
      var marks: [DomainName: Mark] = [:]
      for ancestor in names.flatMap({ $0.suffixes.dropFirst() }) { marks[ancestor] = .above }
      for (index, apex) in names.enumerated() { marks[apex] = .apex(ZoneIndex(index)) }
      self.marks = NameTable(marks.map { ($0.key, $0.value) })
    }
  }

  /// A place in a set.
  package enum Slot {
    /// A zone that answers.
    case ready(Zone)
    /// A zone that is to come, by its name.
    case notReady(DomainName)

    /// nil while it is not ready.
    package var zone: Zone? {
      if case .ready(let zone) = self { zone } else { nil }
    }

    /// Its name.
    package var apex: DomainName {
      switch self {
      case .ready(let zone): zone.apex
      case .notReady(let apex): apex
      }
    }
  }

  /// - Parameter slots: No apex twice.
  package init(slots: [Slot]) {
    zones = slots.map(\.zone)
    apexes = Apexes(slots.map(\.apex))
  }

  /// - Parameter zones: No apex twice.
  package convenience init(_ zones: [Zone]) { self.init(slots: zones.map(Slot.ready)) }

  private init(_ zones: [Zone?], _ apexes: Apexes) {
    self.zones = zones
    self.apexes = apexes
  }

  /// The set with other versions of some zones, or the first ones.
  ///
  /// - Parameter versions: Each of the apex that has its number.
  package func replacing(_ versions: [(index: ZoneIndex, zone: Zone)]) -> ZoneSet {
    var zones = zones
    for version in versions {
      precondition(version.zone.apex == apex(of: version.index))
      zones[Int(version.index.rawValue)] = version.zone
    }
    return ZoneSet(zones, apexes)
  }

  /// The zone with this number, which has to be of this set; nil while it is not ready.
  package subscript(index: ZoneIndex) -> Zone? { zones[Int(index.rawValue)] }

  /// The name of the zone with this number, which has to be of this set.
  package func apex(of index: ZoneIndex) -> DomainName { apexes.names[Int(index.rawValue)] }

  /// The number of the zone with this name; nil if there is none.
  package func index(of apex: DomainName) -> ZoneIndex? {
    let octets = apex.wireForm
    guard case .apex(let index) = apexes.marks.value(of: octets.indices, in: octets.span) else { return nil }
    return index
  }

  /// How many zones are not ready.
  package var notReadyCount: Int { zones.count { $0 == nil } }

  /// The numbers of all zones, in order.
  package var indices: [ZoneIndex] { zones.indices.map(ZoneIndex.init) }

  /// Whether a zone may have another one below it.
  var hasSeveralZones: Bool { zones.count > 1 }

  /// Which zone has a QNAME.
  struct Place: Equatable {
    var zone: ZoneIndex
    /// How many labels stand before the zone's name.
    var labelCount: Int
    /// Where the question has the zone's name.
    var apexOffset: Int
    /// How many labels before the zone's name the closest name has that is another zone's, or lies above one: such names
    /// exist.
    var closestMarked = 0
    /// Whether the QNAME is another zone's, whose parent is asked for DS.
    var isOfOtherApex = false

    /// Whether that is the QNAME.
    var isAboveZone: Bool { labelCount > 0 && closestMarked == labelCount }
  }

  /// Finds the zone of a question and the closest name in it, for who measures that alone.
  ///
  /// - Returns: Where the question has the zone's name; 0 outside every zone.
  package func locate(_ question: Question, in message: Span<UInt8>) -> Int {
    var offsets = LabelOffsets.empty
    let count = offsets.note(question.qname, in: message)
    let labels = offsets.span.extracting(..<count)
    guard
      let place = place(
        of: question.qtype, labels, endingAt: question.qname.upperBound, in: message),
      let zone = self[place.zone]
    else { return 0 }
    let walk = zone.names.walk(labels.extracting(..<place.labelCount), in: message, zone.records)
    return walk.isExact ? place.apexOffset : place.apexOffset + 1
  }

  /// The zone with the most labels that a name ends with; for DS, which belongs to the parent's side of a zone cut
  /// (RFC 4035 §3.1.4.1), the one above it where there is one.
  ///
  /// - Parameters:
  ///   - labels: Where each label of the name has its length octet, the root label last.
  ///   - end: Where the name ends.
  func place(
    of qtype: QTYPE, _ labels: Span<UInt16>, endingAt end: Int, in octets: Span<UInt8>
  ) -> Place? {
    var child: Place?
    var marked: Int?
    for index in labels.indices {
      let offset = Int(labels[index])
      guard let mark = apexes.marks.value(of: offset..<end, in: octets) else { continue }
      marked = marked ?? index
      guard case .apex(let zone) = mark else { continue }
      var place = Place(
        zone: zone, labelCount: index, apexOffset: offset, closestMarked: index - (marked ?? index))
      if index == 0, qtype == .ds {
        child = place
      } else {
        place.isOfOtherApex = child != nil
        return child.map { hasNothing(at: place, labels, in: octets) ? $0 : place } ?? place
      }
    }
    return child
  }

  /// Whether a zone has delegated what is above a name, so that another zone than this is the parent of the name's.
  @inline(never)  // It is asked for DS of served zones alone.
  private func hasNothing(at place: Place, _ labels: Span<UInt16>, in octets: Span<UInt8>) -> Bool {
    guard let zone = self[place.zone] else { return false }
    let walk = zone.names.walk(labels.extracting(..<place.labelCount), in: octets, zone.records)
    return [walk.cut, walk.dname].contains { $0.map { $0.labelCount < place.labelCount } ?? false }
  }
}
