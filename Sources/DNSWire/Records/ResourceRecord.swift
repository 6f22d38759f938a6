/// Where one record of a message lies, and its fixed fields (RFC 1035 §4.1.3).
package struct ResourceRecord: Equatable, Sendable {
  /// The first octet of the owner name.
  package var ownerOffset: Int
  /// The length of the owner's uncompressed wire form: 1 for the root.
  package var ownerLength: Int
  package var type: RRType
  /// The CLASS field; in an OPT record the payload size (RFC 6891 §6.1.2).
  package var rrclass: QCLASS
  /// The TTL field as it stands: RFC 2181 §8 has a receiver take one with the top bit set as 0.
  package var ttl: UInt32
  package var rdata: Range<Int>
}

extension Span where Element == UInt8 {
  /// Reads one record, moves past it, and checks that RDATA of a known type of class IN has its type's
  /// format. Other classes have formats of their own.
  ///
  /// - Throws: As `readName`, and `.rdataLength`. `record` then holds what was read before.
  package func readRecord(
    at offset: inout Int, into record: inout ResourceRecord
  ) throws(WireError) {
    record.ownerOffset = offset
    record.ownerLength = try skipName(at: &offset)
    record.type = RRType(rawValue: try readUInt16(at: &offset))
    record.rrclass = QCLASS(rawValue: try readUInt16(at: &offset))
    record.ttl = try readUInt32(at: &offset)
    let length = Int(try readUInt16(at: &offset))
    record.rdata = try skip(length, at: &offset)
    if record.rrclass == .in { try checkRDATA(record.rdata, of: record.type) }
  }

  /// Reads one record and moves past it.
  package func readRecord(at offset: inout Int) throws(WireError) -> ResourceRecord {
    var record = ResourceRecord.unread
    try readRecord(at: &offset, into: &record)
    return record
  }

  private func checkRDATA(_ rdata: Range<Int>, of type: RRType) throws(WireError) {
    var offset = rdata.lowerBound
    switch type {
    case .a:
      offset += 4
    case .aaaa:
      offset += 16
    case .ns, .md, .mf, .cname, .mb, .mg, .mr, .ptr, .dname:
      _ = try skipName(at: &offset)
    case .minfo, .rp:
      _ = try skipName(at: &offset)
      _ = try skipName(at: &offset)
    case .soa:
      _ = try skipName(at: &offset)
      _ = try skipName(at: &offset)
      offset += 20
    case .mx, .afsdb, .rt, .kx:
      offset += 2
      _ = try skipName(at: &offset)
    case .srv:
      offset += 6
      _ = try skipName(at: &offset)
    case .naptr:
      offset += 4
      for _ in 0..<3 { try skipCharacterString(at: &offset) }
      _ = try skipName(at: &offset)
    case .hinfo:
      for _ in 0..<2 { try skipCharacterString(at: &offset) }
    case .txt:
      // One string at least (RFC 1035 §3.3.14); each takes an octet or more, so they run out.
      repeat { try skipCharacterString(at: &offset) } while offset < rdata.upperBound
    case .rrsig:
      offset += 18
      _ = try skipName(at: &offset)
      // What is left is the signature.
      guard offset < rdata.upperBound else { throw .rdataLength(offset: rdata.lowerBound) }
      return
    default:
      return
    }
    guard offset == rdata.upperBound else { throw .rdataLength(offset: rdata.lowerBound) }
  }

  /// Moves past a length octet and as many octets (RFC 1035 §3.3).
  private func skipCharacterString(at offset: inout Int) throws(WireError) {
    let length = Int(try readUInt8(at: &offset))
    _ = try skip(length, at: &offset)
  }
}

extension ResourceRecord {
  /// What `readRecord` fills.
  package static let unread = ResourceRecord(
    ownerOffset: 0, ownerLength: 0, type: RRType(rawValue: 0), rrclass: .zero, ttl: 0, rdata: 0..<0)
}
