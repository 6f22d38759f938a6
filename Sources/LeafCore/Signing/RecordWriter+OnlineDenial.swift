import DNSWire

// NSEC and NSEC3 records that are made when they are asked for.
extension RecordWriter {
  /// Appends the record, and its signatures.
  @inline(never)
  mutating func writeDenial(
    _ denied: DeniedName, _ index: ZoneIndex, _ owner: Answer.Owner, in section: Answer.Section,
    into response: inout OutputSpan<UInt8>
  ) -> Bool {
    guard let zone = authority.zones[index], let denial = zone.signer?.denial,
      case .pointer(let offset) = self.name(of: owner)
    else { return false }
    let name = response.span.nameOffset(offset, skipping: denied.skipped)
    let start = response.count
    guard write(denied, denial, zone, ofNameAt: name, into: &response),
      write(denied, denial, zone, into: &response)
    else { return false }
    let rdata = response.span.endOfName(at: start) + 10
    response.replace(at: rdata - 2, with: UInt16(response.count - rdata))
    header.count(1, in: section)
    return sign(from: start, denial.type, index, in: section, into: &response)
  }

  /// All but the bitmap.
  private func write(
    _ denied: DeniedName, _ denial: OnlineDenial, _ zone: Zone, ofNameAt name: Int,
    into response: inout OutputSpan<UInt8>
  ) -> Bool {
    switch (denial, denied.extent) {
    case (.nsec3, _): writeHash(of: denied, zone, at: name, into: &response)
    case (_, .types): writeNSEC(of: denied, zone, at: name, into: &response)
    case (_, .name), (_, .wildcard): writeCover(of: denied, zone, at: name, into: &response)
    }
  }

  private func write(
    _ denied: DeniedName, _ denial: OnlineDenial, _ zone: Zone, into response: inout OutputSpan<UInt8>
  ) -> Bool {
    var window: UInt8? = 0
    while let current = window {
      let bitmap = zone.bitmap(current, denied, denial)
      guard response.count + bitmap.length <= limit else { return false }
      bitmap.append(to: &response)
      window = bitmap.next
    }
    return true
  }

  /// TYPE, CLASS, TTL (RFC 9077 §3), and room for RDLENGTH.
  private func appendFields(_ type: RRType, _ zone: Zone, to response: inout OutputSpan<UInt8>) {
    let ttl = zone.records[zone.negativeSOA].ttl
    response.append(UInt64(type.rawValue) << 48 | UInt64(QCLASS.in.rawValue) << 32 | UInt64(ttl))
    response.append(UInt16(0))
  }
}

// NSEC records.
extension RecordWriter {
  /// At the name itself, up to what comes right behind it, or behind all below a zone cut (RFC 9824 §3).
  private func writeNSEC(
    of denied: DeniedName, _ zone: Zone, at name: Int, into response: inout OutputSpan<UInt8>
  ) -> Bool {
    var next = NameBuffer.empty
    let apexLength = zone.records.apex.count
    let length =
      denied.types.contains(.cut)
      ? next.becomeNext(next.readLowercased(name, in: response.span), apexLength)
      : next.writeSuccessor(name, in: response.span, apexLength: apexLength)
    guard name < NameCompression.reach, response.count + 12 + length <= limit else { return false }
    response.append(0xC000 | UInt16(name))
    appendFields(.nsec, zone, to: &response)
    response.append(next.span, 0..<length)
    return true
  }

  /// From right before the name up to what comes behind it and all below it (RFC 4470 §3): with `\\000.NAME` as next the name
  /// would be there.
  @inline(never)  // Compact denial needs none of its room.
  private func writeCover(
    of denied: DeniedName, _ zone: Zone, at name: Int, into response: inout OutputSpan<UInt8>
  ) -> Bool {
    var owner = NameBuffer.empty
    let length = owner.read(denied, at: name, in: response.span)
    var next = owner
    let nextLength = next.becomeNext(length, zone.records.apex.count)
    let above = denied.extent == .wildcard ? name : response.span.nameOffset(name, skipping: 1)
    let labels = owner.becomeLabelsBefore(length)
    guard above < NameCompression.reach, response.count + labels + 12 + nextLength <= limit else {
      return false
    }
    response.append(owner.span, 0..<labels)
    response.append(0xC000 | UInt16(above))
    appendFields(.nsec, zone, to: &response)
    response.append(next.span, 0..<nextLength)
    return true
  }
}

// NSEC3 records.
extension RecordWriter {
  /// Of the name's hash, or from the hash before it, up to the one behind it.
  @inline(never)  // Nor of this.
  private func writeHash(
    of denied: DeniedName, _ zone: Zone, at name: Int, into response: inout OutputSpan<UInt8>
  ) -> Bool {
    var buffer = NameBuffer.empty
    let length = buffer.read(denied, at: name, in: response.span)
    let apex = response.span.apexOffset(of: zone, at: name)
    guard apex < NameCompression.reach, response.count + 71 <= limit else { return false }
    let hash = SHA1.digest(of: buffer.span.extracting(..<length))
    let label = HashedLabel(denied.extent == .types ? hash : hash.previous)
    response.append(label.span, label.span.indices)
    response.append(0xC000 | UInt16(apex))
    appendFields(.nsec3, zone, to: &response)
    // SHA-1, no flags, no iterations, no salt (RFC 9276 §3.1), and the length of a hash.
    response.append(UInt32(1) << 24)
    response.append(UInt16(20))
    let next = hash.next
    for index in next.indices { response.append(next[index]) }
    return true
  }
}

extension OnlineDenial {
  fileprivate var type: RRType { self == .nsec3 ? .nsec3 : .nsec }
}

extension NameBuffer {
  /// Reads the name that a record is of, in lower case.
  ///
  /// - Returns: Its length in octets.
  fileprivate mutating func read(_ denied: DeniedName, at name: Int, in message: Span<UInt8>) -> Int {
    let length = readLowercased(name, in: message)
    guard denied.extent == .wildcard else { return length }
    for index in (0..<length).reversed() { self[index + 2] = self[index] }
    (self[0], self[1]) = (1, UInt8(ascii: "*"))
    return length + 2
  }
}

extension Span where Element == UInt8 {
  /// Where a name of a message has the name of its zone.
  fileprivate func apexOffset(of zone: Zone, at name: Int) -> Int {
    var count = 0
    var offset = nameOffset(name, skipping: 0)
    while self[offset] > 0 {
      offset = nameOffset(offset, skipping: 1)
      count += 1
    }
    return nameOffset(name, skipping: count - zone.records.apexLabelCount)
  }
}

extension SHA1 {
  fileprivate static func digest(of name: Span<UInt8>) -> Digest {
    var hash = SHA1()
    hash.combine(name)
    return hash.finish()
  }
}

extension SHA1.Digest {
  /// The next one in order; the first one behind the last.
  fileprivate var next: Self {
    var next = self
    for index in indices.reversed() {
      next[index] &+= 1
      if next[index] > 0 { break }
    }
    return next
  }

  /// The one before it in order.
  fileprivate var previous: Self {
    var previous = self
    for index in indices.reversed() {
      previous[index] &-= 1
      if previous[index] < 255 { break }
    }
    return previous
  }
}
