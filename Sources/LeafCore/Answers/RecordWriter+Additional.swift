import DNSWire

// RFC 1034 §4.3.2, 6: addresses that go with what the other sections have.
extension RecordWriter {
  /// Which targets of an RRset.
  private enum Selection {
    case all
    /// Those below the zone cut whose name servers they are (RFC 9499 §7).
    case inDomain
    case others
  }

  /// Appends the addresses of all targets, as many whole RRsets as there is room for.
  mutating func writeAdditional(
    toAnswer entries: Span<Answer.Entry>, into response: inout OutputSpan<UInt8>
  ) {
    for index in entries.indices {
      guard case .stored(let rrset, let zone?, let owner) = entries[index].content else { continue }
      // Aliases of services may lead back to it.
      if hasServices { _ = isNew(rrset, zone) }
      _ = writeTargets(of: rrset, zone, .all, into: &response)
      if hasServices { writeOwnAddresses(to: rrset, zone, owner, into: &response) }
    }
  }

  /// Appends the addresses of name servers, or sets TC where there is no room for what a resolver cannot do without
  /// (RFC 9471 §3).
  mutating func writeAdditional(
    toAuthority entries: Span<Answer.Entry>, into response: inout OutputSpan<UInt8>
  ) {
    for index in entries.indices {
      guard case .stored(let rrset, let zone?, _) = entries[index].content else {
        writeAddresses(ofDelegation: entries[index].content, into: &response)
        continue
      }
      hasOtherTargets = false
      if !writeTargets(of: rrset, zone, .inDomain, into: &response) { header.flags.insert(.truncated) }
      if hasOtherTargets { _ = writeTargets(of: rrset, zone, .others, into: &response) }
    }
  }

  /// - Returns: Whether there was room for all.
  private mutating func writeTargets(
    of number: RRsetIndex, _ zone: ZoneIndex, _ selection: Selection, into response: inout OutputSpan<UInt8>
  ) -> Bool {
    guard let store = authority.zones[zone]?.records else { return true }
    let rrset = store[number]
    guard let layout = rrset.type.targets else { return true }
    let octets = store.chunks[rrset.chunk]
    var position = rrset.octets.lowerBound
    while position < rrset.octets.upperBound {
      let rdata = position + 2..<position + 2 + Int(octets.span.uint16(at: position))
      position = rdata.upperBound
      guard rrset.type != .naptr || octets.span.leadsToAddresses(naptr: rdata) else { continue }
      let name = octets.span.storedName(at: layout.offset(in: octets.span, rdata))
      let addresses = authority.zones.addresses(of: octets.span.extracting(name), in: zone)
      let isInDomain = addresses.cut.map { store.rrset(.ns, of: $0) == number } ?? false
      guard selection == .all || isInDomain == (selection == .inDomain) else {
        hasOtherTargets = true
        continue
      }
      guard
        write(addresses.source, of: octets.span.extracting(name), in: zone, into: &response),
        !octets.span.isAlias(rrset.type, rdata)
          || writeService(rrset.type, at: addresses.source, into: &response)
      else { return false }
    }
    return true
  }

  /// RFC 9460 §4.1: to an alias records of the same type, where the target has any, and what goes with those.
  private mutating func writeService(
    _ type: RRType, at source: TargetAddresses.Source, into response: inout OutputSpan<UInt8>
  ) -> Bool {
    // A circle of aliases ends where it is known that a record is there already.
    guard case .stored(let name, let zone) = source, addedCount < Self.maximumAdded,
      let rrset = authority.zones[zone]?.records.rrset(type, of: name)
    else { return true }
    let before = header.additionalCount
    guard write(type, of: name, zone, into: &response) else { return false }
    return header.additionalCount == before || writeTargets(of: rrset, zone, .all, into: &response)
  }

  /// RFC 9460 §2.5.2: where the target of a service is the root, the owner is meant.
  private mutating func writeOwnAddresses(
    to number: RRsetIndex, _ zone: ZoneIndex, _ owner: Answer.Owner, into response: inout OutputSpan<UInt8>
  ) {
    guard let store = authority.zones[zone]?.records, store[number].type.isService,
      store.servesItself(number), case .pointer(let offset) = name(of: owner)
    else { return }
    var name = NameBuffer.empty
    let length = name.read(response.span, at: offset)
    let owner = name.span.extracting(..<length)
    _ = write(authority.zones.addresses(of: owner, in: zone).source, of: owner, in: zone, into: &response)
  }

  private mutating func write(
    _ source: TargetAddresses.Source, of target: Span<UInt8>, in zone: ZoneIndex,
    into response: inout OutputSpan<UInt8>
  ) -> Bool {
    switch source {
    case .none: return true
    case .stored(let name, let zone):
      return write(.a, of: name, zone, into: &response) && write(.aaaa, of: name, zone, into: &response)
    case .made(let addresses, let ttl):
      return write(addresses.ipv4.map { .ipv4($0) }, ttl: ttl, of: target, in: zone, into: &response)
        && write(addresses.ipv6.map { .ipv6($0) }, ttl: ttl, of: target, in: zone, into: &response)
    }
  }

  /// Appends the record of an address that is made up, if there is one.
  private mutating func write(
    _ address: IPAddress?, ttl: UInt32, of target: Span<UInt8>, in zone: ZoneIndex,
    into response: inout OutputSpan<UInt8>
  ) -> Bool {
    guard let address else { return true }
    let start = response.count
    let length = address.isIPv6 ? OutputSpan<UInt8>.ipv6Length : OutputSpan<UInt8>.ipv4Length
    compression.isAbroad = zone != home
    guard let store = authority.zones[zone]?.records,
      store.append(name: target, limit: limit, &compression, to: &response), response.count + length <= limit
    else {
      response.removeLast(response.count - start)
      return false
    }
    guard isNew(address, ofNameAt: start, in: response.span) else {
      response.removeLast(response.count - start)
      return true
    }
    switch address {
    case .ipv4(let address): response.append(address, ttl: ttl)
    case .ipv6(let address): response.append(address, ttl: ttl)
    }
    header.additionalCount += 1
    return true
  }

  private mutating func write(
    _ type: RRType, of name: NameIndex, _ zone: ZoneIndex, into response: inout OutputSpan<UInt8>
  ) -> Bool {
    guard let store = authority.zones[zone]?.records, let number = store.rrset(type, of: name),
      isNew(number, zone)
    else { return true }
    let start = response.count
    let rrset = store[number]
    compression.isAbroad = zone != home
    guard store.append(rrset, owner: .stored(name), limit: limit, &compression, to: &response) else {
      response.removeLast(response.count - start)
      return false
    }
    header.additionalCount += rrset.count
    writeSignatures(of: number, store, name, into: &response)
    return true
  }

  /// They are left out where there is no room (RFC 4035 §3.1.1).
  private mutating func writeSignatures(
    of rrset: RRsetIndex, _ store: RecordStore, _ name: NameIndex, into response: inout OutputSpan<UInt8>
  ) {
    guard includesDNSSEC, let signatures = store.signatures(of: rrset) else { return }
    let start = response.count
    let rrset = store[signatures]
    guard store.append(rrset, owner: .stored(name), limit: limit, &compression, to: &response) else {
      return response.removeLast(response.count - start)
    }
    header.additionalCount += rrset.count
  }

  /// Whether the additional section does not have an RRset yet, as far as that is known.
  private mutating func isNew(_ rrset: RRsetIndex, _ zone: ZoneIndex) -> Bool {
    isNew(UInt64(rrset.rawValue) << 32 | UInt64(UInt32(bitPattern: zone.rawValue)))
  }

  /// The same for an address that is made up, whose owner a pointer stands for from the second time on. No zone has the
  /// numbers -1 and -2.
  private mutating func isNew(_ address: IPAddress, ofNameAt offset: Int, in message: Span<UInt8>) -> Bool {
    guard case .pointer(let known) = OwnerName(at: offset, in: message) else { return true }
    return isNew(UInt64(known) << 32 | UInt64(UInt32.max - (address.isIPv6 ? 1 : 0)))
  }

  private mutating func isNew(_ key: UInt64) -> Bool {
    for index in 0..<addedCount where added[index] == key { return false }
    if addedCount < Self.maximumAdded {
      added[addedCount] = key
      addedCount += 1
    }
    return true
  }
}

extension RecordStore {
  /// Whether a service binding has a priority, which an alias has not, and the root as its target.
  fileprivate func servesItself(_ rrset: RRsetIndex) -> Bool {
    let rrset = self[rrset], octets = chunks[rrset.chunk]
    var position = rrset.octets.lowerBound
    while position < rrset.octets.upperBound {
      let rdata = position + 2
      if octets.span.uint16(at: rdata) != 0, octets[rdata + 2] == 0 { return true }
      position = rdata + Int(octets.span.uint16(at: position))
    }
    return false
  }
}

extension Span where Element == UInt8 {
  /// Whether it is a service binding without a priority (RFC 9460 §2.4.2).
  fileprivate func isAlias(_ type: RRType, _ rdata: Range<Int>) -> Bool {
    type.isService && uint16(at: rdata.lowerBound) == 0
  }

  /// Whether the flags of a NAPTR record say that addresses are to be looked for next (RFC 3404 §4.2, RFC 3958 §2.2).
  fileprivate func leadsToAddresses(naptr rdata: Range<Int>) -> Bool {
    let flags = rdata.lowerBound + 4
    return self[flags] == 1 && DomainName.lowercased(self[flags + 1]) == UInt8(ascii: "a")
  }
}

extension RRType {
  /// Where RDATA has a name whose addresses are of use with it.
  struct Targets {
    /// In octets, from the start.
    let fixedLength: Int
    /// How many character strings stand behind that, before the name.
    var strings = 0

    func offset(in octets: Span<UInt8>, _ rdata: Range<Int>) -> Int {
      var offset = rdata.lowerBound + fixedLength
      for _ in 0..<strings { offset += 1 + Int(octets[offset]) }
      return offset
    }
  }

  /// Whether it is a service binding (RFC 9460 §2).
  var isService: Bool { self == .svcb || self == .https }

  /// nil where there is none.
  var targets: Targets? {
    switch self {
    case .ns: Targets(fixedLength: 0)
    case .mx, .svcb, .https: Targets(fixedLength: 2)
    case .srv: Targets(fixedLength: 6)
    case .naptr: Targets(fixedLength: 4, strings: 3)
    default: nil
    }
  }
}
