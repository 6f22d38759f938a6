import DNSWire

/// All that a name owns in a new version of a zone.
package struct NameVersion: Sendable {
  /// Records of one type.
  package struct RRset: Sendable {
    /// TYPE.
    package var type: RRType
    /// Seconds, at most 2^31 - 1 (RFC 2181 §8).
    package var ttl: UInt32
    /// RDATA of each record, at least one; names in it uncompressed.
    package var rdatas: [[UInt8]]

    fileprivate var signedType: RRType? {
      type == .rrsig ? rdatas.first.map { RRType(rawValue: $0.span.uint16(at: 0)) } : nil
    }

    /// An RRset with these fields.
    package init(_ type: RRType, ttl: UInt32, _ rdatas: [[UInt8]]) {
      self.type = type
      self.ttl = ttl
      self.rdatas = rdatas
    }
  }

  /// The zone's name or one below it.
  package var owner: DomainName
  /// No type twice, but RRSIG, once for each type that is signed. Without any, the name owns nothing any more.
  package var rrsets: [RRset]

  /// A version with these fields.
  package init(_ owner: DomainName, _ rrsets: [RRset]) {
    self.owner = owner
    self.rrsets = rrsets
  }
}

extension Zone {
  /// A version of the zone that differs in some names. It shares all else with this one, which stays as it is. Now and
  /// then it shares nothing, and takes as long as the zone is large: `ChunkUse` says when; and always where there are NSEC3
  /// records.
  ///
  /// - Parameter changes: No name twice. If the zone's name is among them, it has one SOA record.
  package func changing(_ changes: [NameVersion]) -> Zone {
    guard hashedNames.isEmpty, !changes.contains(where: \.hasNSEC3) else { return rebuilt(with: changes) }
    let version = sharing(changes)
    if version.records.isToBeMadeWhole { return version.madeWhole() }
    return version.names.isToBeMadeWhole ? version.withNamesMadeWhole() : version
  }

  private func sharing(_ changes: [NameVersion]) -> Zone {
    var builder = RecordStoreBuilder(records)
    var leftOut: [DomainName] = []
    for change in changes {
      if let name = name(of: change.owner) {
        builder.leaveOut(name, of: records)
        if change.rrsets.isEmpty { leftOut.append(change.owner) }
      }
      builder.add(change)
    }
    var apexRecords = apexRecords
    if changes.contains(where: { $0.owner == apex }) {
      for rrset in [apexRecords.negativeSOA, apexRecords.status].compactMap({ $0 }) {
        builder.leaveOut(rrset, of: records)
      }
      apexRecords = builder.addApexRecords(
        after: apexRecords, hasStatus: policy.informational.hasStatus)
    }
    let store = builder.build()
    return Zone(
      version: self, store, names(in: store, with: builder.names, without: leftOut), apexRecords,
      hasWildcards: hasWildcards || builder.hasWildcards)
  }

  private func names(
    in store: RecordStore, with names: [RecordStoreBuilder.Name], without leftOut: [DomainName]
  ) -> NameTrie {
    var change = NameTrieChange(self.names, in: store)
    for name in names { change.put(name) }
    for name in leftOut { withLabels(of: name) { change.remove($0, in: $1) } }
    return change.build()
  }

  /// Where the zone has what a name owns.
  private func name(of owner: DomainName) -> NameIndex? {
    withLabels(of: owner) { names.walk($0, in: $1, records).name }
  }

  private func withLabels<Result>(
    of name: DomainName, _ body: (Span<UInt16>, Span<UInt8>) -> Result
  ) -> Result {
    precondition(name.isEqualToOrBelow(apex), "a name of another zone")
    let octets = name.wireForm
    var offsets = LabelOffsets.empty
    let count = offsets.note(octets.indices, in: octets.span)
    return body(offsets.span.extracting(..<(count - 1 - records.apexLabelCount)), octets.span)
  }
}

extension Zone {
  /// The same version without garbage, in as few chunks as need be.
  private func madeWhole() -> Zone {
    var builder = RecordStoreBuilder(RecordStore(chunks: [], apex: records.apex))
    let names = names.moved { builder.add($0, of: records) }
    let apexRecords = builder.addApexRecords(policy)
    return Zone(version: self, builder.build(), names, apexRecords, hasWildcards: builder.hasWildcards)
  }

  /// The version with changes, made anew of all names.
  private func rebuilt(with changes: [NameVersion]) -> Zone {
    var builder = RecordStoreBuilder(RecordStore(chunks: [], apex: records.apex))
    let changed = Set(changes.map(\.owner))
    for name in names.all + hashedNames where !changed.contains(records.name(at: name)) {
      builder.add(name, of: records)
    }
    for change in changes { builder.add(change) }
    return Zone(apex: apex, builder, policy)
  }

  private func withNamesMadeWhole() -> Zone {
    Zone(version: self, records, names.moved { $0 }, apexRecords, hasWildcards: hasWildcards)
  }
}

extension NameVersion {
  /// Whether something in it belongs to a hash, and to no name of the zone.
  fileprivate var hasNSEC3: Bool {
    rrsets.contains { $0.type == .nsec3 || $0.signedType == .nsec3 }
  }
}

extension NameTrie {
  /// All names, in canonical order.
  fileprivate var all: [NameIndex] {
    var names: [NameIndex] = []
    _ = moved {
      names.append($0)
      return $0
    }
    return names
  }
}

extension RecordStore {
  fileprivate func name(at index: NameIndex) -> DomainName {
    var octets: [UInt8] = []
    withLabels(of: index) { labels, stored in
      for label in labels.indices { octets += stored.label(at: labels[label]).map { stored[$0] } }
    }
    return DomainName(wireForm: octets + apex) ?? .root
  }
}

extension RecordStoreBuilder {
  fileprivate mutating func add(_ change: NameVersion) {
    guard !change.rrsets.isEmpty else { return }
    let owner = change.owner.wireForm
    beginName(owner.span, at: 0)
    for rrset in change.rrsets {
      for rdata in rrset.rdatas { add(rrset.type, ttl: rrset.ttl, rdata.span, rdata.indices) }
    }
  }
}
