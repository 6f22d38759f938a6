import DNSWire

/// What a query for ANY gets.
package enum AnyPolicy: String, Sendable, CaseIterable {
  /// REFUSED, with EDE 18.
  case refused
  /// One HINFO record in place of what there is (RFC 8482 §4.2).
  case hinfo
  /// One RRset of those that there are (RFC 8482 §4.1).
  case one
  /// All RRsets, but over UDP an empty response with TC.
  case all
}

/// What a name gets that does not exist.
package enum AbsentPolicy: String, Sendable, CaseIterable {
  /// NXDOMAIN, which denies all names below it too (RFC 8020).
  case nxdomain
  /// NOERROR without data.
  case nodata
}

/// What `_acme-challenge.NAME` is for a name that carries an address, so that who has the name can get certificates for it
/// (RFC 8555 §8.4).
package enum ChallengePolicy: Equatable, Sendable {
  /// A zone of its own, whose name server is at the address.
  case delegated
  /// An alias of this name; so is that of the zone's own name.
  case alias(DomainName)
}

/// In which order the records of an RRset go out.
package enum RRsetOrder: String, Sendable, CaseIterable {
  /// As the zone has them.
  case stored
  /// Another one first each time, so that clients share the load among what they name.
  case rotated
}

/// One zone: its records, and what it makes up. It never changes.
///
/// What signs it and shows what is not there are records as any others; they go out to who sets DO.
package final class Zone: Sendable {
  /// What answers depend on besides the records.
  package struct Policy: Equatable, Sendable {
    /// What the zone makes up for names that it has no records of.
    package var synthesizer: Synthesizer?
    /// The zone that the names of addresses lead into.
    package var reverseZone = DomainName.root
    /// Which addresses of names are given out; nil for all.
    package var filter: NameFilter?
    /// What answers for names that certificates are asked for; nil for nothing.
    package var challenges: ChallengePolicy?
    /// Which names tell something of their own.
    package var informational = InformationalNames()
    /// What type ANY gets.
    package var any = AnyPolicy.refused
    /// What a name gets that does not exist.
    package var absent = AbsentPolicy.nxdomain
    /// Of the HINFO record that type ANY may get, in seconds.
    package var ttl: UInt32 = 3_600
    /// Of the records of each RRset.
    package var order = RRsetOrder.stored

    /// A policy that makes nothing up, unless something is given.
    package init(
      synthesizer: Synthesizer? = nil, reverseZone: DomainName = .root, filter: NameFilter? = nil,
      challenges: ChallengePolicy? = nil, informational: InformationalNames = InformationalNames(),
      any: AnyPolicy = .refused, absent: AbsentPolicy = .nxdomain,
      ttl: UInt32 = 3_600, order: RRsetOrder = .stored
    ) {
      self.synthesizer = synthesizer
      self.reverseZone = reverseZone
      self.filter = filter
      self.challenges = challenges
      self.informational = informational
      self.any = any
      self.absent = absent
      self.ttl = ttl
      self.order = order
    }

    fileprivate var givesOutAddressesAlone: Bool {
      filter == nil && challenges == nil && informational == InformationalNames()
    }
  }

  /// The zone's name.
  package let apex: DomainName
  let records: RecordStore
  let names: NameTrie
  let policy: Policy
  /// Whether all that names carry is given out, and nothing besides.
  let givesOutAddressesAlone: Bool
  /// Whether names that certificates are asked for are zones of their own.
  let delegatesChallenges: Bool
  /// Whether a name has a label `*`, or one of a version before had.
  let hasWildcards: Bool
  let apexRecords: ApexRecords
  /// What shows that something is not there, in a signed zone.
  let denial: Denial?
  /// The owners of NSEC3 records.
  let hashedNames: [NameIndex]
  let firstForms: FirstForms
  /// What signs RRsets that have no signatures, and what shows that something is not there.
  let signer: OnlineSigner?

  /// - Parameter records: Each name once, in any order; one SOA record at the apex.
  package init(
    apex: DomainName, _ records: consuming RecordStoreBuilder, _ policy: Policy, signer: OnlineSigner? = nil
  ) {
    self.apex = apex
    self.signer = signer
    self.policy = policy
    givesOutAddressesAlone = policy.givesOutAddressesAlone
    delegatesChallenges = policy.challenges == .delegated
    apexRecords = records.addApexRecords(policy)
    hasWildcards = records.hasWildcards
    let store = records.build()
    self.records = store
    var trie = NameTrieBuilder(records.names, in: store)
    names = trie.build()
    denial = Denial(apex: apexRecords.name, records.hashedNames, in: store)
    hashedNames = records.hashedNames.map(\.index)
    firstForms = FirstForms(of: apexRecords, in: store)
  }

  private init(_ zone: Zone, _ policy: Policy) {
    apex = zone.apex
    signer = zone.signer
    records = zone.records
    names = zone.names
    self.policy = policy
    givesOutAddressesAlone = policy.givesOutAddressesAlone
    delegatesChallenges = policy.challenges == .delegated
    hasWildcards = zone.hasWildcards
    apexRecords = zone.apexRecords
    denial = zone.denial
    hashedNames = zone.hashedNames
    firstForms = zone.firstForms
  }

  /// The same zone, which gives out other addresses.
  package func filtered(by filter: NameFilter?) -> Zone {
    guard filter !== policy.filter else { return self }
    var policy = policy
    policy.filter = filter
    return Zone(self, policy)
  }

  /// Another version of a zone without NSEC3 records.
  init(
    version zone: Zone, _ records: RecordStore, _ names: NameTrie, _ apexRecords: ApexRecords,
    hasWildcards: Bool
  ) {
    apex = zone.apex
    signer = zone.signer
    policy = zone.policy
    givesOutAddressesAlone = zone.givesOutAddressesAlone
    delegatesChallenges = zone.delegatesChallenges
    self.records = records
    self.names = names
    self.apexRecords = apexRecords
    self.hasWildcards = hasWildcards
    hashedNames = []
    denial = Denial(apex: apexRecords.name, [], in: records)
    firstForms =
      apexRecords == zone.apexRecords ? zone.firstForms : FirstForms(of: apexRecords, in: records)
  }
}

extension Zone {
  /// A zone of some records.
  ///
  /// - Parameters:
  ///   - records: Owned by the apex or names below; one SOA record at the apex. Those of one owner and type have one TTL.
  ///   - signer: Of what has no signatures, in a zone that is signed online.
  package convenience init(
    apex: DomainName, _ records: [StoredRecord], _ policy: Policy = Policy(), signer: OnlineSigner? = nil
  ) {
    var builder = RecordStoreBuilder(apex: apex)
    for owner in records.grouped(by: \.owner) {
      let name = owner[0].owner.wireForm
      builder.beginName(name.span, at: 0)
      for record in owner.grouped(by: \.set).joined() {
        let rdata = record.rdata
        builder.add(record.type, ttl: record.ttl, rdata.span, rdata.indices)
      }
    }
    self.init(apex: apex, builder, policy, signer: signer)
  }
}

extension StoredRecord {
  /// Type, and what it signs: records in which they are the same form an RRset.
  fileprivate var set: [RRType] {
    type == .rrsig ? [type, RRType(rawValue: rdata.span.uint16(at: 0))] : [type]
  }
}

extension [StoredRecord] {
  /// In the order of the first of each group.
  fileprivate func grouped<Key: Hashable>(by key: (StoredRecord) -> Key) -> [[StoredRecord]] {
    var places: [Key: Int] = [:]
    var groups: [[StoredRecord]] = []
    for record in self {
      let place = places[key(record), default: groups.count]
      if place == groups.count { groups.append([]) }
      places[key(record)] = place
      groups[place].append(record)
    }
    return groups
  }
}
