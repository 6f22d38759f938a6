import DNSWire

extension Configuration {
  /// What keeps a zone from being signed.
  var signingConflicts: [Conflict] {
    zones.filter { settings(of: $0).signingMode != nil && !settings(of: $0).makesNothingUp }.map { apex in
      Conflict(
        setting: "dnssec.enabled", other: "dnssec.enabled", zone: zoneTables[apex] == nil ? nil : apex,
        text:
          "\(apex) makes names up, which leaf does not sign yet; serve signed names from a zone with a file")
    }
  }
}
