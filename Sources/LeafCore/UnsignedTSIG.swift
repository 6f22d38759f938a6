import DNSWire

/// The TSIG record of a reply to a key that is not known: BADKEY, without a MAC (RFC 8945 §5.2.1, §5.3.2).
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

  func write(into reply: inout OutputSpan<UInt8>) {
    reply.append(keyName)
    reply.append(QTYPE.tsig.rawValue)
    reply.append(QCLASS.any.rawValue)
    reply.append(UInt32(0))
    reply.append(UInt16(algorithmName.count + Self.rdataLengthWithoutName))
    reply.append(algorithmName)
    reply.append(UInt32(truncatingIfNeeded: times >> 32))
    reply.append(UInt32(truncatingIfNeeded: times))
    reply.append(UInt16(0))
    reply.append(originalID)
    reply.append(Self.badKey)
    reply.append(UInt16(0))
  }
}
