import DNSSecurity

/// Whether and how zones are signed (DNSSEC).
package struct SecuritySettings: Equatable, Sendable {
  /// Whether they are.
  package var isEnabled = false
  /// When, or where; nil for what the kind of zone needs.
  package var mode: SigningMode?
  /// How names are shown not to be there; nil for what goes with the mode.
  package var denial: DenialMethod?
  /// Of keys that are made.
  package var algorithm = SecurityAlgorithm.ecdsaP256SHA256
  /// Of signatures that are made when a zone is loaded, in days.
  package var lifetime: UInt32 = 0
  /// Whether CDS and CDNSKEY records tell the parent of the keys.
  package var tellsParent = true
  /// Whether a key stands by that could take over at once.
  package var keepsStandby = false
  /// How long a CSK or KSK is active before another takes its place, in days; nil for until it is asked for.
  package var entryPointLifetime: UInt32?
  /// How long a ZSK is.
  package var zoneKeyLifetime: UInt32?
  /// How long it takes until all servers of the zone, or of its parent, have what one has, in seconds.
  package var propagation: UInt32 = 0
  /// The TTL of the parent's DS records, in seconds.
  package var parentTTL: UInt32 = 0
  /// Resolvers that know which DS records the parent has.
  package var resolvers: [ListenAddress] = []
  /// Whether a ZONEMD record has a digest of the zone.
  package var hasDigest = false
}

/// When a zone's records are signed.
package enum SigningMode: String, Sendable, CaseIterable {
  /// Those of the zone when it is loaded, those that are made up when they are asked for.
  case online
  /// All when the zone is loaded.
  case load
  /// Elsewhere: its file has the signatures.
  case presigned
}

/// How a zone that is signed shows that names and types are not there.
package enum DenialMethod: String, Sendable, CaseIterable {
  /// One NSEC record at the name itself, made when it is asked for (RFC 9824).
  case compact
  /// NSEC records (RFC 4034 §4); online those that cover only what is not there (RFC 4470).
  case nsec
  /// NSEC3 records (RFC 5155); online those that cover only what is not there.
  case nsec3
}

extension SecuritySettings {
  @Rows<SecuritySettings> static var rows: [Row<SecuritySettings>] {
    Row(
      "dnssec.enabled", "LEAF_DNSSEC_ENABLED", .flag, \.isEnabled, for: .both, default: false,
      traits: .onlyInTable,
      "Whether zones are signed. A key is made where a zone has none; the log shows the DS record for its parent."
    )
    Row(
      "dnssec.mode", "LEAF_DNSSEC_MODE", .signingMode, \.mode, for: .both, traits: .onlyInTable,
      "When: online signs what is made up as it is asked for, load all as the zone is loaded, and with presigned the"
        + " file has the signatures; online where names are made up, else load, unless given.")
    Row(
      "dnssec.denial", "LEAF_DNSSEC_DENIAL", .denial, \.denial, for: .both, traits: .onlyInTable,
      "What shows that names are not there: compact (RFC 9824) where they are signed online, nsec, or nsec3, which shows"
        + " only hashes of names; online compact, else nsec, unless given.")
    Row(
      "dnssec.algorithm", "LEAF_DNSSEC_ALGORITHM", .algorithm, \.algorithm, for: .both,
      default: "ecdsap256sha256", traits: .onlyInTable,
      "Of the key that is made for a zone without one.")
    Row(
      "dnssec.lifetime", "LEAF_DNSSEC_LIFETIME", .number(1...365), \.lifetime, for: .both, default: 14,
      traits: .onlyInTable,
      "How long signatures are valid that are made as a zone is loaded, in days; new ones are made in time.")
    Row(
      "dnssec.cds", "LEAF_DNSSEC_CDS", .flag, \.tellsParent, for: .both, default: true, traits: .onlyInTable,
      "Whether CDS and CDNSKEY records tell the parent of the zone's keys (RFC 7344).")
    Row(
      "dnssec.standby", "LEAF_DNSSEC_STANDBY", .flag, \.keepsStandby, for: .both, default: false,
      traits: .onlyInTable,
      "Whether another key stands by, known to the parent and to caches, that takes over at once when it is asked for."
    )
    Row(
      "dnssec.ksk_lifetime", "LEAF_DNSSEC_KSK_LIFETIME", .lifetime, \.entryPointLifetime, for: .both,
      default: "off", traits: .onlyInTable,
      "After how many days a new CSK or KSK takes the place of the one that is active.")
    Row(
      "dnssec.zsk_lifetime", "LEAF_DNSSEC_ZSK_LIFETIME", .lifetime, \.zoneKeyLifetime, for: .both,
      default: "off", traits: .onlyInTable,
      "After how many days a new ZSK does.")
    Row(
      "dnssec.propagation_delay", "LEAF_DNSSEC_PROPAGATION_DELAY", .number(0...604_800), \.propagation,
      for: .both, default: 3600, traits: .onlyInTable,
      "How long it takes until all servers of a zone, or of its parent, have what one of them has, in seconds."
    )
    Row(
      "dnssec.ds_ttl", "LEAF_DNSSEC_DS_TTL", .number(0...604_800), \.parentTTL, for: .both, default: 86_400,
      traits: .onlyInTable, "The TTL of the DS records at the parent, in seconds.")
    Row(
      "dnssec.resolvers", "LEAF_DNSSEC_RESOLVERS", .listen, \.resolvers, for: .both, traits: .onlyInTable,
      example: #"# resolvers = ["127.0.0.1:53"]"#,
      "Resolvers that are asked for the DS records at the parent while a rollover waits for them; without one leaf key confirm"
        + " says that they are there.")
    Row(
      "dnssec.zonemd", "LEAF_DNSSEC_ZONEMD", .flag, \.hasDigest, for: .both, default: false,
      traits: .onlyInTable,
      "Whether a zone that is signed as it is loaded gets a ZONEMD record, a digest of all its records (RFC 8976)."
    )
  }
}

extension Kind where Value == SigningMode? {
  fileprivate static let signingMode = Kind<SigningMode>.choice.optional
}

extension Kind where Value == UInt32? {
  fileprivate static let lifetime = Kind.numberOr("off", 1...3650)
}

extension Kind where Value == DenialMethod? {
  fileprivate static let denial = Kind<DenialMethod>.choice.optional
}

/// How much is signed when it is asked for.
package struct OnlineSigningSettings: Equatable, Sendable {
  /// In a second; nil for no limit.
  package var signaturesPerSecond: UInt32?
  /// How many signatures are kept.
  package var signaturesKept = 0
}

extension OnlineSigningSettings {
  @Rows<OnlineSigningSettings> static var rows: [Row<OnlineSigningSettings>] {
    Row(
      "dnssec.sign_qps_limit", "LEAF_SIGN_QPS_LIMIT", .rate, \.signaturesPerSecond, default: 20_000,
      traits: .onlyInTable,
      "Signatures in a second that are made as they are asked for; who needs one more gets no answer.")
    Row(
      "dnssec.signatures_kept", "LEAF_SIGNATURES_KEPT", .number(4...100_000_000), \.signaturesKept,
      default: 200_000, traits: [.onlyInTable, .needsRestart],
      "Signatures of what is made up that are kept, a hundred octets each.")
  }
}

extension Kind where Value == SecurityAlgorithm {
  /// One of those that zones are signed with.
  fileprivate static let algorithm = single(
    SecurityAlgorithm.namesOfSigning.joined(separator: "|"), show: { .text($0.mnemonic.lowercased()) }
  ) { value throws(SettingError) in
    let text = try value.single()
    guard let algorithm = SecurityAlgorithm(text), algorithm.maySign else {
      throw SettingError(found: text, allowed: SecurityAlgorithm.namesOfSigning.joined(separator: " or "))
    }
    return algorithm
  }
}
