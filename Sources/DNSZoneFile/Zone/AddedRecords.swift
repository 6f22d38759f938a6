import DNSWire

/// Records that a zone gets beside those of its file, in flat storage.
package struct AddedRecords: Sendable {
  private enum Owner: Sendable {
    /// Where its wire form begins in the zone's octets.
    case ofZone(Int)
    /// Where it begins in these octets.
    case own(Int)
  }

  private struct Record: Sendable {
    let owner: Owner
    let type: RRType
    let ttl: UInt32
    /// In these octets.
    let rdata: Range<Int>
  }

  /// Of owners and RDATA.
  package private(set) var octets: [UInt8] = []
  private var records: [Record] = []

  package init() {}

  /// How many there are.
  package var count: Int { records.count }

  /// - Parameters:
  ///   - owner: Where its wire form begins in the octets of the zone that gets the record.
  ///   - ttl: In seconds, at most 2^31 - 1.
  ///   - rdata: At most 65,535 octets, its names in the case of the canonical form.
  package mutating func append(_ type: RRType, ttl: UInt32, ownerAt owner: Int, rdata: [UInt8]) {
    append(type, ttl, .ofZone(owner), rdata)
  }

  /// - Parameter owner: The wire form of its name, in lower case, inside the zone.
  package mutating func append(_ type: RRType, ttl: UInt32, newOwner owner: [UInt8], rdata: [UInt8]) {
    let start = octets.count
    octets += owner
    append(type, ttl, .own(start), rdata)
  }

  private mutating func append(_ type: RRType, _ ttl: UInt32, _ owner: Owner, _ rdata: [UInt8]) {
    let start = octets.count
    octets += rdata
    records.append(Record(owner: owner, type: type, ttl: ttl, rdata: start..<octets.count))
  }
}

extension AddedRecords {
  /// Puts them behind the others of a zone.
  fileprivate func append(to zone: inout ZoneFile) {
    let base = zone.octets.count
    zone.octets += octets
    for record in records {
      let owner =
        switch record.owner {
        case .ofZone(let start): start
        case .own(let start): base + start
        }
      zone.records.append(
        ZoneFileRecord(
          owner: UInt32(owner), rdata: base + record.rdata.lowerBound..<base + record.rdata.upperBound,
          type: record.type, ttl: record.ttl, place: ZoneFilePlace(file: 0, line: 0, column: 0)))
    }
  }
}

extension OrderedZone {
  /// The most octets that owners and RDATA of a zone may have.
  package static let maximumOctets = Int(UInt32.max)

  /// The zone with more records; nil where it would have more octets than it may.
  package consuming func adding(_ added: [AddedRecords]) -> OrderedZone? {
    var zone = zone
    guard added.reduce(zone.octets.count, { $0 + $1.octets.count }) <= Self.maximumOctets else { return nil }
    for records in added { records.append(to: &zone) }
    return OrderedZone(zone)
  }
}
