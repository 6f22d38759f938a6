import DNSWire

extension OrderedZone {
  /// Checks what the records mean together: those at the apex, aliases, delegations and the names that records lead to.
  ///
  /// - Parameters:
  ///   - isStrict: Whether a name server inside the zone without an address is an error.
  ///   - isMade: Whether a name that the zone has no records of has an address that is made up.
  package mutating func check(isStrict: Bool = false, isMade: @escaping (DomainName) -> Bool = { _ in false })
  {
    var check = ZoneCheck(ordered: self, isStrict: isStrict, isMade: isMade)
    check.checkApex()
    check.checkDenial()
    check.checkOwners()
    zone.problems = check.problems
  }
}

/// Goes through an ordered zone and keeps what is wrong.
struct ZoneCheck {
  let ordered: OrderedZone
  let isStrict: Bool
  let isMade: (DomainName) -> Bool
  var problems: ZoneFileProblems
  /// The name that what follows is below, and whether by a DNAME.
  private var cut: (name: Int, isDNAME: Bool, record: ZoneFileRecord)?

  init(ordered: OrderedZone, isStrict: Bool, isMade: @escaping (DomainName) -> Bool) {
    self.ordered = ordered
    self.isStrict = isStrict
    self.isMade = isMade
    problems = ordered.zone.problems
  }

  mutating func report(_ severity: ZoneFileProblem.Severity, _ record: ZoneFileRecord, _ text: String) {
    problems.append(
      ZoneFileProblem(severity, ordered.zone.files[Int(record.place.file)], record.place, text))
  }

  mutating func reportOnZone(_ text: String) {
    let place = ZoneFilePlace(file: 0, line: 0, column: 0)
    problems.append(ZoneFileProblem(.error, ordered.zone.files.first ?? "", place, text))
  }

  func name(_ record: ZoneFileRecord) -> DomainName { ordered.zone.owner(of: record) }

  mutating func checkOwners() {
    for owner in ordered.owners {
      guard !problems.areTooMany else { return }
      let types = OwnedTypes(ordered.zone.records, owner.records)
      if types.hasOnlyPlain, cut == nil { continue }
      check(owner, types)
    }
  }

  private mutating func check(_ owner: OrderedZone.Owner, _ types: OwnedTypes) {
    let isApex = ordered.isApex(owner)
    if types.has(.soa), !isApex { checkNoSOA(owner) }
    if types.has(.cname) || types.has(.dname) { checkAliases(owner) }
    if types.has(.nsec3) { checkHashedOwner(owner) }
    if types.has(.nsec3param) { checkIterations(owner) }
    if isOccluded(owner) { return }
    if types.has(.ns) || types.has(.mx) { checkTargets(owner) }
    if types.has(.ns) || types.has(.dname) { beginCut(owner, isApex: isApex) }
  }

  private mutating func checkNoSOA(_ owner: OrderedZone.Owner) {
    guard let soa = ordered.records(of: owner, .soa).first else { return }
    report(.error, soa, "\(name(soa)) has an SOA; allowed is one alone, at \(ordered.zone.apex)")
  }

  /// An alias has nothing beside it but what signs it and says that it is there (RFC 1034 §3.6.2, RFC 4034 §2.5), and
  /// neither alias is there twice (RFC 6672 §2.4).
  private mutating func checkAliases(_ owner: OrderedZone.Owner) {
    for type in [RRType.cname, .dname] {
      guard let second = ordered.records(of: owner, type).dropFirst().first else { continue }
      report(.error, second, "\(name(second)) has more than one \(type); allowed is one")
    }
    guard let alias = ordered.records(of: owner, .cname).first,
      let other = ordered.zone.records[owner.records].first(where: { !Self.mayBeBesideCNAME($0.type) })
    else { return }
    report(
      .error, alias,
      "\(name(alias)) has a CNAME and \(other.type) too; allowed beside a CNAME are RRSIG, NSEC and KEY")
  }

  /// CNAME, SIG, KEY, NXT, RRSIG and NSEC.
  private static func mayBeBesideCNAME(_ type: RRType) -> Bool {
    [5, 24, 25, 30, 46, 47].contains(type.rawValue)
  }

  private mutating func checkIterations(_ owner: OrderedZone.Owner) {
    for record in ordered.records(of: owner, .nsec3param) {
      var offset = record.rdataRange.lowerBound + 2
      guard let iterations = try? ordered.zone.octets.span.readUInt16(at: &offset),
        iterations > NSEC3.maximumIterations
      else { continue }
      report(
        .error, record,
        "\(iterations) iterations of NSEC3 are more than validators take; allowed are \(NSEC3.maximumIterations) at most, and 0 are best"
      )
    }
  }

  /// The first label of an NSEC3's owner is a hash in Base32 with extended hex digits (RFC 5155 §1.3).
  private mutating func checkHashedOwner(_ owner: OrderedZone.Owner) {
    guard let record = ordered.records(of: owner, .nsec3).first else { return }
    let name = name(record)
    let isHash = (1...Int(name[0])).allSatisfy { index in
      let octet = name[index].uppercased
      return octet.decimalDigit != nil || (UInt8(ascii: "A")...UInt8(ascii: "V")).contains(octet)
    }
    if name.count == 1 || !isHash {
      report(.error, record, "\(name) has an NSEC3; allowed is a hash in Base32 as its first label")
    }
  }

  /// Whether names that come before are delegations or aliases of all below, and this one is below.
  private mutating func isOccluded(_ owner: OrderedZone.Owner) -> Bool {
    guard let cut, ordered.isName(ordered.name(of: owner), belowNameAt: cut.name) else {
      cut = nil
      return false
    }
    let records = ordered.zone.records[owner.records]
    // The owners of NSEC3 records are no names of the zone (RFC 5155 §7.2.8).
    if records.contains(where: { $0.type == .nsec3 }),
      records.allSatisfy({ $0.type == .nsec3 || $0.type == .rrsig })
    {
      return true
    }
    if cut.isDNAME, let first = records.first {
      report(
        .error, first, "\(name(first)) is below the DNAME of \(name(cut.record)); allowed is nothing there")
    } else if let first = records.first(where: { !$0.type.isAddress }) {
      report(
        .warning, first,
        "\(name(first)) \(first.type) is below the delegation of \(name(cut.record)), so that nobody gets it")
    }
    return true
  }

  private mutating func beginCut(_ owner: OrderedZone.Owner, isApex: Bool) {
    if !isApex, let ns = ordered.records(of: owner, .ns).first {
      cut = (ordered.name(of: owner), false, ns)
      warnOfWildcard(ns)
      let other = ordered.zone.records[owner.records].first { !Self.mayBeBesideDelegation($0.type) }
      if let other {
        report(
          .warning, other, "\(name(other)) \(other.type) is beside a delegation, so that nobody gets it")
      }
    } else if let dname = ordered.records(of: owner, .dname).first {
      cut = (ordered.name(of: owner), true, dname)
      warnOfWildcard(dname)
    }
  }

  /// What such a wildcard means is left open (RFC 4592 §4.2, §4.4).
  private mutating func warnOfWildcard(_ record: ZoneFileRecord) {
    let name = name(record)
    guard name[0] == 1, name[1] == UInt8(ascii: "*") else { return }
    report(
      .warning, record,
      "\(name) has \(record.type), and what that means of a wildcard is left open: servers and validators differ"
    )
  }

  /// NS, what a signed parent has of a delegation (RFC 4035 §2.6), and glue.
  private static func mayBeBesideDelegation(_ type: RRType) -> Bool {
    type.isAddress || [2, 24, 25, 30, 43, 46, 47, 50].contains(type.rawValue)
  }
}

/// The types that an owner has and that some check looks at. Most owners have none of them.
private struct OwnedTypes {
  private var bits: UInt64 = 0

  init(_ records: [ZoneFileRecord], _ range: Range<Int>) {
    for index in range where records[index].type.rawValue < 64 {
      bits |= 1 << UInt64(records[index].type.rawValue)
    }
  }

  func has(_ type: RRType) -> Bool { bits & 1 << UInt64(type.rawValue) != 0 }

  /// Whether there is nothing to check but that no name above is a cut.
  var hasOnlyPlain: Bool {
    !(has(.soa) || has(.ns) || has(.cname) || has(.dname) || has(.nsec3) || has(.mx))
  }
}

extension OrderedZone {
  /// Whether an owner is the zone's name.
  package func isApex(_ owner: Owner) -> Bool {
    LabelStarts(ofNameAt: name(of: owner), in: zone.octets.span).end == zone.apex.count - 1
  }

  /// Whether a name is another, or below it.
  package func isName(_ name: Int, belowNameAt other: Int) -> Bool {
    let octets = zone.octets.span
    return order.sharedLabels(name, other, in: octets) == LabelStarts(ofNameAt: other, in: octets).count
  }
}

extension RRType {
  var isAddress: Bool { self == .a || self == .aaaa }
}
