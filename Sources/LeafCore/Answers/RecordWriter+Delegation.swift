import DNSWire

// Zone cuts that are made up: `_acme-challenge.NAME`, whose name server is NAME.
extension RecordWriter {
  /// Appends the NS record.
  ///
  /// - Parameters:
  ///   - offset: Of a name at the zone cut or below it.
  ///   - labelCount: How many labels of that are below it.
  mutating func writeDelegation(
    ttl: UInt32, ownerAt offset: Int, skipping labelCount: Int, into response: inout OutputSpan<UInt8>
  ) -> Bool {
    let cut = response.span.nameOffset(offset, skipping: labelCount)
    let server = response.span.nameOffset(cut, skipping: 1)
    guard max(cut, server) < NameCompression.reach, response.count + 14 <= limit else { return false }
    response.append(0xC000 | UInt16(cut))
    response.append(UInt64(RRType.ns.rawValue) << 48 | UInt64(QCLASS.in.rawValue) << 32 | UInt64(ttl))
    response.append(UInt16(2))
    response.append(0xC000 | UInt16(server))
    hasTargets = true
    return true
  }

  /// Appends the addresses of its name server, as far as there is room. Who has none for them can ask.
  mutating func writeAddresses(
    ofDelegation entry: Answer.Entry.Content, into response: inout OutputSpan<UInt8>
  ) {
    guard case .delegation(let ipv4, let hasIPv6, let ttl, let owner, let skipped) = entry,
      case .pointer(let offset) = name(of: owner)
    else { return }
    let server = response.span.nameOffset(offset, skipping: skipped + 1)
    if let ipv4, response.count + 2 + OutputSpan<UInt8>.ipv4Length <= limit {
      response.append(0xC000 | UInt16(server))
      response.append(ipv4, ttl: ttl)
      header.additionalCount += 1
    }
    if hasIPv6, response.count + 2 + OutputSpan<UInt8>.ipv6Length <= limit {
      response.append(0xC000 | UInt16(server))
      response.append(madeAddress, ttl: ttl)
      header.additionalCount += 1
    }
  }
}

extension Span where Element == UInt8 {
  /// Where a name of a message is without its first labels.
  func nameOffset(_ start: Int, skipping labelCount: Int) -> Int {
    var offset = whole(start)
    for _ in 0..<labelCount { offset = whole(offset + 1 + Int(self[offset])) }
    return offset
  }

  /// What a pointer leads to.
  private func whole(_ start: Int) -> Int {
    var offset = start
    while self[offset] >= 0xC0 { offset = Int(uint16(at: offset) & 0x3FFF) }
    return offset
  }
}
