import DNSWire

/// Writes the records of an answer: as many whole RRsets as there is room for in the additional section, all or none in
/// the others.
struct RecordWriter: ~Copyable {
  let authority: Authority
  /// The zone of the question; nil for what the server says about itself.
  let home: ZoneIndex?
  /// Of the AAAA, PTR or NS record that is made up.
  let madeAddress: IPv6Address
  /// Who asks, and for whom.
  private let client: IPAddress
  private let subnet: ClientSubnet
  /// Whether RRsets go out with their signatures.
  let includesDNSSEC: Bool
  /// The zone that signs what is made up, if one does.
  private let signingZone: ZoneIndex?
  let now: Now
  /// Whether signatures would have been over the limit.
  var lacksSignatures = false
  /// How long the message may become, in octets.
  let limit: Int
  var header: Header
  var compression: NameCompression
  /// Where the message has the name that the chain of aliases has led to; nil where no pointer reaches it.
  private var target: Int? = Header.length
  /// Whether a record has been written that addresses may go with.
  var hasTargets = false
  /// Whether one of them binds a service.
  private(set) var hasServices = false
  /// Whether targets have been passed by that are not below the zone cut.
  var hasOtherTargets = false
  /// More are written, but not known to be there.
  static let maximumAdded = 32
  /// The RRsets that the additional section has.
  var added = InlineArray<32, UInt64>(repeating: 0)
  var addedCount = 0

  init(_ authority: Authority, _ answer: borrowing Answer, at now: Now, limit: Int, _ header: Header) {
    self.authority = authority
    self.limit = limit
    self.header = header
    home = answer.zone
    madeAddress = answer.madeAddress
    signingZone = answer.online.signingZone
    self.now = now
    includesDNSSEC = answer.includesDNSSEC
    client = answer.client
    subnet = answer.subnet
    compression = NameCompression(
      apexOffset: answer.apexOffset, apexLabelCount: answer.apexLabelCount,
      closestOffset: answer.closestOffset)
  }

  /// - Parameter end: Of the question.
  mutating func write(
    _ answer: Span<Answer.Entry>, _ authority: Span<Answer.Entry>, behind end: Int,
    into response: inout OutputSpan<UInt8>
  ) {
    guard write(answer, in: .answer, into: &response), write(authority, in: .authority, into: &response)
    else {
      response.removeLast(response.count - end)
      return header.truncate()
    }
    guard hasTargets else { return }
    writeAdditional(toAnswer: answer, into: &response)
    writeAdditional(toAuthority: authority, into: &response)
  }

  /// Whether all of a section fit.
  private mutating func write(
    _ entries: Span<Answer.Entry>, in section: Answer.Section, into response: inout OutputSpan<UInt8>
  ) -> Bool {
    for index in entries.indices {
      guard write(entries[index].content, behind: entries.extracting(..<index), in: section, into: &response)
      else { return false }
    }
    return true
  }

  private mutating func write(
    _ content: Answer.Entry.Content, behind earlier: Span<Answer.Entry>, in section: Answer.Section,
    into response: inout OutputSpan<UInt8>
  ) -> Bool {
    switch content {
    case .stored(let rrset, let zone?, let owner):
      guard let owner = name(of: owner) else { return false }
      return write(rrset, of: zone, owner, in: section, into: &response)
    case .stored(let rrset, nil, let owner):
      guard let owner = name(of: owner) else { return false }
      return writeOwn(rrset, owner, into: &response)
    case .all(let name, let zone, let owner):
      guard let owner = self.name(of: owner) else { return false }
      // A chain of aliases may have come to what a DNAME record of it belongs to.
      return writeAll(of: name, zone, owner, in: section, into: &response) { rrset in
        !earlier.indices.contains { earlier[$0].holds(rrset.index, zone) }
      }
    case .signatures(let name, let zone, let owner):
      guard let owner = self.name(of: owner) else { return false }
      return writeAll(of: name, zone, owner, in: section, into: &response) { $0.type == .rrsig }
    case .client(let owner):
      let start = response.count
      return writeClient(owner, into: &response) && sign(from: start, .txt, signingZone, into: &response)
    case .denial(let denied, let zone, let owner):
      return writeDenial(denied, zone, owner, in: section, into: &response)
    case .address, .ipv6Address, .pointer, .delegation, .substituted:
      let start = response.count
      guard writeMade(content, into: &response) else { return false }
      header.count(1, in: section)
      guard let type = content.signedType else { return true }
      return sign(from: start, type, signingZone, in: section, into: &response)
    }
  }

  /// A record that no zone has, in a function of its own: most responses have none, or no other.
  @inline(never)
  private mutating func writeMade(
    _ content: Answer.Entry.Content, into response: inout OutputSpan<UInt8>
  ) -> Bool {
    switch content {
    case .address(let address, let ttl, let owner):
      guard writeOwner(owner, withRoomFor: OutputSpan<UInt8>.ipv4Length, into: &response) else {
        return false
      }
      response.append(address, ttl: ttl)
    case .ipv6Address(let ttl, let owner):
      guard writeOwner(owner, withRoomFor: OutputSpan<UInt8>.ipv6Length, into: &response) else {
        return false
      }
      response.append(madeAddress, ttl: ttl)
    case .pointer(let zone, let owner):
      guard case .pointer(let offset) = name(of: owner) else { return false }
      return writePointer(zone, ownerAt: offset, into: &response)
    case .delegation(_, _, let ttl, let owner, let skipped):
      guard case .pointer(let offset) = name(of: owner) else { return false }
      return writeDelegation(ttl: ttl, ownerAt: offset, skipping: skipped, into: &response)
    case .substituted(let dname, let zone, let owner, let labelCount):
      guard case .pointer(let offset) = name(of: owner) else { return false }
      return writeAlias(of: dname, zone, ownerAt: offset, labelCount, into: &response)
    case .stored, .all, .signatures, .client, .denial: return false
    }
    return true
  }

  /// TXT records of who asks.
  @inline(never)  // Hardly anybody asks for them.
  private mutating func writeClient(_ owner: Answer.Owner, into response: inout OutputSpan<UInt8>) -> Bool {
    var text = NameBuffer.empty
    let end = text.writeText(of: client, at: 0)
    guard write(text.span.extracting(..<end), owner, into: &response) else { return false }
    let length = subnet.write(to: &text)
    return length == 0 || write(text.span.extracting(..<length), owner, into: &response)
  }

  /// A TXT record of one text.
  private mutating func write(
    _ text: Span<UInt8>, _ owner: Answer.Owner, into response: inout OutputSpan<UInt8>
  ) -> Bool {
    guard writeOwner(owner, withRoomFor: 11 + text.count, into: &response) else { return false }
    response.append(UInt64(RRType.txt.rawValue) << 48 | UInt64(QCLASS.in.rawValue) << 32)
    // RDLENGTH, and the text's own length.
    response.append(UInt16(text.count + 1))
    response.append(UInt8(text.count))
    response.append(text, text.indices)
    header.count(1, in: .answer)
    return true
  }

  /// nil for what a chain of aliases with large signatures leads to, out of a pointer's reach.
  func name(of owner: Answer.Owner) -> OwnerName? {
    switch owner {
    case .question(let offset): .pointer(to: offset)
    case .stored(let name): .stored(name)
    case .target: target.map { .pointer(to: $0) }
    }
  }

  /// Appends the owner of a record that is made up, unless there is no room for the rest of it.
  private func writeOwner(
    _ owner: Answer.Owner, withRoomFor length: Int, into response: inout OutputSpan<UInt8>
  ) -> Bool {
    guard case .pointer(let offset) = name(of: owner), response.count + 2 + length <= limit else {
      return false
    }
    response.append(0xC000 | UInt16(offset))
    return true
  }

  /// With its signatures, for who wants them (RFC 4035 §3.1.1).
  private mutating func write(
    _ rrset: RRsetIndex, of zone: ZoneIndex, _ owner: OwnerName, in section: Answer.Section,
    into response: inout OutputSpan<UInt8>
  ) -> Bool {
    compression.isAbroad = zone != home
    let start = response.count
    let number = zone
    guard let zone = authority.zones[zone], write(rrset, of: zone, owner, in: section, into: &response) else {
      return false
    }
    guard includesDNSSEC else { return true }
    if let signatures = zone.records.signatures(of: rrset) {
      return write(signatures, of: zone, owner, in: section, into: &response)
    }
    // NS records of a zone cut are nobody's to sign (RFC 4035 §2.2).
    guard zone.signer != nil, section == .answer else { return true }
    let type = zone.records[rrset].type
    return type == .rrsig || sign(from: start, type, number, in: section, into: &response)
  }

  private mutating func write(
    _ index: RRsetIndex, of zone: Zone, _ owner: OwnerName, in section: Answer.Section,
    into response: inout OutputSpan<UInt8>
  ) -> Bool {
    let start = response.count
    let rotation = zone.rotation(by: header.id)
    let rrset: StoredRRset
    if rotation == 0, let form = zone.firstForms.write(index, limit: limit, &compression, to: &response) {
      rrset = form
    } else {
      rrset = zone.records[index]
      guard
        zone.records.append(
          rrset, owner: owner, rotation: rotation, limit: limit, &compression, to: &response)
      else { return false }
    }
    if rrset.type == .cname { noteTarget(ofRecordAt: start, in: response.span) }
    if rrset.type.targets != nil { hasTargets = true }
    if rrset.type.isService { hasServices = true }
    header.count(rrset.count, in: section)
    return true
  }

  /// What the server says about itself.
  private mutating func writeOwn(
    _ index: RRsetIndex, _ owner: OwnerName, into response: inout OutputSpan<UInt8>
  ) -> Bool {
    let rrset = authority.identity.records[index]
    guard
      authority.identity.records.append(rrset, owner: owner, limit: limit, &compression, to: &response)
    else { return false }
    header.count(rrset.count, in: .answer)
    return true
  }

  private mutating func writeAll(
    of name: NameIndex, _ zone: ZoneIndex, _ owner: OwnerName, in section: Answer.Section,
    into response: inout OutputSpan<UInt8>, where isIncluded: ((type: RRType, index: RRsetIndex)) -> Bool
  ) -> Bool {
    compression.isAbroad = zone != home
    let number = zone
    guard let zone = authority.zones[zone] else { return false }
    var rrsets = zone.records.rrsets(of: name)
    while let rrset = rrsets.next(in: zone.records) {
      guard isIncluded(rrset) else { continue }
      let start = response.count
      guard write(rrset.index, of: zone, owner, in: section, into: &response),
        isSigned(rrset, zone) || sign(from: start, rrset.type, number, in: section, into: &response)
      else { return false }
    }
    return true
  }

  /// Whether an RRset needs no signature, or has one that is stored: a wildcard's has none where a zone signs online.
  private func isSigned(_ rrset: (type: RRType, index: RRsetIndex), _ zone: Zone) -> Bool {
    !includesDNSSEC || zone.signer == nil || rrset.type == .rrsig
      || zone.records.signatures(of: rrset.index) != nil
  }

  /// Keeps where an alias leads.
  private mutating func noteTarget(ofRecordAt start: Int, in message: Span<UInt8>) {
    let offset = message.endOfName(at: start) + 10
    target = nil
    if case .pointer(let known) = OwnerName(at: offset, in: message) { target = known }
  }

  /// Appends the CNAME record that a DNAME record makes of an alias, with its TTL (RFC 6672 §3.1).
  private mutating func writeAlias(
    of dname: RRsetIndex, _ zone: ZoneIndex, ownerAt offset: Int, _ labelCount: Int,
    into response: inout OutputSpan<UInt8>
  ) -> Bool {
    guard let store = authority.zones[zone]?.records else { return false }
    var name = NameBuffer.empty
    let length = store.substitute(dname, labelCount, ofNameAt: offset, in: response.span, into: &name)
    let start = response.count
    guard
      write(
        .cname, ttl: store[dname].ttl, ownerAt: offset, name.span.extracting(..<length), into: &response)
    else { return false }
    noteTarget(ofRecordAt: start, in: response.span)
    return true
  }

  /// Appends the PTR record of the address that a name stands for.
  private mutating func writePointer(
    _ zone: ZoneIndex, ownerAt offset: Int, into response: inout OutputSpan<UInt8>
  ) -> Bool {
    guard let policy = authority.zones[zone]?.policy, case .reverse(let space, let ttl) = policy.synthesizer
    else { return false }
    var name = NameBuffer.empty
    let label = name.writeLabel(carrying: madeAddress, isIPv6: space.isIPv6)
    let above = policy.reverseZone.wireForm
    let length = name.write(above.span, above.indices, at: label)
    return write(.ptr, ttl: ttl, ownerAt: offset, name.span.extracting(..<length), into: &response)
  }

  /// Appends a record whose RDATA is a name.
  private mutating func write(
    _ type: RRType, ttl: UInt32, ownerAt offset: Int, _ name: Span<UInt8>,
    into response: inout OutputSpan<UInt8>
  ) -> Bool {
    let start = response.count
    guard start + 12 <= limit else { return false }
    response.append(0xC000 | UInt16(offset))
    response.append(
      UInt64(type.rawValue) << 48 | UInt64(QCLASS.in.rawValue) << 32 | UInt64(ttl))
    response.append(UInt16(0))
    guard compression.append(name, limit: limit, to: &response) else { return false }
    response.replace(at: start + 10, with: UInt16(response.count - start - 12))
    return true
  }
}

extension Zone {
  /// Which record of an RRset comes first, modulo their count.
  ///
  /// - Parameter id: Of the query, which differs each time.
  func rotation(by id: UInt16) -> UInt16 { policy.order == .rotated ? id : 0 }
}

extension RecordStore {
  /// Writes the name that a DNAME record makes of another one (RFC 6672 §2.2).
  ///
  /// - Parameters:
  ///   - labelCount: Of the DNAME record's owner, the zone's name included.
  ///   - offset: Of the name in a message.
  /// - Returns: The length of the new name.
  fileprivate func substitute(
    _ dname: RRsetIndex, _ labelCount: Int, ofNameAt offset: Int, in message: Span<UInt8>,
    into result: inout NameBuffer
  ) -> Int {
    var name = NameBuffer.empty
    let length = name.read(message, at: offset)
    var offsets = LabelOffsets.empty
    let count = offsets.note(0..<length, in: name.span)
    let end = result.write(name.span, 0..<Int(offsets.span[count - 1 - labelCount]), at: 0)
    var target = NameBuffer.empty
    let targetLength = self.target(of: dname, into: &target)
    return result.write(target.span, 0..<targetLength, at: end)
  }
}

extension Header {
  mutating func count(_ records: UInt16, in section: Answer.Section) {
    switch section {
    case .answer: answerCount += records
    case .authority: authorityCount += records
    }
  }

  fileprivate mutating func truncate() {
    flags.insert(.truncated)
    answerCount = 0
    authorityCount = 0
  }
}
