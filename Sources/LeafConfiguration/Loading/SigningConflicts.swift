import DNSSecurity
import DNSWire

extension Configuration {
  /// What keeps a zone from being signed as it is to be.
  var signingConflicts: [Conflict] {
    zones.compactMap { apex in
      settings(of: apex).signingConflict.map { setting, text in
        Conflict(
          setting: setting, other: "dnssec.enabled", zone: zoneTables[apex] == nil ? nil : apex,
          text: "\(apex) \(text)")
      }
    }
  }
}

extension ZoneSettings {
  fileprivate var signingConflict: (setting: Setting.ID, text: String)? {
    switch signingMode {
    case nil: nil
    case .load where !makesNothingUp, .presigned where !makesNothingUp:
      ("dnssec.mode", "makes names up, which are signed as they are asked for; leave mode out, or say online")
    case .load where security.denial == .compact:
      (
        "dnssec.denial",
        "is signed as it is loaded, and compact denial is made as it is asked for; set denial to nsec or nsec3, or mode to online"
      )
    case .load, .presigned: nil
    case .online where security.hasDigest:
      (
        "dnssec.zonemd",
        "is signed as it is asked for, so that no digest is one of all of it; leave zonemd out"
      )
    case .online where !security.algorithm.isFast:
      (
        "dnssec.algorithm",
        "is signed as it is asked for, for which \(security.algorithm.mnemonic.lowercased()) is too slow; set algorithm to ecdsap256sha256 or ed25519"
      )
    case .online: nil
    }
  }
}
