/// The RDATA of a TSIG record (RFC 8945 §4.2).
package struct TSIG: Equatable, Sendable {
  /// The first octet of the key name, the record's owner.
  package var keyNameOffset: Int
  /// The length of its uncompressed wire form.
  package var keyNameLength: Int
  package var algorithmNameOffset: Int
  package var algorithmNameLength: Int
  /// Time Signed and Fudge, eight octets.
  package var times: Range<Int>
  package var originalID: UInt16
}

extension Span where Element == UInt8 {
  /// Reads the RDATA of a TSIG record.
  ///
  /// - Throws: As `readName`, and `.rdataLength` unless the fields fill the RDATA exactly.
  package func readTSIG(_ record: ResourceRecord) throws(WireError) -> TSIG {
    var offset = record.rdata.lowerBound
    // It must not be compressed (RFC 8945 §4.2), but what is can be read all the same.
    let algorithmNameLength = try skipName(at: &offset)
    let times = try skip(8, at: &offset)
    let macSize = Int(try readUInt16(at: &offset))
    _ = try skip(macSize, at: &offset)
    let originalID = try readUInt16(at: &offset)
    _ = try readUInt16(at: &offset)  // Error
    let otherLength = Int(try readUInt16(at: &offset))
    _ = try skip(otherLength, at: &offset)
    guard offset == record.rdata.upperBound else { throw .rdataLength(offset: record.rdata.lowerBound) }
    return TSIG(
      keyNameOffset: record.ownerOffset, keyNameLength: record.ownerLength,
      algorithmNameOffset: record.rdata.lowerBound, algorithmNameLength: algorithmNameLength, times: times,
      originalID: originalID)
  }
}
