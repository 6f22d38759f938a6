import DNSWire

// RFC 1034 §4.3.2, with the names below a DNAME record (RFC 6672 §3.2) and wildcards (RFC 4592 §3.3.1).

/// What is looked for, and how far it has led.
struct LookUp {
  let qtype: QTYPE
  /// Whether all of an ANY may go out at once.
  let isOverStream: Bool
  /// How many aliases have been followed.
  private(set) var aliasCount = 0
  /// Hashes of the aliases.
  private var aliases = InlineArray<5, UInt64>(repeating: 0)

  init(qtype: QTYPE, isOverStream: Bool) {
    self.qtype = qtype
    self.isOverStream = isOverStream
  }

  /// Whether one more may be followed. Who follows more of them asks for the last one's target anew.
  var mayFollow: Bool { aliasCount < aliases.count }

  /// Whose records are looked for.
  var owner: Answer.Owner { aliasCount == 0 ? .qname : .target }

  /// Goes on from an alias to its target, unless that is one of the aliases: they form a circle then. Other names of one
  /// hash as well would end the chain early, and who asked would go on.
  ///
  /// - Returns: Whether it goes on.
  mutating func follow(_ alias: Span<UInt8>, to target: Span<UInt8>) -> Bool {
    aliases[aliasCount] = alias.hashOfName
    aliasCount += 1
    let hash = target.hashOfName
    return !(0..<aliasCount).contains { aliases[$0] == hash }
  }
}

extension Span where Element == UInt8 {
  /// Of a name in wire form, whatever its case: FNV-1a.
  var hashOfName: UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in indices { hash = (hash ^ UInt64(DomainName.lowercased(self[index]))) &* 0x100_0000_01B3 }
    return hash
  }
}

/// What a zone has for a name, besides what it has put into the answer.
struct Found {
  /// Where the name leads, of an alias.
  var alias: Alias?
  /// What is still to be shown.
  var proof = Proof.nothing
}

/// Where an alias leads.
enum Alias {
  /// To the name in a CNAME record.
  case name(RRsetIndex)
  /// To a name that the labels before a DNAME record's owner make with its target.
  case substituted(RRsetIndex, labelCount: Int)
}

extension ZoneSet {
  /// Looks for a name in the zone that has it, and goes on where aliases lead.
  ///
  /// - Parameters:
  ///   - zone: The one at `place`.
  ///   - labels: Where each label of the name has its length octet, the root label last.
  ///   - octets: That have the name uncompressed.
  @inline(__always)
  func resolve(
    _ lookUp: LookUp, in zone: Zone, _ labels: Span<UInt16>, in octets: Span<UInt8>, at place: Place,
    into answer: inout Answer
  ) {
    let below = labels.extracting(..<place.labelCount)
    let walk = zone.names.walk(below, in: octets, zone.records)
    if lookUp.aliasCount == 0, walk.closest > 0 {
      answer.closestOffset = Int(labels[place.labelCount - walk.closest])
    }
    var made: Found?
    if !walk.meetsRecords {
      if zone.givesOutAddressesAlone {
        if zone.answerMade(lookUp, below, in: octets, at: place, into: &answer) {
          if answer.includesDNSSEC {
            zone.prove(.nothing, lookUp, walk, below, in: octets, at: place, into: &answer)
          }
          return
        }
      } else {
        made = zone.answerChosen(lookUp, below, in: octets, at: place, into: &answer)
      }
    }
    let found = made ?? zone.answer(lookUp, walk, below, in: octets, at: place, into: &answer)
    if answer.includesDNSSEC {
      zone.prove(found.proof, lookUp, walk, below, in: octets, at: place, into: &answer)
    }
    switch found.alias {
    case nil: break
    case .name(let rrset):
      follow(rrset, of: zone.records, lookUp, labels, in: octets, into: &answer)
    case .substituted(let rrset, let labelCount):
      substitute(
        rrset, of: zone.records, labelCount, lookUp, labels, in: octets, at: place, into: &answer)
    }
  }

  private func follow(
    _ rrset: RRsetIndex, of store: RecordStore, _ lookUp: LookUp, _ labels: Span<UInt16>,
    in octets: Span<UInt8>, into answer: inout Answer
  ) {
    var target = NameBuffer.empty
    let length = store.target(of: rrset, into: &target)
    goOn(lookUp, from: octets.extracting(labels.name), to: target, length, into: &answer)
  }

  /// RFC 6672 §2.2: the labels before the owner stay, and the target takes the owner's place.
  private func substitute(
    _ rrset: RRsetIndex, of store: RecordStore, _ labelCount: Int, _ lookUp: LookUp,
    _ labels: Span<UInt16>, in octets: Span<UInt8>, at place: Place, into answer: inout Answer
  ) {
    let start = Int(labels[0]), end = Int(labels[place.labelCount - labelCount])
    var target = NameBuffer.empty
    let length = store.target(of: rrset, into: &target)
    guard end - start + length <= DomainName.maximumLength else {
      return answer.decideWithAuthority(.aliasTooLong, .yxDomain)
    }
    var name = NameBuffer.empty
    let middle = name.write(octets, start..<end, at: 0)
    let whole = name.write(target.span, 0..<length, at: middle)
    answer.append(
      .substituted(rrset, place.zone, lookUp.owner, labelCount: labelCount + store.apexLabelCount))
    // The record that was asked for is there.
    if lookUp.qtype == RRType.cname { return }
    goOn(lookUp, from: octets.extracting(labels.name), to: name, whole, into: &answer)
  }

  @inline(never)  // Else it would be a part of what it calls.
  private func goOn(
    _ lookUp: LookUp, from alias: Span<UInt8>, to name: NameBuffer, _ length: Int, into answer: inout Answer
  ) {
    var lookUp = lookUp
    guard lookUp.follow(alias, to: name.span.extracting(..<length)) else {
      return answer.decideWithAuthority(.aliasLoop)
    }
    var offsets = LabelOffsets.empty
    let count = offsets.note(0..<length, in: name.span)
    let labels = offsets.span.extracting(..<count)
    guard let place = place(of: lookUp.qtype, labels, endingAt: length, in: name.span) else {
      return answer.decideWithAuthority(.alias)
    }
    guard let zone = self[place.zone] else { return answer.decide(.zoneNotReady, .servFail) }
    resolve(lookUp, in: zone, labels, in: name.span, at: place, into: &answer)
  }
}

extension Span where Element == UInt16 {
  /// Where a name is of which these are the labels, the root label last.
  fileprivate var name: Range<Int> { Int(self[0])..<Int(self[count - 1]) + 1 }
}

extension RecordStore {
  /// Writes the name in an RRset's first record, of a type whose RDATA is a name.
  ///
  /// - Returns: Its length.
  func target(of rrset: RRsetIndex, into name: inout NameBuffer) -> Int {
    let rrset = self[rrset]
    let octets = chunks[rrset.chunk]
    let range = octets.span.storedName(at: rrset.octets.lowerBound + 2)
    return name.write(octets.span.extracting(range), in: self)
  }
}
