import DNSWire

/// What there is to do for the keys of a zone.
package struct KeyDuties: Sendable {
  /// Have DNSKEY records.
  package let published: [ZoneKey]
  /// Sign DNSKEY, CDS and CDNSKEY records.
  package let signingKeys: [ZoneKey]
  /// Sign everything else.
  package let signingRecords: [ZoneKey]
  /// Have CDS and CDNSKEY records, by which the parent is asked for DS records (RFC 7344).
  package let announced: [ZoneKey]

  init(
    published: [ZoneKey], signingKeys: [ZoneKey], signingRecords: [ZoneKey], announced: [ZoneKey]
  ) {
    (self.published, self.signingKeys) = (published, signingKeys)
    (self.signingRecords, self.announced) = (signingRecords, announced)
  }

  /// Of keys that are all active.
  package init(_ keys: [ZoneKey]) {
    var rollover = ZoneRollover()
    rollover.adopt(keys, RolloverPolicy())
    self = rollover.duties(of: keys)
  }

  /// Of keys of which nobody knows which ones caches know: each signs everything.
  package init(unknown keys: [ZoneKey]) {
    self.init(
      published: keys, signingKeys: keys, signingRecords: keys, announced: keys.filter(\.record.isEntryPoint))
  }

  /// Those that sign records of a type.
  func keys(for type: RRType) -> [ZoneKey] {
    type == .dnskey || type == .cds || type == .cdnskey ? signingKeys : signingRecords
  }

  /// The names of keys by what they do.
  package struct Names: Equatable, Sendable {
    let published: Set<KeyName>
    let signingKeys: Set<KeyName>
    let signingRecords: Set<KeyName>
    let announced: Set<KeyName>
  }

  /// Which key has which of them.
  package var names: Names {
    func names(_ keys: [ZoneKey]) -> Set<KeyName> { Set(keys.map(\.name)) }
    return Names(
      published: names(published), signingKeys: names(signingKeys), signingRecords: names(signingRecords),
      announced: names(announced))
  }

  /// All of them, each once.
  package var all: [ZoneKey] {
    published + signingRecords.filter { key in !published.contains { $0.name == key.name } }
  }
}
