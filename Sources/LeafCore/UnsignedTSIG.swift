import DNSWire

/// The TSIG record of a response to a key that is not known: BADKEY, without a MAC (RFC 8945 §5.2.1, §5.3.2).
struct UnsignedTSIG {
  private static let badKey: UInt16 = 17
  private static let fixedLength = 10
  /// Time Signed, Fudge, MAC Size, Original ID, Error and Other Len.
  private static let rdataLengthWithoutName = 16
  static let maximumLength = 2 * DomainName.maximumLength + fixedLength + rdataLengthWithoutName

  private var keyName = DomainName.root
  private var algorithmName = DomainName.root
  private var times: UInt64 = 0
  private let originalID: UInt16

  /// nil unless the query has a sound TSIG record.
  init?(for query: Query, in message: Span<UInt8>) {
    guard case .sound(let tsig) = query.tsig else { return nil }
    originalID = tsig.originalID
    var keyNameOffset = tsig.keyNameOffset
    var algorithmNameOffset = tsig.algorithmNameOffset
    do {
      try message.readName(at: &keyNameOffset, into: &keyName)
      try message.readName(at: &algorithmNameOffset, into: &algorithmName)
    } catch {
      return nil
    }
    for index in tsig.times { times = times << 8 | UInt64(message[index]) }
  }

  var length: Int { keyName.count + algorithmName.count + Self.fixedLength + Self.rdataLengthWithoutName }

  func write(into response: inout OutputSpan<UInt8>) {
    response.append(keyName)
    response.append(QTYPE.tsig.rawValue)
    response.append(QCLASS.any.rawValue)
    response.append(UInt32(0))
    response.append(UInt16(algorithmName.count + Self.rdataLengthWithoutName))
    response.append(algorithmName)
    response.append(UInt32(truncatingIfNeeded: times >> 32))
    response.append(UInt32(truncatingIfNeeded: times))
    response.append(UInt16(0))
    response.append(originalID)
    response.append(Self.badKey)
    response.append(UInt16(0))
  }
}
