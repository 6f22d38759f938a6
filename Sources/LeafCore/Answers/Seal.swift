import DNSWire

/// What closes a response: the TSIG record, which is last and covers all before it (RFC 8945 §5.1).
enum Seal {
  case none
  /// The key of the query is not known: BADKEY, without a MAC (RFC 8945 §5.2.1, §5.3.2).
  case unknownKey

  private static let badKey: UInt16 = 17
  /// TYPE, CLASS, TTL and RDLENGTH.
  private static let fixedLength = 10
  /// Time Signed, Fudge, MAC Size, Original ID, Error and Other Len.
  private static let rdataLengthWithoutName = 16

  /// The room that it needs, in octets.
  func length(for query: borrowing Query) -> Int {
    guard self == .unknownKey, case .sound(let tsig) = query.tsig else { return 0 }
    return tsig.keyNameLength + Self.fixedLength + tsig.algorithmNameLength + Self.rdataLengthWithoutName
  }

  var recordCount: UInt16 { self == .none ? 0 : 1 }

  /// Appends the TSIG record, if there is to be one.
  ///
  /// - Parameter message: What the query was read from.
  func write(for query: borrowing Query, in message: Span<UInt8>, into response: inout OutputSpan<UInt8>) {
    guard self == .unknownKey, case .sound(let tsig) = query.tsig else { return }
    write(tsig, query: message, into: &response)
  }

  private func write(_ tsig: TSIG, query: Span<UInt8>, into response: inout OutputSpan<UInt8>) {
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
