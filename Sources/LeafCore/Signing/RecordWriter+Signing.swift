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

  /// Appends the NSEC record of a name (RFC 9824 §3), and its signatures.
  @inline(never)
  mutating func writeDenial(
    _ types: DeniedTypes, _ name: NameIndex, _ index: ZoneIndex, _ owner: Answer.Owner,
    skipping labelCount: Int,
    in section: Answer.Section, into response: inout OutputSpan<UInt8>
  ) -> Bool {
    guard let zone = authority.zones[index], case .pointer(let offset) = self.name(of: owner) else {
      return false
    }
    let owner = response.span.nameOffset(offset, skipping: labelCount)
    let start = response.count
    var next = NameBuffer.empty
    let length =
      types.contains(.cut)
      ? next.writeNameBehindCut(owner, in: response.span, apexLength: zone.records.apex.count)
      : next.writeSuccessor(owner, in: response.span, apexLength: zone.records.apex.count)
    guard owner < NameCompression.reach, start + 12 + length <= limit else { return false }
    response.append(0xC000 | UInt16(owner))
    let ttl = zone.records[zone.negativeSOA].ttl
    response.append(UInt64(RRType.nsec.rawValue) << 48 | UInt64(QCLASS.in.rawValue) << 32 | UInt64(ttl))
    response.append(UInt16(0))
    response.append(next.span, 0..<length)
    var window: UInt8? = 0
    while let current = window {
      let bitmap = zone.bitmap(current, types, of: name)
      guard response.count + bitmap.length <= limit else { return false }
      bitmap.append(to: &response)
      window = bitmap.next
    }
    response.replace(at: start + 10, with: UInt16(response.count - start - 12))
    header.count(1, in: section)
    return sign(from: start, .nsec, index, in: section, into: &response)
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

// Names behind another one in canonical order.
extension NameBuffer {
  /// Writes the name right behind another one: `\\000.NAME` (RFC 9824 §3.1), or where there is no room what comes next.
  ///
  /// - Parameter apexLength: Of the zone's name.
  /// - Returns: Its length.
  mutating func writeSuccessor(_ name: Int, in message: Span<UInt8>, apexLength: Int) -> Int {
    let length = readLowercased(name, in: message)
    guard length + 2 <= DomainName.maximumLength else { return behind(length, apexLength) }
    for index in (0..<length).reversed() { self[index + 2] = self[index] }
    (self[0], self[1]) = (1, 0)
    return length + 2
  }

  /// Writes a name behind another one and all below that: its first label with `\\000` behind (RFC 9824 §3.4).
  ///
  /// - Parameter apexLength: Of the zone's name.
  /// - Returns: Its length.
  mutating func writeNameBehindCut(_ name: Int, in message: Span<UInt8>, apexLength: Int) -> Int {
    behind(readLowercased(name, in: message), apexLength)
  }

  /// The first name of the zone behind one and all below it; the zone's own behind the last one.
  private mutating func behind(_ length: Int, _ apexLength: Int) -> Int {
    let label = Int(self[0])
    guard label == 63 || length == DomainName.maximumLength else {
      for index in (label + 1..<length).reversed() { self[index + 1] = self[index] }
      (self[0], self[label + 1]) = (UInt8(label + 1), 0)
      return length + 1
    }
    return raised(length, apexLength)
  }

  /// The last octet that can be raised is, and those behind it fall away, with their labels (RFC 4471 §3.1.2).
  private mutating func raised(_ length: Int, _ apexLength: Int) -> Int {
    var length = length
    while length > apexLength {
      var label = Int(self[0])
      while label > 0, self[label] == 255 { label -= 1 }
      let removed = label == 0 ? 1 + Int(self[0]) : Int(self[0]) - label
      if label > 0 { self[label] = self[label] == UInt8(ascii: "@") ? UInt8(ascii: "[") : self[label] + 1 }
      let kept = label == 0 ? 0 : label + 1
      for index in kept..<length - removed { self[index] = self[index + removed] }
      length -= removed
      guard label == 0 else {
        self[0] = UInt8(label)
        return length
      }
    }
    return length
  }
}
