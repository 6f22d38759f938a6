/// Records written once and copied into many messages, names compressed (RFC 1035 §4.1.4).
///
/// They are compressed against each other, and against an anchor: a name that every one of those messages
/// has somewhere in its question. Its place there is all that changes, so a copy needs only its pointers set.
package final class PreparedRecords: Sendable {
  /// A pointer in `octets`: it leads to the anchor or to these records themselves.
  fileprivate struct Pointer {
    var position: Int
    var target: Target
  }

  fileprivate enum Target {
    /// Octets past the start of the anchor.
    case anchor(Int)
    /// Octets past the start of the first record.
    case records(Int)
  }

  /// Where an RRset ends.
  package struct End: Equatable, Sendable {
    /// The octets, and the count of records, from the first record to here.
    package var octets: Int
    package var records: UInt16

    package init(octets: Int, records: UInt16) {
      self.octets = octets
      self.records = records
    }
  }

  /// The end of each RRset.
  package let ends: [End]

  private let octets: [UInt8]
  private let pointers: [Pointer]

  fileprivate init(octets: [UInt8], pointers: [Pointer], ends: [End]) {
    self.octets = octets
    self.pointers = pointers
    self.ends = ends
  }

  /// The length of all records in octets.
  package var length: Int { octets.count }

  /// Copies the records up to `end` into a message.
  ///
  /// - Parameters:
  ///   - anchorOffset: Where the message's question has the anchor, 12...266.
  ///   - message: Has at most 512 octets before the first record.
  package func write(upTo end: End, anchorOffset: Int, into message: inout OutputSpan<UInt8>) {
    let start = message.count
    precondition(start <= RecordPreparation.maximumStart)
    let octets = octets
    message.append(octets.span, 0..<end.octets)
    // They are in the order of their positions.
    for pointer in pointers {
      guard pointer.position < end.octets else { break }
      let target =
        switch pointer.target {
        case .anchor(let offset): anchorOffset + offset
        case .records(let offset): start + offset
        }
      message.replace(at: start + pointer.position, with: 0xC000 | UInt16(truncatingIfNeeded: target))
    }
  }
}

/// Writes the records that are kept prepared.
package struct RecordPreparation {
  private var octets: [UInt8] = []
  private var pointers: [PreparedRecords.Pointer] = []
  private var ends: [PreparedRecords.End] = []

  private let anchor: DomainName
  /// Every name that a later one can point to.
  private var known: [DomainName: PreparedRecords.Target] = [:]

  /// More than enough for header and question.
  fileprivate static let maximumStart = 512
  /// A pointer reaches the message's first 16,384 octets. A name past that goes out whole.
  private static let reach = 0x4000 - maximumStart

  /// - Parameter anchor: A name that ends the QNAME of every message that the records go into.
  package init(anchor: DomainName) {
    self.anchor = anchor
    for offset in anchor.labelOffsets { known[anchor.suffix(from: offset)] = .anchor(offset) }
  }

  package var records: PreparedRecords { PreparedRecords(octets: octets, pointers: pointers, ends: ends) }

  /// Appends one RRset, a record for each RDATA.
  ///
  /// - Parameter owner: The owner; the anchor itself when nil.
  package mutating func appendRRset(
    owner: DomainName? = nil, _ type: RRType, _ rrclass: QCLASS = .in, ttl: UInt32, _ rdatas: [RDATA]
  ) {
    for rdata in rdatas {
      append(owner ?? anchor)
      append(type.rawValue)
      append(rrclass.rawValue)
      append(ttl)
      let lengthPosition = octets.count
      append(UInt16(0))
      append(rdata)
      let length = octets.count - lengthPosition - 2
      precondition(length <= UInt16.max)
      octets[lengthPosition] = UInt8(truncatingIfNeeded: length >> 8)
      octets[lengthPosition + 1] = UInt8(truncatingIfNeeded: length)
    }
    let records = (ends.last?.records ?? 0) + UInt16(clamping: rdatas.count)
    ends.append(PreparedRecords.End(octets: octets.count, records: records))
  }

  private mutating func append(_ rdata: RDATA) {
    switch rdata {
    case .octets(let rdata):
      octets += rdata
    case .ns(let name):
      append(name)
    case .soa(let soa):
      append(soa.mname)
      append(soa.rname)
      for value in [soa.serial, soa.refresh, soa.retry, soa.expire, soa.minimum] { append(value) }
    }
  }

  private mutating func append(_ value: UInt16) {
    octets += [UInt8(value >> 8), UInt8(truncatingIfNeeded: value)]
  }

  private mutating func append(_ value: UInt32) {
    append(UInt16(value >> 16))
    append(UInt16(truncatingIfNeeded: value))
  }

  private mutating func append(_ name: DomainName) {
    for offset in name.labelOffsets {
      let suffix = name.suffix(from: offset)
      if let target = known[suffix] {
        pointers.append(PreparedRecords.Pointer(position: octets.count, target: target))
        append(UInt16(0xC000))
        return
      }
      if octets.count < Self.reach { known[suffix] = .records(octets.count) }
      octets += (offset...offset + Int(name[offset])).map { name[$0] }
    }
    octets.append(0)
  }
}
