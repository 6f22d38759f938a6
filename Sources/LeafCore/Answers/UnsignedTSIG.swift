import DNSWire

/// The TSIG record of a response to a key that is not known: BADKEY, without a MAC (RFC 8945 §5.2.1, §5.3.2).
struct UnsignedTSIG {
  private static let badKey: UInt16 = 17
  private static let fixedLength = 10
  /// Time Signed, Fudge, MAC Size, Original ID, Error and Other Len.
  private static let rdataLengthWithoutName = 16
  static let maximumLength = 2 * DomainName.maximumLength + fixedLength + rdataLengthWithoutName

  /// The query's TSIG record.
  private let tsig: TSIG

  /// nil unless the query has a sound TSIG record.
  init?(for query: Query, in message: Span<UInt8>) {
    guard case .sound(var offset) = query.tsig, let record = try? message.readRecord(at: &offset),
      let tsig = try? message.readTSIG(record)
    else { return nil }
    self.tsig = tsig
  }

  var length: Int {
    tsig.keyNameLength + tsig.algorithmNameLength + Self.fixedLength + Self.rdataLengthWithoutName
  }

  /// - Parameter query: The message that has the TSIG record.
  func write(query: Span<UInt8>, into response: inout OutputSpan<UInt8>) {
    response.append(query.name(at: tsig.keyNameOffset))
    response.append(RRType.tsig.rawValue)
    response.append(QCLASS.any.rawValue)
    response.append(UInt32(0))
    response.append(UInt16(tsig.algorithmNameLength + Self.rdataLengthWithoutName))
    response.append(query.name(at: tsig.algorithmNameOffset))
    response.append(query, tsig.times)
    response.append(UInt16(0))
    response.append(tsig.originalID)
    response.append(Self.badKey)
    response.append(UInt16(0))
  }
}

extension Span where Element == UInt8 {
  /// A name that has been read before without an error.
  fileprivate func name(at offset: Int) -> DomainName {
    var name = DomainName.root
    var offset = offset
    try? readName(at: &offset, into: &name)
    return name
  }
}
