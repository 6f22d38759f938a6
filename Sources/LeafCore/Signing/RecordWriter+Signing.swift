import DNSWire

// What is signed when it is asked for.
extension RecordWriter {
  /// Appends the signatures of an RRset that has just been written.
  ///
  /// - Parameters:
  ///   - start: Where its first record is.
  ///   - zone: Which signs it, if it signs at all.
  /// - Returns: Whether they are there, or need not be.
  mutating func sign(
    from start: Int, _ type: RRType, _ zone: ZoneIndex?, in section: Answer.Section = .answer,
    into response: inout OutputSpan<UInt8>
  ) -> Bool {
    guard let zone, let signer = authority.zones[zone]?.signer else { return true }
    guard case .pointer(let owner) = OwnerName(at: start, in: response.span) else { return false }
    let rrset = WrittenRRset(from: start, type, in: response.span)
    switch signer.sign(rrset, ownerAt: owner, at: now, limit: limit, into: &response) {
    case .signed: break
    case .withoutRoom: return false
    case .refused:
      lacksSignatures = true
      return false
    }
    header.count(UInt16(signer.keys.count), in: section)
    return true
  }
}

extension Answer.Entry.Content {
  /// The type of a record that is made up and signed; nil for one that nobody signs.
  var signedType: RRType? {
    switch self {
    case .address: .a
    case .ipv6Address: .aaaa
    case .pointer: .ptr
    // A DNAME record's own signature stands for it (RFC 6672 §5.3.1); a zone cut's NS records have none.
    case .substituted, .delegation, .stored, .all, .signatures, .client, .denial: nil
    }
  }
}

extension WrittenRRset {
  /// - Parameter message: That ends with it.
  fileprivate init(from start: Int, _ type: RRType, in message: Span<UInt8>) {
    var offset = start
    var (count, ttl): (Int, UInt32) = (0, 0)
    while offset < message.count {
      offset = message.endOfName(at: offset)
      ttl = message.uint32(at: offset + 4)
      offset += 10 + Int(message.uint16(at: offset + 8))
      count += 1
    }
    self.init(start: start, type: type, ttl: ttl, count: count)
  }
}
