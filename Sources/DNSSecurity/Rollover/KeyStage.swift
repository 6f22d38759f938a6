/// Where a key is in its life for a zone (RFC 6781 §4.1, RFC 7583 §3).
package enum KeyStage: String, Sendable, CaseIterable {
  /// The first key of an algorithm: its signatures are in the zone, and its DNSKEY record is not yet (RFC 6781 §4.1.4).
  case signing
  /// Its DNSKEY record is in the zone, for caches to learn of.
  case published
  /// Caches know it, and the parent is told of it by CDS records and the operator, until it has the DS record.
  case ready
  /// It could take over at once.
  case standby
  /// It signs.
  case active
  /// Others sign in its place; what it has signed, and its DS record, may be in caches.
  case retiring
  /// The last key of an algorithm: its DNSKEY record is not in the zone any more, and its signatures are.
  case withdrawn
  /// Nobody needs it any more.
  case gone

  /// Whether the DNSKEY record is in the zone.
  package var isPublished: Bool {
    switch self {
    case .published, .ready, .standby, .active, .retiring: true
    case .signing, .withdrawn, .gone: false
    }
  }

  /// Whether it has not taken over yet.
  var isBefore: Bool { self == .signing || self == .published || self == .ready || self == .standby }

  /// Whether it is in the zone, and not on its way out.
  var isStaying: Bool { isPublished && self != .retiring }
}

/// What a key of a zone is called by: no two keys of a zone have one tag.
package struct KeyName: Hashable, Sendable {
  /// As in the IANA registry.
  package let algorithm: UInt8
  /// RFC 4034 §B.
  package let tag: UInt16

  package init(algorithm: UInt8, tag: UInt16) { (self.algorithm, self.tag) = (algorithm, tag) }
}

extension ZoneKey {
  /// The key among those of its zone.
  package var name: KeyName { KeyName(algorithm: record.algorithm, tag: record.tag) }
}

/// A key of a zone, and where in its life it is.
package struct KeyState: Equatable, Sendable {
  /// Which key of the zone it is.
  package let name: KeyName
  /// Whether the parent's DS record is to lead to it: a CSK or KSK.
  package let isEntryPoint: Bool
  /// Where in its life it is.
  package internal(set) var stage: KeyStage
  /// When the stage began, by the zone's clock.
  package internal(set) var since: UInt64
  /// When it last signed what is neither DNSKEY nor CDS nor CDNSKEY, by the zone's clock.
  package internal(set) var signedLast: UInt64
  /// Since when the parent has been seen to have its DS record, by the zone's clock; nil if it was not there when it was
  /// looked for last.
  package internal(set) var inParentSince: UInt64?
  /// Since when the parent has been seen not to have it.
  package internal(set) var outOfParentSince: UInt64?

  /// - Parameters:
  ///   - stage: Where in its life it is.
  ///   - since: When that began, by the zone's clock, as are all times.
  package init(
    _ name: KeyName, isEntryPoint: Bool, _ stage: KeyStage, since: UInt64, signedLast: UInt64 = 0,
    inParentSince: UInt64? = nil, outOfParentSince: UInt64? = nil
  ) {
    (self.name, self.isEntryPoint, self.stage, self.since) = (name, isEntryPoint, stage, since)
    self.signedLast = signedLast
    (self.inParentSince, self.outOfParentSince) = (inParentSince, outOfParentSince)
  }
}
