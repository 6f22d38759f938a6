/// The RDATA of a TSIG record (RFC 8945 §4.2).
///
/// Every query has room for one, so it is small: offsets in a message fit 16 bits, lengths of names eight.
package struct TSIG: Equatable, Sendable {
  private let keyNameStart: UInt16
  private let algorithmNameStart: UInt16
  private let timesStart: UInt16
  private let keyNameOctets: UInt8
  private let algorithmNameOctets: UInt8
  /// The ID that the message had when it was signed.
  package let originalID: UInt16

  fileprivate init(
    keyName: (offset: Int, length: Int), algorithmName: (offset: Int, length: Int), timesStart: Int,
    originalID: UInt16
  ) {
    keyNameStart = UInt16(truncatingIfNeeded: keyName.offset)
    keyNameOctets = UInt8(truncatingIfNeeded: keyName.length)
    algorithmNameStart = UInt16(truncatingIfNeeded: algorithmName.offset)
    algorithmNameOctets = UInt8(truncatingIfNeeded: algorithmName.length)
    self.timesStart = UInt16(truncatingIfNeeded: timesStart)
    self.originalID = originalID
  }

  /// The first octet of the key name, the record's owner.
  package var keyNameOffset: Int { Int(keyNameStart) }
  /// The length of its uncompressed wire form.
  package var keyNameLength: Int { Int(keyNameOctets) }
  /// The first octet of Algorithm Name.
  package var algorithmNameOffset: Int { Int(algorithmNameStart) }
  /// The length of its uncompressed wire form.
  package var algorithmNameLength: Int { Int(algorithmNameOctets) }
  /// Time Signed and Fudge, eight octets.
  package var times: Range<Int> { Int(timesStart)..<Int(timesStart) + 8 }
}

extension Span where Element == UInt8 {
  /// Reads the RDATA of a TSIG record, of a message of at most 65,535 octets.
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
      keyName: (record.ownerOffset, record.ownerLength),
      algorithmName: (record.rdata.lowerBound, algorithmNameLength), timesStart: times.lowerBound,
      originalID: originalID)
  }
}
