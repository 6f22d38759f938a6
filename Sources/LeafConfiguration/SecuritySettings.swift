import DNSSecurity

/// Whether and how zones are signed (DNSSEC).
package struct SecuritySettings: Equatable, Sendable {
  /// Whether they are.
  package var isEnabled = false
  /// When, or where.
  package var mode = SigningMode.load
  /// How names are shown not to be there.
  package var denial = DenialMethod.nsec
  /// Of keys that are made.
  package var algorithm = SecurityAlgorithm.ecdsaP256SHA256
  /// Of signatures that are made when a zone is loaded, in days.
  package var lifetime: UInt32 = 0
  /// Whether CDS and CDNSKEY records tell the parent of the keys.
  package var tellsParent = true
}

/// When a zone's records are signed.
package enum SigningMode: String, Sendable, CaseIterable {
  /// All when the zone is loaded.
  case load
  /// Elsewhere: its file has the signatures.
  case presigned
}

/// How a zone that is signed shows that names and types are not there.
package enum DenialMethod: String, Sendable, CaseIterable {
  /// NSEC records (RFC 4034 §4).
  case nsec
  /// NSEC3 records (RFC 5155).
  case nsec3
}

extension SecuritySettings {
  @Rows<SecuritySettings> static var rows: [Row<SecuritySettings>] {
    Row(
      "dnssec.enabled", "LEAF_DNSSEC", .flag, \.isEnabled, for: .both, default: false, traits: .onlyInTable,
      "Whether zones are signed. A key is made where a zone has none; the log shows the DS record for its parent."
    )
    Row(
      "dnssec.mode", "LEAF_DNSSEC_MODE", .choice, \.mode, for: .both, default: "load", traits: .onlyInTable,
      "When: with load all is signed as the zone is loaded, and with presigned its file has the signatures.")
    Row(
      "dnssec.denial", "LEAF_DNSSEC_DENIAL", .choice, \.denial, for: .both, default: "nsec",
      traits: .onlyInTable,
      "What shows that names are not there: NSEC records, or NSEC3 records, which show only hashes of names.")
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
  }
}

extension Kind where Value == SecurityAlgorithm {
  /// One of those that zones are signed with.
  fileprivate static let algorithm = single(
    names.joined(separator: "|"), show: { .text($0.mnemonic.lowercased()) }
  ) { value throws(SettingError) in
    let text = try value.single()
    guard let algorithm = SecurityAlgorithm(text), algorithm.maySign else {
      throw SettingError(found: text, allowed: names.joined(separator: " or "))
    }
    return algorithm
  }

  private static var names: [String] {
    SecurityAlgorithm.allCases.filter(\.maySign).map { $0.mnemonic.lowercased() }
  }
}
