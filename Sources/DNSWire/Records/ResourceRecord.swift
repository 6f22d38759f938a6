/// Where one record of a message lies, and its fixed fields (RFC 1035 §4.1.3).
package struct ResourceRecord: Equatable, Sendable {
  /// The first octet of the owner name.
  package var ownerOffset: Int
  /// The length of the owner's uncompressed wire form: 1 for the root.
  package var ownerLength: Int
  /// TYPE.
  package var type: RRType
  /// The CLASS field; in an OPT record the payload size (RFC 6891 §6.1.2).
  package var rrclass: QCLASS
  /// The TTL field as it stands: RFC 2181 §8 has a receiver take one with the top bit set as 0.
  package var ttl: UInt32
  /// Where the RDATA is in the message, without its length.
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
}

extension ResourceRecord {
  /// What `readRecord` fills.
  package static let unread = ResourceRecord(
    ownerOffset: 0, ownerLength: 0, type: RRType(rawValue: 0), rrclass: .zero, ttl: 0, rdata: 0..<0)
}
